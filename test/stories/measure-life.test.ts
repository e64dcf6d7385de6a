import { withUnit } from '../../src/cli/act-staff.ts';
import type { ActResult } from '../../src/client/act.ts';
import { measureProcess } from '../../src/domain/process.ts';
import type { EventRecord } from '../../src/domain/record.ts';
import type { CaughtLetter } from '../../src/mail/mailbox.ts';
import type { Driver } from '../../src/rehearsal/driver.ts';
import { evidenceOf, getRow } from '../../src/store/queries.ts';
import { flaws } from '../support/flaws.ts';
import { createWorld, zhejiang, type World } from '../support/world.ts';

interface Command {
  readonly type: string;
  readonly [field: string]: unknown;
}

/**
 * What may befall a measure in months, on the real engine: an instruction nobody answers, a deputy, a supporting unit with a part of
 * its own, a correction, a suspension over several reminders, another lead unit; and beside it one that is cancelled.
 */
describe('the life of a measure', () => {
  const HANDLER = 'jcc-chengban';
  const HEAD = 'jcc-fuze';
  const LEADER = 'fenguan3';
  const OFFICE = 'zgb-zhuren';
  const DOCUMENT = '浙江省全面推开基层统计网格智治工作方案';
  /** Two steps: the whole chain has a story of its own. */
  const plan = zhejiang({
    measures: ['M06', 'M07'],
    change: (one) => ({
      ...one,
      policy: {
        ...one.policy,
        approval: {
          ...one.policy.approval,
          steps: [
            { title: '处室负责人审核', roles: ['office_head'], mode: 'any_of' },
            { title: '分管领导审定', roles: ['supervising_leader'], mode: 'any_of' },
          ],
        },
      },
    }),
  });
  const process = measureProcess('zhejiang-2022', 'M06');

  let world: World;
  let driver: Driver;
  let records: readonly EventRecord[];
  let letters: readonly CaughtLetter[];

  beforeAll(async () => {
    world = await createWorld();
    driver = await world.launch(plan);

    await to('2022-07-25T10:00');
    await done(LEADER, { type: 'instruct', text: '请先与省委政法委会商', to: '2022-07-29' });
    await to('2022-08-01T10:00');
    await done(HANDLER, { type: 'reply', instruction: await seqOf('Instructed'), text: '已会商' });
    await done(HEAD, {
      type: 'authorise',
      person: 'jcc-lianluo',
      name: '基层基础处联络员（示例）',
      address: 'jcc-lianluo@zjtj.example',
      to: '2022-08-03',
    });
    await done(LEADER, staff('add_supporting', 'fgc', { text: '审核合法性', to: '2022-08-12' }));
    await done('jcc-lianluo', { type: 'comment', text: '代为督促' });
    const attach = { type: 'attach', requirement: 'r1', title: DOCUMENT, documentNumber: '浙统〔2022〕13号' };
    await done(HANDLER, { ...attach, sha256: 'a'.repeat(64), fileName: '方案.pdf', size: 9 });
    const wrong = { type: 'correct', seq: await seqOf('EvidenceAttached'), reason: '文号有误' };
    await done(HANDLER, { ...wrong, documentNumber: '浙统〔2022〕31号' });

    await to('2022-08-04T10:00');
    expect(
      await world.act('M06', 'jcc-lianluo', { type: 'submit' }, { post: '330000/jcc/office_head' }),
    ).toMatchObject({
      kind: 'refused',
      refusal: { code: 'not_holder' },
    });
    await done(LEADER, { type: 'suspend', reason: '等待国家方案' });
    await to('2022-08-24T10:00');
    expect(await world.act('M06', HANDLER, { type: 'submit' })).toMatchObject({
      kind: 'refused',
      refusal: { code: 'wrong_status', params: { status: '已中止' } },
    });
    await done(LEADER, { type: 'resume', text: '国家方案已下发' });
    await done('fgc-fuze', { type: 'report_part', text: '已审核' });
    await to('2022-08-29T10:00');
    await done(LEADER, staff('change_unit', 'rjc', { reason: '职责调整' }));
    await to('2022-09-01T10:00');
    await done('rjc-chengban', { type: 'submit' });
    await done('rjc-fuze', { type: 'approve' });
    await done('fenguan1', { type: 'approve' });

    const cancel = { type: 'cancel', reason: '并入M06', number: '纪要〔2022〕8号', date: '2022-08-31' };
    expect(await world.act('M07', OFFICE, cancel)).toMatchObject({ kind: 'done' });
    await to('2022-09-20T10:00');
    records = await world.records(process);
    letters = await world.mails();
  }, 300_000);

  afterAll(async () => {
    await world.quiet();
    expect(await flaws(world)).toEqual([]);
    await world.close();
  }, 120_000);

  function to(moment: string): Promise<unknown> {
    return driver.to(`${moment}:00.000+08:00`);
  }

  async function done(person: string, command: Command): Promise<void> {
    const result: ActResult = await world.act('M06', person, command);
    expect({ command: command.type, ...result }).toMatchObject({ command: command.type, kind: 'done' });
  }

  async function seqOf(type: string): Promise<number> {
    await world.quiet();
    return (await world.records(process)).findLast((one) => one.type === type)?.seq ?? 0;
  }

  /** As the command line completes it, from what the programme was launched with. */
  function staff(type: string, unit: string, fields: object): Command {
    return withUnit(plan, { type, unit, ...fields }, {});
  }

  function got(tag: string): readonly string[] {
    return letters
      .filter((mail) => mail.subject.includes(`【${tag}`))
      .map((mail) => `${mail.date.slice(0, 10)} ${mail.to.address.split('@')[0] ?? ''}`)
      .toSorted();
  }

  it('puts an instruction to the unit, reminds it, and tells the leader when no reply has come', () => {
    expect(got('领导批示】')).toEqual([`2022-07-25 ${HANDLER}`, `2022-07-25 ${HEAD}`]);
    expect(got('批示待复】')).toEqual([`2022-07-28 ${HANDLER}`]);
    expect(got('呈阅·批示逾期未复】')).toEqual([`2022-08-01 ${LEADER}`]);
    expect(got('呈阅·批示已复】')).toEqual([`2022-08-01 ${LEADER}`]);
    const told = letters.find((mail) => mail.subject.includes('批示已复'));
    for (const words of ['请先与省委政法委会商', '已会商']) expect(told?.text).toContain(words);
  });

  it('has a deputy act in the post, marked so, until the last day is over', () => {
    expect(records.find((one) => one.type === 'Commented')?.actor).toMatchObject({
      person: 'jcc-lianluo',
      postTitle: '基层基础处负责人（代）',
      deputyFor: { person: HEAD },
    });
    expect(records.find((one) => one.type === 'DeputyEnded')).toMatchObject({
      cause: 'duty',
      occurredAt: '2022-08-04T00:00:00.000+08:00',
    });
  });

  it('keeps what was wrong on record, and shows what is right', async () => {
    expect(records.find((one) => one.type === 'EvidenceAttached')?.data).toMatchObject({
      documentNumber: '浙统〔2022〕13号',
    });
    expect(await evidenceOf(world.db, process)).toMatchObject([{ documentNumber: '浙统〔2022〕31号' }]);
  });

  it('tells a supporting unit of its part and the lead unit when it is done', () => {
    expect(got('配合任务】')).toEqual(['2022-08-01 fgc-chengban', '2022-08-01 fgc-fuze']);
    expect(got('配合任务完成】')).toEqual([`2022-08-25 ${HANDLER}`, `2022-08-25 ${HEAD}`]);
  });

  it('presses nobody while it is suspended, and keeps its date', () => {
    const [from, until] = ['2022-08-04T12:00', '2022-08-24T10:00'];
    const between = records.filter((one) => one.occurredAt > from && one.occurredAt < until);
    expect(between.filter((one) => one.cause === 'duty')).toEqual([]);
    expect(records.find((one) => one.type === 'Resumed')?.data).toMatchObject({
      from: '2022-08-04',
      to: '2022-08-24',
      due: '2022-08-31',
    });
    expect(got('已中止】')).toContain(`2022-08-04 ${HANDLER}`);
    expect(got('恢复整改】')).toContain(`2022-08-24 ${HEAD}`);
  });

  it('hears from the directory who holds the new unit’s posts, and goes on with them', () => {
    expect(got('改派移出】')).toEqual([`2022-08-29 ${HANDLER}`, `2022-08-29 ${HEAD}`]);
    expect(got('改派承办】')).toEqual(['2022-08-29 rjc-chengban', '2022-08-29 rjc-fuze']);
    expect(got('整改提醒】')).toEqual(
      expect.arrayContaining(['2022-08-31 rjc-chengban']) as readonly string[],
    );
    expect(letters.filter((mail) => mail.date > '2022-08-30' && mail.to.address.startsWith('jcc-'))).toEqual(
      [],
    );
  });

  it('ends signed off by the new unit’s leader, late as it was', async () => {
    const row = await getRow(world.db, process);
    expect(row).toMatchObject({
      status: 'signed_off',
      light: 'done_late',
      card: { leadUnit: '人事教育处', due: '2022-08-31', lightText: '已销号(逾期1天)' },
    });
  });

  it('beside it, one is cancelled: nothing is owed, and the programme knows', async () => {
    const cancelled = measureProcess('zhejiang-2022', 'M07');
    expect(await getRow(world.db, cancelled)).toMatchObject({
      status: 'cancelled',
      light: 'cancelled',
      open: true,
      card: { standing: '已取消' },
    });
    const heard = (await world.records('zhejiang-2022')).findLast((one) => one.type === 'StandingHeard');
    expect(heard?.data).toMatchObject({ measure: 'M07', status: 'cancelled' });
    expect(letters.filter((mail) => mail.date > '2022-09-02' && mail.subject.includes('M07'))).toEqual([]);
    expect(got('已取消】')).toContain('2022-09-01 rjc-fuze');
  });
});
