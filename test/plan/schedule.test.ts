import fc from 'fast-check';
import {
  givenDate,
  isWorkingDay,
  workingDayOnOrAfter,
  workingDaysBetween,
} from '../../src/domain/calendar.ts';
import { dateOfDay, dayNumber } from '../../src/domain/time.ts';
import { stateCouncilCalendar } from '../../src/plan/calendar.ts';
import { backSchedule, chainLength, chainText } from '../../src/plan/schedule.ts';

const calendar = stateCouncilCalendar();
const steps = [
  { id: 'm1', title: '起草', takes: 15 },
  { id: 'm2', title: '征求意见', takes: 12 },
  { id: 'm3', title: '印发', takes: 10 },
];

describe('scheduling backwards', () => {
  it('works back from the deadline as a person would', () => {
    const schedule = backSchedule(calendar, '2022-06-06', steps, givenDate(calendar, '2022-08-31'), false);
    expect(schedule.milestones.map(({ due }) => due.date)).toEqual([
      '2022-08-01',
      '2022-08-17',
      '2022-08-31',
    ]);
    expect(schedule.start.date).toBe('2022-07-11');
    expect(schedule.fits).toBe(true);
    expect(chainText(schedule)).toBe(
      '起始 2022-07-11 → 起草（15 个工作日）2022-08-01 → 征求意见（12 个工作日）2022-08-17 → 印发（10 个工作日）2022-08-31',
    );
  });

  it('passes over holidays and counts days made up', () => {
    const schedule = backSchedule(
      calendar,
      '2022-09-01',
      [{ id: 'm1', title: '核查', takes: 5 }],
      givenDate(calendar, '2022-10-11'),
      false,
    );
    // 10, 9, 8 October (both weekend days are worked), then 30 and 29 September.
    expect(schedule.start.date).toBe('2022-09-29');
    expect(schedule.start.explanation.madeUp).toEqual(['2022-10-08', '2022-10-09']);
    expect(schedule.start.explanation.skipped).toHaveLength(5);
  });

  it('says when there is no room, and still gives the dates', () => {
    const schedule = backSchedule(calendar, '2022-07-12', steps, givenDate(calendar, '2022-08-31'), false);
    expect(schedule.fits).toBe(false);
    expect(schedule.start.date).toBe('2022-07-11');
  });

  it('is assumed where the deadline or the steps are', () => {
    const given = (assumed: boolean) => givenDate(calendar, '2022-08-31', { assumed });
    const starts = [
      backSchedule(calendar, '2022-06-06', steps, given(false), false),
      backSchedule(calendar, '2022-06-06', steps, given(true), false),
      backSchedule(calendar, '2022-06-06', steps, given(false), true),
    ].map(({ start }) => start.assumed);
    expect(starts).toEqual([false, true, true]);
  });

  it('gives each step exactly its working days, for any chain and any deadline', () => {
    const anyDeadline = fc
      .integer({ min: dayNumber('2020-06-01'), max: dayNumber('2026-12-31') })
      .map((day) => workingDayOnOrAfter(calendar, dateOfDay(day)));
    const anyChain = fc.array(fc.integer({ min: 1, max: 30 }), { minLength: 1, maxLength: 5 });
    fc.assert(
      fc.property(anyDeadline, anyChain, (date, takes) => {
        const chain = takes.map((days, n) => ({ id: `m${n}`, title: `第${n}步`, takes: days }));
        const schedule = backSchedule(calendar, '2000-01-01', chain, givenDate(calendar, date), false);
        const dates = [schedule.start.date, ...schedule.milestones.map(({ due }) => due.date)];
        expect(dates.every((at) => isWorkingDay(calendar, at))).toBe(true);
        expect(dates.at(-1)).toBe(date);
        for (const [n, days] of takes.entries()) {
          expect(workingDaysBetween(calendar, dates[n] ?? '', dates[n + 1] ?? '')).toBe(days);
        }
        expect(workingDaysBetween(calendar, schedule.start.date, date)).toBe(chainLength(chain));
      }),
    );
  });
});
