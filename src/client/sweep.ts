import type { Json } from '../domain/json.ts';
import type { ProgrammeInput } from '../domain/programme/state.ts';
import { sweepInput } from '../domain/sweep/state.ts';
import type { Engine } from './connect.ts';
import { contentHash } from './hash.ts';
import { createProcesses } from './processes.ts';

/** Sweeps ended by hand one after the other before something is plainly meant by it. */
const MOST = 100;

/**
 * Makes sure that a live programme is looked after daily; one that was ended by hand is followed by another. Gives its process; undefined
 * for a driven programme, which has nothing to watch over.
 */
export async function openSweep(engine: Engine, programme: ProgrammeInput): Promise<string | undefined> {
  if (programme.clock.kind === 'driven') return undefined;
  for (let number = 1; number <= MOST; number += 1) {
    const input = sweepInput(programme, number);
    const result = await createProcesses(engine).start({
      kind: 'sweep',
      id: input.process,
      input: input as unknown as { readonly [key: string]: Json },
      inputHash: contentHash(input),
    });
    // One that runs with another input was opened by an earlier version, or for an earlier plan: it goes on.
    if (result !== 'closed') return input.process;
  }
  return undefined;
}
