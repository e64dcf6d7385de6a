import { addDays, addMonths, type CivilDate } from './time.ts';

/** A 统计期: its first and its last day. */
export interface Period {
  readonly from: CivilDate;
  readonly to: CivilDate;
}

/** The forms a period may be written in. */
export const PERIOD_FORMS = '2022、2022-H1（半年）、2022-Q3（季）、2022-07、2022-01/07、2017/（2017年以来）';

const FORM =
  /^(?<year>20\d{2})(?:(?<since>\/)|-H(?<half>[12])|-Q(?<quarter>[1-4])|-(?<month>0[1-9]|1[0-2])(?:\/(?<until>0[1-9]|1[0-2]))?)?$/;

const LAST_DAY: CivilDate = '9999-12-31';

/** Those read before: the same few are read after every event. There are no more than the forms allow. */
const read = new Map<string, Period>();

/** The days of a period as it is written; undefined where it is written in no form of ours. */
export function periodOf(text: string): Period | undefined {
  const known = read.get(text);
  if (known !== undefined) return known;
  const period = daysOf(text);
  if (period !== undefined) read.set(text, period);
  return period;
}

function daysOf(text: string): Period | undefined {
  const groups = FORM.exec(text)?.groups;
  if (groups === undefined) return undefined;
  const { year = '', since, half, quarter, month, until } = groups;
  if (since !== undefined) return { from: `${year}-01-01`, to: LAST_DAY };
  if (half !== undefined) return months(year, Number(half) * 6 - 5, 6);
  if (quarter !== undefined) return months(year, Number(quarter) * 3 - 2, 3);
  if (month === undefined) return months(year, 1, 12);
  const last = Number(until ?? month);
  return last < Number(month) ? undefined : months(year, Number(month), last - Number(month) + 1);
}

/** Whether it has no end: 2017年以来. */
export function isOpen(period: Period): boolean {
  return period.to === LAST_DAY;
}

export function isSame(a: Period, b: Period): boolean {
  return a.from === b.from && a.to === b.to;
}

/** Whether `inner` lies in `outer`, whole. */
export function isWithin(inner: Period, outer: Period): boolean {
  return inner.from >= outer.from && inner.to <= outer.to;
}

/** Whether some day lies in both. */
export function overlaps(a: Period, b: Period): boolean {
  return a.from <= b.to && b.from <= a.to;
}

/** Whether periods that do not overlap fill the whole, day by day. */
export function fill(parts: readonly Period[], whole: Period): boolean {
  let next = whole.from;
  for (const part of parts.toSorted((a, b) => (a.from < b.from ? -1 : 1))) {
    if (part.from !== next) return false;
    next = addDays(part.to, 1);
  }
  return next === addDays(whole.to, 1);
}

function months(year: string, first: number, count: number): Period {
  const from = `${year}-${String(first).padStart(2, '0')}-01`;
  return { from, to: addDays(addMonths(from, count), -1) };
}
