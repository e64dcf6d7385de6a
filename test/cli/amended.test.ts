import { rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { measureProcess } from '../../src/domain/process.ts';
import { amendedFolder, measureIn, type PlanYaml } from '../support/amended-folder.ts';
import { flaws } from '../support/flaws.ts';
import { createWorld, type World } from '../support/world.ts';
import { pointAt } from './instance-of.ts';
import { cli, folder, removeFolders, smallPlan, type Said } from './support.ts';

const PROGRAMME = 'zhejiang-2022';
const DECIDED = ['--as', '整改办主任（示例）', '--document', '浙统整改〔2022〕3号'] as const;

/** A plan that is changed after its launch, and a new calendar, at the command line. Each test goes on where the one before it ended. */
describe('the command line on a programme that is amended', () => {
  let world: World;
  let data: string;
  let plan: string;
  const changed: string[] = [];

  const z = (...argv: readonly string[]): Promise<Said> => cli(argv, { data });
  const edited = (change: (plan: PlanYaml) => void): string => {
    const at = amendedFolder(plan, change);
    changed.push(at);
    return at;
  };
  const dueOf = async (measure: string): Promise<unknown> =>
    (await z('show', measure, '--json')).json().measure.due as unknown;
  const file = (text: string): string => {
    const at = path.join(data, 'calendar.yaml');
    writeFileSync(at, text);
    return at;
  };

  beforeAll(async () => {
    world = await createWorld();
    await world.note(PROGRAMME);
    data = folder();
    plan = smallPlan(['M05', 'M06']);
    await pointAt(world, data);
    expect((await z('launch', plan)).code).toBe(0);
  }, 120_000);

  afterAll(async () => {
    changed.forEach((one) => rmSync(one, { recursive: true, force: true }));
    await world.quiet();
    expect(await flaws(world)).toEqual([]);
    await world.close();
    removeFolders();
  }, 120_000);

  it('shows the difference and changes nothing until it is confirmed', async () => {
    const folder = edited((yaml) => {
      measureIn(yaml, 'M05').deadline = { date: '2022-08-12' };
    });
    const said = await z('launch', folder, ...DECIDED);
    expect([said.code, said.err]).toEqual([
      1,
      '没有确认“按以上差异调整方案”，未作任何改动。确认请输入“是”，或带 --yes。',
    ]);
    expect(said.out).toContain('    完成时限 2022-07-29 → 2022-08-12');
    expect(said.out).toContain('计划写定的日期');
    const { error } = (await z('launch', folder, '--json')).json();
    expect(error).toMatchObject({
      code: 'amend-incomplete',
      difference: { measures: [{ measure: 'M05', altered: expect.any(Array) }], added: [], dropped: [] },
    });
    expect(await dueOf('M05')).toBe('2022-07-29');
  });

  it('has it taken over with --yes and prints each acknowledgement; the same folder again changes nothing', async () => {
    const folder = edited((yaml) => {
      measureIn(yaml, 'M05').deadline = { date: '2022-08-12' };
    });
    const said = await z('launch', folder, ...DECIDED, '--yes');
    expect([said.code, said.err]).toEqual([0, '']);
    expect(said.out).toContain(`  ${measureProcess(PROGRAMME, 'M05')}　已执行`);
    expect(await dueOf('M05')).toBe('2022-08-12');
    expect((await z('show', 'M05')).out).toContain('原时限 2022-07-29');
    expect((await z('timeline', 'M05')).out).toContain('按调整后的方案办理（依据 浙统整改〔2022〕3号）');
    const again = await z('launch', folder, ...DECIDED, '--yes', '--json');
    expect(again.json()).toMatchObject({ launched: false, difference: { measures: [] } });
  });

  it('refuses what may not be, with the reason, and sends nothing', async () => {
    const folder = edited((yaml) => {
      measureIn(yaml, 'M05').deadline = { date: '2022-08-12' };
      yaml.outerLimit = { amount: 4, unit: 'months' };
      measureIn(yaml, 'M06').deadline = { date: '2022-09-20' };
    });
    const said = await z('launch', folder, ...DECIDED, '--yes');
    expect(said.code).toBe(4);
    expect(said.out).toContain('✗ 不能这样调整：M06的日期2022-10-01超过整改期限2022-09-01');
    const by = await z('launch', folder, ...DECIDED, '--letter', '国统函〔2022〕5号', '--yes');
    expect([by.code, by.err]).toEqual([0, '']);
    expect(await dueOf('M06')).toBe('2022-09-20');
  });

  it('names everything that is wrong with a calendar’s file', async () => {
    const said = await z(
      'calendar',
      'check',
      '--file',
      file('name: 某号\nyears: [2022, 2031]\nholidays: [2023-01-02]\nmakeUpDays: [2022-10-10]\n'),
    );
    expect(said.code).toBe(1);
    for (const words of ['逐年衔接', '应在所列的', '应为星期六或星期日', '共 3 处错误'])
      expect(said.err).toContain(words);
    const missing = await z('calendar', 'check', '--file', path.join(data, 'none.yaml'), '--json');
    expect(missing.json().error).toMatchObject({ code: 'calendar-errors', errors: [{ value: '不存在' }] });
  });

  it('shows what a calendar does to every date, and has it recorded', async () => {
    const days = [
      'name: 国办发明电〔2022〕99号',
      'years: [2022]',
      'holidays: [2022-06-03, 2022-09-12, 2022-09-20, 2022-10-03, 2022-10-04, 2022-10-05, 2022-10-06, 2022-10-07]',
      'makeUpDays: [2022-10-08, 2022-10-09]',
    ];
    const notice = file(`${days.join('\n')}\n`);
    const shown = await z('calendar', 'check', '--file', notice);
    expect([shown.code, shown.err]).toEqual([0, '']);
    expect(shown.out).toContain('    完成时限 2022-09-20 → 2022-09-19');
    expect(await dueOf('M06')).toBe('2022-09-20');
    const wrong = await z('calendar', 'apply', '--file', notice, '--as', 'jcc-chengban', '--yes');
    expect(wrong.code).toBe(4);
    const applied = await z('calendar', 'apply', '--file', notice, '--as', 'zgb-zhuren', '--yes', '--json');
    expect(applied.json()).toMatchObject({
      applied: true,
      answers: [
        { process: expect.stringContaining('/measure/'), applied: true },
        { process: expect.stringContaining('/measure/'), applied: true },
      ],
    });
    expect(await dueOf('M06')).toBe('2022-09-19');
    const again = await z('calendar', 'apply', '--file', notice, '--as', 'zgb-zhuren', '--yes');
    expect(again.out).toContain('《国办发明电〔2022〕99号》与现用的节假日安排一致，未作任何改动。');
  });
});
