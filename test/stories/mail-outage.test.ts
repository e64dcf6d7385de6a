import type { Driver } from '../../src/rehearsal/driver.ts';
import { measureProcess, type Row } from '../../src/domain/process.ts';
import { addMillis, millisOf } from '../../src/domain/time.ts';
import type { CatcherOptions } from '../../src/mail/catcher.ts';
import { listDeliveries, listProcesses } from '../../src/store/queries.ts';
import { flaws, lettersOf, type LetterFacts } from '../support/flaws.ts';
import { createWorld, zhejiang, type World } from '../support/world.ts';

const MEASURE = measureProcess('zhejiang-2022', 'M06');
const HANDLER = 'jcc-chengban';
const HEAD = 'jcc-fuze';
const HOUR_MS = 3_600_000;

/** Minutes between attempts, as promised: three at most for half an hour, hourly once an outage is plain. */
function waits(count: number): readonly number[] {
  const sooner = [1, 1, 2, 2, 3, 3, 3, 3, 3, 3, 3, 3, 10, 10, 10, 30, 30];
  return [...sooner, ...Array<number>(count).fill(60)].slice(0, count);
}

/** Minutes from each attempt that failed to the next. */
function waited(letter: LetterFacts): readonly number[] {
  return letter.records
    .filter((one) => one.type === 'SendDeferred')
    .map((one) => (millisOf(one.data['retryAt'] as string) - millisOf(one.recordedAt)) / 60_000);
}

describe('the SMTP server is away for two days', () => {
  const OUTAGE_ENDS = '2022-07-29T08:00:00.000+08:00';
  let world: World;
  let driver: Driver;
  let waiting: readonly Row[];
  let after: readonly LetterFacts[];
  let keptDuring: number;
  let openDuring: Awaited<ReturnType<typeof listDeliveries>>;

  beforeAll(async () => {
    world = await createWorld();
    driver = await world.launch(zhejiang({ measures: ['M06'] }));
    await driver.to('2022-07-27T08:00:00.000+08:00');
    await world.stopMail();
    await driver.to('2022-07-28T16:00:00.000+08:00');
    expect(await world.act('M06', 'zgb-zhuren', { type: 'urge', text: '请抓紧' })).toMatchObject({
      kind: 'done',
    });
    // Nor does it matter that the worker is restarted meanwhile.
    await world.stopWorker();
    await world.startWorker();
    await driver.to(OUTAGE_ENDS);
    waiting = await listProcesses(world.db, { kind: 'letter' });
    keptDuring = (await world.mails()).length;
    openDuring = await listDeliveries(world.db);
    await world.startMail();
    await driver.to(addMillis(OUTAGE_ENDS, HOUR_MS));
    after = await lettersOf(world);
  }, 300_000);

  afterAll(() => world.close());

  it('letters wait, and the ledger says so: how often they were tried, what came back, when they are tried next', () => {
    expect(keptDuring).toBe(0);
    expect(waiting.map((row) => row.card.person ?? '').toSorted()).toEqual(
      [HANDLER, HANDLER, HEAD, HEAD, 'zgb-lianluo', 'zgb-zhuren'].toSorted(),
    );
    for (const { status, open, card, nextDuty, process } of waiting) {
      // From 08:30 of the 27th: 18 tries until 10:30, and then every hour until 07:30 of the 29th; urgent ones from 16:00 of the 28th until 08:00.
      const attempts = process.includes('/n-') ? 32 : 63;
      expect({ status, open, attempts: card.attempts }).toEqual({ status: 'waiting', open: true, attempts });
      expect(card.response).toMatch(/ECONNREFUSED/);
      expect(card.copies).toBeUndefined();
      expect(nextDuty).toMatchObject({
        id: `${process}/retry/${attempts}`,
        label: `第${attempts + 1}次发送`,
      });
      expect(nextDuty?.dueAt).toBe(
        process.includes('/n-') ? '2022-07-29T09:00:00.000+08:00' : '2022-07-29T08:30:00.000+08:00',
      );
    }
  });

  it('every attempt is on record, known to have left nothing', () => {
    expect(openDuring).toHaveLength(6);
    for (const { attempts, failures, copies, response, lastFailure } of openDuring) {
      expect({ failures, copies, response }).toEqual({ failures: attempts, copies: 0, response: undefined });
      expect(lastFailure).toMatch(/ECONNREFUSED/);
    }
  });

  it('once it is back every letter arrives, once, in one copy, under the id and date it had from the start', () => {
    expect(after).toHaveLength(6);
    for (const letter of after) {
      const urgent = letter.process.includes('/n-');
      expect(letter).toMatchObject({
        status: 'delivered',
        copies: 1,
        mails: [{ to: { address: letter.address } }],
      });
      expect(letter.mails[0]?.date).toBe(
        urgent ? '2022-07-28T16:00:00.000+08:00' : '2022-07-27T08:30:00.000+08:00',
      );
      const failed = urgent ? 32 : 63;
      expect(waited(letter)).toEqual(waits(failed));
      const delivered = letter.records.at(-1);
      expect(delivered).toMatchObject({
        type: 'Delivered',
        data: { attempt: failed + 1, copies: 1, messageId: letter.messageId },
      });
    }
    expect(new Set(after.map((letter) => letter.messageId)).size).toBe(6);
  });

  it('nothing is lost or doubled, and no measure is told that anybody could not be reached', async () => {
    expect(await flaws(world)).toEqual([]);
    expect((await world.records(MEASURE)).filter((one) => one.type === 'NoticeUndeliverable')).toEqual([]);
    expect((await world.measure('M06')).undeliverable).toEqual([]);
  });
});

