import { existsSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { closeDatabase, openDatabase } from '../../../src/store/database.ts';
import { sql } from 'kysely';
import { noDisk } from '../disk.ts';
import type { Fault, Scene } from '../scene.ts';

const HOUR_MS = 3_600_000;

/** Disk and clock. */
export const SURROUNDING_FAULTS: readonly Fault[] = [
  {
    name: 'disk-full',
    what: "the data folder's disk filled to the last block for 3 to 8 s, then freed",
    ownDisk: true,
    impossible: noDisk,
    strike: fillDisk,
  },
  {
    name: 'clock-forward',
    what: "workers' and client's clock stepped forward by 1 to 30 h for 4 to 8 s, then right again",
    clock: 'real',
    shiftedClock: true,
    impossible: noFakeTime,
    strike: (scene) => step(scene, 1),
  },
  {
    name: 'clock-back',
    what: "workers' and client's clock stepped back by 1 to 30 h for 4 to 8 s, then right again",
    clock: 'real',
    shiftedClock: true,
    impossible: noFakeTime,
    strike: (scene) => step(scene, -1),
  },
];

async function fillDisk({ ground, random }: Scene): Promise<string> {
  const { disk } = ground;
  if (disk === undefined) throw new Error('needs a disk of its own');
  const seconds = random.whole(3, 8);
  let switched = 0;
  try {
    await disk.fill();
    // The log's segments are there already: a new one is what the disk cannot give.
    switched = await switchLog(ground.engine.adminDatabaseUrl);
    await sleep(1_000 * seconds);
  } finally {
    await disk.free();
  }
  await ground.healed();
  return `full for ${seconds} s, ${switched} log segments asked for`;
}

async function switchLog(admin: string): Promise<number> {
  let switched = 0;
  try {
    const db = await openDatabase(admin, { statementTimeout: 5_000 });
    try {
      for (; switched < 40; switched += 1) {
        await sql`select pg_logical_emit_message(false, 'chaos', 'x')`.execute(db);
        await sql`select pg_switch_wal()`.execute(db);
      }
    } finally {
      await closeDatabase(db);
    }
  } catch {
    // It has come to its end, as it should.
  }
  return switched;
}

async function step({ shiftClock, random }: Scene, sign: 1 | -1): Promise<string> {
  const hours = random.whole(1, 30);
  const seconds = random.whole(4, 8);
  await shiftClock(sign * hours * HOUR_MS);
  await sleep(1_000 * seconds);
  await shiftClock(0);
  return `${sign > 0 ? '+' : '-'}${hours} h for ${seconds} s`;
}

const FAKETIME = [
  '/usr/lib/x86_64-linux-gnu/faketime/libfaketimeMT.so.1',
  '/usr/lib/aarch64-linux-gnu/faketime/libfaketimeMT.so.1',
  '/usr/lib/faketime/libfaketimeMT.so.1',
];

/** The library by which a worker's clock is shifted while it runs; undefined where it is not installed. */
export function fakeTimeLibrary(): string | undefined {
  return FAKETIME.find((file) => existsSync(file));
}

async function noFakeTime(): Promise<string | undefined> {
  return fakeTimeLibrary() === undefined ? 'needs libfaketime (apt-get install faketime)' : undefined;
}
