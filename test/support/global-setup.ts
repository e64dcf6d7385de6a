import { chmod, mkdir, mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { readConfig } from '../../src/config.ts';
import { startEmbedded, type EmbeddedEngine } from '../../src/engine/embedded.ts';
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
  globalThis.zhenggaiTest = { engine, folder };
  publish({ temporalAddress: engine.temporalAddress, adminDatabaseUrl: engine.adminDatabaseUrl, registry });
}
