import { workingDaysBetween } from '../domain/calendar.ts';
import type { StepKind } from '../domain/clue/policy.ts';
import { evolveClue, initialClue } from '../domain/clue/evolve.ts';
import { passerOf } from '../domain/clue/notices.ts';
import type { ClueInput, ClueState, Clock, Custody } from '../domain/clue/state.ts';
import { optional } from '../domain/optional.ts';
import type { EventRecord } from '../domain/record.ts';
import { dateOf, daysBetween, HOUR_MS, millisOf, type CivilDate, type Instant } from '../domain/time.ts';

/** A step under a custody: how long it was allowed to take, and took. */
export interface StepTaken {
  readonly step: StepKind;
  readonly case?: string;
  /** Owed by the unit that sent the clue, not by the one that has it: deciding an extension. */
  readonly bySender?: true;
  /** Owed by a unit that passed it down: which. */
  readonly by?: string;
  readonly from: Instant;
  readonly due: CivilDate;
  /** Of limits in hours. */
  readonly dueAt?: Instant;
  /** As it was first set, where it was extended. */
  readonly first?: CivilDate;
  /** Absent while it runs. */
  readonly to?: Instant;
  readonly used: number;
  readonly allowed: number;
  readonly unit: 'working_days' | 'calendar_days' | 'hours';
  readonly late: boolean;
}

/** From when to when somebody had a clue, what was done meanwhile and by whom. */
export interface CustodyTaken {
  readonly unit: string;
  readonly name: string;
  /** A body outside the bureau has it; the unit keeps the follow-up. */
  readonly body?: string;
  /** How it came: type of the event. */
  readonly how: string;
  readonly from: Instant;
  readonly to?: Instant;
  readonly workingDays: number;
  readonly steps: readonly StepTaken[];
  /** What people did, refusals included. */
  readonly acts: readonly EventRecord[];
}

interface Open {
  readonly custody: Custody;
  readonly steps: StepTaken[];
  readonly acts: EventRecord[];
}

/**
 * Who had a clue from when to when, worked out anew from its records alone. `now`: up to which what is still running is counted.
 * Whether the records are those of the engine's history, and follow from their causes, is the fold's affair.
 */
export function custodyOf(
  input: ClueInput,
  records: readonly EventRecord[],
  now: Instant,
): readonly CustodyTaken[] {
  const [first, ...rest] = records;
  if (first === undefined) return [];
  let state = initialClue(input, first);
  const all: Open[] = [{ custody: state.custody, steps: [], acts: [first] }];
  let running = new Map(state.clocks.map((one) => [keyOf(one), one]));
  for (const record of rest) {
    const last = all.at(-1);
    if (record.actor !== null) last?.acts.push(record);
    const after = evolveClue(state, record);
    const moved = after.past.length > state.past.length;
    const next = new Map(after.clocks.map((one) => [keyOf(one), one]));
    for (const [key, one] of running)
      if ((moved && one.side !== 'passer') || next.get(key)?.from !== one.from)
        last?.steps.push(taken(state, one, record.occurredAt, true));
    if (moved) all.push({ custody: after.custody, steps: [], acts: [] });
    running = next;
    state = after;
  }
  all.at(-1)?.steps.push(...[...running.values()].map((one) => taken(state, one, now, false)));
  return all.map(({ custody, steps, acts }, at) => {
    const over = all[at + 1]?.custody.from ?? endOf(state, records);
    return {
      unit: custody.unit.id,
      name: custody.unit.name,
      ...optional('body', custody.body),
      how: custody.how,
      from: custody.from,
      ...optional('to', over),
      workingDays: workingDaysBetween(input.calendar, dateOf(custody.from), dateOf(over ?? now)),
      steps: steps.toSorted((a, b) => (a.from < b.from ? -1 : 1)),
      acts,
    };
  });
}

/** An extension leaves a step the same one; another case, or the sender's, is another. */
function keyOf({ step, case: of = '', side, level }: Clock): string {
  return `${step}/${of}/${side}${level ?? ''}`;
}

/** When a clue was closed or withdrawn: nobody holds it any more. */
function endOf({ closedOn }: ClueState, records: readonly EventRecord[]): Instant | undefined {
  if (closedOn === undefined) return undefined;
  return records.findLast(({ type }) => type === 'ClueClosed' || type === 'ClueWithdrawn')?.occurredAt;
}

function taken(state: ClueState, one: Clock, end: Instant, over: boolean): StepTaken {
  const { input } = state;
  const { step, from, due, dueAt, first } = one;
  const [a, b] = [dateOf(from), dateOf(end)];
  const limit = input.policy.limits[step].unit;
  const unit = dueAt !== undefined ? 'hours' : limit === 'working_days' ? limit : 'calendar_days';
  const count = (to: CivilDate, until: Instant): number => {
    if (unit === 'hours') return Math.floor((millisOf(until) - millisOf(from)) / HOUR_MS);
    return unit === 'working_days' ? workingDaysBetween(input.calendar, a, to) : daysBetween(a, to);
  };
  return {
    step,
    ...optional('case', one.case),
    ...(one.side === 'sender' ? { bySender: true as const } : {}),
    ...(one.side === 'passer' ? { by: passerOf(state, one).name } : {}),
    from,
    due,
    ...optional('dueAt', dueAt),
    ...optional('first', first),
    ...(over ? { to: end } : {}),
    used: count(b, end),
    // Of what had to be done before it could begin there is no time at all.
    allowed: Math.max(0, count(due, dueAt ?? end)),
    unit,
    late: dueAt === undefined ? b > due : end > dueAt,
  };
}
