import type { MeasurePlan } from '../../src/domain/plan.ts';
import type { EventRecord } from '../../src/domain/record.ts';
import type { CaughtLetter } from '../../src/mail/mailbox.ts';
import { flaws } from '../support/flaws.ts';
import { createWorld, zhejiang, type World } from '../support/world.ts';

/**
 * Three measures of the Zhejiang plan, due on Thursday 30 June 2022, and nobody answers until they come to the rung of the
 * consolidated report, on Thursday 7 July: on the real engine, mails read back from a real SMTP server.
 */

const OFFICE = 'zgb-zhuren';
const PROGRAMME = 'zhejiang-2022';

const plan = zhejiang({
  measures: ['M07', 'M12', 'M18'],
  change: (measure: MeasurePlan): MeasurePlan => ({
    ...measure,
    requirements: [{ id: 'r1', type: 'statement', text: '制定并落实' }],
    milestones: [],
    deadline: { ...measure.deadline, date: '2022-06-30' },
  }),
});

const REPORT = { type: 'report', text: '已全部落实', requirement: 'r1', figures: [] };

/** The letters that carry a consolidated report in any form, as `when to subject`. */
function about(letters: readonly CaughtLetter[], word: string): readonly string[] {
  return letters
    .filter((mail) => mail.text.includes(word))
    .map((mail) => `${mail.date.slice(0, 16)} ${mail.to.address.split('@')[0] ?? ''}`)
    .toSorted();
}

function only(records: readonly EventRecord[], type: string): readonly EventRecord[] {
  return records.filter((one) => one.type === type);
}

async function done(world: World, measure: string, person: string, command: { type: string }): Promise<void> {
  expect({ person, command, ...(await world.act(measure, person, command)) }).toMatchObject({ kind: 'done' });
}

describe('three overdue measures, and an office that does nothing', () => {
  let world: World;
  let letters: readonly CaughtLetter[];
  let records: readonly EventRecord[];

  beforeAll(async () => {
    world = await createWorld();
    const driver = await world.launch(plan);
    await driver.to('2022-07-06T10:00:00.000+08:00');
    const said = { type: 'report', text: '名单已初步认定，待集体研究', figures: [] };
    await done(world, 'M12', 'fgc-chengban', said);
    await driver.to('2022-07-07T15:00:00.000+08:00');
    await done(world, 'M18', 'fgc-chengban', REPORT);
    await done(world, 'M18', 'fgc-chengban', { type: 'submit' });
    await driver.to('2022-07-08T18:00:00.000+08:00');
    letters = await world.mails();
    records = await world.records(PROGRAMME);
  }, 300_000);
  afterAll(() => world.close());

  it('is given the draft on the morning of the fifth working day, with what each unit said last', () => {
    const tag = '【专报待报】专报〔2022〕1号 已拟就，3项措施逾期，7月8日自动报送';
    expect(about(letters, tag)).toEqual(['2022-07-07T08:30 zgb-lianluo', '2022-07-07T08:30 zgb-zhuren']);
    const draft = letters.find((mail) => mail.text.includes(tag))?.text ?? '';
    expect(draft).toMatch(
      /M12 .+（牵头：.+）应于6月30日前完成，逾期5个工作日；已提醒\d次、催办\d次；7月6日反馈：名单已初步认定，待集体研究/,
    );
    expect(draft).toContain('下一步：7月8日（周五）仍未处理的，自动报送主要领导。');
  });

  it('leaves it to go to the principal leader a working day later, copied to the leaders of what is overdue', () => {
    const tag = '专报〔2022〕1号 2项措施逾期未完成';
    expect(about(letters, tag)).toEqual(
      ['fenguan1', 'fenguan2', 'juzhang', 'zgb-lianluo', 'zgb-zhuren'].map(
        (one) => `2022-07-08T08:30 ${one}`,
      ),
    );
    const report = letters.find((mail) => mail.to.address.startsWith('juzhang@') && mail.text.includes(tag));
    expect(report?.subject).toBe(`【呈阅·专报】${tag}`);
    expect(report?.text).toContain('本专报自动报送');
    expect(report?.text).toMatch(/M18 .+现为：审核中（7月7日起）/);
    expect(report?.html).toContain('拟就后已有变化');
  });

  it('has no other letter to the principal leader about any of them on that rung', () => {
    const rungs = letters.filter((mail) => /【呈阅·专报(·抄送)?】M\d\d/.test(mail.text));
    expect(rungs).toEqual([]);
    expect(about(letters, '列入报主要领导专报')).toEqual(
      ['fgc-chengban', 'fgc-fuze', 'rjc-chengban', 'rjc-fuze'].map((one) => `2022-07-07T08:30 ${one}`),
    );
  });

  it('keeps each of it on record, every duty armed once and ended once', async () => {
    expect(only(records, 'ReportPrepared').map(({ data }) => [data['number'], data['measures']])).toEqual([
      [1, expect.arrayContaining(['M07', 'M12', 'M18'])],
    ]);
    const [sent] = only(records, 'ReportSent');
    expect(sent).toMatchObject({
      cause: 'duty',
      occurredAt: '2022-07-08T08:25:00.000+08:00',
      data: { byItself: true, settled: ['M18'], duties: { ended: [{ how: 'fired' }] } },
    });
    expect(await flaws(world)).toEqual([]);
  });
});

