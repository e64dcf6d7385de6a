import { readPlan } from '../../src/plan/read-plan.ts';
import { showLines } from '../../src/plan/show.ts';
import { edited, errorsOf, removeFolders, ZHEJIANG } from './support.ts';

afterAll(removeFolders);

const PART = '        partOf: r4\n      - id: r6';
const ROUNDS = '        target: 2\n';

describe('indicators of a plan', () => {
  it('say how they are counted, and are of the whole that the source names', () => {
    const read = readPlan(ZHEJIANG);
    if (!read.ok) throw new Error(JSON.stringify(read.errors));
    const indicators = read.plan.measures.flatMap(({ id, requirements }) =>
      requirements.filter((one) => one.type === 'indicator').map((one) => ({ measure: id, ...one })),
    );
    expect(indicators.every((one) => one.counting === 'flow')).toBe(true);
    const parts = indicators.filter((one) => one.partOf !== undefined);
    expect(parts.map((one) => `${one.measure} ${one.id} ${one.name} < ${one.partOf ?? ''}`)).toEqual([
      'M11 r5 警告 < r4',
      'M11 r6 警告并罚款 < r4',
    ]);
    expect(showLines(read.plan, { measure: 'M11' }).join('\n')).toContain('r4 的其中项');
  });

  it('have as a name and a unit what the source publishes, wherever it publishes a figure', () => {
    const read = readPlan(ZHEJIANG);
    if (!read.ok) throw new Error(JSON.stringify(read.errors));
    for (const { requirements, published = [] } of read.plan.measures)
      for (const figure of published)
        expect(
          requirements.filter(
            (one) =>
              one.type === 'indicator' &&
              one.unit === figure.unit &&
              one.name.startsWith(figure.name.slice(0, 4)),
          ),
        ).not.toEqual([]);
  });

  it('are judged by a pace that is assumed where the plan says nothing of it', () => {
    const without = readPlan(
      edited({
        plan: [
          ['  pace: {percent: 80, grace: 5, to: [case_handler], cc: [office_head]}\n', ''],
          ['correctionDays, pace, lookBack', 'correctionDays, lookBack'],
        ],
      }),
    );
    const policy = without.ok ? without.plan.measures[0]?.policy : undefined;
    expect(policy?.pace).toEqual({ percent: 80, grace: 5, to: ['case_handler'], cc: ['office_head'] });
    expect(policy?.assumed).toContain('pace');
  });

  it('since a year stay since that year, whenever the plan is launched; others move with it', () => {
    const read = readPlan(ZHEJIANG, { start: '2023-06-05' });
    if (!read.ok) throw new Error(JSON.stringify(read.errors));
    const periods = read.plan.measures
      .find(({ id }) => id === 'M12')
      ?.requirements.flatMap((one) => (one.type === 'indicator' ? [one.period] : []));
    expect(periods).toEqual(['2023', '2017/']);
  });

  it.each([
    ['of nothing', PART.replace('r4', 'r9'), '应为本措施另一项不属于其自身的指标：r1、r4、r6、r7、r8'],
    ['of itself', PART.replace('r4', 'r5'), '应为本措施另一项不属于其自身的指标：r1、r4、r6、r7、r8'],
    ['of another unit', PART.replace('r4', 'r7'), '应与总数的计量单位和统计期相同（r7 为 万元、2022-01/07）'],
  ])('a part %s is refused', (_, part, expected) => {
    expect(errorsOf(edited({ plan: [[PART, part]] }))).toEqual([
      expect.objectContaining({
        path: 'measures[10].requirements[4].partOf',
        expected: expect.stringContaining(expected) as unknown,
      }),
    ]);
  });

  it('are counted from the cases of clues where the source counts cases', () => {
    const read = readPlan(ZHEJIANG);
    if (!read.ok) throw new Error(JSON.stringify(read.errors));
    const tallied = read.plan.measures.flatMap(({ id, requirements }) =>
      requirements.flatMap((one) =>
        one.type === 'indicator' && one.tally !== undefined
          ? [`${id} ${one.id} ${one.tally} ${one.per ?? ''}`.trim()]
          : [],
      ),
    );
    expect(tallied).toEqual([
      'M11 r4 cases_filed',
      'M11 r5 warned_only',
      'M11 r6 warned_and_fined',
      'M11 r7 fined_amount 10000',
      'M11 r8 exposed',
    ]);
    expect(showLines(read.plan, { measure: 'M11', width: 300 }).join('\n')).toContain(
      '与系统内案件统计核对：罚款金额（按 10000 元折合）',
    );
  });

  it.each([
    ['without its unit in yuan', '        per: 10000\n', '', 'tally', '应同时写明 per'],
    [
      'with a unit where nothing is paid',
      'tally: exposed',
      'tally: exposed\n        per: 100',
      'per',
      '只用于',
    ],
    [
      'by localities',
      'tally: exposed',
      "tally: exposed\n        localities: ['330100']",
      'tally',
      '不分地区统计',
    ],
    ['of a moment', 'tally: exposed', 'tally: exposed\n        counting: stock', 'tally', '不用于时点数'],
    ['of nothing known', 'tally: exposed', 'tally: praised', 'tally', 'cases_filed'],
    ['in a unit that is no power of ten', 'per: 10000', 'per: 12', 'per', '应为 1、10、100'],
  ])('a tally %s is refused', (_, from, to, field, expected) => {
    expect(errorsOf(edited({ plan: [[from, to]] }))).toEqual([
      expect.objectContaining({
        path: expect.stringMatching(`^measures\\[10\\]\\.requirements\\[[67]\\]\\.${field}$`) as unknown,
        expected: expect.stringContaining(expected) as unknown,
      }),
    ]);
  });

  it('a part of its own part is refused, once', () => {
    const circle = edited({
      plan: [
        [PART, PART.replace('r4', 'r6')],
        ['        partOf: r4\n      - id: r7', '        partOf: r5\n      - id: r7'],
      ],
    });
    expect(errorsOf(circle).map(({ path }) => path)).toEqual([
      'measures[10].requirements[4].partOf',
      'measures[10].requirements[5].partOf',
    ]);
  });

  it('targets for parts of the period are taken, others refused', () => {
    const wish = (period: string): string =>
      edited({ plan: [[ROUNDS, `${ROUNDS}        targets: [{period: '${period}', target: 1}]\n`]] });
    const read = readPlan(wish('2022-H1'));
    expect(read.ok && showLines(read.plan, { measure: 'M10' }).join('')).toContain(
      '其中 2022-H1 不少于 1 次',
    );
    for (const period of ['2021', '2022', '2022-07/06', '上半年'])
      expect(errorsOf(wish(period)).map(({ path }) => path)).toEqual([
        'measures[9].requirements[0].targets[0].period',
      ]);
  });
});
