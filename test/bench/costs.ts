import { Worker } from '@temporalio/worker';
import { fetchHistory, type History } from '../../src/client/histories.ts';
import { actBare, actOurs, latencies } from './acting.ts';
import { bareBundle, PRODUCT_BUNDLE } from './bundle.ts';
import { openStage, type Ground, type Stage } from './ground.ts';
import { lifeRows, lives, type Lives } from './life.ts';
import { sleepers, type Cached } from './memory.ts';
import { replayRate } from './replay.ts';
import { say, table, type PartOptions, type Table } from './report.ts';
import { measureIds, startBare, startOurs, type Started } from './starting.ts';
import { median, quantile, ratios, shown, spread } from './stats.ts';
import type { BenchWorkerOptions } from './worker-main.ts';
import { forkWorker } from './workers.ts';

interface Two<T> {
  readonly ours: T;
  readonly bare: T;
}

/** What each thing costs, ours beside the bare workflow, one after the other in turns. */
export async function costs(
  ground: Ground,
  { quick, only, profileFolder, rounds: wanted }: PartOptions,
): Promise<readonly Table[]> {
  say('bare bundle');
  const bundle = await bareBundle(ground.folder);
  const isWanted = (name: string): boolean => only === undefined || only === name;
  const tables: Table[] = [];
  say('life');
  const found = isWanted('life') || isWanted('replay') ? await lives(bundle) : undefined;
  if (found !== undefined) tables.push(lifeTable(found));
  const rounds = wanted ?? (quick ? 2 : 5);
  if (only !== 'life') tables.push(...(await running(ground, bundle, rounds, quick, found, profileFolder)));
  return tables;
}

async function running(
  ground: Ground,
  bundle: string,
  rounds: number,
  quick: boolean,
  life: Lives | undefined,
  profileFolder: string | undefined,
): Promise<readonly Table[]> {
  const stages = { ours: await openStage(ground, 'ours'), bare: await openStage(ground, 'bare') };
  const options = {
    ours: workerOptions('product', stages.ours, PRODUCT_BUNDLE),
    bare: workerOptions('bare', stages.bare, bundle),
  };
  const workers = {
    ours: await forkWorker(options.ours, profileFolder),
    bare: await forkWorker(options.bare),
  };
  try {
    const body = JSON.stringify('x'.repeat(Math.round(life?.recordBytes ?? 1_300)));
    const started = await starting(ground, stages, rounds, body);
    const acted = await acting(stages, rounds, quick);
    await workers.ours.stop();
    await workers.bare.stop();
    const replayed = await replaying(stages, bundle, rounds, quick, life);
    say('memory');
    const ids = Array.from({ length: rounds }, (_, round) => measureIds(round)).flat();
    const cached: Two<Cached> = {
      ours: await sleepers(stages.ours, options.ours, ids),
      bare: await sleepers(stages.bare, options.bare, ids),
    };
    return [costTable(started, acted, replayed, cached), memoryTable(cached, ids.length)];
  } finally {
    await stages.ours.close();
    await stages.bare.close();
  }
}

function workerOptions(
  kind: BenchWorkerOptions['kind'],
  stage: Stage,
  bundlePath: string,
): BenchWorkerOptions {
  const { temporalAddress, name: namespace, databaseUrl } = stage;
  // Nothing is mailed here: port 9 discards.
  return { kind, temporalAddress, namespace, databaseUrl, smtpUrl: 'smtp://127.0.0.1:9', bundlePath };
}

async function starting(
  ground: Ground,
  stages: Two<Stage>,
  rounds: number,
  body: string,
): Promise<Two<readonly Started[]>> {
  const ours: Started[] = [];
  const bare: Started[] = [];
  for (let round = 0; round < rounds; round += 1) {
    ours.push(await startOurs(ground, stages.ours, round));
    bare.push(await startBare(ground, stages.bare, round, body));
    say(`start 210: ours ${JSON.stringify(ours.at(-1))}, bare ${JSON.stringify(bare.at(-1))}`);
  }
  return { ours, bare };
}

const LOADS = ['1 in flight', '8 in flight, 8 measures', '8 in flight, one measure'] as const;

interface Acted {
  readonly load: (typeof LOADS)[number];
  readonly p50: Two<readonly number[]>;
  readonly p99: Two<readonly number[]>;
}

async function acting(stages: Two<Stage>, rounds: number, quick: boolean): Promise<readonly Acted[]> {
  const found = LOADS.map((load) => ({ load, ours: [] as number[][], bare: [] as number[][] }));
  for (let round = 0; round < rounds; round += 1) {
    const ids = measureIds(round);
    const targets = [ids.slice(0, 1), ids.slice(1, 9), Array.from({ length: 8 }, () => ids[9] ?? '')];
    for (const [at, one] of found.entries()) {
      const count = (at === 0 ? 60 : 200) / (quick ? 4 : 1);
      const to = targets[at] ?? [];
      // Once beforehand, so that nobody has to be loaded first.
      for (const id of new Set(to)) await Promise.all([actOurs(stages.ours, id), actBare(stages.bare, id)]);
      one.ours.push([...(await latencies((id) => actOurs(stages.ours, id), to, count))]);
      one.bare.push([...(await latencies((id) => actBare(stages.bare, id), to, count))]);
    }
    say(
      `act: ${found.map((one) => `${one.load} ${median(one.ours.at(-1) ?? []).toFixed(0)}/${median(one.bare.at(-1) ?? []).toFixed(0)} ms`).join(', ')}`,
    );
  }
  return found.map(({ load, ours, bare }) => ({
    load,
    p50: { ours: ours.map((one) => quantile(one, 0.5)), bare: bare.map((one) => quantile(one, 0.5)) },
    p99: { ours: ours.map((one) => quantile(one, 0.99)), bare: bare.map((one) => quantile(one, 0.99)) },
  }));
}

