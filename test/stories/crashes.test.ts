import { Console } from 'node:console';
import { advanceProcess } from '../../src/client/advance.ts';
import { measureProcess } from '../../src/domain/process.ts';
import type { EventRecord } from '../../src/domain/record.ts';
import type { CrashPoint } from '../support/crashing-worker.ts';
import { flaws, lettersOf, type LetterFacts } from '../support/flaws.ts';
import { Relay, type Crash } from '../support/relay.ts';
import { createWorld, zhejiang, type World } from '../support/world.ts';

const MEASURE = measureProcess('zhejiang-2022', 'M06');
const LAUNCH = '2022-06-06T07:00:00.000+08:00';
/** A Wednesday morning, within working hours: urgent letters leave at once. */
const MORNING = '2022-06-08T10:00:00.000+08:00';
const HANDLER = 'jcc-chengban';
const HEAD = 'jcc-fuze';
const OFFICE = ['zgb-lianluo', 'zgb-zhuren'];
const DOCUMENT = {
  type: 'attach',
  requirement: 'r1',
  title: '浙江省全面推开基层统计网格智治工作方案',
  documentNumber: '浙统〔2022〕31号',
};

/** What a world looks like after everything. */
interface Story {
  readonly crashes: readonly Crash[];
  readonly flaws: readonly string[];
  readonly letters: readonly LetterFacts[];
  readonly records: readonly EventRecord[];
  readonly answer: unknown;
}

/** M06 at work, the last act on it met by crashes of the worker at these points. */
async function story(points: readonly CrashPoint[], act: (world: World) => Promise<unknown>): Promise<Story> {
  const world = await createWorld({ noWorker: true });
  const relay = new Relay(world, points);
  try {
    relay.start();
    const driver = await world.launch(zhejiang({ measures: ['M06'] }));
    await driver.quieten(LAUNCH, ['zhejiang-2022']);
    await driver.to(MORNING);
    const answer = await act(world);
    await driver.to('2022-06-08T12:00:00.000+08:00');
    await world.quiet();
    const found = await flaws(world);
    return {
      crashes: relay.crashes,
      flaws: found,
      letters: await lettersOf(world),
      records: await world.records(MEASURE),
      answer,
    };
  } finally {
    await relay.stop();
    await world.close();
  }
}

async function submit(world: World): Promise<unknown> {
  await world.act('M06', HANDLER, { type: 'start' });
  await world.act('M06', HANDLER, DOCUMENT);
  return world.act('M06', HANDLER, { type: 'submit' });
}

/** Types of the events that people's acts gave, in order. */
function acts({ records }: Story): readonly string[] {
  return records.filter((one) => one.cause === 'update').map((one) => one.type);
}

