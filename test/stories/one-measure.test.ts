import { measureProcess } from '../../src/domain/process.ts';
import { CURRENT_RULES } from '../../src/domain/rules.ts';
import type { CaughtLetter } from '../../src/mail/mailbox.ts';
import { listProcesses } from '../../src/store/queries.ts';
import { saveHistory } from '../support/saved-histories.ts';
import { createWorld, zhejiang, type World } from '../support/world.ts';

/**
 * M06 from launch to sign-off on the real engine, its mails read back from a real SMTP server. Deadline 2022-08-31, a
 * Wednesday; the mid-autumn holiday of 2022 is 10 to 12 September, so Monday the 12th is not worked.
 */
describe('one measure, from launch to sign-off', () => {
  const process = measureProcess('zhejiang-2022', 'M06');
  const HANDLER = 'jcc-chengban';
  const HEAD = 'jcc-fuze';
  const LEADER = 'fenguan3';
  const PRINCIPAL = 'juzhang';
  const OFFICE = ['zgb-lianluo', 'zgb-zhuren'];
  const DOCUMENT = '浙江省全面推开基层统计网格智治工作方案';

  let world: World;
  let letters: readonly CaughtLetter[];

  beforeAll(async () => {
    world = await createWorld();
    const driver = await world.launch(zhejiang({ measures: ['M06'] }));
    await driver.to('2022-09-07T10:00:00.000+08:00');
    expect(await world.act('M06', HANDLER, { type: 'submit' })).toMatchObject({
      kind: 'refused',
      refusal: { code: 'requirements_missing' },
    });
    const attach = { type: 'attach', requirement: 'r1', title: DOCUMENT, documentNumber: '浙统〔2022〕31号' };
    expect(await world.act('M06', HANDLER, attach)).toMatchObject({ kind: 'done' });
    expect(await world.act('M06', HANDLER, { type: 'submit' })).toMatchObject({ kind: 'done' });
    await driver.to('2022-09-07T11:00:00.000+08:00');
    expect(await world.act('M06', HEAD, { type: 'return', reason: '佐证2未盖章' })).toMatchObject({
      kind: 'done',
    });
    await driver.to('2022-09-09T09:00:00.000+08:00');
    expect(await world.act('M06', HANDLER, { type: 'submit' })).toMatchObject({ kind: 'done' });
    await driver.to('2022-09-09T10:00:00.000+08:00');
    expect(await world.act('M06', HEAD, { type: 'approve' })).toMatchObject({ kind: 'done' });
    await driver.to('2022-09-09T15:00:00.000+08:00');
    expect(await world.act('M06', LEADER, { type: 'approve' })).toMatchObject({ kind: 'done' });
    await driver.to('2022-09-13T12:00:00.000+08:00');
    letters = await world.mails();
    // `ZHENGGAI_SAVE_HISTORIES=<name>` keeps this life for test/workflows/replay.test.ts (CONTRIBUTING.md).
    const name = globalThis.process.env['ZHENGGAI_SAVE_HISTORIES'];
    if (name !== undefined) await saveOneOfEach(name);
  }, 300_000);

  afterAll(() => world.close());

  it('reaches each person once a slot, on the right working day, and climbs from head to principal leader', () => {
    const unit = [HANDLER, HEAD];
    const expected: readonly (readonly [moment: string, to: readonly string[], subject: string])[] = [
      ['2022-07-27T08:30', unit, 'M06 节点“方案起草”将到期(8月1日)'],
      ['2022-08-01T08:30', unit, 'M06 节点“方案起草”今日到期(8月1日)'],
      ['2022-08-02T08:30', unit, 'M06 节点“方案起草”未按时完成(应于8月1日)'],
      ['2022-08-10T08:30', unit, 'M06 距时限15个工作日(8月31日)'],
      ['2022-08-12T08:30', unit, 'M06 节点“征求市县意见”将到期(8月17日)'],
      ['2022-08-17T08:30', unit, 'M06 节点“征求市县意见”今日到期(8月17日)'],
      ['2022-08-18T08:30', unit, 'M06 节点“征求市县意见”未按时完成(应于8月17日)'],
      ['2022-08-22T08:30', unit, 'M06 距时限7个工作日(8月31日)'],
      ['2022-08-26T08:30', unit, 'M06 距时限3个工作日(8月31日)'],
      ['2022-08-30T08:30', unit, 'M06 距时限1个工作日(8月31日)'],
      ['2022-08-31T08:30', unit, 'M06 今日到期(8月31日)'],
      ['2022-09-01T08:30', [...unit, ...OFFICE], 'M06 已逾期1个工作日'],
      ['2022-09-05T08:30', [LEADER, ...unit, ...OFFICE], 'M06 逾期3个工作日'],
      ['2022-09-07T08:30', unit, 'M06 逾期5个工作日，列入报主要领导专报'],
      ['2022-09-07T08:30', OFFICE, '专报〔2022〕1号 已拟就，1项措施逾期，9月8日自动报送'],
      ['2022-09-07T10:00', [HEAD], 'M06 申请销号'],
      ['2022-09-07T11:00', [...unit, ...OFFICE], 'M06 请于9月15日前重新报审'],
      // It was handed in and returned meanwhile: the report says so, and leaves all the same.
      ['2022-09-08T08:30', [PRINCIPAL, LEADER, ...OFFICE], '专报〔2022〕1号 所列1项措施均已报审或处理'],
      ['2022-09-09T08:30', unit, 'M06 距补正时限3个工作日(9月15日)'],
      ['2022-09-09T09:00', [HEAD], 'M06 申请销号'],
      ['2022-09-09T10:00', [LEADER], 'M06 申请销号'],
      ['2022-09-13T08:30', [...unit, LEADER], 'M06 已通过审定，予以销号(逾期7个工作日)'],
      // In this programme it is the only measure of its problem.
      ['2022-09-13T08:30', OFFICE, '9月13日：问题可销号1件，另抄送1件'],
    ];
    const told = (mails: readonly (readonly [string, string, string])[]): readonly string[] =>
      mails.map(([moment, person, subject]) => `${moment} ${person} ${subject}`).toSorted();
    const wanted = expected.flatMap(([moment, to, subject]) =>
      to.map((person) => [moment, person, subject] as const),
    );
    const got = letters.map((mail) => {
      const subject = mail.subject.replace(/^【[^】]*】/, '').replace(/(申请销号).*$/, '$1');
      return [mail.date.slice(0, 16), mail.to.address.split('@')[0] ?? '', subject] as const;
    });
    expect(told(got)).toEqual(told(wanted));
  });

  it('says what is due, what is missing, what happens next, and whom to call', () => {
    const reminder = find('2022-08-22', HANDLER);
    expect(reminder.subject).toBe('【整改提醒】M06 距时限7个工作日(8月31日)');
    for (const words of [
      '基层基础处',
      '8月31日（周三）',
      `《${DOCUMENT}》`,
      '文号',
      '如需延期',
      '0571-00000000',
      '严禁传递涉密信息',
    ]) {
      expect(reminder.text).toContain(words);
    }
    const supervise = find('2022-09-05', LEADER);
    expect(supervise.subject).toMatch(/^【呈阅·督办】/);
    for (const words of ['基层基础处', '已提醒', '建议', '9月7日', '专报'])
      expect(supervise.text).toContain(words);
    expect(supervise.text).not.toContain('责令');
    const returned = find('2022-09-07T11', HANDLER);
    for (const words of ['佐证2未盖章', '9月15日', '8月31日']) expect(returned.text).toContain(words);
    expect(find('2022-09-01', OFFICE[0] ?? '').subject).toContain('抄送');
  });

  it('threads urgent letters by measure and digests by person, and says that no answer machine is wanted', () => {
    const toHead = letters.filter((mail) => mail.to.address.startsWith(HEAD));
    const urgent = toHead.filter((mail) => !mail.date.includes('T08:30'));
    const digests = toHead.filter((mail) => mail.date.includes('T08:30'));
    expect(new Set(urgent.map((mail) => mail.references.join())).size).toBe(1);
    expect(new Set(digests.map((mail) => mail.references.join())).size).toBe(1);
    expect(urgent[0]?.references).not.toEqual(digests[0]?.references);
    expect(find('2022-09-07T11', HANDLER).references).toEqual(urgent[0]?.references);
    expect(new Set(letters.map((mail) => mail.messageId)).size).toBe(letters.length);
  });

  it('attaches the deadline to reminders as a calendar entry, and moves it for the correction', () => {
    const entry = (mail: CaughtLetter): string =>
      mail.attachments.find((one) => one.contentType === 'text/calendar')?.content.toString('utf8') ?? '';
    expect(entry(find('2022-08-22', HANDLER))).toMatch(/DTSTART;VALUE=DATE:20220831/);
    expect(entry(find('2022-09-07T11', HANDLER))).toMatch(/DTSTART;VALUE=DATE:20220915/);
  });

  it('never looks on time: signed off seven working days late', async () => {
    const state = await world.measure('M06');
    expect(state).toMatchObject({
      status: 'signed_off',
      daysLate: 7,
      light: 'done_late',
      round: 2,
      due: '2022-08-31',
    });
    expect(find('2022-09-13', HANDLER).text).toContain('逾期7个工作日');
  });

  it('keeps the whole history in the ledger, each event once and in order, refusal included', async () => {
    const records = await world.records(process);
    expect(records.map((record) => record.seq)).toEqual(records.map((_, index) => index + 1));
    const acts = records.filter((record) => record.cause === 'update').map((record) => record.type);
    expect(acts).toEqual([
      'CommandRefused',
      'EvidenceAttached',
      'Submitted',
      'Returned',
      'Submitted',
      'StepApproved',
      'StepApproved',
      'SignedOff',
      'LightChanged',
    ]);
    const climbed = records
      .filter((record) => record.type === 'Escalated')
      .map((record) => [record.occurredAt.slice(0, 10), record.data['rung']]);
    expect(climbed).toEqual([
      ['2022-09-01', 'urge'],
      ['2022-09-05', 'supervise'],
      ['2022-09-07', 'special_report'],
    ]);
    const approvals = records
      .filter((record) => record.type === 'StepApproved')
      .map((record) => record.actor?.person);
    expect(approvals).toEqual([HEAD, LEADER]);
  });

  it('shows its status and light to the engine, and a card that names nobody', async () => {
    const handle = world.engine.client.workflow.getHandle(process);
    const { typedSearchAttributes } = await handle.describe();
    const attributes = Object.fromEntries(
      typedSearchAttributes.getAll().map(({ key, value }) => [key.name, value]),
    );
    expect(attributes).toMatchObject({
      ZhenggaiKind: 'measure',
      ZhenggaiProgramme: 'zhejiang-2022',
      ZhenggaiStatus: 'signed_off',
      ZhenggaiLight: 'done_late',
    });
    const { currentDetails } = await handle.query<{ currentDetails: string }>('__temporal_workflow_metadata');
    for (const words of ['M06', '基层基础处', '已完成', '已销号(逾期7天)', '2022-08-31'])
      expect(currentDetails).toContain(words);
    expect(currentDetails).not.toMatch(/承办人|@/);
  });

  async function saveOneOfEach(name: string): Promise<void> {
    const digest = (await listProcesses(world.db, { kind: 'letter' })).find(
      (row) => row.status === 'delivered',
    );
    await saveHistory(world, process, CURRENT_RULES, `${name}-measure`);
    await saveHistory(world, 'zhejiang-2022', CURRENT_RULES, `${name}-programme`);
    await saveHistory(world, 'zhejiang-2022/directory', CURRENT_RULES, `${name}-directory`);
    await saveHistory(world, digest?.process ?? '', CURRENT_RULES, `${name}-letter`);
  }

  function find(moment: string, person: string): CaughtLetter {
    const found = letters.find(
      (mail) => mail.date.startsWith(moment) && mail.to.address.startsWith(`${person}@`),
    );
    if (found === undefined) throw new Error(`no letter of ${moment} to ${person}`);
    return found;
  }
});
