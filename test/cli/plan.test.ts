import { rmSync } from 'node:fs';
import path from 'node:path';
import { cli, removeFolders, smallPlan, ZHEJIANG } from './support.ts';

afterAll(removeFolders);

describe('plan', () => {
  it('check sums up a plan in order', async () => {
    const said = await cli(['plan', 'check', ZHEJIANG]);
    expect(said.code).toBe(0);
    expect(said.out.split('\n').slice(0, 3)).toEqual([
      '方案检查通过，没有错误。',
      'zhejiang-2022　浙江省统计局落实国家统计督察反馈意见整改',
      '4 个方面，11 个问题，21 项措施（立行立改 5 项，限期整改 4 项，长期整改 12 项）',
    ]);
    const json = (await cli(['plan', 'check', ZHEJIANG, '--json'])).json();
    expect(json).toMatchObject({
      v: 1,
      plan: { programme: 'zhejiang-2022', measures: 21, launch: '2022-06-06' },
    });
  });

  it('check prints all errors of a broken folder and ends with 1', async () => {
    const broken = smallPlan(['M06']);
    rmSync(path.join(broken, 'directory.yaml'));
    const said = await cli(['plan', 'check', broken, '--start', '1999-01-01']);
    expect(said.code).toBe(1);
    expect(said.out).toContain('directory.yaml  不存在');
    expect(said.out).toContain('--start  “1999-01-01”');
    expect(said.out.split('\n').at(-1)).toMatch(/^共 \d+ 处错误。$/);
    const json = (await cli(['plan', 'check', broken, '--json'])).json();
    expect(json.error.code).toBe('plan-errors');
    expect(json.error.errors[0]).toMatchObject({ line: 0, value: '不存在' });
  });

  it('show explains dates by name, with a point or a slash', async () => {
    const said = await cli([
      'plan',
      'show',
      ZHEJIANG,
      '--explain',
      'm06.deadline',
      'M06/start',
      'outerLimit',
    ]);
    expect(said.code).toBe(0);
    expect(said.out.split('\n').map((line) => line.slice(0, 28))).toEqual(
      [
        'm06.deadline　2022-08-31（周三）：',
        'M06/start　2022-07-11（周一）：由 2',
        'outerLimit　2022-09-01（周四）：由 ',
      ].map((line) => line.slice(0, 28)),
    );
  });

  it('show names the nearest date where one is misspelt', async () => {
    const said = await cli(['plan', 'show', ZHEJIANG, '--explain', 'M06.deadlin']);
    expect(said.code).toBe(1);
    expect(said.err).toContain('没有名为“M06.deadlin”的日期，是否指“M06.deadline”。');
  });

  it('gantt fits the columns it is given', async () => {
    const said = await cli(['plan', 'gantt', ZHEJIANG, '--width', '80']);
    expect(said.code).toBe(0);
    expect(said.out).toContain('M21');
  });

  it('of a folder that is not there ends with 1', async () => {
    const said = await cli(['plan', 'show', '/nowhere']);
    expect([said.code, said.out]).toEqual([1, '']);
    expect(said.err).toContain('/nowhere  不存在');
    expect(said.err).toContain('方案有 1 处错误，什么也没有启动。');
  });

  it('launch --dry-run works out what would be launched, and refuses a live start in the past', async () => {
    const driven = await cli(['launch', ZHEJIANG, '--dry-run', '--driven', '--json']);
    expect(driven.json()).toMatchObject({
      v: 1,
      launched: false,
      dryRun: true,
      plan: { launch: '2022-06-06' },
    });
    const past = await cli(['launch', ZHEJIANG, '--dry-run', '--start', '2022-06-06']);
    expect(past.code).toBe(1);
    expect(past.err).toMatch(
      /^启动日 2022-06-06 已过（今天是 \d{4}-\d\d-\d\d）：实际运行的专项不能从过去开始。/,
    );
  });
});
