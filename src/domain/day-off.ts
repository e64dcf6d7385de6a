import { isWorkingDay, workingDayOnOrAfter, workingDayOnOrBefore, type WorkCalendar } from './calendar.ts';
import { refuse, type Refusal } from './refusals.ts';
import type { CivilDate } from './time.ts';

/** Nobody is asked for something on a day off: the working days beside it are named. Undefined for a working day. */
export function dayOffRefused(
  calendar: WorkCalendar,
  date: CivilDate,
): { readonly refusal: Refusal } | undefined {
  if (isWorkingDay(calendar, date)) return undefined;
  const before = workingDayOnOrBefore(calendar, date);
  return refuse('not_working_day', { date, before, after: workingDayOnOrAfter(calendar, date) });
}
