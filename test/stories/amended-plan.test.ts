import { rmSync } from 'node:fs';
import { processState } from '../../src/client/advance.ts';
import { amendCommands } from '../../src/client/amend.ts';
import type { MeasureState } from '../../src/domain/measure/state.ts';
import { measureProcess } from '../../src/domain/process.ts';
import type { ProgrammeState } from '../../src/domain/programme/state.ts';
import type { DutyChanges, EventRecord } from '../../src/domain/record.ts';
import { dateOf } from '../../src/domain/time.ts';
import type { CaughtLetter } from '../../src/mail/mailbox.ts';
import { differenceOf, refusalsOf, type Difference } from '../../src/plan/difference.ts';
import { readPlan } from '../../src/plan/read-plan.ts';
import type { Driver } from '../../src/rehearsal/driver.ts';
import { getRow } from '../../src/store/queries.ts';
import { amendedFolder, measureIn, type PlanYaml } from '../support/amended-folder.ts';
import { flaws } from '../support/flaws.ts';
import { createWorld, ZHEJIANG, type World } from '../support/world.ts';

const PROGRAMME = 'zhejiang-2022';
const OFFICE = 'zgb-zhuren';
const DOCUMENT = '浙统整改〔2022〕3号';

/**
 * The whole Zhejiang plan, amended half way: three dates moved, one lead unit changed, one measure added. What may not be is refused with
 * its reason before anything is sent; all else is recorded by every measure it concerns.
 */