describe('a worker that is killed', () => {
  let before: Story;
  let yes: Story;
  let ledger: Story;

  beforeAll(async () => {
    [before, yes, ledger] = await Promise.all([
      story(
        [
          { at: 'before_apply', notice: 'urged_by_leader' },
          { at: 'amid_apply', notice: 'urged_by_leader' },
        ],
        (world) => world.act('M06', 'zgb-zhuren', { type: 'urge', text: '请抓紧' }),
      ),
      story([{ at: 'after_yes' }, { at: 'after_yes' }], submit),
      story(
        [
          { at: 'after_ledger', event: 'Submitted' },
          { at: 'after_ledger', event: 'LetterSealed' },
        ],
        submit,
      ),
    ]);
    const all = { 'before apply': before, "after SMTP's yes": yes, 'after the ledger': ledger };
    const table = Object.entries(all).flatMap(([killed, { letters, crashes }]) =>
      letters.map((letter) => ({
        killed: `${crashes.length} × ${killed}`,
        to: letter.person,
        'Message-ID': letter.messageId,
        'copies counted': letter.copies,
        'mails kept': letter.mails.length,
      })),
    );
    new Console(process.stdout).table(table);
  }, 300_000);

  it.each([
    ['before apply does anything, and amid it', () => before],
    ["after SMTP's yes, before it is written down", () => yes],
    ['after the ledger, before the engine knows', () => ledger],
  ])('%s: no notice, act or ledger row is lost or doubled, every history is intact', (_, of) => {
    expect(of().flaws).toEqual([]);
    expect(of().answer).toMatchObject({ kind: 'done' });
  });

  it('before apply does anything, and again amid it: each of the four told has one letter, in one copy', () => {
    expect(before.crashes.map((one) => one.at)).toEqual(['before_apply', 'amid_apply']);
    expect(acts(before)).toEqual(['Urged']);
    expect(before.letters.map((letter) => letter.person).toSorted()).toEqual(
      [HANDLER, HEAD, ...OFFICE].toSorted(),
    );
    for (const letter of before.letters)
      expect(letter).toMatchObject({ status: 'delivered', copies: 1, mails: [{}] });
    expect(new Set(before.letters.map((letter) => letter.messageId)).size).toBe(4);
  });

  it("twice after SMTP's yes: three copies under one Message-ID, and the letter says three", () => {
    expect(acts(yes)).toEqual(['MeasureStarted', 'EvidenceAttached', 'Submitted']);
    expect(yes.letters).toHaveLength(1);
    const [letter] = yes.letters;
    expect(yes.crashes).toMatchObject([
      { at: 'after_yes', subject: letter?.messageId },
      { at: 'after_yes', subject: letter?.messageId },
    ]);
    expect(letter).toMatchObject({ status: 'delivered', person: HEAD, copies: 3 });
    expect(letter?.mails.map((mail) => mail.messageId)).toEqual(Array(3).fill(letter?.messageId));
    expect(new Set(letter?.mails.map((mail) => mail.text)).size).toBe(1);
    // It was one attempt to the letter: what died with the worker was never answered.
    expect(letter?.records.map((one) => one.type)).toEqual([
      'LetterOpened',
      'NoticeGathered',
      'LetterSealed',
      'Delivered',
    ]);
  });

  it('after the ledger, of the measure and then of the letter: nothing is written or sent twice', () => {
    expect(acts(ledger)).toEqual(['MeasureStarted', 'EvidenceAttached', 'Submitted']);
    expect(ledger.letters).toHaveLength(1);
    const [letter] = ledger.letters;
    expect(ledger.crashes).toMatchObject([
      { at: 'after_ledger', subject: MEASURE },
      { at: 'after_ledger', subject: letter?.process },
    ]);
    expect(letter).toMatchObject({ status: 'delivered', person: HEAD, copies: 1, mails: [{}] });
    expect(letter?.records.map((one) => one.type)).toEqual([
      'LetterOpened',
      'NoticeGathered',
      'LetterSealed',
      'Delivered',
    ]);
  });
});

describe('a batch that is carried out again after its letter has gone', () => {
  it('finds the letter closed, and its notice named in it: nobody is told twice', async () => {
    const signalled: string[] = [];
    let failed = 0;
    const world: World = await createWorld({
      wrap: (ports) => ({
        ...ports,
        processes: {
          ...ports.processes,
          signalWithStart: async (start, signal) => {
            // The second time the letter has been sent and has ended meanwhile.
            if (signalled.includes(start.id)) await advanceProcess(world.engine, start.id, MORNING);
            const sent = await ports.processes.signalWithStart(start, signal);
            signalled.push(start.id, sent);
            return sent;
          },
        },
        ledger: {
          ...ports.ledger,
          append: async (records, row) => {
            await ports.ledger.append(records, row);
            if (failed > 0 || !records.some((one) => one.type === 'Submitted')) return;
            failed += 1;
            throw new Error('the connection broke after the ledger had it');
          },
        },
      }),
    });
    try {
      const driver = await world.launch(zhejiang({ measures: ['M06'] }));
      await driver.to(MORNING);
      expect(await submit(world)).toMatchObject({ kind: 'done' });
      const letters = await lettersOf(world);
      expect(signalled).toEqual([letters[0]?.process, 'sent', letters[0]?.process, 'closed']);
      expect(letters).toMatchObject([{ status: 'delivered', person: HEAD, copies: 1, mails: [{}] }]);
      expect(await flaws(world)).toEqual([]);
    } finally {
      await world.close();
    }
  });
});
