import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { processState } from '../../src/client/advance.ts';
import { calendarEffect, type CalendarEffect } from '../../src/domain/measure/amend/preview.ts';
import { measureProcess } from '../../src/domain/process.ts';
import type { ProgrammeState } from '../../src/domain/programme/state.ts';
import type { MeasureState } from '../../src/domain/measure/state.ts';
import { readCalendar } from '../../src/plan/calendar-file.ts';
import { stateCouncilCalendar } from '../../src/plan/calendar.ts';
import { readPlan } from '../../src/plan/read-plan.ts';
import type { ClueState } from '../../src/domain/clue/state.ts';
import type { Driver } from '../../src/rehearsal/driver.ts';
import { CLUE, handOver, type Command } from '../support/clue-life.ts';
import { flaws } from '../support/flaws.ts';
import { createWorld, ZHEJIANG, type World } from '../support/world.ts';

const PROGRAMME = 'zhejiang-2022';
const M06 = measureProcess(PROGRAMME, 'M06');
const all = stateCouncilCalendar();
/** As it stood before the notice on 2022 was published. */
const UNTIL_2021 = {
  ...all,
  name: '国务院办公厅节假日安排2020–2021',
  lastYear: 2021,
  holidays: all.holidays.filter((date) => date < '2022'),
  makeUpDays: all.makeUpDays.filter((date) => date < '2022'),
};
const IN_2022 = (dates: readonly string[]): readonly string[] =>
  dates.filter((date) => date.startsWith('2022'));

/**
 * A plan whose dates lie beyond the last published calendar: they are provisional, and become firm when the State Council's notice comes;
 * a second notice takes a make-up day away in the week of the deadline.
 */
