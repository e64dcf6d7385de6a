import { randomBytes } from 'node:crypto';
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { sql } from 'kysely';
import { readConfig } from '../../src/config.ts';
import { connect, type Engine } from '../../src/client/connect.ts';
import { startEmbedded, type EmbeddedEngine } from '../../src/engine/embedded.ts';
import { ensureNamespace } from '../../src/engine/namespace.ts';
import type { Payloads } from '../../src/keys/payloads.ts';
import { closeDatabase, openDatabase } from '../../src/store/database.ts';
import { migrate } from '../../src/store/migrate.ts';
import type { Database } from '../../src/store/schema.ts';

/** An engine of the benchmark's own, as `scripts/run` would start it: every write is synced to the disk. */
export interface Ground {
  readonly engine: EmbeddedEngine;
  /** Thrown away with everything in it. */
  readonly folder: string;
  close(): Promise<void>;
}

/** @param timeSkipping only where months are to be counted, never where time is. */
export async function openGround(timeSkipping = false): Promise<Ground> {
  const folder = await mkdtemp(path.join(tmpdir(), 'zhenggai-bench-'));
  // PostgreSQL does not run as root: its user has to come through here.
  await chmod(folder, 0o755);
  const { cache: cacheFolder } = readConfig(process.env, 'real');
  try {
    const engine = await startEmbedded({ dataFolder: path.join(folder, 'data'), cacheFolder, timeSkipping });
    return {
      engine,
      folder,
      close: async () => {
        await engine.stop();
        await rm(folder, { recursive: true, force: true, maxRetries: 5 });
      },
    };
  } catch (error) {
    await rm(folder, { recursive: true, force: true, maxRetries: 5 });
    throw error;
  }
}

/** A namespace and a database of one contestant. */
export interface Stage {
  readonly name: string;
  readonly engine: Engine;
  readonly db: Database;
  readonly databaseUrl: string;
  readonly temporalAddress: string;
  close(): Promise<void>;
}

export async function openStage(ground: Ground, kind: string, payloads?: Payloads): Promise<Stage> {
  const name = `${kind}_${randomBytes(4).toString('hex')}`;
  const { temporalAddress, adminDatabaseUrl } = ground.engine;
  const databaseUrl = await createDatabase(adminDatabaseUrl, name);
  const db = await openDatabase(databaseUrl);
  await migrate(db);
  // What an application without our rules writes: one row a step, of the size of one of our records.
  await sql`create table bare_row (id bigint generated always as identity primary key, workflow text not null,
    kind text not null, body jsonb not null, at timestamptz not null default now())`.execute(db);
  const engine = await connect(temporalAddress, name, undefined, payloads);
  await ensureNamespace(engine.connection, name);
  return {
    name,
    engine,
    db,
    databaseUrl,
    temporalAddress,
    close: async () => {
      await engine.close();
      await closeDatabase(db);
    },
  };
}

/** An empty database of that name beside the engine's; gives its address. */
export async function createDatabase(adminDatabaseUrl: string, name: string): Promise<string> {
  const db = await openDatabase(adminDatabaseUrl);
  try {
    await sql`create database ${sql.id(name)}`.execute(db);
  } finally {
    await closeDatabase(db);
  }
  const url = new URL(adminDatabaseUrl);
  url.pathname = `/${name}`;
  return url.href;
}

/** Bytes of the engine's two databases and one of ours, all rewritten without holes first. */
export async function databaseBytes(
  ground: Ground,
  name: string,
): Promise<{ readonly engine: number; readonly visibility: number; readonly store: number }> {
  const size = async (database: string): Promise<number> => {
    const url = new URL(ground.engine.adminDatabaseUrl);
    url.pathname = `/${database}`;
    const db = await openDatabase(url.href, { statementTimeout: 120_000 });
    try {
      await sql`vacuum full`.execute(db);
      await sql`checkpoint`.execute(db);
      const found = await sql<{
        bytes: number;
      }>`select pg_database_size(current_database()) as bytes`.execute(db);
      return found.rows[0]?.bytes ?? 0;
    } finally {
      await closeDatabase(db);
    }
  };
  return {
    engine: await size('temporal'),
    visibility: await size('temporal_visibility'),
    store: await size(name),
  };
}
