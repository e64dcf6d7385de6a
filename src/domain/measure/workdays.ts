import { addWorkingDays, type WorkCalendar } from '../calendar.ts';
import { dutyMoment, type Hours } from '../slots.ts';
import type { CivilDate, Instant } from '../time.ts';

/**
 * What a measure works out anew after every event, for the same few dates: kept per calendar object, which is part of
 * the process's input. Counting days is by far the dearest part of the rules, in the workflow's sandbox most of all.
 */
const kept = new WeakMap<object, Map<string, string>>();

function once(of: object, key: string, make: () => string): string {
  const known = kept.get(of) ?? new Map<string, string>();
  kept.set(of, known);
  let value = known.get(key);
  if (value === undefined) known.set(key, (value = make()));
  return value;
}

/** {@link addWorkingDays}, remembered. */
export function workday(calendar: WorkCalendar, date: CivilDate, count: number): CivilDate {
  return once(calendar, `${date} ${count}`, () => addWorkingDays(calendar, date, count));
}

/** {@link dutyMoment}, remembered. */
export function momentOn(hours: Hours, date: CivilDate, process: string): Instant {
  return once(hours, `${date} ${process}`, () => dutyMoment(hours, date, process));
}
