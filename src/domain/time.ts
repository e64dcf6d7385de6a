/**
 * Civil time. Everything civil is Asia/Shanghai, a fixed +08:00: no daylight saving since 1991.
 * The domain reads no clock: every instant here comes in as an argument.
 */

/** A civil date, `YYYY-MM-DD`. Dates compare as strings. */
export type CivilDate = string;

/** A moment, `YYYY-MM-DDTHH:mm:ss.SSS+08:00`, always that length: moments compare as strings. */
export type Instant = string;

/** A time of day, `HH:mm`. */
export type TimeOfDay = string;

/** Looked up once: in a workflow's sandbox every look at a global is dear, and dates are counted by the thousand. */
const { floor } = Math;

/** Code of the digit 0. */
const ZERO = 48;
const OFFSET_MS = 8 * 3_600_000;
export const DAY_MS = 86_400_000;
const DATE = /^(\d{4})-(\d{2})-(\d{2})$/;
const INSTANT = /^(\d{4}-\d{2}-\d{2})T(\d{2}):(\d{2}):(\d{2})\.(\d{3})\+08:00$/;
const TIME = /^([01]\d|2[0-3]):([0-5]\d)$/;

export const MINUTE_MS = 60_000;
export const HOUR_MS = 3_600_000;

/** The first and the last date that can be written with four digits of a year. Counting stops there and goes no further. */
const FIRST_DATE: CivilDate = '0000-01-01';
const LAST_DATE: CivilDate = '9999-12-31';

/**
 * Days since 1970-01-01 of a civil date.
 * Source: H. Hinnant, "chrono-Compatible Low-Level Date Algorithms", days_from_civil.
 */
export function dayNumber(date: CivilDate): number {
  const year = digits(date, 0, 4);
  const month = digits(date, 5, 7);
  const day = digits(date, 8, 10);
  const y = month <= 2 ? year - 1 : year;
  const era = floor(y / 400);
  const yearOfEra = y - era * 400;
  const dayOfYear = floor((153 * (month + (month > 2 ? -3 : 9)) + 2) / 5) + day - 1;
  const dayOfEra = yearOfEra * 365 + floor(yearOfEra / 4) - floor(yearOfEra / 100) + dayOfYear;
  return era * 146_097 + dayOfEra - 719_468;
}

/**
 * The civil date that many days after 1970-01-01; the inverse of {@link dayNumber}. Days outside the years 0000 to 9999 give
 * the first or the last date there is.
 */
export function dateOfDay(days: number): CivilDate {
  if (days < FIRST_DAY) return FIRST_DATE;
  if (days > LAST_DAY) return LAST_DATE;
  const z = days + 719_468;
  const era = floor(z / 146_097);
  const doe = z - era * 146_097;
  const yoe = floor((doe - floor(doe / 1_460) + floor(doe / 36_524) - floor(doe / 146_096)) / 365);
  const doy = doe - (365 * yoe + floor(yoe / 4) - floor(yoe / 100));
  const mp = floor((5 * doy + 2) / 153);
  const day = doy - floor((153 * mp + 2) / 5) + 1;
  const month = mp < 10 ? mp + 3 : mp - 9;
  const year = yoe + era * 400 + (month <= 2 ? 1 : 0);
  return `${pad(year, 4)}-${pad(month, 2)}-${pad(day, 2)}`;
}

const FIRST_DAY = dayNumber(FIRST_DATE);
const LAST_DAY = dayNumber(LAST_DATE);

/** Whether the text is a date that exists: `2022-02-31` is not. */
export function isCivilDate(text: unknown): text is CivilDate {
  return typeof text === 'string' && DATE.test(text) && dateOfDay(dayNumber(text)) === text;
}

/** Whether the text is an instant of the one form we write. */
export function isInstant(text: unknown): text is Instant {
  if (typeof text !== 'string') return false;
  const parts = INSTANT.exec(text);
  return parts !== null && isCivilDate(parts[1]) && instantOf(millisOf(text)) === text;
}

/** Whether the text is a time of day `HH:mm`. */
export function isTimeOfDay(text: unknown): text is TimeOfDay {
  return typeof text === 'string' && TIME.test(text);
}