describe('a new calendar of the State Council', () => {
  let world: World;
  let driver: Driver;
  let before: MeasureState;
  let effect: CalendarEffect;
  let second: CalendarEffect;
  let published: MeasureState;
  let mended: MeasureState;
  let counted: ClueState;
  let recounted: ClueState;
  const folder = mkdtempSync(path.join(tmpdir(), 'zhenggai-calendar-'));

  async function programme(): Promise<ProgrammeState> {
    return (await processState(world.engine, PROGRAMME))?.frame.state as ProgrammeState;
  }

  async function clue(): Promise<ClueState> {
    return (await processState(world.engine, CLUE))?.frame.state as ClueState;
  }

  async function done(process: string, person: string, command: Command): Promise<void> {
    expect(await world.actOn(process, person, command)).toMatchObject({ kind: 'done' });
  }

  async function announce(name: string, holidays: readonly string[], makeUpDays: readonly string[]) {
    const file = path.join(folder, 'calendar.json');
    writeFileSync(file, JSON.stringify({ name, years: [2022], holidays, makeUpDays }));
    const { input } = await programme();
    const read = readCalendar(file, input.calendar);
    if (!read.ok) throw new Error(JSON.stringify(read.errors, null, 2));
    const at = (await processState(world.engine, PROGRAMME))?.at ?? '';
    const seen = calendarEffect(await world.measure('M06'), read.calendar, at);
    const command = {
      type: 'recalendar',
      base: input.calendarHash,
      document: read.document,
      calendar: read.calendar,
      calendarHash: read.hash,
    };
    expect(await world.actOnProgramme('jcc-chengban', command)).toMatchObject({
      kind: 'refused',
      refusal: { code: 'not_holder' },
    });
    expect(await world.actOnProgramme('zgb-zhuren', command)).toMatchObject({ kind: 'done' });
    return seen;
  }

  beforeAll(async () => {
    world = await createWorld();
    const read = readPlan(ZHEJIANG, { start: '2022-07-14', calendar: UNTIL_2021 });
    if (!read.ok) throw new Error(JSON.stringify(read.errors, null, 2));
    const measures = read.plan.measures
      .filter(({ id }) => id === 'M06' || id === 'M07')
      .map((one, index) => ({ ...one, number: index + 1 }));
    driver = await world.launch({ ...read.plan, measures });
    before = await world.measure('M06');
    await driver.to('2022-08-01T10:00:00.000+08:00');
    effect = await announce('国办发明电〔2021〕11号', IN_2022(all.holidays), IN_2022(all.makeUpDays));
    published = await world.measure('M06');
    await driver.to('2022-09-28T10:00:00.000+08:00');
    await done(PROGRAMME, 'gyc-chengban', handOver({ to: 'zfj' }));
    await done(CLUE, 'zfj-chengban', { type: 'acknowledge' });
    await done(CLUE, 'zfj-chengban', { type: 'accept' });
    await driver.to('2022-09-29T10:00:00.000+08:00');
    counted = await clue();
    second = await announce(
      '国办发明电〔2022〕99号',
      IN_2022(all.holidays),
      IN_2022(all.makeUpDays).filter((date) => date !== '2022-10-08'),
    );
    mended = await world.measure('M06');
    recounted = await clue();
    await driver.to('2022-10-14T10:00:00.000+08:00');
  }, 300_000);

  afterAll(async () => {
    rmSync(folder, { recursive: true, force: true });
    await world.quiet();
    expect(await flaws(world)).toEqual([]);
    await world.close();
  }, 120_000);

  it('makes provisional dates firm, and moves those that counted holidays as worked', () => {
    expect(before.input.plan.deadline.provisional).toBe(true);
    expect(published.input.plan.deadline.provisional).toBe(false);
    expect(published.input.plan.milestones.map(({ due }) => due.provisional)).toEqual([false, false, false]);
    expect(effect.firm.length).toBeGreaterThan(0);
    expect(published.input.plan.deadline.explanation.calendar).toContain('国办发明电〔2021〕11号');
    expect(published.due >= before.due).toBe(true);
  });

  it('shows before it is decided what comes at another moment, and then that is when it comes', async () => {
    const moved = second.duties.filter(({ label }) => label.startsWith('到期前'));
    expect(moved.length + second.altered.length).toBeGreaterThan(0);
    const pending = (await world.records(M06)).findLast((one) => one.type === 'Recalendared');
    expect(pending?.data).toMatchObject({ document: '国办发明电〔2022〕99号' });
    expect(pending?.data['altered']).toEqual(second.altered);
  });

  it('reminds by the new working days: nobody is asked on a day that is off now', async () => {
    expect(mended.input.calendar.makeUpDays).not.toContain('2022-10-08');
    const letters = await world.mails();
    expect(letters.filter((mail) => mail.date.startsWith('2022-10-08'))).toEqual([]);
    expect(
      letters.filter((mail) => mail.date > '2022-10-08' && mail.subject.includes('M06')).length,
    ).toBeGreaterThan(0);
  });

  it('has the steps of a clue counted anew, whose holder hears of it and is reminded by the new dates', async () => {
    const verify = ({ clocks }: ClueState) => clocks.find((one) => one.step === 'verify')?.due;
    expect([verify(counted), verify(recounted)]).toEqual(['2022-10-24', '2022-10-25']);
    const event = (await world.records(CLUE)).find((one) => one.type === 'ClueRecalendared');
    expect(event?.data).toMatchObject({
      document: '国办发明电〔2022〕99号',
      altered: [
        { what: '“制定核查方案”时限', from: '2022-10-10', to: '2022-10-11' },
        { what: '“核查”时限', from: '2022-10-24', to: '2022-10-25' },
      ],
    });
    const told = (await world.mails()).filter((mail) => mail.subject.includes('【节假日安排变动】线索'));
    expect(told.map((mail) => mail.to.address.split('@')[0] ?? '').toSorted()).toEqual([
      'zfj-chengban',
      'zfj-fuze',
    ]);
    expect(told[0]?.text).toContain('“核查”时限 2022-10-24 → 2022-10-25');
  });

  it('tells the unit where a date of its own has moved, and is acknowledged by every measure and clue', async () => {
    const letters = await world.mails();
    const told = letters.filter((mail) => mail.subject.includes('【节假日安排变动】M06'));
    expect(told.length > 0).toBe(effect.altered.length + second.altered.length > 0);
    const heard = (await world.records(PROGRAMME)).filter((one) => one.type === 'ChangeAcknowledged');
    expect(heard).toHaveLength(5);
    expect(heard.every(({ data }) => data['applied'] === true)).toBe(true);
    expect((await programme()).changes?.map(({ waiting }) => waiting)).toEqual([[], []]);
  });
});
