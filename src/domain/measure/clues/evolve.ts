import type { ClueAccount } from '../../clue/told.ts';
import { optional } from '../../optional.ts';
import type { Draft } from '../../record.ts';
import { dateOf, type CivilDate } from '../../time.ts';
import { kept } from '../memory.ts';
import type { MeasureState } from '../state.ts';
import type { ClueEvent } from './events.ts';
import { remembered, WITHDRAWN } from './memory.ts';
import { isWaiting } from './standing.ts';
import { NO_CLUES, type FoundClue } from './state.ts';

type Of<T extends ClueEvent['type']> = Extract<ClueEvent, { type: T }> & Draft;

/** The state after an event of a measure's clues. */
export function evolveClues(state: MeasureState, event: ClueEvent & Draft): MeasureState {
  switch (event.type) {
    case 'ClueFound':
      return found(state, event);
    case 'FoundStruck': {
      const struck = { on: dateOf(event.occurredAt), reason: event.data.reason };
      return withFound(state, event.data.found, (one) => ({ ...one, struck }));
    }
    case 'ClueHeard':
      return heard(state, event);
    case 'ClueReminderSent':
    case 'ClueUnhanded':
      return { ...state, reminded: state.reminded + 1 };
    default:
      return event satisfies never;
  }
}

function found(state: MeasureState, event: Of<'ClueFound'>): MeasureState {
  const { found: id, on, reference } = event.data;
  const clues = state.clues ?? NO_CLUES;
  const by = event.actor?.person ?? '';
  const open = openAnew(clues.found, on, event);
  const one = { id, seq: event.seq, on, reference, by, ...open };
  return { ...state, clues: { ...clues, found: [...clues.found, one] }, kept: kept(state, [one]) };
}

function heard(state: MeasureState, event: Of<'ClueHeard'>): MeasureState {
  const { account } = event.data;
  if (account === undefined) return state;
  const own = state.input.plan.id;
  const known = { ...state, clues: remembered(state.clues ?? NO_CLUES, account, own) };
  return account.found === undefined || account.measure !== own
    ? known
    : withFound(known, account.found, (one) =>
        settled(one, account, openAnew(known.clues.found, one.on, event)),
      );
}

/** A clue that names a finding settles it; withdrawn, the finding has to be handed over anew. */
function settled(one: FoundClue, account: ClueAccount, anew: Open): FoundClue {
  const { number: clue, code, handedOverOn: on, status } = account;
  if (one.handedOver !== undefined && one.handedOver.clue !== clue) return one;
  if (status !== WITHDRAWN) return { ...one, handedOver: { on, clue, code } };
  if (one.handedOver === undefined) return one;
  const { handedOver: _, ...open } = one;
  return { ...open, ...anew };
}

type Open = Pick<FoundClue, 'openSince' | 'batch'>;

/**
 * What begins to wait goes with what was found on the same day and has waited from the same day on. A batch of which none waits any
 * more is never joined: its reminders are over.
 */
function openAnew(found: readonly FoundClue[], on: CivilDate, { seq, occurredAt }: Draft): Open {
  const today = dateOf(occurredAt);
  const other = found.find((one) => isWaiting(one) && one.on === on && dateOf(one.openSince) === today);
  return { openSince: occurredAt, batch: other?.batch ?? seq };
}

function withFound(state: MeasureState, id: string, change: (one: FoundClue) => FoundClue): MeasureState {
  const { clues } = state;
  if (clues === undefined) return state;
  const changed = clues.found.map((one) => (one.id === id ? change(one) : one));
  return { ...state, ...optional('clues', { ...clues, found: changed }) };
}
