import { addDays, addMonths, dayNumber, weekdayOf, type CivilDate } from './time.ts';

/**
 * The State Council's yearly calendar, as data. It is part of a process's input, so that a date worked out
 * today is worked out the same in ten years.
 */
export interface WorkCalendar {
  /** What it is called, and which notices it comes from. */
  readonly name: string;
  readonly firstYear: number;
  /** The last year whose notice is published. Later dates count Monday to Friday and are provisional. */
  readonly lastYear: number;
  /** Weekdays that are days off, ascending. */
  readonly holidays: readonly CivilDate[];
  /** Saturdays and Sundays that are worked (调休), ascending. */
  readonly makeUpDays: readonly CivilDate[];
}

/** A limit always carries its unit; what is not given by a source says `assumed`. */
export interface Limit {
  readonly amount: number;
  readonly unit: 'working_days' | 'calendar_days' | 'months' | 'hours';
  readonly assumed?: boolean;
}

/** Why a date is what it is: enough to work it out again by hand. */
export interface DateExplanation {
  /** Where counting began; absent for a date that was simply given. */
  readonly from?: CivilDate;
  /** What was counted. `given`: written in the plan; `rule`: fixed by a rule such as 30 June. */
  readonly rule:
    | { readonly kind: 'given' }
    | { readonly kind: 'rule'; readonly text: string }
    | { readonly kind: 'count'; readonly limit: Limit };
  readonly calendar: string;
  /** Days between that did not count: weekday holidays. Weekends are not listed. */
  readonly skipped: readonly CivilDate[];
  /** Weekend days between that did count (调休上班). */
  readonly madeUp: readonly CivilDate[];
  /** What else moved it, e.g. that it was cut to the outer limit. In Chinese. */
  readonly notes: readonly string[];
}

/** A date with its reasons. */
export interface PlannedDate {
  readonly date: CivilDate;
  readonly explanation: DateExplanation;
  /** Rests on a year whose calendar is not published yet. */
  readonly provisional: boolean;
  /** The source does not give it. */
  readonly assumed: boolean;
}

interface Lookup {
  readonly holidays: ReadonlySet<CivilDate>;
  readonly makeUpDays: ReadonlySet<CivilDate>;
  /** Weekdays off and weekend days worked, each once, in order: what a count of weekdays is corrected by. */
  readonly off: readonly CivilDate[];
  readonly worked: readonly CivilDate[];
}

/** Sets made once per calendar object: a measure asks thousands of times. */
const lookups = new WeakMap<WorkCalendar, Lookup>();

function lookup(calendar: WorkCalendar): Lookup {
  let found = lookups.get(calendar);
  if (found === undefined) {
    const holidays = new Set(calendar.holidays);
    const makeUpDays = new Set(calendar.makeUpDays);
    found = {
      holidays,
      makeUpDays,
      off: [...holidays].filter((date) => weekdayOf(date) <= 5).toSorted(),
      worked: [...makeUpDays].filter((date) => weekdayOf(date) > 5).toSorted(),
    };
    lookups.set(calendar, found);
  }
  return found;
}

/** Whether a date is worked. */
export function isWorkingDay(calendar: WorkCalendar, date: CivilDate): boolean {
  const { holidays, makeUpDays } = lookup(calendar);
  return weekdayOf(date) <= 5 ? !holidays.has(date) : makeUpDays.has(date);
}

/** Whether a date lies outside the published years of the calendar. */
export function isProvisional(calendar: WorkCalendar, date: CivilDate): boolean {
  const year = Number(date.slice(0, 4));
  return year < calendar.firstYear || year > calendar.lastYear;
}

/**
 * The date `count` working days after `date` (before, where negative). The start itself does not count.
 * Zero gives the date itself where it is worked, else the next working day. Nothing lies beyond the years 0000 to 9999.
 */
export function addWorkingDays(calendar: WorkCalendar, date: CivilDate, count: number): CivilDate {
  if (count === 0) return workingDayOnOrAfter(calendar, date);
  const step = count > 0 ? 1 : -1;
  let left = Math.abs(count);
  let at = date;
  while (left > 0) {
    const next = addDays(at, step);
    if (next === at) return at;
    at = next;
    if (isWorkingDay(calendar, at)) left -= 1;
  }
  return at;
}

/** The first working day on or after a date. */
export function workingDayOnOrAfter(calendar: WorkCalendar, date: CivilDate): CivilDate {
  return nearestWorking(calendar, date, 1);
}

