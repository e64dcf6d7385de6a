import type { Driver } from '../../src/rehearsal/driver.ts';
import { measureProcess } from '../../src/domain/process.ts';
import type { MeasurePlan } from '../../src/domain/plan.ts';
import type { CaughtLetter } from '../../src/mail/mailbox.ts';
import { flaws, noticesOf } from '../support/flaws.ts';
import { createWorld, zhejiang, type World } from '../support/world.ts';

const MEASURE = measureProcess('zhejiang-2022', 'M06');
const UNIT = ['jcc-chengban', 'jcc-fuze'];
const OFFICE = ['zgb-lianluo', 'zgb-zhuren'];

/** Nothing falls due by itself: what leaves is what somebody did. */
function undisturbed(plan: MeasurePlan): MeasurePlan {
  const { policy } = plan;
  const reminders = { ...policy.reminders, before: [], longBefore: [] };
  return { ...plan, milestones: [], policy: { ...policy, reminders, ladder: [] } };
}

describe('an urgent notice', () => {
  let world: World;
  let driver: Driver;

  beforeAll(async () => {
    world = await createWorld();
    driver = await world.launch(zhejiang({ measures: ['M06'], change: undisturbed }));
  }, 120_000);

  afterAll(async () => {
    expect(await flaws(world)).toEqual([]);
    await world.close();
  }, 120_000);

  async function count(): Promise<number> {
    return (await world.mails()).length;
  }

  it.each([
    ['on a Saturday evening', '2022-06-11T20:00:00.000', '2022-06-13T08:30:00.000'],
    ['on a Monday before office hours', '2022-06-20T07:15:00.000', '2022-06-20T08:30:00.000'],
    ['on a Friday at the end of office hours', '2022-06-24T17:30:00.000', '2022-06-27T08:30:00.000'],
    ['before the long weekend of 中秋', '2022-09-09T18:00:00.000', '2022-09-13T08:30:00.000'],
    ['in 国庆, whose last Saturday is worked', '2022-10-03T10:00:00.000', '2022-10-08T08:30:00.000'],
  ])('%s waits for the next slot of a working day', async (_, acted, leaves) => {
    const [at, slot] = [`${acted}+08:00`, `${leaves}+08:00`];
    await driver.to(at);
    const before = await count();
    expect(await world.act('M06', 'zgb-zhuren', { type: 'urge' })).toMatchObject({ kind: 'done' });
    const last = (await world.records(MEASURE)).findLast((record) => record.type === 'Urged');
    expect(last).toMatchObject({ occurredAt: at });
    expect(last === undefined ? [] : noticesOf(last)).toMatchObject([{ urgent: true, leaveAt: slot }]);
    await driver.to(
      slot.replace(
        /.{2}:00\.000/,
        (minutes) => `${String(Number(minutes.slice(0, 2)) - 1).padStart(2, '0')}:59.999`,
      ),
    );
    expect(await count()).toBe(before);
    await driver.to(slot);
    const mails = (await world.mails()).slice(before);
    expect(mails.map((mail) => `${mail.date} ${mail.to.address.split('@')[0]}`).toSorted()).toEqual(
      [...UNIT, ...OFFICE].map((person) => `${slot} ${person}`),
    );
  });

  it.each(
    [
      ['at the first minute of office hours', '2022-10-10T08:30:00.000+08:00'],
      ['in the last minute of office hours', '2022-10-10T17:29:00.000+08:00'],
      ['on a Sunday that is worked for 国庆', '2022-10-09T15:00:00.000+08:00'],
    ].toSorted(([, a = ''], [, b = '']) => (a < b ? -1 : 1)),
  )('%s leaves at once', async (_, at) => {
    await driver.to(at);
    const before = await count();
    expect(await world.act('M06', 'zgb-zhuren', { type: 'urge' })).toMatchObject({ kind: 'done' });
    const mails = (await world.mails()).slice(before);
    expect(mails.map((mail) => mail.date)).toEqual([at, at, at, at]);
  });
});

describe('threads', () => {
  let world: World;
  let mails: readonly CaughtLetter[];

  beforeAll(async () => {
    world = await createWorld();
    // M13 in the hands of M06's people and on its dates: their digests speak of both.
    const plan = zhejiang({ measures: ['M06', 'M13'] });
    const [m06] = plan.measures;
    if (m06 === undefined) throw new Error('no M06');
    const { roles, start, milestones } = m06;
    const driver = await world.launch({
      ...plan,
      measures: plan.measures.map((one) => ({ ...one, roles, start, milestones })),
    });
    await driver.to('2022-07-26T10:00:00.000+08:00');
    await world.act('M06', 'zgb-zhuren', { type: 'urge', text: '第一次' });
    await world.act('M13', 'zgb-zhuren', { type: 'urge' });
    await driver.to('2022-08-02T10:00:00.000+08:00');
    await world.act('M06', 'juzhang', { type: 'urge', text: '第二次' });
    mails = await world.mails();
    expect(await flaws(world)).toEqual([]);
  }, 180_000);

  afterAll(() => world.close());

  function threadsOf(wanted: (mail: CaughtLetter) => boolean): {
    readonly mails: number;
    readonly threads: readonly string[];
  } {
    const found = mails.filter(wanted);
    for (const mail of found) expect(mail.references).toHaveLength(1);
    return { mails: found.length, threads: [...new Set(found.flatMap((mail) => mail.references))] };
  }

  const urgent = (mail: CaughtLetter): boolean => !mail.date.includes('T08:30');

  it('urgent letters of one measure are one thread, whoever gets them and however often', () => {
    const [m06, m13] = ['M06', 'M13'].map((measure) =>
      threadsOf((mail) => urgent(mail) && mail.measures.join() === measure),
    );
    expect(m06).toEqual({ mails: 8, threads: [expect.any(String)] });
    expect(m13).toEqual({ mails: 4, threads: [expect.any(String)] });
    expect(m06?.threads).not.toEqual(m13?.threads);
  });

  it('digests of one person are one thread, over slots and measures', () => {
    const digests = UNIT.map((person) =>
      threadsOf((mail) => !urgent(mail) && mail.to.address.startsWith(person)),
    );
    for (const { mails: count, threads } of digests) {
      // 27 July, 1 and 2 August: a milestone is near, here, missed.
      expect(count).toBe(3);
      expect(threads).toHaveLength(1);
    }
    expect(mails.some((mail) => !urgent(mail) && mail.measures.join() === 'M06,M13')).toBe(true);
    const all = threadsOf(() => true).threads;
    // Two persons with digests, two measures with urgent letters.
    expect(all).toHaveLength(4);
    expect(new Set(mails.map((mail) => mail.messageId)).size).toBe(mails.length);
    for (const thread of all) expect(mails.map((mail) => mail.messageId)).not.toContain(thread);
  });
});
