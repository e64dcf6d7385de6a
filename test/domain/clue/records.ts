import { GENESIS, type EventRecord } from '../../../src/domain/record.ts';
import type { Clue } from './clue.ts';

/** A life's events as records; not hashed, which is the shell's affair. */
export function recordsOf(life: Clue): readonly EventRecord[] {
  const { process } = life.input;
  return life.drafts.map((draft) => ({ v: 1, process, run: 'r', ...draft, prev: GENESIS, hash: GENESIS }));
}
