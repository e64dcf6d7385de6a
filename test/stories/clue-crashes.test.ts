import { Console } from 'node:console';
import { custodyOf, type CustodyTaken } from '../../src/audit/custody.ts';
import { readHistory } from '../../src/audit/read-history.ts';
import { fetchRuns } from '../../src/client/histories.ts';
import type { ClueInput } from '../../src/domain/clue/state.ts';
import { measureProcess } from '../../src/domain/process.ts';
import type { EventRecord } from '../../src/domain/record.ts';
import { begin, CLUE, playActs, PROGRAMME, TO_THE_END, TO_THE_REPORT } from '../support/clue-life.ts';
import type { CrashPoint } from '../support/crashing-worker.ts';
import { flaws, lettersOf, type LetterFacts } from '../support/flaws.ts';
import { Relay, type Crash } from '../support/relay.ts';
import { createWorld } from '../support/world.ts';

const ACTS = [...TO_THE_REPORT, ...TO_THE_END];
const END = '2022-06-13T12:00:00.000+08:00';

/** Where the worker dies after an act has been asked: every act has its point, and the four manners of dying their turns. */
const POINTS: readonly (readonly [act: string, ...points: CrashPoint[]])[] = [
  [
    'gyc-chengban hand_over',
    { at: 'after_ledger', event: 'ClueRegistered' },
    { at: 'before_apply', opens: 'clue' },
  ],
  ['fgc-fuze acknowledge', { at: 'amid_apply', tells: 'clue' }],
  ['fgc-fuze return_clue', { at: 'before_apply', notice: 'clue_returned' }, { at: 'after_yes' }],
  [
    'gyc-chengban reroute',
    // Its new unit is told once the directory has said who works there.
    { at: 'after_ledger', event: 'Rerouted' },
    { at: 'amid_apply', notice: 'clue_to_acknowledge' },
    { at: 'after_yes' },
  ],
  ['zfj-chengban acknowledge', { at: 'after_ledger', event: 'Acknowledged' }],
  ['zfj-chengban accept', { at: 'amid_apply', notice: 'clue_received' }],
  ['zfj-chengban plan', { at: 'before_apply', tells: 'clue' }],
  ['zfj-chengban read', { at: 'after_ledger', event: 'ContentRead' }],
  ['zfj-chengban verify', { at: 'amid_apply', tells: 'clue' }],
  ['zfj-chengban file_case', { at: 'after_ledger', event: 'CaseFiled' }],
  ['zfj-chengban c1 review', { at: 'before_apply', tells: 'clue' }],
  ['zfj-chengban c1 notice', { at: 'after_ledger', event: 'CaseAdvanced' }],
  ['zfj-chengban c1 decision', { at: 'amid_apply', tells: 'clue' }],
  ['zfj-chengban c1 service', { at: 'after_ledger', event: 'CaseAdvanced' }],
  ['zfj-chengban c1 execution', { at: 'before_apply', tells: 'clue' }],
  ['zfj-chengban c1 close', { at: 'after_ledger', event: 'ClueHeard' }],
  ['zfj-chengban report_findings', { at: 'before_apply', notice: 'clue_reported' }, { at: 'after_yes' }],
  ['gyc-chengban feedback', { at: 'amid_apply', notice: 'clue_fed_back' }, { at: 'after_yes' }],
  ['gyc-fuze close', { at: 'after_ledger', event: 'ClueClosed' }, { at: 'after_yes' }],
];
const LANES = 4;

/** What is left of a life. */
interface Story {
  readonly planned: number;
  readonly crashes: readonly Crash[];
  readonly answers: readonly string[];
  readonly flaws: readonly string[];
  readonly letters: readonly LetterFacts[];
  /** Of the clue, its programme and its measure. */
  readonly records: readonly (readonly EventRecord[])[];
  readonly custody: readonly CustodyTaken[];
}

/** The whole life, the worker killed at these points. */
async function story(points: typeof POINTS): Promise<Story> {
  const world = await createWorld({ noWorker: true });
  const relay = new Relay(world);
  try {
    relay.start();
    const driver = await begin(world);
    const answers = await playActs(world, driver, ACTS, async ({ name }) => {
      const [, ...at] = points.find(([act]) => act === name) ?? [''];
      await relay.arm(at);
    });
    // What is gathered for the next morning leaves too.
    await driver.to(END);
    await world.quiet();
    const found = await flaws(world);
    const runs = ((await fetchRuns(world.engine, CLUE)) ?? []).map(readHistory);
    const processes = [CLUE, PROGRAMME, measureProcess(PROGRAMME, 'M08')];
    const records = await Promise.all(processes.map((one) => world.records(one)));
    const input = runs[0]?.input as unknown as ClueInput;
    return {
      planned: points.flatMap(([, ...at]) => at).length,
      crashes: relay.crashes,
      answers: answers.map((one) => one.kind),
      flaws: found,
      letters: await lettersOf(world),
      records,
      custody: custodyOf(input, records[0] ?? [], END),
    };
  } finally {
    await relay.stop();
    await world.close();
  }
}

