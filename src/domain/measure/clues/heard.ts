import { isSame } from '../../amendment/change.ts';
import type { MeasurePlan } from '../../plan.ts';
import { clueProcess } from '../../process.ts';
import type { Signal } from '../../signal.ts';
import type { MeasureState } from '../state.ts';
import { readAccount } from './account.ts';
import type { ClueEvent } from './events.ts';
import { keptOf } from './memory.ts';

/**
 * A clue of this measure tells how it stands, or, where this one counts cases, one of another measure or of none. None: it is nothing to
 * this measure, or says nothing that can be read.
 */
export function clueHeard(state: MeasureState, { from, data }: Signal): readonly ClueEvent[] {
  const { programme, plan } = state.input;
  const account = readAccount(data);
  if (account === undefined || (account.measure !== plan.id && !countsCases(plan))) return [];
  const { number } = account;
  if (from !== clueProcess(programme, number)) return [];
  const known = state.clues?.heard.find((one) => one.number === number);
  // A signal leaves an event whatever it says.
  return [
    { type: 'ClueHeard', data: isSame(known, keptOf(account, plan.id)) ? { number } : { number, account } },
  ];
}

function countsCases({ requirements }: MeasurePlan): boolean {
  return requirements.some((one) => one.type === 'indicator' && one.tally !== undefined);
}
