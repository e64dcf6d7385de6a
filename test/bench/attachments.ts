import { randomBytes } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { mkdtemp, open, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { Readable } from 'node:stream';
import { createEvidenceStore } from '../../src/store/evidence-store.ts';
import { createSealedStore, type SealedItem } from '../../src/store/sealed-store.ts';
import { newKey, ringOf } from '../support/rings.ts';
import type { Ground } from './ground.ts';
import { say, table, type PartOptions, type Table } from './report.ts';
import { ratios, shown, spread } from './stats.ts';

/** What is done with the same bytes in turn, in the order of the table; the first is what the others are compared with. */
const WAYS = {
  copy: 'copied, and synced',
  evidence: 'put into the evidence store (hash, synced)',
  aes: 'sealed, AES-256-GCM',
  sm4: 'sealed, SM4-CTR and HMAC-SM3',
  openAes: 'opened and read, AES-256-GCM',
  openSm4: 'opened and read, SM4-CTR and HMAC-SM3',
} as const;
type Way = keyof typeof WAYS;

/** Bytes of one file. */
const SIZE = 64_000_000;

/** What sealing and opening a large attachment costs, beside copying it. */
export async function attachments(ground: Ground, { quick, rounds }: PartOptions): Promise<readonly Table[]> {
  const turns = rounds ?? (quick ? 1 : 5);
  const size = quick ? SIZE / 16 : SIZE;
  const found: Record<Way, Taken>[] = [];
  for (let turn = 0; turn < turns; turn += 1) {
    say(`attachments, turn ${turn + 1} of ${turns}`);
    const folder = await mkdtemp(path.join(ground.folder, 'attachments-'));
    found.push(await oneTurn(folder, size));
    await rm(folder, { recursive: true });
  }
  const of = (way: Way, what: keyof Taken): number[] => found.map((turn) => turn[way][what]);
  const rows = (Object.keys(WAYS) as Way[]).map((way) => [
    WAYS[way],
    shown(spread(of(way, 'seconds').map((seconds) => size / 1e6 / seconds)), 0),
    way === 'copy' ? '–' : shown(ratios(of(way, 'seconds'), of('copy', 'seconds')), 2),
    shown(spread(of(way, 'cpu').map((cpu) => (cpu * 1e9) / size)), 1),
  ]);
  const head = [`one file of ${size / 1e6} MB`, 'MB/s', 'time, beside the copy', 'CPU, ms/MB'];
  return [table('attachments', head, rows)];
}

/** What one way took, in seconds: on the clock, and of processors. */
interface Taken {
  readonly seconds: number;
  readonly cpu: number;
}

/** What each way took for one new random file. */
async function oneTurn(folder: string, size: number): Promise<Record<Way, Taken>> {
  const file = path.join(folder, 'attachment.zip');
  await writeFile(file, randomBytes(size));
  const [aes, sm4] = [newKey('content', 'aes-256-gcm'), newKey('content', 'sm4-ctr-hmac-sm3')];
  const store = createSealedStore({ folder: path.join(folder, 'store') });
  const both = ringOf(aes, sm4);
  const copied = await timed(() => copy(file, path.join(folder, 'copy')));
  const evidence = await timed(() =>
    createEvidenceStore({ folder: path.join(folder, 'evidence') }).put(file),
  );
  const byAes = await timed(() => store.seal(file, ringOf(aes)));
  const bySm4 = await timed(() => store.seal(file, ringOf(sm4)));
  const read = (item: SealedItem) => timed(async () => drain((await store.open(item, both)).stream));
  return {
    copy: copied.taken,
    evidence: evidence.taken,
    aes: byAes.taken,
    sm4: bySm4.taken,
    openAes: (await read(byAes.result)).taken,
    openSm4: (await read(bySm4.result)).taken,
  };
}

async function timed<T>(work: () => Promise<T>): Promise<{ readonly result: T; readonly taken: Taken }> {
  const [began, before] = [performance.now(), process.cpuUsage()];
  const result = await work();
  const { user, system } = process.cpuUsage(before);
  return { result, taken: { seconds: (performance.now() - began) / 1_000, cpu: (user + system) / 1e6 } };
}

/** As the store writes: in the pieces that a stream gives, and synced. */
async function copy(from: string, to: string): Promise<void> {
  const handle = await open(to, 'wx');
  try {
    for await (const chunk of createReadStream(from) as AsyncIterable<Buffer>) await handle.writeFile(chunk);
    await handle.sync();
  } finally {
    await handle.close();
  }
}

async function drain(stream: Readable): Promise<void> {
  for await (const _ of stream);
}
