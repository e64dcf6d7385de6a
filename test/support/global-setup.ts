import { spawn } from 'node:child_process';
import { chmod, mkdir, mkdtemp } from 'node:fs/promises';
import type { Socket } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { sql } from 'kysely';
import { readConfig } from '../../src/config.ts';
import { startEmbedded, type EmbeddedEngine } from '../../src/engine/embedded.ts';
import { closeDatabase, openDatabase } from '../../src/store/database.ts';
import { publish } from './shared.ts';

declare global {
  var zhenggaiTest: { engine: EmbeddedEngine; folder: string } | undefined;
}

/** One real engine with its PostgreSQL for the whole suite, in a folder of its own; every world has its own namespace and database. */
export default async function setUp(): Promise<void> {
  const folder = await mkdtemp(path.join(tmpdir(), 'zhenggai-suite-'));
  // PostgreSQL does not run as root: its user has to come through here.
  await chmod(folder, 0o755);
  const registry = path.join(folder, 'registry');
  await mkdir(registry);
  const { cache: cacheFolder } = readConfig(process.env, 'real');
  const engine = await startEmbedded({
    dataFolder: path.join(folder, 'data'),
    cacheFolder,
    timeSkipping: true,
  });
  const guardian = spawn(
    process.execPath,
    [
      path.join(import.meta.dirname, 'guardian.cjs'),
      folder,
      String(engine.pids.temporal),
      String(engine.pids.postgres),
    ],
    { detached: true, stdio: ['pipe', 'ignore', 'ignore'] },
  );
  guardian.unref();
  (guardian.stdin as Socket).unref();
  await hurry(engine.adminDatabaseUrl);
  globalThis.zhenggaiTest = { engine, folder };
  publish({ temporalAddress: engine.temporalAddress, adminDatabaseUrl: engine.adminDatabaseUrl, registry });
}

/** The suite's cluster is thrown away: it need not survive a power cut, only killed processes. */
async function hurry(adminDatabaseUrl: string): Promise<void> {
  const db = await openDatabase(adminDatabaseUrl);
  try {
    for (const setting of ['fsync', 'synchronous_commit', 'full_page_writes'])
      await sql`alter system set ${sql.raw(setting)} = off`.execute(db);
    await sql`select pg_reload_conf()`.execute(db);
  } finally {
    await closeDatabase(db);
  }
}
