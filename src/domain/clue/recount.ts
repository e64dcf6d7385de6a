import { amendedInput } from '../amendment/input.ts';
import type { Altered } from '../amendment/summary.ts';
import { addLimit, workingDayOnOrBefore } from '../calendar.ts';
import { dateOf, type CivilDate, type Instant } from '../time.ts';
import { acceptDue, CAPPED, outerDue, stepText } from './clocks.ts';
import type { StepKind } from './policy.ts';
import type { ClueInput, ClueState, Clock, Level, OtherCalendar } from './state.ts';
import { others, running } from './transitions.ts';

/** Steps whose date somebody chose. */
const CHOSEN: ReadonlySet<StepKind> = new Set(['follow_up', 'oversee']);

/**
 * A clue whose dates are counted anew by another calendar, also those of who waits for what was passed down. What is late already is
 * history, and nothing is made late. Reminders whose moment the new count puts before `at` are not armed.
 */
export function recounted(
  state: ClueState,
  { calendar, calendarHash }: OtherCalendar,
  at: Instant,
): ClueState {
  const amended = { calendar, calendarHash };
  const input = amendedInput(state.input, amended);
  const levels = [...state.below, state.level];
  /** Clocks of who has it, or had it, by the sending of this number. */
  const anew = (clocks: readonly Clock[], number: number): readonly Clock[] =>
    clocks.map((one) => clockAnew(input, levels.slice(0, number + 1), one, at));
  const resuming = (one: Level, number: number): Level => {
    const { resume } = one;
    if (resume === undefined) return one;
    const clocks = anew(resume.clocks, number - 1);
    return { ...one, resume: { ...resume, clocks, fired: withoutLights(resume.fired) } };
  };
  return withoutNeedless({
    ...state,
    amended,
    recounts: (state.recounts ?? 0) + 1,
    fired: withoutLights(state.fired),
    input,
    below: state.below.map(resuming),
    level: resuming(state.level, state.below.length),
    clocks: anew(state.clocks, state.below.length),
  });
}

/** A light that has turned may have turned back, and turns again on another day. */
function withoutLights(fired: ClueState['fired']): ClueState['fired'] {
  return Object.fromEntries(Object.entries(fired).filter(([key]) => !key.includes('/light/')));
}

function clockAnew(input: ClueInput, levels: readonly Level[], one: Clock, at: Instant): Clock {
  const { calendar, policy } = input;
  const { capped: _, ...rest } = { ...one, since: at };
  // What runs in hours runs on, whatever day it is.
  if (policy.limits[one.step].unit === 'hours' || one.due < dateOf(at)) return { ...one, since: at };
  const chosen = CHOSEN.has(one.step) || one.first !== undefined;
  const counted = chosen ? workingDayOnOrBefore(calendar, one.due) : dateAnew(input, levels, one);
  const due = counted < dateOf(at) ? one.due : counted;
  const cap = CAPPED.has(one.step) ? outerDue(levels) : undefined;
  return cap !== undefined && cap < due ? { ...rest, due: cap, capped: true } : { ...rest, due };
}

function dateAnew(
  { calendar, policy }: ClueInput,
  levels: readonly Level[],
  { step, from }: Clock,
): CivilDate {
  const sent = levels.at(-1)?.at ?? from;
  return step === 'accept'
    ? acceptDue(calendar, policy, sent, from)
    : addLimit(calendar, dateOf(from), policy.limits[step]);
}

/** A wish for a date that the new count grants by itself is past. */
function withoutNeedless(state: ClueState): ClueState {
  const { extension, ...rest } = state;
  const asked = state.clocks.find(
    ({ side, step, case: of }) => side === 'holder' && step === extension?.step && of === extension.case,
  );
  if (extension === undefined || asked === undefined || asked.due < extension.to) return state;
  return running(rest, others(state, ['extension']));
}

/** What another calendar would do to a clue: the dates that move. */
export function clueCalendarEffect(state: ClueState, other: OtherCalendar, now: Instant): readonly Altered[] {
  return movedDates(state, recounted(state, other, now)).map(({ clock: _, ...one }) => one);
}

/** Dates that a new count has moved, in words, with whose they are. */
export function movedDates(
  before: ClueState,
  after: ClueState,
): readonly (Altered & { readonly clock: Clock })[] {
  return after.clocks.flatMap((clock) => {
    const was = before.clocks.find(
      ({ seq, step, case: of, level }) =>
        seq === clock.seq && step === clock.step && of === clock.case && level === clock.level,
    );
    if (was === undefined || was.due === clock.due) return [];
    return [{ what: `“${stepText(clock)}”时限`, from: was.due, to: clock.due, clock }];
  });
}
