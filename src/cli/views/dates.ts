import { workingDaysBetween, type WorkCalendar } from '../../domain/calendar.ts';
import { dateOf, timeOf, weekdayOf, type CivilDate, type Instant } from '../../domain/time.ts';

const WEEKDAYS = '一二三四五六日';

/** 08-31，where the year is this one; else with its year. */
export function shortDate(date: CivilDate, today: CivilDate): string {
  return date.slice(0, 4) === today.slice(0, 4) ? date.slice(5) : date;
}

/** 周三 */
export function weekday(date: CivilDate): string {
  return `周${WEEKDAYS[weekdayOf(date) - 1] ?? ''}`;
}

/** 2022-08-31（周三）08:30 */
export function moment(instant: Instant): string {
  const date = dateOf(instant);
  return `${date}（${weekday(date)}）${timeOf(instant)}`;
}

/** Working days to a date, as a narrow column has it: 余7日, 今日到期, 逾期3日. */
export function daysLeftText(calendar: WorkCalendar, today: CivilDate, due: CivilDate): string {
  if (today === due) return '今日到期';
  const days = workingDaysBetween(calendar, today, due);
  // Between a Friday and the weekend before its Monday no working day passes: late all the same.
  return due > today ? `余${days}日` : `逾期${Math.max(1, -days)}日`;
}
