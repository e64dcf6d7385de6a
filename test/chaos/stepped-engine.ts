import { chmod, mkdir, symlink, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { postgresBinaries, postgresPackage } from '../../src/engine/postgres-binaries.ts';
import { temporalBinaries } from '../../src/engine/temporal-binaries.ts';
import { TEMPORAL_VERSION } from '../../src/engine/temporal-version.ts';
import { fakeTimeEnv, noFakeTime } from './fake-time.ts';
import { noSteppedTemporal, steppedTemporal } from './stepped-temporal.ts';

/** Why no engine can be stepped here; undefined where it can. */
export async function noSteppedEngine(): Promise<string | undefined> {
  return (await noFakeTime()) ?? (await noSteppedTemporal());
}

/**
 * Makes a cache folder whose servers look at a file for how far their clock is off. They lie where the product looks for its own, so
 * that it starts, mends and stops them as ever; and as it gives its children an environment of its own, theirs is set by a script.
 */
export async function steppedCache(folder: string, file: string, cacheFolder: string): Promise<void> {
  const { sql } = await temporalBinaries({ cacheFolder });
  const temporal = path.join(folder, 'temporal', TEMPORAL_VERSION);
  await mkdir(temporal, { recursive: true });
  await symlink(sql, path.join(temporal, 'sql'));
  await script(path.join(temporal, 'server'), await steppedTemporal(), { ZHENGGAI_TEST_CLOCK: file });

  const { initdb, postgres } = await postgresBinaries(cacheFolder);
  const bin = path.join(folder, 'postgres', (await postgresPackage()).version, 'native', 'bin');
  await mkdir(bin, { recursive: true });
  // It goes by its real path to a server that nobody steps: there is nothing to step in a database being made.
  await symlink(initdb, path.join(bin, 'initdb'));
  await script(path.join(bin, 'postgres'), postgres, fakeTimeEnv('single', file));
}

/** A program under another environment; the process keeps its number. */
async function script(at: string, program: string, env: Readonly<Record<string, string>>): Promise<void> {
  const lines = Object.entries(env).map(([name, value]) => `export ${name}='${value}'`);
  await writeFile(at, ['#!/bin/sh', ...lines, `exec '${program}' "$@"`, ''].join('\n'));
  await chmod(at, 0o755);
}