interface Replayed extends Two<readonly number[]> {
  readonly what: string;
}

async function replaying(
  stages: Two<Stage>,
  bundle: string,
  rounds: number,
  quick: boolean,
  life: Lives | undefined,
): Promise<readonly Replayed[]> {
  const long = measureIds(0)[9] ?? '';
  const pairs: { readonly what: string; readonly histories: Two<History>; readonly copies: number }[] = [
    {
      what: 'a long life',
      histories: {
        ours: await fetchHistory(stages.ours.engine, long),
        bare: await fetchHistory(stages.bare.engine, long),
      },
      copies: quick ? 3 : 10,
    },
  ];
  if (life !== undefined)
    pairs.push({
      what: 'the normal life',
      histories: { ours: life.ours, bare: life.bare },
      copies: quick ? 20 : 100,
    });
  const found: Replayed[] = [];
  for (const { what, histories, copies } of pairs) {
    const lengths = `${histories.ours.events?.length ?? 0} and ${histories.bare.events?.length ?? 0} events`;
    const one = { what: `${what} (${lengths})`, ours: [] as number[], bare: [] as number[] };
    const usual: number[] = [];
    for (let round = 0; round < rounds; round += 1) {
      one.ours.push(await replayRate(histories.ours, 'ours', copies));
      one.bare.push(await replayRate(histories.bare, { bare: bundle }, copies));
      usual.push(await replayRate(histories.bare, { bare: bundle }, copies, { worker: Worker }));
      const rates = [one.ours, one.bare, usual].map((rate) => rate.at(-1)?.toFixed(0));
      say(`replay ${one.what}: ${rates.join(' / ')} events/s`);
    }
    found.push(one, { what: `${what}, the bare one in the SDK's own worker`, ours: one.ours, bare: usual });
  }
  return found;
}

function costTable(
  started: Two<readonly Started[]>,
  acted: readonly Acted[],
  replayed: readonly Replayed[],
  cached: Two<Cached>,
): Table {
  const row = (
    what: string,
    { ours, bare }: Two<readonly number[]>,
    digits: number,
    inverse = false,
  ): string[] => [
    what,
    shown(spread(ours), digits),
    shown(spread(bare), digits),
    shown(inverse ? ratios(bare, ours) : ratios(ours, bare), 2),
  ];
  const of = (key: keyof Started, unit = 1): Two<readonly number[]> => ({
    ours: started.ours.map((one) => one[key] / unit),
    bare: started.bare.map((one) => one[key] / unit),
  });
  return table(
    'costs',
    ['', 'ours', 'bare workflow', 'ratio'],
    [
      row('start 210 measures, until all are open, s', of('open'), 2),
      row('the same, until nothing is written any more, s', of('rest'), 2),
      ...acted.flatMap(({ load, p50, p99 }) => [
        row(`act, ${load}, p50, ms`, p50, 0),
        row(`act, ${load}, p99, ms`, p99, 0),
      ]),
      ...replayed.map((one) => row(`replay of ${one.what}, events/s`, one, 0, true)),
      row(
        'worker memory per sleeping measure, KiB',
        { ours: [cached.ours.each / 1_024], bare: [cached.bare.each / 1_024] },
        0,
      ),
      row('database bytes per measure started, KiB', of('bytes', 1_024), 1),
    ],
  );
}

function memoryTable(cached: Two<Cached>, count: number): Table {
  const mib = (bytes: number): string => `${(bytes / 2 ** 20).toFixed(0)} MiB`;
  return table(
    'memory',
    ['worker process, resident', 'ours', 'bare workflow'],
    [
      ['knows one process', mib(cached.ours.one), mib(cached.bare.one)],
      [`keeps ${count} sleeping`, mib(cached.ours.all), mib(cached.bare.all)],
      [`has woken ${count}, keeps 50`, mib(cached.ours.fifty), mib(cached.bare.fifty)],
    ],
  );
}

/** Events that only the engine's skipping of time makes are left out of the sums. */
const SKIPPING = 'WorkflowExecutionTimeSkippingTransitioned';

function lifeTable(found: Lives): Table {
  const rows = lifeRows(found).filter(([type]) => type !== SKIPPING);
  const sum = (at: 1 | 2): number => rows.reduce((total, row) => total + row[at], 0);
  const [ours, bare] = [sum(1), sum(2)];
  return table(
    'life',
    ['history events of one life', 'ours', 'bare workflow'],
    [
      ...rows.map(([type, a, b]) => [type, String(a), String(b)]),
      [`**all** (ratio ${(ours / bare).toFixed(2)})`, `**${ours}**`, `**${bare}**`],
    ],
  );
}
