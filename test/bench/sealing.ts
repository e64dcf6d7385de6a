import { defaultPayloadConverter } from '@temporalio/common';
import path from 'node:path';
import { addKey } from '../../src/cli/keys/making.ts';
import { fetchHistory, type History } from '../../src/client/histories.ts';
import { over } from '../../src/client/connect.ts';
import { programmeInput } from '../../src/client/launch.ts';
import { measureInput } from '../../src/domain/programme/state.ts';
import { FileRing, withNewKey } from '../../src/keys/key-file.ts';
import { Payloads } from '../../src/keys/payloads.ts';
import type { CipherName } from '../../src/keys/ring.ts';
import { actOurs, latencies } from './acting.ts';
import { PRODUCT_BUNDLE } from './bundle.ts';
import { openStage, type Ground, type Stage } from './ground.ts';
import { programme } from './plans.ts';
import { replayRate } from './replay.ts';
import { say, table, type PartOptions, type Table } from './report.ts';
import { measureIds, startOurs } from './starting.ts';
import { median, quantile, ratios, shown, spread } from './stats.ts';
import { forkWorker } from './workers.ts';

const KINDS = ['plain', 'aes-256-gcm', 'sm4-ctr-hmac-sm3'] as const;
type Kind = (typeof KINDS)[number];

/** What one contestant has, with or without a key. */
interface Contestant {
  readonly kind: Kind;
  readonly stage: Stage;
  readonly payloads?: Payloads;
  readonly keyFile?: string;
}

/** What each turn measured, by name. */
type Found = Readonly<Record<'start' | 'act' | 'replay' | 'bytes', number>>;

/** What sealing the engine's payloads costs: the product beside itself without a key, in turns. */
export async function sealing(
  ground: Ground,
  { quick, only, rounds = quick ? 1 : 3 }: PartOptions,
): Promise<readonly Table[]> {
  const bare = alone(quick ? 50 : 500);
  if (only === 'alone') return [bare];
  const all: readonly Contestant[] = await Promise.all(KINDS.map((kind) => contestant(ground, kind)));
  try {
    const found = new Map<Kind, Found[]>(KINDS.map((kind) => [kind, []]));
    for (let round = 0; round < rounds; round += 1) {
      for (const one of all) {
        const measured = await turn(ground, one, round, quick);
        found.get(one.kind)?.push(measured);
        say(`${one.kind}: ${JSON.stringify(measured)}`);
      }
    }
    return [costs(found), bare];
  } finally {
    for (const { stage } of all) await stage.close();
  }
}

async function contestant(ground: Ground, kind: Kind): Promise<Contestant> {
  const name = kind.replaceAll('-', '_');
  if (kind === 'plain') return { kind, stage: await openStage(ground, name) };
  const keyFile = path.join(ground.folder, `${name}.json`);
  const place = { data: ground.folder, keyFile, keyFileNamed: false };
  await addKey(place, {
    purpose: 'payload',
    cipher: kind satisfies CipherName,
    now: new Date().toISOString(),
  });
  const ring = new FileRing(keyFile);
  const payloads = new Payloads({ ring, file: keyFile, wasUsed: () => false });
  return { kind, stage: await openStage(ground, name, payloads), payloads, keyFile };
}

async function turn(ground: Ground, one: Contestant, round: number, quick: boolean): Promise<Found> {
  const { stage, payloads, keyFile } = one;
  const { temporalAddress, name: namespace, databaseUrl } = stage;
  // Nothing is mailed here: port 9 discards.
  const smtpUrl = 'smtp://127.0.0.1:9';
  const reached = { temporalAddress, namespace, databaseUrl, smtpUrl, bundlePath: PRODUCT_BUNDLE };
  const worker = await forkWorker({
    kind: 'product',
    ...reached,
    ...(keyFile === undefined ? {} : { keyFile }),
  });
  try {
    const { open: start, bytes } = await startOurs(ground, stage, round);
    const [target = ''] = measureIds(round);
    await actOurs(stage, target);
    const act = quantile(await latencies((id) => actOurs(stage, id), [target], quick ? 10 : 60), 0.5);
    const history = await asStored(stage, target);
    // A rate, turned over: more is slower, as with all others.
    const replay = 1_000 / (await replayRate(history, 'ours', quick ? 3 : 20, { payloads }));
    return { start, act, replay, bytes };
  } finally {
    await worker.stop();
  }
}

/** A history with its payloads as the engine has them: to open them is part of what is measured. */
async function asStored({ engine, name }: Stage, process: string): Promise<History> {
  return fetchHistory(over(engine.connection, name), process);
}

const ROWS: readonly (readonly [keyof Found, string, number])[] = [
  ['start', 'start 210 measures, until all are open, s', 2],
  ['act', 'act, 1 in flight, p50, ms', 0],
  ['replay', 'replay, ms an event', 2],
  ['bytes', 'database KiB per measure started', 1],
];

function costs(found: ReadonlyMap<Kind, readonly Found[]>): Table {
  const values = (kind: Kind, name: keyof Found): readonly number[] =>
    (found.get(kind) ?? []).map((one) => (name === 'bytes' ? one.bytes / 1_024 : one[name]));
  const rows = ROWS.map(([name, text, digits]) => {
    const plain = values('plain', name);
    const sealed = (['aes-256-gcm', 'sm4-ctr-hmac-sm3'] as const).flatMap((kind) => [
      shown(spread(values(kind, name)), digits),
      shown(ratios(values(kind, name), plain), 2),
    ]);
    return [text, shown(spread(plain), digits), ...sealed];
  });
  return table('sealing', ['', 'no key', 'AES-256-GCM', 'ratio', 'SM4, HMAC-SM3', 'ratio'], rows);
}

/** Processor time for one payload, there and back: as JSON only, and sealed too. Other work on the machine hardly touches it. */
function alone(times: number): Table {
  const plan = programmeInput(programme('alone'), 'real');
  const values = [
    ['a report', { type: 'report', text: '已走访三县，核对名录。'.repeat(20) }],
    ["a measure's start input", plan.measures.map((one) => measureInput(plan, one))[0]],
    ["a programme's start input", plan],
  ] as const;
  const rows = values.map(([name, value]) => {
    const json = micros(times, () => {
      defaultPayloadConverter.fromPayload(defaultPayloadConverter.toPayload(value));
    });
    const sealed = (['aes-256-gcm', 'sm4-ctr-hmac-sm3'] as const).map((cipher) => {
      const { file, key } = withNewKey(undefined, 'payload', cipher, new Date().toISOString());
      const ring = { current: () => key, find: (id: string) => file.keys.find((one) => one.id === id) };
      const payloads = new Payloads({ ring, file: '', wasUsed: () => false });
      const payload = defaultPayloadConverter.toPayload(value);
      return micros(times, () => void payloads.open(payloads.seal(payload)));
    });
    const size = (defaultPayloadConverter.toPayload(value).data?.length ?? 0) / 1_024;
    return [`${name}, ${size.toFixed(1)} KiB`, ...[json, ...sealed].map((one) => one.toFixed(0))];
  });
  return table('sealing-alone', ['processor time, µs', 'JSON', 'AES-256-GCM', 'SM4, HMAC-SM3'], rows);
}

/** Microseconds of processor time for one run, the median of nine series. */
function micros(times: number, run: () => void): number {
  const series = Array.from({ length: 9 }, () => {
    const begin = process.cpuUsage();
    for (let n = 0; n < times; n += 1) run();
    const { user, system } = process.cpuUsage(begin);
    return (user + system) / times;
  });
  return median(series);
}
