import { readPlan } from '../../src/plan/read-plan.ts';
import { showLines } from '../../src/plan/show.ts';
import { edited, errorsOf, removeFolders, ZHEJIANG } from './support.ts';

afterAll(removeFolders);

const POLICY = 'policy:\n';
const WITHIN = '        within: {amount: 5, unit: working_days, assumed: true}\n';

describe('clues that a plan asks to be handed over', () => {
  it('are those of the data checks, within a limit that the source does not give', () => {
    const read = readPlan(ZHEJIANG);
    if (!read.ok) throw new Error(JSON.stringify(read.errors));
    const asked = read.plan.measures.flatMap(({ id, requirements }) =>
      requirements.filter((one) => one.type === 'clues').map((one) => [id, one.id, one.within]),
    );
    expect(asked).toEqual([['M08', 'r4', { amount: 5, unit: 'working_days', assumed: true }]]);
    expect(showLines(read.plan, { measure: 'M08', width: 200 }).join('\n')).toContain(
      '【线索】核查中发现的统计违法线索逐件移交：发现之日起 5 个工作日内移交＊假定',
    );
  });

  it('are pursued as usual but for what the plan sets', () => {
    const own = `${POLICY}  clues: {limits: {verify: {amount: 60, unit: calendar_days}}, remindBefore: [5, 0], reroutes: 1}\n`;
    const read = readPlan(edited({ plan: [[POLICY, own]] }));
    if (!read.ok) throw new Error(JSON.stringify(read.errors));
    const { limits, ...policy } = read.plan.clues.policy;
    expect(policy).toMatchObject({ remindBefore: [5, 0], reroutes: 1, supplements: 2 });
    expect(limits.verify).toEqual({ amount: 60, unit: 'calendar_days' });
    expect(limits.acknowledge).toEqual({ amount: 1, unit: 'working_days', assumed: true });
  });

  it.each([
    ['a limit of the law', 'limits: {case_decision: {amount: 200, unit: calendar_days}}', 'limits'],
    ['a step that there is not', 'limits: {verifying: {amount: 2, unit: working_days}}', 'limits'],
    ['no limit at all', 'limits: {verify: {amount: 0, unit: working_days}}', 'limits.verify.amount'],
    ['sent about without end', 'reroutes: 99', 'reroutes'],
  ])('%s is refused, with its place', (_, wrong, at) => {
    const own = `${POLICY}  clues: {${wrong}}\n`;
    expect(errorsOf(edited({ plan: [[POLICY, own]] }))).toEqual([
      expect.objectContaining({ path: expect.stringMatching(`^policy\\.clues\\.${at}`) as unknown }),
    ]);
  });

  it.each([
    ['without a limit', '', 'within', ''],
    ['within no time', WITHIN.replace('5', '0'), 'within.amount', ''],
    ['within hours', WITHIN.replace('working_days', 'hours'), 'within.unit', 'working_days'],
    [
      'twice in one measure',
      `${WITHIN}      - {id: r5, type: clues, text: 移交, within: {amount: 3, unit: working_days}}\n`,
      'type',
      '一项措施至多有一项线索移交要求',
    ],
  ])('%s are refused', (_, within, field, expected) => {
    expect(errorsOf(edited({ plan: [[WITHIN, within]] }))).toEqual([
      expect.objectContaining({
        path: expect.stringMatching(`^measures\\[7\\]\\.requirements\\[[34]\\]\\.${field}$`) as unknown,
        expected: expect.stringContaining(expected) as unknown,
      }),
    ]);
  });
});
