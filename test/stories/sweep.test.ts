import { act, type ActResult } from '../../src/client/act.ts';
import { programmeInput } from '../../src/client/launch.ts';
import { openSweep } from '../../src/client/sweep.ts';
import { directoryProcess, measureProcess, sweepProcess } from '../../src/domain/process.ts';
import type { ProgrammePlan } from '../../src/domain/plan.ts';
import type { Finding } from '../../src/domain/sweep/findings.ts';
import type { Looked } from '../../src/domain/sweep/state.ts';
import { dateOf, instantOf, weekdayOf } from '../../src/domain/time.ts';
import { CURRENT_RULES } from '../../src/domain/rules.ts';
import { flaws } from '../support/flaws.ts';
import { saveHistory } from '../support/saved-histories.ts';
import { createWorld, zhejiang, type World } from '../support/world.ts';

const PROGRAMME = 'zhejiang-2022';
const SWEEP = sweepProcess(PROGRAMME, 1);
const M06 = measureProcess(PROGRAMME, 'M06');
const M12 = measureProcess(PROGRAMME, 'M12');
const OFFICE = 'zgb-zhuren';
/** Its server refuses this person's mail for good. */
const LOST = 'jcc-fuze';

/** Two measures launched today, on a day and at an hour that are worked whatever today is: urgent letters leave at once. */
function plan(): ProgrammePlan {
  const today = dateOf(instantOf(Date.now()));
  const hours = { slot: '08:30', workStart: '00:00', workEnd: '23:59' };
  const read = zhejiang({
    measures: ['M06', 'M12'],
    start: today,
    change: (one) => ({ ...one, policy: { ...one.policy, hours } }),
  });
  const { holidays, makeUpDays } = read.calendar;
  const calendar = {
    ...read.calendar,
    holidays: holidays.filter((date) => date !== today),
    makeUpDays: weekdayOf(today) > 5 ? [...new Set([...makeUpDays, today])].toSorted() : makeUpDays,
  };
  return { ...read, calendar };
}

describe('the daily sweep of a live programme', () => {
  let world: World;
  let programme: ReturnType<typeof programmeInput>;

  const ask = (process: string, person: string, command: { readonly type: string }): Promise<ActResult> =>
    act(world.engine, { process, person, command, directorySeq: 1, proven: 'test' });
  /** Looks now, and gives what was seen. */
  const look = async (sweep = SWEEP): Promise<Looked> => {
    const asked = await ask(sweep, OFFICE, { type: 'sweep' });
    if (asked.kind !== 'done') throw new Error(asked.kind);
    for (;;) {
      const done = (await world.records(sweep)).find(
        (one) => one.seq > asked.seq && one.type === 'SweepDone',
      );
      if (done !== undefined) return done.data['looked'] as unknown as Looked;
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
  };
  const handle = (process: string) => world.engine.client.workflow.getHandle(process);

  beforeAll(async () => {
    world = await createWorld({
      clock: 'real',
      catcher: {
        onRcpt: (address) => (address.startsWith(LOST) ? { code: 550, message: 'no such user' } : undefined),
      },
    });
    const read = plan();
    programme = programmeInput(read, 'real');
    await world.launch(read);
    await world.note(SWEEP);
    expect(await openSweep(world.engine, programme)).toBe(SWEEP);
    for (const process of [M12, M06, directoryProcess(PROGRAMME)])
      while ((await world.records(process)).length === 0)
        await new Promise((resolve) => setTimeout(resolve, 100));
  }, 120_000);

  afterAll(() => world.close());

  it('is opened once', async () => {
    expect(await openSweep(world.engine, programme)).toBe(SWEEP);
    const [opened] = await world.records(SWEEP);
    expect(opened).toMatchObject({ type: 'SweepOpened', data: { registered: 4 } });
  });

  it('finds nothing amiss where nothing is, and writes to nobody', async () => {
    expect(await look()).toMatchObject({ processes: 4, letters: 0, findings: [], more: 0 });
    expect(await world.mails()).toEqual([]);
    await world.quiet();
    expect(await flaws(world)).toEqual([]);
    const name = process.env['ZHENGGAI_SAVE_HISTORIES'];
    if (name !== undefined) await saveHistory(world, SWEEP, CURRENT_RULES, `${name}-sweep`);
  });

  it('finds letters that were refused, and tells each once', async () => {
    // The letter is refused, and so is the one that tells the same person of it: two in all.
    expect((await ask(M06, OFFICE, { type: 'urge' })).kind).toBe('done');
    const found: Finding[] = [];
    while (found.length < 2) found.push(...(await look()).findings);
    found.push(...(await look()).findings);
    expect(found).toHaveLength(2);
    expect(new Set(found.map((one) => one.process)).size).toBe(2);
    for (const one of found) {
      expect(one.kind).toBe('letter_undeliverable');
      expect(one.detail).toContain('被拒收（550');
    }
  });

  it('finds what was ended by hand, and the rectification office reads of it', async () => {
    await handle(M12).terminate('by hand');
    await handle(directoryProcess(PROGRAMME)).terminate('by hand');
    const { findings } = await look();
    expect(findings).toEqual([
      { kind: 'ended', process: directoryProcess(PROGRAMME), detail: '流程引擎中为“已被终止”' },
      { kind: 'ended', process: M12, detail: '流程引擎中为“已被终止”' },
    ]);
    const read = async () =>
      (await world.mails({ person: 'zgb-zhuren@zjtj.example' })).filter((one) => one.text.includes(M12));
    while ((await read()).length === 0) await new Promise((resolve) => setTimeout(resolve, 100));
    const [mail] = await read();
    expect(mail?.subject).toBe('【巡检异常】每日巡检发现异常2项');
    expect(mail?.text).toContain(`${M12}：流程引擎中为“已被终止”`);
  });

  it('ended by hand itself, is followed by another', async () => {
    await world.quiet();
    await handle(SWEEP).terminate('by hand');
    await world.note(sweepProcess(PROGRAMME, 2));
    expect(await openSweep(world.engine, programme)).toBe(sweepProcess(PROGRAMME, 2));
    while ((await world.records(sweepProcess(PROGRAMME, 2))).length === 0)
      await new Promise((resolve) => setTimeout(resolve, 100));
    const { findings } = await look(sweepProcess(PROGRAMME, 2));
    expect(findings.map((one) => one.process)).toContain(SWEEP);
  });
});
