import { workingDaysBetween } from '../../calendar.ts';
import { floorDivide, NOUGHT, scaled, type Decimal } from '../../decimal.ts';
import { addDays, later, type CivilDate } from '../../time.ts';
import type { MeasureState } from '../state.ts';
import { workday } from '../workdays.ts';
import { goalsOf, neededFor, type Goal } from './goals.ts';
import { isCounted } from './value.ts';

/**
 * 序时进度. The time for a goal runs from the later of its period's begin and the measure's start to the earlier of its period's end
 * and the deadline, in working days. Once k of its n days have passed, those of grace aside, `percent` of target × k / n should have
 * been reported, cut to whole units where units are counted whole; once all have passed and the deadline is still to come, the
 * target itself. Less than that is behind.
 */
export interface Pace {
  readonly goal: Goal;
  readonly needed: Decimal;
  /** Digits behind the point to which it is judged. */
  readonly places: number;
  /** The day before the time begins, from which working days are counted, and the last of it. */
  readonly before: CivilDate;
  readonly to: CivilDate;
  /** Working days in all. */
  readonly days: number;
  readonly percent: number;
  readonly grace: number;
}

/** The goals whose pace is judged. */
export function pacesOf(state: MeasureState): readonly Pace[] {
  const { plan, calendar } = state.input;
  if (plan.policy.pace === undefined) return [];
  const { percent, grace } = plan.policy.pace;
  const start = later(plan.start.date, state.reopened?.on ?? plan.start.date);
  const goals = plan.requirements.filter(isCounted).flatMap((indicator) => goalsOf(indicator, state.figures));
  return goals.flatMap((goal): readonly Pace[] => {
    const needed = neededFor(goal);
    const before = addDays(later(goal.period.from, start), -1);
    const to = goal.period.to < state.due ? goal.period.to : state.due;
    const days = to <= before ? 0 : workingDaysBetween(calendar, before, to);
    if (needed === undefined || needed.digits <= 0n || days === 0) return [];
    const places = goal.target === undefined || needed.places === 0 ? 0 : needed.places + FINER;
    return [{ goal, needed, places, before, to, days, percent, grace }];
  });
}

/** Targets that are no whole number are judged to so many places more than they have. */
const FINER = 2;

/** What should have been reported by the morning of a day. */
export function expectedOn(state: MeasureState, pace: Pace, today: CivilDate): Decimal {
  const { needed, places, days, percent, grace, before } = pace;
  const yesterday = later(before, addDays(today, -1));
  const passed = workingDaysBetween(state.input.calendar, before, yesterday) - grace;
  if (passed <= 0) return NOUGHT;
  if (passed >= days && pace.to < state.due) return needed;
  const share = BigInt(Math.min(passed, days)) * BigInt(percent) * scaled(needed, needed.places + places);
  return { digits: floorDivide(share, BigInt(days) * 100n * 10n ** BigInt(needed.places)), places };
}

/** The first day on which too little has been reported if nothing more is; absent where none comes before the deadline is over. */
export function behindFrom(state: MeasureState, pace: Pace): CivilDate | undefined {
  const { needed, days, before, to, percent, grace } = pace;
  const value = reportedOf(pace);
  const places = Math.max(needed.places, value.places, pace.places);
  const [is, target] = [scaled(value, places), scaled(needed, places)];
  if (is >= target) return undefined;
  // Behind once the share passes the next unit above what is reported.
  const unit = 10n ** BigInt(places - pace.places);
  const next = (floorDivide(is, unit) + 1n) * unit;
  const least = -floorDivide(-next * BigInt(days) * 100n, target * BigInt(percent));
  const passed = least <= BigInt(days) ? Number(least) : to < state.due ? days : undefined;
  if (passed === undefined) return undefined;
  const date = addDays(workday(state.input.calendar, before, passed + grace), 1);
  return date > state.due ? undefined : date;
}

/** What has been reported; less than nothing is a mistake that `findings` show, and counts as nothing. */
export function reportedOf({ goal }: Pace): Decimal {
  const value = goal.reached?.value ?? NOUGHT;
  return value.digits < 0n ? NOUGHT : value;
}

/** The goals that are behind on a day. */
export function lagging(state: MeasureState, today: CivilDate): readonly Pace[] {
  return pacesOf(state).filter((pace) => {
    const from = behindFrom(state, pace);
    return from !== undefined && from <= today;
  });
}

/** The first day on which something is behind, as the figures are now. */
export function paceTurns(state: MeasureState): CivilDate | undefined {
  const { input, due, figures, reopened } = state;
  const known = turns.get(figures);
  if (known?.input === input && known.due === due && known.reopened === reopened?.on) return known.day;
  const [day] = pacesOf(state)
    .flatMap((pace) => behindFrom(state, pace) ?? [])
    .toSorted();
  turns.set(figures, { input, due, reopened: reopened?.on, day });
  return day;
}

interface Turn extends Pick<MeasureState, 'input' | 'due'> {
  readonly reopened: CivilDate | undefined;
  readonly day: CivilDate | undefined;
}

/** Asked after every event by light, duties and card, and the same as long as nothing that it is worked out from is another. */
const turns = new WeakMap<MeasureState['figures'], Turn>();
