import { withUnit } from '../../src/cli/act-staff.ts';
import { COMMAND_NAMES } from '../../src/domain/measure/commands.ts';
import { measureProcess } from '../../src/domain/process.ts';
import type { EventRecord } from '../../src/domain/record.ts';
import type { CaughtLetter } from '../../src/mail/mailbox.ts';
import { flaws } from '../support/flaws.ts';
import { createWorld, zhejiang, type World } from '../support/world.ts';
import { PEOPLE, type Who } from './who-may-do-what.table.ts';

interface Body {
  readonly type: string;
  readonly [field: string]: unknown;
}

/** One measure in whose life everything happens that can: each command at least once, in an order that an office might see. */
describe('a measure that meets every command', () => {
  const process = measureProcess('zhejiang-2022', 'M06');
  const whole = zhejiang();
  const met = new Set<string>();
  let world: World;
  let records: readonly EventRecord[];
  let letters: readonly CaughtLetter[];

  async function done(who: Who | 'rjc-chengban', body: Body | string): Promise<number> {
    const command = typeof body === 'string' ? { type: body } : body;
    const person = who === 'rjc-chengban' ? who : PEOPLE[who];
    const answer = await world.act('M06', person, command);
    if (answer.kind !== 'done') throw new Error(`${who} ${command.type}: ${JSON.stringify(answer)}`);
    met.add(command.type);
    return answer.seq;
  }
  const staff = (type: string, unit: string, fields: object): Body =>
    withUnit(whole, { type, unit, ...fields }, {});
  const report = { type: 'report', text: '已印发并落实', requirement: 'r1', figures: [] };
  const minutes = { number: '党组纪要〔2022〕6号', date: '2022-06-08' };

  async function approveAll(): Promise<void> {
    await done('head', 'approve');
    await done('supportingHead', 'countersign');
    await done('leader', 'approve');
    await done('office', 'approve');
    await done('office', { type: 'close_meeting', ...minutes, recorder: '钱十一' });
  }

  beforeAll(async () => {
    world = await createWorld();
    const driver = await world.launch(
      zhejiang({
        measures: ['M06'],
        fullChain: true,
        change: (plan) => ({
          ...plan,
          requirements: [{ id: 'r1', type: 'statement', text: '制定并落实' }],
          policy: { ...plan.policy, publicNotice: { days: 7, phone: '0571-87654321' } },
        }),
      }),
    );
    await driver.to('2022-06-08T10:00:00.000+08:00');
    await done('handler', 'start');
    const instruction = await done('principal', { type: 'instruct', text: '请先与省委政法委会商' });
    await done('handler', { type: 'reply', instruction, text: '已会商' });
    await done('leader', staff('add_supporting', 'sgzx', { text: '提供数据', to: '2022-06-20' }));
    await done('leader', staff('add_supporting', 'fgc', { text: '审核合法性', to: '2022-06-20' }));
    await done('leader', { type: 'remove_supporting', unit: 'fgc', reason: '不再需要' });
    await done('supportingHead', { type: 'report_part', text: '数据已提供' });
    const person = 'jcc-lianluo';
    const deputy = { person, name: '基层处联络员', address: 'jcc-lianluo@zjtj.example', to: '2022-06-30' };
    await done('head', { type: 'authorise', ...deputy });
    await done('head', { type: 'revoke', person });
    await done('office', 'urge');
    const seq = await done('handler', { type: 'attach', title: '方案初槁' });
    await done('handler', { type: 'correct', seq, reason: '题名有误', title: '方案初稿' });
    await done('handler', { type: 'find_clue', on: '2022-06-08', reference: '核查2022-06-08' });
    await done('handler', { type: 'strike_found', found: 'f1', reason: '重复登记' });
    const extension = { type: 'request_extension', to: '2022-09-01', reason: '等待上级文件' };
    const opinion = { type: 'comment', text: '情况属实', opinion: 'support' };
    await done('head', extension);
    await done('office', opinion);
    await done('leader', { type: 'refuse_extension', reason: '理由不足' });
    await done('head', { ...extension, reason: '上级文件定于8月底印发' });
    await done('office', opinion);
    await done('leader', 'grant_extension');
    await done('leader', { type: 'suspend', reason: '等待国家方案' });
    await done('leader', 'resume');
    await done('handler', report);
    await done('handler', 'submit');
    await done('handler', 'withdraw');
    await done('handler', 'submit');
    await done('head', { type: 'return', reason: '缺附件' });
    await done('handler', 'submit');
    await approveAll();
    await done('office', { type: 'record_objection', reason: '两个乡镇没有网格统计员' });
    await done('handler', { ...report, text: '人员已补齐' });
    await done('handler', 'submit');
    await approveAll();
    await driver.to('2022-06-20T10:00:00.000+08:00');
    await done('office', { type: 'look_back', result: 'found', text: '有反弹', sample: '抽查3个县' });
    await done('office', { type: 'reopen', reason: '有反弹', to: '2022-07-15' });
    await done('leader', staff('change_unit', 'rjc', { reason: '职责调整' }));
    await driver.to('2022-06-20T11:00:00.000+08:00');
    await done('rjc-chengban', { ...report, text: '已接手' });
    await done('office', {
      type: 'cancel',
      reason: '并入M07',
      number: '纪要〔2022〕7号',
      date: '2022-06-20',
    });
    await driver.to('2022-06-22T10:00:00.000+08:00');
    records = await world.records(process);
    letters = await world.mails();
  }, 300_000);

  afterAll(() => world.close(), 120_000);

  it('leaves none out', () => {
    expect([...met].toSorted()).toEqual(Object.keys(COMMAND_NAMES).toSorted());
  });

  it('ends cancelled, every duty ended in one recorded way, and nobody refused', async () => {
    expect((await world.measure('M06')).status).toBe('cancelled');
    expect(records.filter((one) => one.type === 'CommandRefused')).toEqual([]);
    const duties = records.map(
      (one) =>
        (one.data['duties'] ?? { armed: [], ended: [] }) as Readonly<
          Record<string, readonly { id: string }[]>
        >,
    );
    const armed = duties.flatMap((one) => one['armed'] ?? []).map(({ id }) => id);
    const ended = duties.flatMap((one) => one['ended'] ?? []).map(({ id }) => id);
    expect(ended.toSorted()).toEqual(armed.toSorted());
  });

  it('told of each turn whom it concerned', () => {
    const tags = new Set(letters.flatMap((one) => /^【([^】]+)】/.exec(one.subject)?.[1] ?? []));
    expect([...tags]).toEqual(
      expect.arrayContaining([
        '领导批示',
        '呈阅·批示已复',
        '配合任务',
        '配合任务撤销',
        '配合任务完成',
        '代办授权',
        '代办授权撤销',
        '领导催办',
        '延期待审',
        '不同意延期',
        '同意延期',
        '已中止',
        '恢复整改',
        '待审批',
        '已撤回',
        '退回补正',
        '销号公示',
        '公示异议',
        '回头看结果',
        '重新整改',
        '改派承办',
        '改派移出',
        '已取消',
      ]),
    );
  });

  it('stands in histories and ledger alike', async () => {
    await world.quiet();
    expect(await flaws(world)).toEqual([]);
  }, 120_000);
});
