import { realpath } from 'node:fs/promises';
import path from 'node:path';
import { ensureDatabases } from './databases.ts';
import { removeState, statePorts, writeState } from './engine-state.ts';
import type { EngineState } from './engine-state.ts';
import { ensureFolder } from './files.ts';
import { dataLayout } from './layout.ts';
import type { DataLayout } from './layout.ts';
import { postgresBinaries } from './postgres-binaries.ts';
import { initCluster } from './postgres-init.ts';
import { startPostgres, stopPostgres } from './postgres.ts';
import { secrets as readSecrets } from './secrets.ts';
import { checkReachable, serviceUser } from './service-user.ts';
import { temporalBinaries } from './temporal-binaries.ts';
import { startTemporal, stopTemporal } from './temporal-server.ts';

/** Options of `startEmbedded`. */
export interface StartEmbeddedOptions {
  readonly dataFolder: string;
  readonly cacheFolder: string;
  /** Hears Chinese lines for people. */
  readonly onProgress?: ((message: string) => void) | undefined;
  /** Lets workflows skip time: tests only, never on a live engine. */
  readonly timeSkipping?: boolean | undefined;
  /** Seconds a server that is alive may stay silent before it is ended by its number and started anew; 20 by default. */
  readonly silentSeconds?: number | undefined;
  /** Seconds to wait for another process that is starting the same engine; 600 by default. */
  readonly waitSeconds?: number | undefined;
}

/** Stops what runs of a data folder's servers, in order, and takes the state away. The caller holds the data folder's lock. */
export async function stopServers(layout: DataLayout, onProgress?: (message: string) => void): Promise<void> {
  await removeState(layout);
  onProgress?.('正在停止流程引擎…');
  await stopTemporal(layout);
  onProgress?.('正在停止数据库…');
  await stopPostgres(layout);
}

/**
 * Brings both servers up. Every step finds out for itself what is already done, so that this also adopts and mends. The caller holds
 * the data folder's lock.
 */
export async function bringUp(options: StartEmbeddedOptions, layout: DataLayout): Promise<EngineState> {
  const { onProgress } = options;
  const cacheFolder = path.resolve(options.cacheFolder);
  const user = await serviceUser(layout.cluster);
  await checkReachable(layout.data, user, 'ZHENGGAI_DATA');
  await ensureFolder(layout.postgres, 0o700, 'ZHENGGAI_DATA', user);
  await ensureFolder(layout.temporal, 0o700, 'ZHENGGAI_DATA', user);
  const programs = await postgresBinaries(cacheFolder);
  await checkReachable(cacheFolder, user, 'ZHENGGAI_CACHE');
  const temporalPrograms = await temporalBinaries({ cacheFolder, onProgress });

  const secrets = await readSecrets(layout);
  await initCluster(layout, programs, user, secrets.admin, onProgress);
  const before = await statePorts(layout);
  const postgres = await startPostgres({
    layout,
    binaries: programs,
    user,
    password: secrets.admin,
    preferredPort: before.postgres,
    silence: silence(options),
    onProgress,
  });
  await ensureDatabases({ port: postgres.port, secrets, sqlTool: temporalPrograms.sql, onProgress });
  const temporal = await startTemporal({
    layout,
    server: temporalPrograms.server,
    user,
    postgresPort: postgres.port,
    password: secrets.temporal,
    preferredPorts: before.temporal,
    timeSkipping: options.timeSkipping ?? false,
    silence: silence(options),
    onProgress,
  });
  const state: EngineState = { postgres, temporal, secrets };
  await writeState(layout, state);
  return state;
}

/** Milliseconds a living server may stay silent. */
export function silence(options: StartEmbeddedOptions): number {
  return 1_000 * (options.silentSeconds ?? 20);
}

/** Makes the data folder and those in it that are ours, and names its files by their real path. */
export async function prepareFolders(dataFolder: string): Promise<DataLayout> {
  const root = process.getuid?.() === 0;
  // The system user must be able to pass through root's data folder to its own; everything secret in it is 0600 or 0700.
  await ensureFolder(dataFolder, root ? 0o755 : 0o700, 'ZHENGGAI_DATA');
  const layout = dataLayout(await realpath(dataFolder));
  await ensureFolder(layout.run, 0o700, 'ZHENGGAI_DATA');
  await ensureFolder(layout.logs, 0o700, 'ZHENGGAI_DATA');
  return layout;
}
