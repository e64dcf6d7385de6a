import { setTimeout as sleep } from 'node:timers/promises';
import { closeDatabase, openDatabase } from '../../../src/store/database.ts';
import { sql } from 'kysely';
import { noDisk } from '../disk.ts';
import { noFakeTime } from '../fake-time.ts';
import type { Fault, Scene } from '../scene.ts';
import { noSteppedEngine } from '../stepped-engine.ts';

const MINUTE_MS = 60_000;

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
    shiftedClock: 'workers',
    impossible: noFakeTime,
    strike: (scene) => step(scene, 60 * scene.random.whole(1, 30)),
  },
  {
    name: 'clock-back',
    what: "workers' and client's clock stepped back by 1 to 30 h for 4 to 8 s, then right again",
    clock: 'real',
    shiftedClock: 'workers',
    impossible: noFakeTime,
    strike: (scene) => step(scene, -60 * scene.random.whole(1, 30)),
  },
  {
    name: 'engine-clock-forward',
    what: "everybody's clock, the engine's too, stepped forward by 5 min to 3 h for 4 to 8 s, then right again",
    clock: 'real',
    shiftedClock: 'all',
    impossible: noSteppedEngine,
    strike: (scene) => step(scene, scene.random.whole(5, 180)),
  },
  {
    name: 'engine-clock-back',
    what: "everybody's clock, the engine's too, stepped back by 5 min to 3 h for 4 to 8 s, then right again",
    clock: 'real',
    shiftedClock: 'all',
    impossible: noSteppedEngine,
    strike: (scene) => step(scene, -scene.random.whole(5, 180)),
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

async function step({ shiftClock, random }: Scene, minutes: number): Promise<string> {
  const seconds = random.whole(4, 8);
  await shiftClock(minutes * MINUTE_MS);
  await sleep(1_000 * seconds);
  await shiftClock(0);
  return `${minutes > 0 ? '+' : ''}${minutes} min for ${seconds} s`;
}
