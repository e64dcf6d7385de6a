import { countedDate, givenDate } from '../../src/domain/calendar.ts';
import { stateCouncilCalendar } from '../../src/plan/calendar.ts';
import { explainDate } from '../../src/plan/explain.ts';
import { ganttLines } from '../../src/plan/gantt.ts';
import { explainNamed, showLines } from '../../src/plan/show.ts';
import { padEnd, truncate, widthOf, wrap } from '../../src/plan/text.ts';
import { zhejiang } from './support.ts';

const calendar = stateCouncilCalendar();
const plan = zhejiang();

describe('a date explains itself', () => {
  it('counted backwards over a holiday and days made up', () => {
    const date = countedDate(calendar, '2022-10-11', { amount: -5, unit: 'working_days' }, { assumed: true });
    expect(explainDate(date)).toBe(
      '2022-09-29（周四）：由 2022-10-11（周二）起倒推 5 个工作日；' +
        '跳过放假的工作日 国庆节 2022-10-03 2022-10-04 2022-10-05 2022-10-06 2022-10-07；' +
        '其中调休上班 国庆节 2022-10-08 2022-10-09；' +
        '依据《国务院办公厅节假日安排2020–2026》；出处没有给出，为假定。',
    );
  });

  it('forwards, over two holidays by name', () => {
    const date = countedDate(calendar, '2022-06-01', { amount: 75, unit: 'working_days' });
    expect(explainDate(date)).toContain('跳过放假的工作日 端午 2022-06-03、中秋 2022-09-12');
  });

  it('without the day counting begins on, which does not count', () => {
    const date = countedDate(calendar, '2022-10-08', { amount: 1, unit: 'working_days' });
    expect(explainDate(date)).toContain('其中调休上班 国庆节 2022-10-09；');
  });

  it('given, by rule, or provisional', () => {
    expect(explainDate(givenDate(calendar, '2022-08-31'))).toMatch(
      /^2022-08-31（周三）：计划写定的日期；依据/,
    );
    const ruled = givenDate(calendar, '2027-06-30', { rule: '每年 6 月 30 日' });
    expect(explainDate(ruled)).toMatch(/按规则“每年 6 月 30 日”确定；.*为暂定。$/);
  });

  it('by its name in the plan', () => {
    expect(explainNamed(plan, 'M12/start')).toMatchObject({
      ok: true,
      text: expect.stringContaining('2022-06-10'),
    });
    expect(explainNamed(plan, 'M12')).toEqual(explainNamed(plan, 'M12/deadline'));
    expect(explainNamed(plan, 'outerLimit')).toMatchObject({
      ok: true,
      text: expect.stringContaining('顺推 3 个月'),
    });
    expect(explainNamed(plan, 'M99')).toMatchObject({
      ok: false,
      known: expect.arrayContaining(['M01/deadline']),
    });
  });
});

describe('the chart', () => {
  it.each([60, 80, 100, 160])('fits into %d columns', (width) => {
    const lines = ganttLines(plan, { width });
    expect(Math.max(...lines.map(widthOf))).toBeLessThanOrEqual(width);
    expect(lines.some((line) => line !== line.trimEnd())).toBe(false);
  });

  it('has one row for each measure, its deadline marked as assumed', () => {
    const rows = ganttLines(plan).filter((line) => /^M\d\d /.test(line));
    expect(rows).toHaveLength(21);
    expect(rows[5]).toMatch(/^M06 .* +█+◆█+◆█+◇│? +08-31 ＊$/);
    expect(rows[0]).toMatch(/◇ +│ +07-29 ＊$/);
  });

  it('puts the outer limit in one column of all rows', () => {
    const columns = ganttLines(plan, { width: 120 })
      .filter((line) => /^M\d\d /.test(line) && line.includes('│'))
      .map((line) => widthOf(line.slice(0, line.indexOf('│'))));
    expect(columns.length).toBeGreaterThan(10);
    expect(new Set(columns).size).toBe(1);
  });

  it('draws later deadlines further right', () => {
    const rows = ganttLines(plan).filter((line) => /^M\d\d /.test(line));
    const ends = rows.map(
      (line) => [line.match(/ (\d\d-\d\d)/)?.[1] ?? '', widthOf(line.slice(0, line.indexOf('◇')))] as const,
    );
    const byDate = ends.toSorted((a, b) => (a[0] < b[0] ? -1 : 1)).map(([, column]) => column);
    expect(byDate).toEqual(byDate.toSorted((a, b) => a - b));
  });

  it('marks provisional dates', () => {
    const rows = ganttLines(zhejiang({ start: '2026-12-01' })).filter((line) => /^M\d\d /.test(line));
    expect(rows.some((line) => line.endsWith('＊？'))).toBe(true);
  });
});

describe('show', () => {
  const text = showLines(plan).join('\n');

  it('has aspects, problems, measures with quotes, requirements and dates, and says what is assumed', () => {
    for (const part of [
      '【A4】',
      '问题 P11：（出处未刊出原文）＊假定',
      'M21 ',
      '要求：',
      '完成时限 2022-08-31（周三）＊假定',
      '说明：出处公布了',
    ]) {
      expect(text).toContain(part);
    }
    expect(text.match(/^ {2}M\d\d /gm)).toHaveLength(21);
    const flat = text.replace(/\n +/g, '');
    expect(flat).toContain('承办统计违法案件 223 件（2022年1-7月）');
    expect(flat).toContain('不低于基数的 3%');
  });

  it('shows one measure alone', () => {
    const lines = showLines(plan, { measure: 'M06' });
    expect(lines[0]).toContain('M06 夯实基层基础：完善制度');
    expect(lines.join('')).not.toContain('M07');
  });

  it.each([60, 80, 100])('fits into %d columns', (width) => {
    expect(Math.max(...showLines(plan, { width }).map(widthOf))).toBeLessThanOrEqual(width);
  });
});

describe('text for terminals', () => {
  it('counts two columns for a Chinese character', () => {
    expect(widthOf('整改M06')).toBe(7);
    expect(padEnd('整改', 6)).toBe('整改  ');
    expect(truncate('整改办公室', 7)).toBe('整改办…');
    expect(truncate('整改办', 6)).toBe('整改办');
  });

  it('breaks lines without punctuation at the wrong end', () => {
    const lines = wrap('请于2022-08-31前完成，逾期的，报（分管）领导。', 14);
    expect(lines.join('')).toBe('请于2022-08-31前完成，逾期的，报（分管）领导。');
    expect(
      lines.every((line) => widthOf(line) <= 14 && !/^[，。）]/.test(line) && !line.endsWith('（')),
    ).toBe(true);
  });
});