/** The last working day on or before a date. */
export function workingDayOnOrBefore(calendar: WorkCalendar, date: CivilDate): CivilDate {
  return nearestWorking(calendar, date, -1);
}

function nearestWorking(calendar: WorkCalendar, date: CivilDate, step: 1 | -1): CivilDate {
  let at = date;
  while (!isWorkingDay(calendar, at)) {
    const next = addDays(at, step);
    if (next === at) return at;
    at = next;
  }
  return at;
}

/**
 * Working days after `a` up to and including `b`; negative when `b` is earlier (then those from `b` on, before `a`).
 * For two working days it undoes {@link addWorkingDays}.
 */
export function workingDaysBetween(calendar: WorkCalendar, a: CivilDate, b: CivilDate): number {
  if (b >= a) return workedUpTo(calendar, b, false) - workedUpTo(calendar, a, false);
  return workedUpTo(calendar, b, true) - workedUpTo(calendar, a, true);
}

/** Working days up to a date, from a Monday long ago on: the weekdays, less those off, and the weekend days worked. Of any span in one step. */
function workedUpTo(calendar: WorkCalendar, date: CivilDate, before: boolean): number {
  const { off, worked } = lookup(calendar);
  const weekdays = weekdaysBefore(dayNumber(date) + (before ? 0 : 1));
  return weekdays - countUpTo(off, date, before) + countUpTo(worked, date, before);
}

/** How many of dates in order come before one, or up to it. */
function countUpTo(dates: readonly CivilDate[], date: CivilDate, before: boolean): number {
  let [from, to] = [0, dates.length];
  while (from < to) {
    const middle = (from + to) >> 1;
    const one = dates[middle] ?? date;
    if (one < date || (one === date && !before)) from = middle + 1;
    else to = middle;
  }
  return from;
}

/** Weekdays before a day, counted from Monday 1969-12-29. */
function weekdaysBefore(day: number): number {
  const since = day + 3;
  const weeks = Math.floor(since / 7);
  return weeks * 5 + Math.min(since - weeks * 7, 5);
}

/** A limit counted from a date. `hours` gives the date on which the last hour ends, counted from the end of `from`. */
export function addLimit(calendar: WorkCalendar, from: CivilDate, limit: Limit): CivilDate {
  switch (limit.unit) {
    case 'working_days':
      return addWorkingDays(calendar, from, limit.amount);
    case 'calendar_days':
      return addDays(from, limit.amount);
    case 'months':
      return addMonths(from, limit.amount);
    case 'hours':
      return addDays(from, Math.ceil(limit.amount / 24));
  }
}

/** A date counted from another, with its reasons. `limit.amount` may be negative: counted backwards. */
export function countedDate(
  calendar: WorkCalendar,
  from: CivilDate,
  limit: Limit,
  options: { readonly assumed?: boolean; readonly notes?: readonly string[] } = {},
): PlannedDate {
  const date = addLimit(calendar, from, limit);
  return {
    date,
    explanation: {
      from,
      rule: { kind: 'count', limit },
      calendar: calendar.name,
      ...(limit.unit === 'working_days'
        ? exceptionsBetween(calendar, from, date)
        : { skipped: [], madeUp: [] }),
      notes: options.notes ?? [],
    },
    provisional: isProvisional(calendar, date) || isProvisional(calendar, from),
    assumed: options.assumed ?? limit.assumed ?? false,
  };
}

/** A date that a plan simply gives. */
export function givenDate(
  calendar: WorkCalendar,
  date: CivilDate,
  options: { readonly assumed?: boolean; readonly notes?: readonly string[]; readonly rule?: string } = {},
): PlannedDate {
  return {
    date,
    explanation: {
      rule: options.rule === undefined ? { kind: 'given' } : { kind: 'rule', text: options.rule },
      calendar: calendar.name,
      skipped: [],
      madeUp: [],
      notes: options.notes ?? [],
    },
    provisional: isProvisional(calendar, date),
    assumed: options.assumed ?? false,
  };
}

/** Weekday holidays skipped and weekend days worked from one date to another, whichever comes first, ends included. */
export function exceptionsBetween(
  calendar: WorkCalendar,
  a: CivilDate,
  b: CivilDate,
): { readonly skipped: readonly CivilDate[]; readonly madeUp: readonly CivilDate[] } {
  const [first, last] = dayNumber(a) <= dayNumber(b) ? [a, b] : [b, a];
  const within = (date: CivilDate): boolean => date >= first && date <= last;
  return { skipped: calendar.holidays.filter(within), madeUp: calendar.makeUpDays.filter(within) };
}