describe('the Zhejiang plan amended half way', () => {
  let world: World;
  let driver: Driver;
  let shown: Difference;
  let refusedDifference: Difference;
  let letters: readonly CaughtLetter[];
  const folders: string[] = [];

  const folder = (change: (plan: PlanYaml) => void): string => {
    const at = amendedFolder(ZHEJIANG, change);
    folders.push(at);
    return at;
  };

  async function running() {
    const answer = await processState(world.engine, PROGRAMME);
    if (answer === undefined) throw new Error('no programme');
    const { input } = answer.frame.state as ProgrammeState;
    const states = new Map<string, MeasureState>();
    for (const { id } of input.measures) states.set(id, await world.measure(id));
    return { at: answer.at, input, states };
  }

  async function compared(at: string, letter?: string) {
    const found = await running();
    const read = readPlan(at, { start: found.input.launch, calendar: found.input.calendar });
    if (!read.ok) throw new Error(JSON.stringify(read.errors, null, 2));
    const circumstances = { today: dateOf(found.at), ...(letter === undefined ? {} : { letter }) };
    return { found, read, difference: differenceOf(read.plan, found, circumstances) };
  }

  beforeAll(async () => {
    world = await createWorld();
    const read = readPlan(ZHEJIANG);
    if (!read.ok) throw new Error('the plan is broken');
    driver = await world.launch(read.plan);
    await driver.to('2022-07-14T10:00:00.000+08:00');
    for (const requirement of ['r1', 'r2'])
      expect(
        await world.act('M07', 'rjc-chengban', { type: 'report', requirement, text: '已办理' }),
      ).toMatchObject({ kind: 'done' });
    expect(await world.act('M07', 'rjc-chengban', { type: 'submit' })).toMatchObject({ kind: 'done' });
    await driver.to('2022-07-18T10:00:00.000+08:00');

    const wrong = folder((plan) => {
      plan.measures = plan.measures.filter(({ id }) => id !== 'M07');
      plan.outerLimit = { amount: 4, unit: 'months' };
      measureIn(plan, 'M05').deadline = { date: '2022-07-15' };
      measureIn(plan, 'M05').milestones = measureIn(plan, 'M05').milestones.slice(-1);
      measureIn(plan, 'M18').deadline = { date: '2022-08-12' };
      measureIn(plan, 'M03').deadline = { date: '2022-09-15' };
    });
    refusedDifference = (await compared(wrong)).difference;

    const right = folder((plan) => {
      measureIn(plan, 'M05').deadline = { date: '2022-08-12' };
      measureIn(plan, 'M04').deadline = { date: '2022-08-26' };
      measureIn(plan, 'M19').deadline = { date: '2022-08-05' };
      measureIn(plan, 'M16').lead = 'jcc';
      plan.measures.push({
        ...measureIn(plan, 'M06'),
        id: 'M22',
        title: '基层统计网格培训',
        requirements: [{ id: 'r1', type: 'statement', text: '完成培训' }],
        milestones: [{ id: 'm1', title: '培训', takes: 10 }],
        deadline: { date: '2022-08-26' },
      });
    });
    const { found, read: next, difference } = await compared(right);
    shown = difference;
    const wanted = {
      changes: difference.measures.map(({ measure, change }) => ({ measure, ...change })),
      added: difference.added.map(({ plan }) => plan),
      dropped: [],
    };
    const decided = { document: DOCUMENT, planHash: next.plan.planHash, reason: '督察组来函' };
    const commands = amendCommands(wanted, found, decided);
    expect(commands).toHaveLength(1);
    const asked = await world.actOnProgramme('jcc-chengban', { ...commands[0], type: 'amend' });
    expect(asked).toMatchObject({ kind: 'refused', refusal: { code: 'not_holder' } });
    expect(await world.actOnProgramme(OFFICE, { ...commands[0], type: 'amend' })).toMatchObject({
      kind: 'done',
    });
    // Who decided by what is no longer in force decides again.
    expect(await world.actOnProgramme(OFFICE, { ...commands[0], type: 'amend' })).toMatchObject({
      kind: 'refused',
      refusal: { code: 'amend_base' },
    });
    const { difference: left } = await compared(right);
    expect({ ...left, untouched: [] }).toEqual({ measures: [], added: [], dropped: [], untouched: [] });
    await driver.to('2022-08-15T10:00:00.000+08:00');
    letters = await world.mails();
  }, 600_000);

  afterAll(async () => {
    folders.forEach((one) => rmSync(one, { recursive: true, force: true }));
    await world.quiet();
    expect(await flaws(world)).toEqual([]);
    await world.close();
  }, 600_000);

  const records = (measure: string): Promise<readonly EventRecord[]> =>
    world.records(measureProcess(PROGRAMME, measure));

  const got = (tag: string, measure: string): readonly string[] =>
    letters
      .filter((mail) => mail.subject.includes(`【${tag}】${measure}`))
      .map((mail) => `${mail.date.slice(0, 10)} ${mail.to.address.split('@')[0] ?? ''}`)
      .toSorted();

  it('refuses a date in the past, one of a measure that is overdue, one past the outer limit, and to drop what is under review', () => {
    const codes = [...refusedDifference.measures, ...refusedDifference.dropped].map(
      ({ measure, refusal }) => [measure, refusal?.code],
    );
    expect(Object.fromEntries(codes)).toMatchObject({
      M03: 'amend_limit',
      M05: 'amend_past',
      M07: 'amend_drop',
      M18: 'amend_overdue',
    });
  });

  it('shows the difference measure by measure, with every date that moves and why', () => {
    expect(refusalsOf(shown)).toEqual([]);
    expect(shown.measures.map(({ measure }) => measure)).toEqual(['M04', 'M05', 'M16', 'M19']);
    const [moved] = shown.measures;
    expect(moved?.altered[0]).toMatchObject({ what: '完成时限', from: '2022-08-19', to: '2022-08-26' });
    expect(moved?.altered[0]?.why).toContain('计划写定的日期');
    expect(moved?.altered.length).toBeGreaterThan(1);
    for (const { what, why } of moved?.altered ?? []) {
      expect(what).toMatch(/^(完成时限|节点)/);
      expect(why).toContain('依据《');
    }
    expect(shown.measures[2]?.altered[0]).toEqual({ what: '牵头单位', from: '政策法规处', to: '基层基础处' });
    expect(shown.added.map(({ plan }) => [plan.id, plan.number])).toEqual([['M22', 22]]);
  });

  it('is recorded by each measure with what was, what is, and the document; its duties end as moved', async () => {
    const amended = (await records('M05')).find((one) => one.type === 'Amended');
    expect(amended?.data).toMatchObject({
      document: DOCUMENT,
      reason: '督察组来函',
      dueBefore: '2022-07-29',
      due: '2022-08-12',
      before: { deadline: { date: '2022-07-29' } },
      set: { deadline: { date: '2022-08-12' } },
    });
    if (amended === undefined) throw new Error('M05 was not amended');
    const { armed, ended } = amended.data['duties'] as unknown as DutyChanges;
    expect(ended.length).toBeGreaterThan(0);
    expect(ended.filter(({ how }) => how !== 'moved')).toEqual([]);
    expect(armed.some(({ id }) => id.includes('/reminder/deadline/0/2022-08-12'))).toBe(true);
  });

  it('is acknowledged by all whom it concerns, and by nobody else', async () => {
    const heard = (await world.records(PROGRAMME)).filter((one) => one.type === 'ChangeAcknowledged');
    const applied = heard.filter(({ data }) => data['applied'] === true).map(({ data }) => data['process']);
    expect(heard).toHaveLength(4);
    expect(new Set(applied)).toEqual(
      new Set(['M04', 'M05', 'M16', 'M19'].map((id) => measureProcess(PROGRAMME, id))),
    );
  });

  it('tells the units, and reminds by the new dates only', async () => {
    expect(got('方案调整', 'M05')).toEqual(['2022-07-18 sjc-chengban', '2022-07-18 sjc-fuze']);
    const told = letters.find((mail) => mail.subject.includes('【方案调整】M05'));
    expect(told?.text).toContain('完成时限 2022-07-29 → 2022-08-12');
    expect(told?.text).toContain(DOCUMENT);
    const events = (await records('M05')).filter(({ occurredAt }) => occurredAt > '2022-07-18T11');
    const dates = (type: string): readonly string[] =>
      events.filter((one) => one.type === type).map(({ occurredAt }) => occurredAt.slice(0, 10));
    expect(dates('ReminderSent')).toEqual([
      '2022-07-22',
      '2022-08-03',
      '2022-08-09',
      '2022-08-11',
      '2022-08-12',
    ]);
    expect(dates('Escalated')).toEqual(['2022-08-15']);
  });

  it('has the new lead unit go on, and leaves the old one in peace', async () => {
    expect(await getRow(world.db, measureProcess(PROGRAMME, 'M16'))).toMatchObject({
      card: { leadUnit: '基层基础处' },
    });
    expect(got('方案调整', 'M16').some((line) => line.includes('fgc-'))).toBe(true);
    const after = letters.filter((mail) => mail.subject.includes('M16') && mail.date > '2022-07-20');
    expect(after.some((mail) => mail.to.address.startsWith('jcc-'))).toBe(true);
    expect(after.filter((mail) => mail.to.address.startsWith('fgc-'))).toEqual([]);
  });

  it('opens the added measure, which runs like the others', async () => {
    const row = await getRow(world.db, measureProcess(PROGRAMME, 'M22'));
    expect(row).toMatchObject({
      open: true,
      card: { number: 22, title: '基层统计网格培训', due: '2022-08-26' },
    });
    const [opened] = await records('M22');
    expect(opened).toMatchObject({ type: 'MeasureOpened', occurredAt: '2022-07-18T10:00:00.000+08:00' });
    const heard = (await world.records(PROGRAMME)).find((one) => one.data['measure'] === 'M22');
    expect(heard?.data).toMatchObject({ status: 'not_started', due: '2022-08-26' });
    const reminded = (await records('M22')).filter((one) => one.type === 'ReminderSent');
    expect(reminded.map(({ occurredAt }) => occurredAt.slice(0, 10))).toEqual(['2022-08-05']);
  });
});
