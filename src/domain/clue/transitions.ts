import type { Draft } from '../record.ts';
import { dateOf, type Instant } from '../time.ts';
import type { ClueUnit } from './book.ts';
import { CASE_CLOCKS } from './case.ts';
import { clock } from './clocks.ts';
import type { ClueEvent } from './events.ts';
import type { StepKind } from './policy.ts';
import type { ClueState, Clock, SealedRef } from './state.ts';

/** The clue comes to a unit: what its former holder owed is over, what the new one owes begins. */
export function handed(
  state: ClueState,
  unit: ClueUnit,
  { type, occurredAt: from }: Pick<Draft, 'type' | 'occurredAt'>,
  step: StepKind,
  { body, due }: { readonly body?: string; readonly due?: string } = {},
): ClueState {
  const { handler: _h, extension: _e, ...rest } = state;
  const next: ClueState = {
    ...rest,
    custody: { unit, from, how: type, seq: state.seq, ...(body === undefined ? {} : { body }) },
    past: [...state.past, { ...state.custody, to: from, until: state.seq }],
    fired: {},
  };
  // Who passed it down stays answerable, whoever below has it now.
  const passers = state.clocks.filter((one) => one.side === 'passer');
  const kept = Object.keys(state.fired).filter((key) =>
    passers.some((one) => key.startsWith(`e${one.seq}/`)),
  );
  return {
    ...next,
    fired: Object.fromEntries(kept.map((key) => [key, true as const])),
    clocks: [clock(next, step, from, due === undefined ? {} : { due }), ...passers],
  };
}

/** Who has just passed it down, or sent it back below, answers for it by its own date, while that is to come. */
export function overseen(state: ClueState, at: Instant): ClueState {
  const { level, below, clocks } = state;
  const { own } = level;
  if (own === undefined || own < dateOf(at)) return state;
  const more = { due: own, side: 'passer', level: below.length } as const;
  return running(state, [...clocks, clock(state, 'oversee', at, more)]);
}

/** The clue comes back to who passed it down: its own steps run again. */
export function unseen(state: ClueState): ClueState {
  return running(
    state,
    state.clocks.filter((one) => one.level !== state.below.length),
  );
}

/** Sent to another unit, which has to acknowledge it. */
export function sent(
  state: ClueState,
  level: ClueState['level'],
  event: Pick<Draft, 'type' | 'occurredAt'>,
): ClueState {
  const { planned: _p, ...rest } = state;
  return handed({ ...rest, level, status: 'handed_over' }, level.to, event, 'acknowledge');
}

/** Closed or taken back: of what was passed down only this sending is over. */
export function ended(state: ClueState, event: ClueEvent & Draft): ClueState {
  const { level, below } = state;
  const lower = below.at(-1);
  const { occurredAt: at, type } = event;
  if (lower === undefined) {
    const status = type === 'ClueClosed' ? 'closed' : 'withdrawn';
    const same = state.custody.unit.id === level.from.id;
    const over = same
      ? ({ ...state, status } as const)
      : handed({ ...state, status }, level.from, event, 'close');
    return { ...over, clocks: [], closedOn: dateOf(at) };
  }
  const popped = { ...unseen(state), level: lower, below: below.slice(0, -1) };
  if (type === 'ClueClosed') return handed({ ...popped, status: 'concluded' }, level.from, event, 'report');
  const { resume } = level;
  const back = handed({ ...popped, status: resume?.status ?? 'verifying' }, level.from, event, 'verify');
  if (resume === undefined) return back;
  // They go on as they were: what fired before is not said again, what lay between is not armed.
  const own = resume.clocks.filter((one) => one.side !== 'passer').map((one) => ({ ...one, since: at }));
  const passers = back.clocks.filter((one) => one.side === 'passer');
  return { ...back, fired: { ...resume.fired, ...back.fired }, clocks: [...own, ...passers] };
}

export function afterCase(state: ClueState, at: Instant): ClueState {
  const open = state.cases.some((one) => one.closedOn === undefined);
  return open || state.status !== 'handling' ? state : concluded(state, at);
}

export function concluded(state: ClueState, at: Instant): ClueState {
  const done = { ...state, status: 'concluded' as const };
  return running(done, [clock(done, 'report', at), ...others(state, ['conclude', ...CASE_CLOCKS])]);
}

export function extensionDecided(state: ClueState, granted: boolean, seq: number, at: Instant): ClueState {
  const { extension, ...rest } = state;
  const open = without(rest, 'extension');
  if (!granted || extension === undefined) return open;
  const clocks = open.clocks.map((one) =>
    one.step === extension.step && one.case === extension.case
      ? { ...one, seq, since: at, first: one.first ?? one.due, due: extension.to }
      : one,
  );
  return running(open, clocks);
}

export function running(state: ClueState, clocks: readonly Clock[]): ClueState {
  return { ...state, clocks };
}

export function others(state: ClueState, done: readonly StepKind[]): readonly Clock[] {
  return state.clocks.filter((one) => !done.includes(one.step));
}

export function without(state: ClueState, step: StepKind, items: readonly SealedRef[] = []): ClueState {
  return kept(running(state, others(state, [step])), items);
}

export function kept(
  state: ClueState,
  items: readonly SealedRef[],
  unit: ClueUnit = state.custody.unit,
): ClueState {
  if (items.length === 0) return state;
  return {
    ...state,
    items: [...state.items, ...items.map((one) => ({ ...one, unit: unit.id, seq: state.seq }))],
  };
}
