import { randomBytes } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { act } from '../../src/client/act.ts';
import { launch, programmeInput } from '../../src/client/launch.ts';
import { clueProcess, measureProcess } from '../../src/domain/process.ts';
import { processState } from '../../src/client/advance.ts';
import { listProcesses } from '../../src/store/queries.ts';
import { actOurs, latencies } from './acting.ts';
import { PRODUCT_BUNDLE } from './bundle.ts';
import { databaseBytes, openStage, type Ground, type Stage } from './ground.ts';
import { programme } from './plans.ts';
import { say, table, type PartOptions, type Table } from './report.ts';
import { quantile } from './stats.ts';
import { forkWorker } from './workers.ts';

const ID = 'clues';
const HANDLER = 'sgzx-chengban';
const HOLDER = 'zfj-chengban';
const IN_FLIGHT = 8;

/** A thousand clues open at one time: what handing one over costs at the beginning and at the end, and what they weigh. */
export async function clues(ground: Ground, { quick }: PartOptions): Promise<readonly Table[]> {
  const total = quick ? 40 : 1_000;
  const part = quick ? 20 : 100;
  const stage = await openStage(ground, 'clues');
  const { temporalAddress, name: namespace, databaseUrl } = stage;
  // Nothing is mailed here: port 9 discards.
  const reached = { temporalAddress, namespace, databaseUrl, smtpUrl: 'smtp://127.0.0.1:9' };
  const worker = await forkWorker({ kind: 'product', ...reached, bundlePath: PRODUCT_BUNDLE });
  try {
    const input = programmeInput(programme(ID), 'real');
    await launch(stage.engine, input);
    await opened(stage, 'measure', input.measures.length);
    const before = await weight(ground, stage);
    const rss = await worker.memory();
    const target = measureProcess(ID, input.measures[0]?.id ?? '');
    const found: number[] = [];
    const began = performance.now();
    for (let done = 0; done < total; done += part) {
      found.push(
        ...(await latencies(
          () => handOver(stage),
          Array.from({ length: IN_FLIGHT }, () => ID),
          part,
        )),
      );
      // As they come in an office: those of an hour are open before those of the next.
      await opened(stage, 'clue', done + part);
      say(`clues: ${done + part} handed over`);
    }
    const seconds = (performance.now() - began) / 1_000;
    const after = await weight(ground, stage);
    const grown = (await worker.memory()).rss - rss.rss;
    const one = await latencies(attach(stage), [clueProcess(ID, 1)], quick ? 5 : 60);
    // At the same time, beside the same thousand.
    const measure = await latencies((id) => actOurs(stage, id), [target], quick ? 5 : 60);
    const listing = await listed(stage, quick ? 2 : 10);
    const state = await processState(stage.engine, ID);
    const ms = (values: readonly number[], share: number): string => quantile(values, share).toFixed(0);
    const [first, last] = [found.slice(0, part), found.slice(-part)];
    return [
      table(
        'clues',
        [`${total} clues, all open`, ''],
        [
          ['handed over and open, clues a second', (total / seconds).toFixed(1)],
          [
            `handing over, the first ${part}, ${IN_FLIGHT} in flight: p50, p99, ms`,
            `${ms(first, 0.5)}, ${ms(first, 0.99)}`,
          ],
          [`handing over, the last ${part}: p50, p99, ms`, `${ms(last, 0.5)}, ${ms(last, 0.99)}`],
          ['last beside first, p50', (quantile(last, 0.5) / quantile(first, 0.5)).toFixed(2)],
          [
            'an act on a clue beside one on a measure, 1 in flight, p50',
            (quantile(one, 0.5) / quantile(measure, 0.5)).toFixed(2),
          ],
          ['database KiB a clue (engine, index, ledger)', ((after - before) / total / 1_024).toFixed(1)],
          ["worker's memory, KiB a clue", (grown / total / 1_024).toFixed(1)],
          [
            "the programme's memory of them, bytes a clue",
            (Buffer.byteLength(JSON.stringify(state?.frame)) / total).toFixed(0),
          ],
          ['the whole list read from the ledger, ms', quantile(listing, 0.5).toFixed(0)],
        ],
      ),
    ];
  } finally {
    await worker.stop();
    await stage.close();
  }
}

async function handOver({ engine }: Stage): Promise<void> {
  const command = {
    type: 'hand_over',
    from: 'sgzx',
    to: 'zfj',
    category: '虚报瞒报',
    items: [sealed()],
    mark: randomBytes(32).toString('hex'),
  };
  await done(engine, { process: ID, person: HANDLER, command });
}

/** Its holder adds an item. */
function attach({ engine }: Stage): (process: string) => Promise<void> {
  return async (process) => {
    const command = { type: 'attach_items', items: [sealed()] };
    await done(engine, { process, person: HOLDER, command });
  };
}

/** As an item stands in a command; the content would lie in the evidence store. */
function sealed(): object {
  const [item, sha256] = [randomBytes(16).toString('hex'), randomBytes(32).toString('hex')];
  return { item, sha256, keyId: 'content-bench', size: 4_096 };
}

async function done(
  engine: Stage['engine'],
  asked: Pick<Parameters<typeof act>[1], 'process' | 'person' | 'command'>,
): Promise<void> {
  const result = await act(engine, { ...asked, directorySeq: 1, proven: 'bench' });
  if (result.kind !== 'done') throw new Error(`${asked.process}: ${JSON.stringify(result)}`);
}

async function opened({ db }: Stage, kind: 'measure' | 'clue', count: number): Promise<void> {
  while ((await listProcesses(db, { kind })).length < count) await sleep(50);
}

async function weight(ground: Ground, { name }: Stage): Promise<number> {
  const { engine, visibility, store } = await databaseBytes(ground, name);
  return engine + visibility + store;
}

async function listed({ db }: Stage, times: number): Promise<readonly number[]> {
  const found: number[] = [];
  for (let n = 0; n < times; n += 1) {
    const begin = performance.now();
    await listProcesses(db, { kind: 'clue' });
    found.push(performance.now() - begin);
  }
  return found;
}
