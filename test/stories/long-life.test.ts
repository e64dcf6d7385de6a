import { fold } from '../../src/audit/fold.ts';
import { readHistory, type RunHistory } from '../../src/audit/read-history.ts';
import { act, type ActResult } from '../../src/client/act.ts';
import { rebuildLedger } from '../../src/cli/ledger/rebuild.ts';
import { verifyLedger } from '../../src/cli/ledger/verify.ts';
import { processState } from '../../src/client/advance.ts';
import { fetchRuns } from '../../src/client/histories.ts';
import type { Carry } from '../../src/domain/carry.ts';
import * as machine from '../../src/domain/machine.ts';
import { measureProcess } from '../../src/domain/process.ts';
import { rulesFor } from '../../src/domain/rules.ts';
import type { Driver } from '../../src/rehearsal/driver.ts';
import { flaws } from '../support/flaws.ts';
import { createWorld, zhejiang, type World } from '../support/world.ts';

const MEASURE = measureProcess('zhejiang-2022', 'M06');
const HANDLER = 'jcc-chengban';
/** Past the deadline of 31 August and its ladder of the ladder, so that duties fall due in every run. */
const DATES = [
  '2022-08-10',
  '2022-08-17',
  '2022-08-26',
  '2022-09-01',
  '2022-09-05',
  '2022-09-07',
  '2022-09-13',
];

/** A measure with more acts than one run of the engine takes, at the engine's own limits, one act after the other. */
describe('a measure that lives longer than one run', () => {
  let world: World;
  let driver: Driver;
  let runs: readonly RunHistory[];
  let acts = 0;
  const answers: ActResult[] = [];
  const repeats: { readonly first: ActResult; readonly again: ActResult; readonly runs: number }[] = [];

  const comment = (requestId = `comment-${(acts += 1)}`): Promise<ActResult> =>
    act(world.engine, {
      process: MEASURE,
      person: HANDLER,
      command: { type: 'comment', text: `第${requestId.split('-')[1]}条批注` },
      requestId,
      directorySeq: 1,
      proven: 'test',
    });
  const runId = async (): Promise<string> =>
    (await world.engine.client.workflow.getHandle(MEASURE).describe()).runId;

  beforeAll(async () => {
    world = await createWorld();
    driver = await world.launch(zhejiang({ measures: ['M06'] }));
    const seen = [await runId()];
    let [date, ...dates] = DATES;
    while (seen.length < 3) {
      const answer = await comment();
      answers.push(answer);
      if (acts % 250 === 0 && date !== undefined) {
        await driver.to(`${date}T12:00:00.000+08:00`);
        [date, ...dates] = dates;
      }
      if (acts % 25 !== 0) continue;
      const run = await runId();
      if (run === seen.at(-1)) continue;
      seen.push(run);
      // The engine knows request ids of one run only: the first act of all is asked for again.
      const first = answers[0] as ActResult;
      repeats.push({ first, again: await comment('comment-1'), runs: seen.length });
    }
    for (; date !== undefined; [date, ...dates] = dates) await driver.to(`${date}T12:00:00.000+08:00`);
    await world.quiet();
    runs = ((await fetchRuns(world.engine, MEASURE)) ?? []).map(readHistory);
  }, 900_000);

  afterAll(() => world.close());

  it('goes on in further runs when the engine asks for it', () => {
    expect(runs.length).toBeGreaterThanOrEqual(3);
    for (const run of runs.slice(0, -1)) expect(run.records.length).toBeGreaterThan(300);
  });

  it('has every act on record once, in order', () => {
    expect(answers.every((one) => one.kind === 'done')).toBe(true);
    const recorded = runs.flatMap((run) => run.records).filter((one) => one.type === 'Commented');
    expect(recorded.map((one) => one.requestId)).toEqual(
      Array.from({ length: acts }, (_, index) => `comment-${index + 1}`),
    );
  });

  it('numbers and chains its events across the seams', () => {
    const records = runs.flatMap((run) => run.records);
    expect(records.map((one) => one.seq)).toEqual(records.map((_, index) => index + 1));
    for (const [index, one] of records.entries()) {
      if (index > 0) expect(one.prev).toBe(records[index - 1]?.hash);
    }
    for (const run of runs) expect(new Set(run.records.map((one) => one.run))).toEqual(new Set([run.run]));
  });

  it('folds whole, and a run taken out or a memory changed on the way is found', () => {
    expect(fold(runs).problems).toEqual([]);
    expect(fold(runs.toSpliced(1, 1)).problems).not.toEqual([]);
    const [first, second, ...rest] = runs as [RunHistory, RunHistory, ...RunHistory[]];
    const carry = second.input['carry'] as Carry;
    const changed = [
      { ...carry, frame: { ...carry.frame, seq: carry.frame.seq - 1 } },
      { ...carry, frame: { ...carry.frame, state: { ...(carry.frame.state as object), urged: 7 } } },
      { ...carry, heads: Object.fromEntries(Object.keys(carry.heads).map((seq) => [seq, carry.head])) },
      undefined,
    ];
    for (const other of changed) {
      const second2 = { ...second, input: { ...second.input, carry: other } } as unknown as RunHistory;
      expect(fold([first, second2, ...rest]).problems).not.toEqual([]);
    }
  });

  it('loses no duty at a seam and settles none twice', () => {
    const settled = runs
      .flatMap((run) => run.records)
      .filter((one) => one.cause === 'duty')
      .map((one) => [one.dutyId, one.type, one.occurredAt]);
    expect(settled).toEqual(undisturbed(runs[0] as RunHistory, '2022-09-13T12:00:00.000+08:00'));
    expect(settled.filter(([, type]) => type === 'Escalated').length).toBeGreaterThanOrEqual(2);
    const seams = runs.slice(1).map((run) => run.records[0]?.recordedAt ?? '');
    expect(
      seams.filter((seam) => settled.some(([, , at]) => (at ?? '') > seam)).length,
    ).toBeGreaterThanOrEqual(2);
  });

  it('answers a request of an earlier run again as it did then, without doing it again', () => {
    expect(repeats.length).toBeGreaterThanOrEqual(2);
    for (const { first, again } of repeats) expect(again).toEqual(first);
  });

  it('has lost and doubled nothing in ledger, letters and mails', async () => {
    expect(await flaws(world)).toEqual([]);
    expect((await processState(world.engine, MEASURE))?.pending).toBe(0);
  });

  it('is verified over all its runs, and written anew from them where the ledger has lost it', async () => {
    expect(await verifyLedger(world)).toMatchObject({ lag: 0, differences: [] });
    const rows = (): Promise<readonly object[]> =>
      world.db.selectFrom('event').selectAll().where('process', '=', MEASURE).orderBy('seq').execute();
    const before = await rows();
    await world.db.deleteFrom('event').where('process', '=', MEASURE).where('seq', '>', 100).execute();
    expect((await verifyLedger(world)).differences).not.toEqual([]);
    expect(await rebuildLedger(world)).toMatchObject({ left: [] });
    expect(await rows()).toEqual(before);
    expect((await verifyLedger(world)).differences).toEqual([]);
  });
});

