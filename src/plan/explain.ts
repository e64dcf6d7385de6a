import type { Limit, PlannedDate } from '../domain/calendar.ts';
import { weekdayOf, type CivilDate } from '../domain/time.ts';
import { holidayName } from './calendar.ts';

const WEEKDAYS = ['一', '二', '三', '四', '五', '六', '日'];

/** 2022-08-31（周三） */
export function withWeekday(date: CivilDate): string {
  return `${date}（周${WEEKDAYS[weekdayOf(date) - 1] ?? ''}）`;
}

/** ＊假定 and ？暂定 after a date where they hold; else nothing. */
export function marksOf(date: PlannedDate): string {
  return `${date.assumed ? '＊假定' : ''}${date.provisional ? '？暂定' : ''}`;
}

/**
 * Why a date is what it is, in Chinese, enough to work it out again by hand: where counting began, how far, by which
 * calendar, which weekdays off were passed over and which days of weekends counted.
 */
export function explainDate(planned: PlannedDate): string {
  const { explanation, date } = planned;
  const parts = [
    `${withWeekday(date)}：${reasonOf(planned)}`,
    ...daysOff(counted(explanation, explanation.skipped)),
    ...daysWorked(counted(explanation, explanation.madeUp)),
    ...explanation.notes,
    `依据《${explanation.calendar}》`,
    ...(planned.assumed ? ['出处没有给出，为假定'] : []),
    ...(planned.provisional ? ['所在年份的安排尚未公布，为暂定'] : []),
  ];
  return `${parts.join('；')}。`;
}

function reasonOf({ explanation }: PlannedDate): string {
  const { rule, from } = explanation;
  switch (rule.kind) {
    case 'given':
      return '计划写定的日期';
    case 'rule':
      return `按规则“${rule.text}”确定`;
    case 'count':
      return `由 ${from === undefined ? '起点' : withWeekday(from)}起${direction(rule.limit)} ${limitText(rule.limit)}`;
  }
}

function direction({ amount }: Limit): string {
  return amount < 0 ? '倒推' : '顺推';
}

const UNITS: Readonly<Record<Limit['unit'], string>> = {
  working_days: '个工作日',
  calendar_days: '个自然日',
  months: '个月',
  hours: '小时',
};

/** 10 个工作日 */
export function limitText({ amount, unit }: Limit): string {
  return `${Math.abs(amount)} ${UNITS[unit]}`;
}

/** The day counting begins on does not count, whatever it is. */
function counted({ from }: PlannedDate['explanation'], dates: readonly CivilDate[]): readonly CivilDate[] {
  return dates.filter((date) => date !== from);
}

function daysOff(dates: readonly CivilDate[]): readonly string[] {
  return dates.length === 0 ? [] : [`跳过放假的工作日 ${byHoliday(dates)}`];
}

function daysWorked(dates: readonly CivilDate[]): readonly string[] {
  return dates.length === 0 ? [] : [`其中调休上班 ${byHoliday(dates)}`];
}

/** 端午 2022-06-03、中秋 2022-09-12 */
function byHoliday(dates: readonly CivilDate[]): string {
  const named = new Map<string, CivilDate[]>();
  for (const date of dates) {
    const name = holidayName(date) ?? '节假日';
    named.set(name, [...(named.get(name) ?? []), date]);
  }
  return [...named].map(([name, days]) => `${name} ${days.join(' ')}`).join('、');
}