/** What a record says, without what is another in every world. */
function said({ run: _r, prev: _p, hash: _h, requestId, ...rest }: EventRecord): object {
  return { ...rest, requestId: requestId.replaceAll(/[0-9a-f]{32,}/g, '#') };
}

function acts(records: readonly EventRecord[] = []): readonly EventRecord[] {
  return records.filter((one) => one.cause === 'update');
}

describe('a clue whose worker is killed at every step of its life', () => {
  let calm: Story;
  let stories: readonly Story[];

  beforeAll(async () => {
    const dealt = Array.from({ length: LANES }, (_, lane) => POINTS.filter((__, at) => at % LANES === lane));
    [calm, ...stories] = await Promise.all([story([]), ...dealt.map(story)]);
    const table = stories.flatMap(({ crashes, letters }, lane) =>
      crashes.map(({ at, subject, sending }) => ({
        life: lane + 1,
        killed: at,
        'at work on': subject,
        'being sent': sending.length,
        copies: letters
          .filter((one) => sending.includes(one.messageId))
          .map((one) => one.copies)
          .join(' '),
      })),
    );
    new Console(process.stdout).table(table);
  }, 900_000);

  it('every act has its crash, in one of the four lives', () => {
    expect(POINTS.map(([act]) => act)).toEqual(ACTS.map(({ name }) => name));
    for (const { planned, crashes } of stories) expect(crashes).toHaveLength(planned);
    const points = POINTS.flatMap(([, ...at]) => at);
    expect(stories.flatMap(({ crashes }) => crashes.map(({ at }) => at)).toSorted()).toEqual(
      points.map(({ at }) => at).toSorted(),
    );
  });

  it('each command is acknowledged once and stands in the history once', () => {
    for (const { answers, records } of [calm, ...stories]) {
      expect(answers).toEqual(ACTS.map(() => 'done'));
      const all = [...acts(records[1]), ...acts(records[0])];
      expect(all.map(({ requestId, type }) => [requestId, type])).toEqual(
        ACTS.map(({ event }, at) => [`act-${at}`, event]),
      );
    }
  });

  it('histories, ledger and mails agree with each other', () => {
    for (const { flaws: found } of [calm, ...stories]) expect(found).toEqual([]);
  });

  it('was held by the same units at the same times as where nothing was killed', () => {
    const shown = (one: Story): object =>
      one.custody.map(({ acts: done, ...taken }) => ({ ...taken, acts: done.map(said) }));
    expect(calm.custody.map(({ name, how }) => [name, how])).toEqual([
      ['政策法规处', 'ClueHandedOver'],
      ['工业统计处', 'ClueReturned'],
      ['执法监督局', 'Rerouted'],
      ['工业统计处', 'FindingsReported'],
    ]);
    for (const one of stories) expect(shown(one)).toEqual(shown(calm));
  });

  it('clue, programme and measure have recorded the same', () => {
    for (const { records } of stories)
      records.forEach((own, at) => expect(own.map(said)).toEqual(calm.records[at]?.map(said)));
  });

  it('the same letters reached the same people, in more than one copy only where a worker died over it', () => {
    const shown = ({ letters }: Story): readonly string[] =>
      letters.map(({ process, person, status }) => `${process} ${person} ${status}`);
    expect(calm.letters.length).toBeGreaterThan(10);
    expect(calm.letters.map(({ copies, mails }) => [copies, mails.length])).toEqual(
      calm.letters.map(() => [1, 1]),
    );
    for (const one of stories) {
      expect(shown(one)).toEqual(shown(calm));
      expect(new Set(one.letters.map(({ messageId }) => messageId)).size).toBe(one.letters.length);
      for (const { messageId, copies, mails } of one.letters) {
        const over = one.crashes.filter(({ sending }) => sending.includes(messageId)).length;
        const yes = one.crashes.filter(
          ({ at, subject }) => at === 'after_yes' && subject === messageId,
        ).length;
        expect(copies).toBeLessThanOrEqual(1 + over);
        expect(mails.length).toBeGreaterThanOrEqual(1 + yes);
        expect(mails.length).toBeLessThanOrEqual(copies);
        expect(new Set(mails.map(({ text }) => text)).size).toBe(1);
      }
    }
    expect(
      stories.flatMap(({ letters }) => letters).filter(({ mails }) => mails.length > 1).length,
    ).toBeGreaterThan(3);
  });
});