/** What falls due to a measure whom nobody disturbs, by the rules alone. */
function undisturbed({ input, records }: RunHistory, end: string): readonly unknown[] {
  const book = rulesFor('measure');
  let { frame } = machine.open(book, input as never, records[0]?.recordedAt ?? '');
  const settled: unknown[] = [];
  for (;;) {
    const next = machine.nextDuty(book, frame);
    if (next === undefined || next.dueAt > end) return settled;
    const step = machine.settleNext(book, frame, next.dueAt);
    if (step === undefined) return settled;
    frame = step.frame;
    settled.push(...step.drafts.map((one) => [one.dutyId, one.type, one.occurredAt]));
  }
}

/** Eight people who do not wait for each other, while the run they act on is replaced by the next. */
describe('a measure that is never left alone', () => {
  it('loses and doubles no act when a new run begins under them', async () => {
    const world = await createWorld();
    try {
      await world.launch(zhejiang({ measures: ['M06'] }));
      const handle = world.engine.client.workflow.getHandle(MEASURE);
      const first = (await handle.describe()).runId;
      const asked: string[] = [];
      const answers: ActResult[] = [];
      let more = 50;
      const lane = async (): Promise<void> => {
        while (more > 0) {
          const requestId = `act-${asked.length}`;
          asked.push(requestId);
          const command = { type: 'comment', text: requestId };
          const request = {
            process: MEASURE,
            person: HANDLER,
            command,
            requestId,
            directorySeq: 1,
            proven: 'test',
          };
          answers.push(await act(world.engine, request));
          if (asked.length % 100 === 0 && (await handle.describe()).runId !== first) more = 0;
        }
      };
      await Promise.all(Array.from({ length: 8 }, lane));
      expect(answers.map((one) => one.kind)).toEqual(asked.map(() => 'done'));
      await world.quiet();
      const runs = ((await fetchRuns(world.engine, MEASURE)) ?? []).map(readHistory);
      expect(runs.length).toBeGreaterThanOrEqual(2);
      const done = runs.flatMap((run) => run.records).filter((one) => one.type === 'Commented');
      expect(done.map((one) => one.requestId).toSorted()).toEqual(asked.toSorted());
      expect(await flaws(world)).toEqual([]);
    } finally {
      await world.close();
    }
  }, 600_000);
});