/** Calendar days later (earlier where negative). */
export function addDays(date: CivilDate, days: number): CivilDate {
  return dateOfDay(dayNumber(date) + days);
}

/** Calendar days from `a` to `b`; negative when `b` is earlier. */
export function daysBetween(a: CivilDate, b: CivilDate): number {
  return dayNumber(b) - dayNumber(a);
}

/** The same day of the month that many months on, or that month's last day where it has no such day. */
export function addMonths(date: CivilDate, months: number): CivilDate {
  const index = Number(date.slice(0, 4)) * 12 + Number(date.slice(5, 7)) - 1 + months;
  if (index < 0) return FIRST_DATE;
  if (index >= MONTHS_END) return LAST_DATE;
  const first = dayNumber(monthStart(index));
  const last = index + 1 < MONTHS_END ? dayNumber(monthStart(index + 1)) - 1 : LAST_DAY;
  return dateOfDay(Math.min(first + Number(date.slice(8, 10)) - 1, last));
}

/** Months of the years 0000 to 9999. */
const MONTHS_END = 120_000;

function monthStart(index: number): CivilDate {
  return `${pad(floor(index / 12), 4)}-${pad((index % 12) + 1, 2)}-01`;
}

/** ISO weekday: 1 is Monday, 7 is Sunday. */
export function weekdayOf(date: CivilDate): number {
  return ((((dayNumber(date) + 3) % 7) + 7) % 7) + 1;
}

/** The moment of a time of day on a date. */
export function instantAt(date: CivilDate, time: TimeOfDay): Instant {
  return `${date}T${time}:00.000+08:00`;
}

/** The last moment of a date: a deadline is the end of its civil date. */
export function endOfDay(date: CivilDate): Instant {
  return `${date}T23:59:59.999+08:00`;
}

/** The civil date a moment falls on. */
export function dateOf(instant: Instant): CivilDate {
  return instant.slice(0, 10);
}

/** The time of day of a moment, to the minute. */
export function timeOf(instant: Instant): TimeOfDay {
  return instant.slice(11, 16);
}

/** Milliseconds since 1970-01-01T00:00Z. */
export function millisOf(instant: Instant): number {
  const h = digits(instant, 11, 13);
  const m = digits(instant, 14, 16);
  const s = digits(instant, 17, 19);
  const ms = digits(instant, 20, 23);
  return dayNumber(instant) * DAY_MS + h * HOUR_MS + m * MINUTE_MS + s * 1_000 + ms - OFFSET_MS;
}

/** The moment that many milliseconds after 1970-01-01T00:00Z; the first or the last one of all dates, where it lies outside. */
export function instantOf(millis: number): Instant {
  const civil = Math.min(
    Math.max(floor(millis) + OFFSET_MS, FIRST_DAY * DAY_MS),
    (LAST_DAY + 1) * DAY_MS - 1,
  );
  const days = floor(civil / DAY_MS);
  const rest = civil - days * DAY_MS;
  const h = floor(rest / HOUR_MS);
  const m = floor((rest % HOUR_MS) / MINUTE_MS);
  const s = floor((rest % MINUTE_MS) / 1_000);
  return `${dateOfDay(days)}T${pad(h, 2)}:${pad(m, 2)}:${pad(s, 2)}.${pad(rest % 1_000, 3)}+08:00`;
}

/** The moment that many milliseconds later. */
export function addMillis(instant: Instant, millis: number): Instant {
  return instantOf(millisOf(instant) + millis);
}

/** The later of two moments (or of two dates). */
export function later<T extends string>(a: T, b: T): T {
  return a > b ? a : b;
}

function pad(value: number, width: number): string {
  if (width === 2) return value < 10 ? `0${value}` : String(value);
  return String(value).padStart(width, '0');
}

/**
 * The number that a part of a text says: NaN where it is none, 0 where the text ends before. Dates are read by the thousand, and cutting pieces
 * out is what takes the time.
 */
function digits(text: string, from: number, to: number): number {
  let value = 0;
  for (let at = from; at < to && at < text.length; at += 1) {
    const digit = text.charCodeAt(at) - ZERO;
    value = digit >= 0 && digit <= 9 ? value * 10 + digit : NaN;
  }
  return value;
}
