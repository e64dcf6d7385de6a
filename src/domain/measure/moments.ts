import { workingDaysBetween, type WorkCalendar } from '../calendar.ts';
import { later, type CivilDate, type Instant } from '../time.ts';
import type { MeasureState } from './state.ts';
import { momentOn, workday } from './workdays.ts';

/** The moment of a slot so many working days before a date. */
export function momentBefore(state: MeasureState, due: CivilDate, days: number): Instant {
  // Day 0 is the date itself; where that is not worked, the last working day before it, so that the word comes in time.
  const calendar = calendarOf(state);
  const date = days === 0 ? workday(calendar, workday(calendar, due, 1), -1) : workday(calendar, due, -days);
  return momentOn(hoursOf(state), date, state.input.process);
}

/** The moment of a slot so many working days after a date. */
export function momentAfter(state: MeasureState, due: CivilDate, days: number): Instant {
  return momentOn(hoursOf(state), workday(calendarOf(state), due, days), state.input.process);
}

export function hoursOf(state: MeasureState) {
  return state.input.plan.policy.hours;
}

export function calendarOf(state: MeasureState): WorkCalendar {
  return state.input.calendar;
}

/** Working days after a date that the measure was suspended for: the ladder's clock stood still, so that no rung is skipped. */
export function pausedDays(state: MeasureState, due: CivilDate): number {
  return (state.pauses ?? []).reduce((sum, { from, to }) => {
    const start = later(from, due);
    return to > start ? sum + workingDaysBetween(calendarOf(state), start, to) : sum;
  }, 0);
}
