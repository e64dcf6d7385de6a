import { workingDayOnOrAfter, type WorkCalendar } from '../calendar.ts';
import { addDays, weekdayOf, type CivilDate } from '../time.ts';

/** A year without a single week that has a working day: the end of all dates. */
const WEEKS = 53;

/**
 * The first day after `after` on which a brief leaves: of each week the wished weekday, or the first working day after it. A week
 * that is all holiday from there on has none: the next one speaks of both.
 */
export function nextBrief(calendar: WorkCalendar, weekday: number, after: CivilDate): CivilDate | undefined {
  for (let week = 0; week < WEEKS; week += 1) {
    const monday = addDays(after, 1 - weekdayOf(after) + 7 * week);
    const day = workingDayOnOrAfter(calendar, addDays(monday, weekday - 1));
    if (day > after && day <= addDays(monday, 6)) return day;
  }
  return undefined;
}
