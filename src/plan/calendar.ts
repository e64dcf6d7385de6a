import { createHash } from 'node:crypto';
import canonicalize from 'canonicalize';
import chineseDays from 'chinese-days/dist/chinese-days.json' with { type: 'json' };
import type { WorkCalendar } from '../domain/calendar.ts';
import { weekdayOf, type CivilDate } from '../domain/time.ts';

/**
 * The State Council's calendar as the `chinese-days` package has it. Only plans are read with it: processes get the
 * calendar as part of their input. The package's data are read and not its functions, which work out their tables in
 * local time and are a day early west of Greenwich.
 */

const FIRST_YEAR = 2020;

/** Date → `English name,中文名,days off by law`. */
type Days = Readonly<Record<CivilDate, string>>;
const HOLIDAYS: Days = chineseDays.holidays;
const WORKED: Days = chineseDays.workdays;

let built: WorkCalendar | undefined;

/** The working calendar of all years published, from 2020 on. */
export function stateCouncilCalendar(): WorkCalendar {
  built ??= build();
  return built;
}

function build(): WorkCalendar {
  let lastYear = FIRST_YEAR;
  while (`${lastYear + 1}-10-01` in HOLIDAYS) lastYear += 1;
  const published = (date: CivilDate): boolean =>
    date >= `${FIRST_YEAR}-01-01` && date <= `${lastYear}-12-31`;
  const dates = (days: Days): readonly CivilDate[] => Object.keys(days).filter(published).toSorted();
  return {
    name: `国务院办公厅节假日安排${FIRST_YEAR}–${lastYear}`,
    firstYear: FIRST_YEAR,
    lastYear,
    holidays: dates(HOLIDAYS).filter((date) => weekdayOf(date) <= 5 && !(date in WORKED)),
    makeUpDays: dates(WORKED).filter((date) => weekdayOf(date) > 5),
  };
}

/** 端午 for a day off around it or a day worked for it; nothing for an ordinary day. */
export function holidayName(date: CivilDate): string | undefined {
  return (WORKED[date] ?? HOLIDAYS[date])?.split(',')[1];
}

/** SHA-256, in hex, over the calendar's canonical JSON (RFC 8785). */
export function calendarHash(calendar: WorkCalendar): string {
  return sha256(canonicalize(calendar) ?? '');
}

/** SHA-256 in hex. */
export function sha256(content: string | Uint8Array): string {
  return createHash('sha256').update(content).digest('hex');
}