describe('a server that hesitates, or dies over a letter', () => {
  let world: World;
  let driver: Driver;
  /** How the server behaves just now; by default it takes everything. */
  let onRcpt: NonNullable<CatcherOptions['onRcpt']> = () => undefined;
  let onData: NonNullable<CatcherOptions['onData']> = () => undefined;

  beforeAll(async () => {
    world = await createWorld({
      catcher: { onRcpt: (address) => onRcpt(address), onData: (mail) => onData(mail) },
    });
    driver = await world.launch(zhejiang({ measures: ['M06'] }));
  }, 120_000);

  afterAll(async () => {
    expect(await flaws(world)).toEqual([]);
    await world.close();
  });

  beforeEach(() => {
    onRcpt = () => undefined;
    onData = () => undefined;
  });

  /** The letters of a slot to handler and head, half an hour after it. */
  async function slot(date: string): Promise<{ readonly handler: LetterFacts; readonly head: LetterFacts }> {
    await driver.to(`${date}T09:00:00.000+08:00`);
    const letters = (await lettersOf(world)).filter((letter) => letter.process.includes(`/${date}T0830/`));
    const [handler, head] = [HANDLER, HEAD].map((person) =>
      letters.find((letter) => letter.person === person),
    );
    if (handler === undefined || head === undefined || letters.length !== 2)
      throw new Error(`${letters.length} letters`);
    return { handler, head };
  }

  /** Does something to the first try of the handler's letter. */
  function once<T>(verdict: T): (to: string) => T | undefined {
    let done = false;
    return (to) => {
      if (done || !to.startsWith(HANDLER)) return undefined;
      done = true;
      return verdict;
    };
  }

  it('greylisted (451 to RCPT) it is tried again a minute later and taken, in one copy', async () => {
    onRcpt = once({ code: 451, message: '4.7.1 Greylisted, please try again' });
    const { handler, head } = await slot('2022-07-27');
    expect(handler.records.map((one) => one.type)).toEqual([
      'LetterOpened',
      'NoticeGathered',
      'LetterSealed',
      'SendDeferred',
      'SendRetried',
      'Delivered',
    ]);
    expect(handler.records[3]?.data).toMatchObject({
      attempt: 1,
      response: '451 4.7.1 Greylisted, please try again',
    });
    expect(handler.records[4]).toMatchObject({ occurredAt: '2022-07-27T08:31:00.000+08:00' });
    expect(handler).toMatchObject({ copies: 1, mails: [{}] });
    expect(head).toMatchObject({ copies: 1, mails: [{}] });
    expect(head.records.map((one) => one.type)).not.toContain('SendDeferred');
  });

  it('asked to come back after DATA (452) it does, in one copy', async () => {
    const verdict = once({ code: 452, message: '4.3.1 Insufficient system storage' });
    onData = ({ recipients }) => verdict(recipients[0] ?? '');
    const { handler } = await slot('2022-08-01');
    expect(handler).toMatchObject({ copies: 1, mails: [{}] });
    expect(waited(handler)).toEqual([1]);
  });

  it('kept, and the connection gone before the answer: it is sent again under the same id, and two copies are stated', async () => {
    const verdict = once('keep_and_drop' as const);
    onData = ({ recipients }) => verdict(recipients[0] ?? '');
    const { handler, head } = await slot('2022-08-02');
    expect(handler).toMatchObject({ status: 'delivered', copies: 2 });
    expect(handler.mails.map((mail) => mail.messageId)).toEqual([handler.messageId, handler.messageId]);
    expect(waited(handler)).toEqual([1]);
    expect(handler.records.at(-1)).toMatchObject({ type: 'Delivered', data: { attempt: 2, copies: 2 } });
    expect(head).toMatchObject({ copies: 1, mails: [{}] });
    const row = (await listProcesses(world.db, { kind: 'letter' })).find(
      (one) => one.process === handler.process,
    );
    expect(row).toMatchObject({ open: false, status: 'delivered', card: { attempts: 2, copies: 2 } });
  });

  it('gone without having kept it: nobody can know, so the copies stated are never too few', async () => {
    const verdict = once('drop' as const);
    onData = ({ recipients }) => verdict(recipients[0] ?? '');
    const { handler } = await slot('2022-08-10');
    expect(handler).toMatchObject({ status: 'delivered', copies: 2, mails: [{}] });
  });
});
