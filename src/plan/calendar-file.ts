import { calendarFile, type CalendarFile } from '../contracts/calendar-file.ts';
import type { WorkCalendar } from '../domain/calendar.ts';
import { weekdayOf, type CivilDate } from '../domain/time.ts';
import { calendarHash } from './calendar.ts';
import { sortErrors, type PlanError } from './errors.ts';
import { readFileAt } from './folder.ts';
import { validate } from './validate.ts';
import type { YamlSource } from './yaml-source.ts';

/** A new calendar, or everything that is wrong with its file. */
export type ReadCalendar =
  | { readonly ok: true; readonly calendar: WorkCalendar; readonly hash: string; readonly document: string }
  | { readonly ok: false; readonly errors: readonly PlanError[] };

/** Reads a notice on days off and puts it into the calendar in force. YAML or JSON, which is YAML too. */
export function readCalendar(path: string, inForce: WorkCalendar): ReadCalendar {
  const read = readFileAt(path, '应为节假日安排文件（YAML 或 JSON），UTF-8 编码');
  if (!read.ok) return { ok: false, errors: [read.error] };
  const { source } = read;
  const checked = validate(calendarFile, source);
  const errors = [
    ...source.errors,
    ...(source.errors.length > 0 && source.data === undefined ? [] : checked.ok ? [] : checked.errors),
  ];
  if (errors.length > 0 || !checked.ok) return { ok: false, errors: sortErrors(errors) };
  const wrong = disagreements(source, checked.value, inForce);
  if (wrong.length > 0) return { ok: false, errors: sortErrors(wrong) };
  const calendar = merged(inForce, checked.value);
  return { ok: true, calendar, hash: calendarHash(calendar), document: checked.value.name };
}

/** The calendar in force with some of its years replaced, or the next ones added. */
function merged(inForce: WorkCalendar, { name, years, holidays, makeUpDays }: CalendarFile): WorkCalendar {
  const kept = (dates: readonly CivilDate[]): readonly CivilDate[] =>
    dates.filter((date) => !years.includes(Number(date.slice(0, 4))));
  const all = (before: readonly CivilDate[], added: readonly CivilDate[]): readonly CivilDate[] =>
    [...new Set([...kept(before), ...added])].toSorted();
  const lastYear = Math.max(inForce.lastYear, ...years);
  return {
    name: `节假日安排${inForce.firstYear}–${lastYear}（${name}）`,
    firstYear: inForce.firstYear,
    lastYear,
    holidays: all(
      inForce.holidays,
      holidays.filter((date) => weekdayOf(date) <= 5),
    ),
    makeUpDays: all(inForce.makeUpDays, makeUpDays),
  };
}

function disagreements(
  source: YamlSource,
  { years, holidays, makeUpDays }: CalendarFile,
  { firstYear, lastYear }: WorkCalendar,
): readonly PlanError[] {
  const known = `${years.join('、')} 年`;
  const gaps = years.flatMap((year, index) =>
    year >= firstYear && (year <= lastYear + 1 || years.includes(year - 1))
      ? []
      : [source.error(['years', index], `应为 ${firstYear} 至 ${lastYear + 1} 年，逐年衔接`)],
  );
  const outside = (field: 'holidays' | 'makeUpDays', dates: readonly CivilDate[]): readonly PlanError[] =>
    dates.flatMap((date, index) =>
      years.includes(Number(date.slice(0, 4)))
        ? []
        : [source.error([field, index], `应在所列的 ${known}之内`)],
    );
  const weekdays = makeUpDays.flatMap((date, index) =>
    weekdayOf(date) > 5 ? [] : [source.error(['makeUpDays', index], '调休上班的应为星期六或星期日')],
  );
  const both = makeUpDays.flatMap((date, index) =>
    holidays.includes(date) ? [source.error(['makeUpDays', index], '不能既是放假日又是上班日')] : [],
  );
  return [
    ...gaps,
    ...outside('holidays', holidays),
    ...outside('makeUpDays', makeUpDays),
    ...weekdays,
    ...both,
  ];
}