describe('three overdue measures, and an office that acts', () => {
  let world: World;
  let letters: readonly CaughtLetter[];
  let records: readonly EventRecord[];

  beforeAll(async () => {
    world = await createWorld();
    const driver = await world.launch(plan);
    const act = (person: string, command: { type: string; [field: string]: unknown }) =>
      world.actOnProgramme(person, command);
    await driver.to('2022-07-06T18:00:00.000+08:00');
    expect(await act(OFFICE, { type: 'send_report' })).toMatchObject({ refusal: { code: 'no_report' } });
    await driver.to('2022-07-07T10:00:00.000+08:00');
    await done(world, 'M18', 'fgc-chengban', REPORT);
    await done(world, 'M18', 'fgc-chengban', { type: 'submit' });
    const hold = { type: 'hold_report', measure: 'M12', reason: '当日已报审' };
    expect(await act(OFFICE, hold)).toMatchObject({ refusal: { code: 'report_overdue' } });
    expect(await act('juzhang', { type: 'send_report' })).toMatchObject({
      refusal: { code: 'not_permitted' },
    });
    expect(await act(OFFICE, { ...hold, measure: 'M18' })).toMatchObject({ kind: 'done' });
    expect(await act(OFFICE, { type: 'propose_report', text: '建议7月15日前办结' })).toMatchObject({
      kind: 'done',
    });
    await driver.to('2022-07-07T14:00:00.000+08:00');
    expect(await act(OFFICE, { type: 'send_report' })).toMatchObject({ kind: 'done' });
    await driver.to('2022-07-11T18:00:00.000+08:00');
    letters = await world.mails();
    records = await world.records(PROGRAMME);
  }, 300_000);
  afterAll(() => world.close());

  it('reaches the principal leader at once, with its proposal and what it took out', () => {
    const [report, ...others] = letters.filter(
      (mail) => mail.to.address.startsWith('juzhang@') && mail.text.includes('专报〔2022〕1号'),
    );
    expect(others).toEqual([]);
    expect(report?.date.slice(0, 16)).toBe('2022-07-07T14:00');
    expect(report?.text).toContain('│ 建议7月15日前办结');
    expect(report?.text).toMatch(/M18 .+现为：审核中（7月7日起）；整改办撤出，理由：当日已报审/);
    expect(report?.text).not.toContain('自动报送');
  });

  it('is on record with who did what; what was refused is too, and nothing leaves a second time', async () => {
    const acts = records
      .filter(({ cause }) => cause === 'update')
      .map((one) => [one.type, one.actor?.person]);
    expect(acts).toEqual([
      ['CommandRefused', OFFICE],
      ['CommandRefused', OFFICE],
      ['CommandRefused', 'juzhang'],
      ['ReportHeld', OFFICE],
      ['ReportProposed', OFFICE],
      ['ReportSent', OFFICE],
    ]);
    expect(only(records, 'ReportSent')).toHaveLength(1);
    expect(await flaws(world)).toEqual([]);
  });
});
