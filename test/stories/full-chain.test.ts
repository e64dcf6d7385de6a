import type { MeasurePlan } from '../../src/domain/plan.ts';
import { measureProcess } from '../../src/domain/process.ts';
import type { EventRecord } from '../../src/domain/record.ts';
import type { CaughtLetter } from '../../src/mail/mailbox.ts';
import { createWorld, zhejiang, type World } from '../support/world.ts';

/**
 * One problem of three measures of the Zhejiang plan, from the full chain of approval to the problem's sign-off, on the
 * real engine, mails read back: M06 is countersigned, objected to in its public notice, looked back at and reopened; M09 is led
 * by the office that hosts the rectification office; M19 has no supporting unit. The plan's own chain, with a public notice.
 */
describe('the full chain of approval, and what follows it', () => {
  const OFFICE = 'zgb-zhuren';
  const publicNotice = { days: 7, phone: '0571-87654321' };
  const STANDARD = {
    type: 'sign_off_problem',
    problem: 'P06',
    standard: '基层网格统计员配备到位，抽查合格率97%',
  };

  let world: World;
  let letters: readonly CaughtLetter[];

  const changed = (plan: MeasurePlan): MeasurePlan => {
    const { supporting_handler: _, supporting_head: __, ...rest } = plan.roles;
    const alone = plan.id === 'M19' ? { supporting: [], roles: rest } : {};
    return {
      ...plan,
      ...alone,
      problems: ['P06'],
      requirements: [{ id: 'r1', type: 'statement', text: '制定并落实' }],
      policy: { ...plan.policy, publicNotice },
    };
  };

  async function must(
    measure: string,
    ...acts: readonly (readonly [
      string,
      string | { readonly type: string; readonly [field: string]: unknown },
    ])[]
  ): Promise<void> {
    for (const [person, command] of acts) {
      const body = typeof command === 'string' ? { type: command } : command;
      expect({ person, ...body, ...(await world.act(measure, person, body)) }).toMatchObject({
        kind: 'done',
      });
    }
  }
  const report = { type: 'report', text: '已印发并落实', requirement: 'r1', figures: [] };
  const minutes = (date: string) => ({
    type: 'close_meeting',
    number: `党组纪要${date}`,
    date,
    recorder: '钱十一',
  });

  beforeAll(async () => {
    world = await createWorld();
    const driver = await world.launch(
      zhejiang({ measures: ['M06', 'M09', 'M19'], fullChain: true, change: changed }),
    );
    await driver.to('2022-06-08T10:00:00.000+08:00');
    await must('M06', ['jcc-chengban', report], ['jcc-chengban', 'submit'], ['jcc-fuze', 'approve']);
    // The head of the supporting unit is relieved while the countersign waits; a successor signs.
    const sgzx = { person: 'sgzx-fuze', post: '330000/sgzx/office_head' };
    expect(await world.actOnDirectory('xitong', { type: 'relieve', ...sgzx })).toMatchObject({
      kind: 'done',
    });
    await driver.to('2022-06-08T11:00:00.000+08:00');
    const successor = { type: 'appoint', person: 'sgzx-chengban', post: sgzx.post };
    expect(await world.actOnDirectory('xitong', successor)).toMatchObject({ kind: 'done' });
    await driver.to('2022-06-08T14:00:00.000+08:00');
    expect(await world.act('M06', 'sgzx-fuze', { type: 'countersign' })).toMatchObject({ kind: 'refused' });
    expect(await world.act('M06', 'sgzx-chengban', { type: 'approve' })).toMatchObject({
      kind: 'refused',
      refusal: { code: 'step_means' },
    });
    await must(
      'M06',
      ['sgzx-chengban', { type: 'countersign', text: '无意见' }],
      ['fenguan3', 'approve'],
      [OFFICE, 'approve'],
      [OFFICE, minutes('2022-06-08')],
    );
    await must('M09', ['fgc-chengban', report], ['fgc-chengban', 'submit'], ['fgc-fuze', 'approve']);
    await must('M09', ['zfj-fuze', 'countersign'], ['fenguan2', 'approve']);
    expect(await world.act('M09', OFFICE, { type: 'approve' })).toMatchObject({ kind: 'refused' });
    await must('M09', ['juzhang', 'approve'], [OFFICE, minutes('2022-06-08')]);
    await must('M19', ['bgs-chengban', report], ['bgs-chengban', 'submit'], ['bgs-fuze', 'approve']);
    await must('M19', ['fenguan1', 'approve'], [OFFICE, 'approve'], [OFFICE, minutes('2022-06-08')]);
    await driver.to('2022-06-10T15:00:00.000+08:00');
    await must('M06', [OFFICE, { type: 'record_objection', reason: '两个乡镇没有网格统计员' }]);
    await driver.to('2022-06-16T09:00:00.000+08:00');
    expect(await world.actOnProgramme(OFFICE, STANDARD)).toMatchObject({
      kind: 'refused',
      refusal: { code: 'problem_open', params: { measures: 'M06（退回补正）' } },
    });
    await approveM06('2022-06-16');
    await driver.to('2022-06-24T10:00:00.000+08:00');
    expect(await world.actOnProgramme(OFFICE, STANDARD)).toMatchObject({ kind: 'done' });
    await must('M06', [
      OFFICE,
      { type: 'look_back', result: 'found', text: '一个乡镇人员空缺', sample: '抽查3个县6个乡镇' },
    ]);
    await must('M06', [OFFICE, { type: 'reopen', reason: '一个乡镇人员空缺', to: '2022-07-15' }]);
    await driver.to('2022-07-04T09:00:00.000+08:00');
    await must('M06', ['jcc-chengban', { ...report, text: '人员已补齐' }]);
    await approveM06('2022-07-04');
    await driver.to('2022-07-12T10:00:00.000+08:00');
    expect(await world.actOnProgramme(OFFICE, STANDARD)).toMatchObject({ kind: 'done' });
    await driver.to('2023-01-31T12:00:00.000+08:00');
    letters = await world.mails();
  }, 300_000);

  afterAll(() => world.close());

  async function approveM06(date: string): Promise<void> {
    await must('M06', ['jcc-chengban', 'submit'], ['jcc-fuze', 'approve'], ['sgzx-chengban', 'countersign']);
    await must('M06', ['fenguan3', 'approve'], [OFFICE, 'approve'], [OFFICE, minutes(date)]);
  }

  const subjectsOf = (person: string, measure: string): readonly string[] =>
    letters
      .filter((mail) => mail.to.address.startsWith(`${person}@`) && mail.subject.includes(measure))
      .map((mail) => `${mail.date.slice(0, 16)} ${mail.subject}`);
  const only = (records: readonly EventRecord[], type: string): readonly EventRecord[] =>
    records.filter((one) => one.type === type);

  it('asks each step in turn by mail, with what that step asks for', () => {
    expect(subjectsOf('sgzx-chengban', 'M06')[0]).toBe(
      '2022-06-08T11:00 【待审批】M06 申请销号，请于6月10日前会签',
    );
    const sign = letters.find((mail) => mail.to.address.startsWith('sgzx-chengban@'));
    expect(sign?.text).toContain('第2步“配合单位会签”，共5步');
    expect(sign?.text).toContain('请就本单位配合的部分核对整改要求与佐证材料');
    expect(subjectsOf('fenguan3', 'M06').slice(0, 2)).toEqual([
      '2022-06-08T10:00 【待审批】M06 申请销号，请于6月10日前会签',
      '2022-06-08T14:00 【待审批】M06 申请销号，请于6月10日前审核',
    ]);
    const asked = subjectsOf(OFFICE, 'M06').filter((one) => one.includes('待审批'));
    expect(asked.slice(0, 2)).toEqual([
      '2022-06-08T14:00 【待审批】M06 申请销号，请于6月10日前审核',
      '2022-06-08T14:00 【待审批】M06 申请销号，请于6月10日前提请会议审定',
    ]);
  });

  it('keeps the minutes, and who signed for which unit', async () => {
    const records = await world.records(measureProcess('zhejiang-2022', 'M06'));
    expect(only(records, 'Countersigned').map((one) => [one.actor?.person, one.data['units']])).toEqual(
      Array.from({ length: 3 }, () => ['sgzx-chengban', [{ id: 'sgzx', name: '数据管理中心' }]]),
    );
    expect(only(records, 'MeetingClosed').map((one) => one.data['minutes'])).toEqual(
      ['2022-06-08', '2022-06-16', '2022-07-04'].map((date) => ({
        number: `党组纪要${date}`,
        date,
        recorder: '钱十一',
      })),
    );
  });

  it('of the host office the principal leader reviews, and the record says why', async () => {
    const records = await world.records(measureProcess('zhejiang-2022', 'M09'));
    expect(only(records, 'StepApproved').at(-1)).toMatchObject({
      actor: { person: 'juzhang', role: 'principal_leader' },
      data: {
        step: 4,
        why: [
          { role: 'rectification_office', reason: 'host_office' },
          { role: 'supervising_leader', reason: 'earlier_step' },
        ],
      },
    });
  });

  it('passes over the countersign where no unit supports the measure', async () => {
    const records = await world.records(measureProcess('zhejiang-2022', 'M19'));
    expect(only(records, 'StepPassedOver')).toMatchObject([
      { data: { step: 2, reason: 'no_supporting_unit' } },
    ]);
    expect(only(records, 'Countersigned')).toEqual([]);
  });

  it('shows the result for a week; an objection ends that, silence signs off', async () => {
    expect(subjectsOf(OFFICE, 'M06').filter((one) => one.includes('销号公示'))).toEqual([
      '2022-06-08T14:00 【销号公示】M06 已通过审定，公示至6月15日',
      '2022-06-16T09:00 【销号公示】M06 已通过审定，公示至6月23日',
      '2022-07-04T09:00 【销号公示】M06 已通过审定，公示至7月11日',
    ]);
    const notice = letters.find((mail) => mail.subject.startsWith('【销号公示】M06'));
    expect(notice?.text).toContain('受理电话0571-87654321');
    expect(subjectsOf('jcc-fuze', 'M06').filter((one) => one.includes('公示异议'))).toEqual([
      '2022-06-10T15:00 【公示异议】M06 公示期间有异议，请于8月31日前重新报审',
    ]);
    const signed = only(await world.records(measureProcess('zhejiang-2022', 'M06')), 'SignedOff');
    expect(signed.map((one) => [one.cause, one.occurredAt.slice(0, 16)])).toEqual([
      ['duty', '2022-06-24T00:00'],
      ['duty', '2022-07-12T00:00'],
    ]);
  });

  it('tells the rectification office when the problem can be signed off, and keeps what became of it', async () => {
    const records = await world.records('zhejiang-2022');
    const about = records.filter((one) => one.type.startsWith('Problem'));
    expect(about.map((one) => [one.type, one.occurredAt.slice(0, 10)])).toEqual([
      ['ProblemReady', '2022-06-24'],
      ['ProblemSignedOff', '2022-06-24'],
      ['ProblemReopened', '2022-06-24'],
      ['ProblemReady', '2022-07-12'],
      ['ProblemSignedOff', '2022-07-12'],
    ]);
    const told = letters
      .filter((mail) => mail.to.address.startsWith(`${OFFICE}@`) && mail.text.includes('问题P06'))
      .map((mail) => mail.date.slice(0, 16));
    expect(told).toEqual(['2022-06-24T08:30', '2022-06-27T08:30', '2022-07-12T08:30', '2022-07-13T08:30']);
    const toPrincipal = letters.find(
      (mail) => mail.to.address.startsWith('juzhang@') && /问题P06/.test(mail.text),
    );
    expect(toPrincipal?.text).toContain('抽查合格率97%');
  });

  it('reopens with its own date, and never forgets that it was signed off before', async () => {
    expect(subjectsOf('jcc-chengban', 'M06').filter((one) => one.includes('重新整改'))).toEqual([
      '2022-06-24T10:00 【重新整改】M06 重新整改，请于7月15日前完成',
    ]);
    const state = await world.measure('M06');
    expect(state).toMatchObject({
      status: 'signed_off',
      due: '2022-07-15',
      signOffs: [{ on: '2022-06-24', daysLate: 0 }],
      reopened: { times: 1 },
    });
  });

  it('reminds of the look-back half a year on, of every measure that was drawn and of no other', async () => {
    for (const id of ['M06', 'M09', 'M19']) {
      const records = await world.records(measureProcess('zhejiang-2022', id));
      const drawn = only(records, 'SignedOff').at(-1)?.data['lookBack'] as {
        due?: { on: string; reason: string };
      };
      const reminded = letters.filter((mail) => mail.text.includes(`${id} 请开展“回头看”`));
      expect(reminded.length > 0).toBe(drawn.due !== undefined);
      if (id === 'M06') {
        expect(drawn.due).toEqual({ on: '2023-01-12', reason: 'reopened' });
        expect(reminded.map((mail) => mail.date.slice(0, 16))).toContain('2023-01-12T08:30');
      }
    }
  });
});
