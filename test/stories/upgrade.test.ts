import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { bundleWorkflowCode, DefaultLogger, Worker } from '@temporalio/worker';
import { fold } from '../../src/audit/fold.ts';
import { readHistory } from '../../src/audit/read-history.ts';
import { act, type ActResult } from '../../src/client/act.ts';
import { processState } from '../../src/client/advance.ts';
import { fetchHistory, type History } from '../../src/client/histories.ts';
import { measureProcess } from '../../src/domain/process.ts';
import { rulesInForce } from '../../src/store/queries.ts';
import type { Driver } from '../../src/rehearsal/driver.ts';
import { flaws } from '../support/flaws.ts';
import { RULES_AND_2 } from '../support/rules-2.ts';
import { BUNDLE, createWorld, zhejiang, type World } from '../support/world.ts';

const M06 = measureProcess('zhejiang-2022', 'M06');
const M03 = measureProcess('zhejiang-2022', 'M03');
const OFFICE = 'zgb-zhuren';
const PAYLOAD_CONVERTER = fileURLToPath(
  new URL('../../dist/workflows/payload-converter.js', import.meta.url),
);
/** Both measures have the same deadline, 31 August, with rungs one and two working days after it. */
const AFTER_ONE_DAY = '2022-09-01T12:00:00.000+08:00';
const AFTER_TWO_DAYS = '2022-09-02T12:00:00.000+08:00';

/** A programme that runs while its program is replaced by one that knows rules number 2 as well. */
describe('an upgrade under load', () => {
  let world: World;
  let driver: Driver;
  let newBundle: string;
  const answers: ActResult[] = [];

  const ask = (
    process: string,
    person: string,
    command: { readonly type: string; readonly [field: string]: unknown },
    validMs?: number,
  ): Promise<ActResult> =>
    act(world.engine, {
      process,
      person,
      command,
      directorySeq: 1,
      proven: 'test',
      ...(validMs === undefined ? {} : { validMs }),
    });
  const rulesOf = async (process: string): Promise<number | undefined> =>
    (await processState(world.engine, process))?.frame.rules;
  const rungs = async (process: string): Promise<readonly unknown[]> =>
    (await world.records(process))
      .filter((one) => one.type === 'Escalated')
      .map((one) => [one.data['after'], one.rules]);

  beforeAll(async () => {
    world = await createWorld();
    newBundle = path.join(world.folder, 'rules-2.js');
    const { code } = await bundleWorkflowCode({
      workflowsPath: fileURLToPath(new URL('../support/workflows-rules-2.ts', import.meta.url)),
      payloadConverterPath: PAYLOAD_CONVERTER,
      logger: new DefaultLogger('ERROR'),
    });
    await writeFile(newBundle, code);
    driver = await world.launch(zhejiang({ measures: ['M03', 'M06'] }));
    await driver.to('2022-06-08T10:00:00.000+08:00');

    // Four people at work, who notice nothing of what follows.
    let upgraded = false;
    let count = 0;
    const lane = async (process: string, person: string): Promise<void> => {
      for (let after = 0; after < 10; after += upgraded ? 1 : 0)
        answers.push(await ask(process, person, { type: 'comment', text: `第${(count += 1)}条` }));
    };
    const work = Promise.all([
      lane(M06, 'jcc-chengban'),
      lane(M06, 'jcc-fuze'),
      lane(M03, OFFICE),
      lane(M03, 'zgb-lianluo'),
    ]);
    while (answers.length < 20) await new Promise((resolve) => setTimeout(resolve, 20));
    await world.stopWorker();
    await world.startWorker(newBundle);
    upgraded = true;
    await work;
    await driver.quieten('2022-06-08T10:00:00.000+08:00', ['zhejiang-2022', M06, M03]);
  }, 300_000);

  afterAll(() => world.close());

  it('loses and doubles no act', async () => {
    expect(answers.map((one) => one.kind)).toEqual(answers.map(() => 'done'));
    const recorded = [...(await world.records(M06)), ...(await world.records(M03))].filter(
      (one) => one.type === 'Commented',
    );
    expect(recorded.map((one) => one.requestId).toSorted()).toEqual(
      answers.map((one) => one.requestId).toSorted(),
    );
  });

  it('leaves running processes under the rules they began with, until the rectification office moves them', async () => {
    expect(await rulesOf(M06)).toBe(1);
    expect(await rulesOf(M03)).toBe(1);
    expect(await ask(M06, 'jcc-fuze', { type: 'adopt_rules', to: 2 })).toMatchObject({
      kind: 'refused',
      refusal: { code: 'not_permitted' },
    });
    expect((await ask(M06, OFFICE, { type: 'adopt_rules', to: 2 })).kind).toBe('done');
    expect(await rulesOf(M06)).toBe(2);
    expect(await rulesOf(M03)).toBe(1);
    await world.quiet();
    expect(await rulesInForce(world.db, 'zhejiang-2022')).toEqual(
      expect.arrayContaining([
        { process: M03, kind: 'measure', rules: 1, before: [] },
        { process: M06, kind: 'measure', rules: 2, before: [1] },
      ]),
    );
    await driver.quieten('2022-06-08T10:00:00.000+08:00', [M06]);
    await driver.to(AFTER_ONE_DAY);
    expect(await rungs(M06)).toEqual([]);
    expect(await rungs(M03)).toEqual([[1, 1]]);
    await driver.to(AFTER_TWO_DAYS);
    expect(await rungs(M06)).toEqual([[2, 2]]);
    expect(await rungs(M03)).toEqual([[1, 1]]);
  });

  it('has histories that fold and replay, those of the old rules by the old program too', async () => {
    const histories: Record<string, History> = {};
    for (const process of [M06, M03]) histories[process] = await fetchHistory(world.engine, process);
    for (const history of Object.values(histories)) {
      expect(fold([readHistory(history)], { registry: RULES_AND_2 }).problems).toEqual([]);
      await expect(Worker.runReplayHistory(replayOf(newBundle), history)).resolves.toBeUndefined();
    }
    await expect(Worker.runReplayHistory(replayOf(BUNDLE), histories[M03])).resolves.toBeUndefined();
    // A program that does not know the rules says so, in the fold and in the replay, and makes nothing up.
    expect(fold([readHistory(histories[M06] as History)]).problems).not.toEqual([]);
    await expect(Worker.runReplayHistory(replayOf(BUNDLE), histories[M06])).rejects.toThrow();
    expect(await flaws(world, RULES_AND_2)).toEqual([]);
  }, 120_000);

  it('taken back, leaves what has moved on untouched until the newer program is there again', async () => {
    await world.stopWorker();
    await world.startWorker(BUNDLE);
    const before = (await world.records(M06)).length;
    const text = { type: 'comment', text: '旧程序' };
    expect((await ask(M03, OFFICE, text)).kind).toBe('done');
    expect((await ask(M06, OFFICE, text, 2_000)).kind).toBe('not_recorded');
    await world.stopWorker();
    await world.startWorker(newBundle);
    expect((await world.records(M06)).length).toBe(before);
    expect((await ask(M06, OFFICE, { type: 'comment', text: '新程序' })).kind).toBe('done');
    await driver.quieten(AFTER_TWO_DAYS, [M03, M06]);
  }, 180_000);
});

function replayOf(codePath: string) {
  return {
    workflowBundle: { codePath },
    dataConverter: { payloadConverterPath: PAYLOAD_CONVERTER },
    replayName: 'upgrade',
  };
}
