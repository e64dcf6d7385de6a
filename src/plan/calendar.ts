import { createHash } from 'node:crypto';
import canonicalize from 'canonicalize';
import chineseDays from 'chinese-days';
import type { WorkCalendar } from '../domain/calendar.ts';
import { addDays, weekdayOf, type CivilDate } from '../domain/time.ts';

/**
 * The State Council's calendar as the `chinese-days` package has it. Only plans are read with it: processes get the
 * calendar as part of their input.
 */

const FIRST_YEAR = 2020;

interface Day {
  readonly work: boolean;
  readonly name: string;
}

/** At noon: the package reads a bare date as UTC and writes it in local time, a day early in the west. */
function dayDetail(date: CivilDate): Day {
  return chineseDays.getDayDetail(`${date} 12:00:00`);
}

function isPublished(year: number): boolean {
  const nationalDay = dayDetail(`${year}-10-01`);
  return nationalDay.name.includes(',');
}

let built: WorkCalendar | undefined;

/** The working calendar of all years published, from 2020 on. */
export function stateCouncilCalendar(): WorkCalendar {
  built ??= build();
  return built;
}

function build(): WorkCalendar {
  let lastYear = FIRST_YEAR;
  while (isPublished(lastYear + 1)) lastYear += 1;
  const holidays: CivilDate[] = [];
  const makeUpDays: CivilDate[] = [];
  for (let date = `${FIRST_YEAR}-01-01`; date <= `${lastYear}-12-31`; date = addDays(date, 1)) {
    const { work } = dayDetail(date);
    const weekend = weekdayOf(date) > 5;
    if (weekend && work) makeUpDays.push(date);
    if (!weekend && !work) holidays.push(date);
  }
  return {
    name: `国务院办公厅节假日安排${FIRST_YEAR}–${lastYear}`,
    firstYear: FIRST_YEAR,
    lastYear,
    holidays,
    makeUpDays,
  };
}

/** 端午 for a day off around it or a day worked for it; nothing for an ordinary day. */
export function holidayName(date: CivilDate): string | undefined {
  return dayDetail(date).name.split(',')[1];
}

/** SHA-256, in hex, over the calendar's canonical JSON (RFC 8785). */
export function calendarHash(calendar: WorkCalendar): string {
  return sha256(canonicalize(calendar) ?? '');
}

/** SHA-256 in hex. */
export function sha256(content: string | Uint8Array): string {
  return createHash('sha256').update(content).digest('hex');
}
