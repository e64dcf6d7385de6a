import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { parse } from 'yaml';
import { planFile } from '../../src/contracts/plan-file.ts';
import {
  addWorkingDays,
  isWorkingDay,
  workingDayOnOrBefore,
  workingDaysBetween,
} from '../../src/domain/calendar.ts';
import { addMonths, dateOfDay, dayNumber } from '../../src/domain/time.ts';
import { calendarHash, stateCouncilCalendar } from '../../src/plan/calendar.ts';
import { timingOf } from '../../src/plan/deadlines.ts';
import { readPlan } from '../../src/plan/read-plan.ts';
import { deadlineRule, scheduleOf } from '../../src/plan/schedule-check.ts';
import { edited, errorsOf, removeFolders, zhejiang, ZHEJIANG } from './support.ts';

afterAll(removeFolders);

const calendar = stateCouncilCalendar();
const planned = zhejiang();
const anyLaunch = fc.integer({ min: dayNumber('2020-01-01'), max: dayNumber('2030-12-31') }).map(dateOfDay);

describe('launched on another date', () => {
  it('the Zhejiang programme holds, whatever the day', () => {
    const file = planFile.parse(parse(readFileSync(join(ZHEJIANG, 'plan.yaml'), 'utf8')));
    fc.assert(
      fc.property(anyLaunch, (launch) => {
        const timing = timingOf(calendar, file, launch);
        const limit = timing.outerLimit.date;
        expect(limit).toBe(addMonths(timing.feedback, 3));
        for (const [index, measure] of file.measures.entries()) {
          const { start, milestones, deadline, fits } = scheduleOf(
            timing,
            measure,
            deadlineRule(measure.deadline) ?? { date: '' },
          );
          const dues = milestones.map(({ due }) => due.date);
          expect(fits && start.date >= launch && deadline.date <= limit).toBe(true);
          expect(dues.every((date, n) => isWorkingDay(calendar, date) && date > (dues[n - 1] ?? ''))).toBe(
            true,
          );
          // Each keeps its distance in working days, or is cut to the last working day within the limit.
          const distance = workingDaysBetween(
            calendar,
            planned.launch,
            planned.measures[index]?.deadline.date ?? '',
          );
          const wished = addWorkingDays(calendar, launch, distance);
          const isCut = wished > limit;
          expect(deadline.date).toBe(isCut ? workingDayOnOrBefore(calendar, limit) : wished);
          expect(deadline.explanation.rule.kind).toBe(isCut ? 'rule' : 'count');
          expect(deadline.explanation.notes.some((note) => note.includes('超过整改期限'))).toBe(isCut);
        }
      }),
      { numRuns: 40 },
    );
  });

  it.each(['2020-01-01', '2021-02-10', '2024-02-29', '2026-02-09', '2030-12-31'])(
    'a plan read for %s says what is launched when',
    (launch) => {
      const plan = zhejiang({ start: launch });
      expect(plan.launch).toBe(launch);
      expect(plan.outerLimit.date).toBe(addMonths(plan.feedback, 3));
      expect(plan.measures.every(({ start }) => start.date >= launch)).toBe(true);
    },
  );

  it('on its own launch date nothing moves', () => {
    expect(zhejiang({ start: '2022-06-06' })).toEqual(planned);
  });

  it('its feedback stays as many working days before', () => {
    // 1 and 2 June before Monday the 6th; 3 June is 端午. Before Monday 2023-03-06: Thursday and Friday.
    expect(zhejiang({ start: '2023-03-06' }).feedback).toBe('2023-03-02');
  });

  it('on a day off counting starts from it, and no work starts before it', () => {
    const plan = zhejiang({ start: '2023-10-01' });
    expect(plan.launch).toBe('2023-10-01');
    expect(plan.measures.every(({ start }) => start.date >= '2023-10-01')).toBe(true);
  });

  it('a chain as long as there is time starts on the launch itself, on a day off too', () => {
    const folder = edited({
      plan: [['{id: m1, title: 宣传教育安排, takes: 5}', '{id: m1, title: 宣传教育安排, takes: 8}']],
    });
    const read = readPlan(folder, { start: '2023-03-05' });
    const start = read.ok ? read.plan.measures[17]?.start : undefined;
    expect(start?.date).toBe('2023-03-05');
    expect(start?.explanation.notes[0]).toContain('启动日不是工作日');
  });

  it('periods of figures move by whole years, published figures do not', () => {
    const m08 = zhejiang({ start: '2024-05-06' }).measures[7];
    expect(m08?.requirements[0]).toMatchObject({ period: '2024-01/07' });
    expect(m08?.published?.[0]).toMatchObject({ value: 4229, period: '2022年1-7月' });
  });

  it('a day fixed by rule stays what it is', () => {
    const folder = edited({
      plan: [['deadline: {date: 2022-08-31}', 'deadline: {rule: {month: 8, day: 31}}']],
    });
    const dateFor = (start?: string) => {
      const read = readPlan(folder, start === undefined ? {} : { start });
      if (!read.ok) throw new Error(JSON.stringify(read.errors));
      return read.plan.measures[2]?.deadline;
    };
    expect(dateFor()).toMatchObject({
      date: '2022-08-31',
      explanation: { rule: { kind: 'rule', text: '每年 8 月 31 日' } },
    });
    expect(dateFor('2023-06-12')?.date).toBe('2023-08-31');
    // A Saturday in 2024: the working day before.
    expect(dateFor('2024-06-11')).toMatchObject({
      date: '2024-08-30',
      explanation: { notes: [expect.stringContaining('不是工作日')] },
    });
    // Too late for this year's, and the next is past the limit.
    expect(dateFor('2023-08-30')?.explanation.notes.at(-1)).toContain('超过整改期限');
  });

  it('beyond the published calendar dates are provisional, with a warning', () => {
    const read = readPlan(ZHEJIANG, { start: '2026-11-02' });
    if (!read.ok) throw new Error(JSON.stringify(read.errors));
    expect(read.warnings).toHaveLength(1);
    // Dates counted back from one in 2027 are provisional themselves, in 2026 too.
    expect(read.warnings[0]).toMatch(/^2026-12-\d\d 至 2027-01-\d\d 共 \d+ 个日期为暂定/);
    const deadlines = read.plan.measures.map(({ deadline }) => deadline);
    expect(deadlines.every(({ date, provisional }) => provisional === date > '2026-12-31')).toBe(true);
    expect(calendarHash(read.plan.calendar)).toBe(planned.calendarHash);
  });

  it('a plan that does not hold on its own launch date is refused on any other', () => {
    const folder = edited({ plan: [['deadline: {date: 2022-08-12}', 'deadline: {date: 2022-09-02}']] });
    expect(errorsOf(folder, { start: '2023-03-06' })).toEqual([
      expect.objectContaining({ value: '“2022-09-02”' }),
    ]);
  });

  it('a chain that has no room there is refused with its dates there', () => {
    // Sixty-one working days fit in 2022 but not where the limit cuts them.
    const folder = edited({
      plan: [['{id: m1, title: 督促检查安排, takes: 12}', '{id: m1, title: 督促检查安排, takes: 33}']],
    });
    expect(readPlan(folder).ok).toBe(true);
    const [error] = errorsOf(folder, { start: '2022-09-20' });
    expect(error).toMatchObject({ path: 'measures[2].milestones', value: '合计 61 个工作日' });
    expect(error?.expected).toContain('不早于启动日 2022-09-20');
  });
});
