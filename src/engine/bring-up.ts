import { readFile, realpath } from 'node:fs/promises';
import path from 'node:path';
import { DATABASES, enginePlace, ensureEngineDatabases, ensureOurDatabase } from './databases.ts';
import { removeState, statePorts, writeState } from './engine-state.ts';
import type { DatabaseState, EngineState, TemporalState } from './engine-state.ts';
import { ensureFolder, writeAtomic } from './files.ts';
import { dataLayout } from './layout.ts';
import type { DataLayout } from './layout.ts';
import type { Lock } from './lock.ts';
import type { Mirror } from './mirror.ts';
import { checkAlone, ensureOwnDatabases } from './own-databases.ts';
import type { OwnPostgres } from './own-postgres.ts';
import { postgresBinaries } from './postgres-binaries.ts';
import type { PostgresBinaries } from './postgres-binaries.ts';
import type { PostgresPlace } from './postgres-place.ts';
import { initCluster } from './postgres-init.ts';
import { startPostgres, stopPostgres } from './postgres.ts';
import { secrets as readSecrets } from './secrets.ts';
import { checkReachable, serviceUser } from './service-user.ts';
import type { ServiceUser } from './service-user.ts';
import { temporalBinaries } from './temporal-binaries.ts';
import { startTemporal, stopTemporal } from './temporal-server.ts';

/** Options of `startEmbedded` and `startDatabase`. */
export interface StartEmbeddedOptions {
  readonly dataFolder: string;
  readonly cacheFolder: string;
  /** Where Temporal's programs may be fetched from. */
  readonly mirror?: Mirror | undefined;
  /** Hears Chinese lines for people. */
  readonly onProgress?: ((message: string) => void) | undefined;
  /** Lets workflows skip time: tests only, never on a live engine. */
  readonly timeSkipping?: boolean | undefined;
  /** Seconds a server that is alive may stay silent before it is ended by its number and started anew; 20 by default. */
  readonly silentSeconds?: number | undefined;
  /** Seconds to wait for another process that is starting the same engine; 600 by default. */
  readonly waitSeconds?: number | undefined;
  /** The data folder, where the caller has taken it already (`takeFolder`); giving it up is then the caller's part. */
  readonly lock?: Lock | undefined;
  /** Aborted: a start, or a heal, is given up at its next step and fails with the signal's reason; a start stops again what it started. */
  readonly signal?: AbortSignal | undefined;
}

/** Stops what runs of a data folder's servers, in order, and takes the state away. The caller holds the data folder's lock. */
export async function stopServers(layout: DataLayout, onProgress?: (message: string) => void): Promise<void> {
  await removeState(layout);
  await stopTemporal(layout, { onProgress });
  onProgress?.('正在停止数据库…');
  await stopPostgres(layout);
}

/**
 * Brings both servers up. Every step finds out for itself what is already done, so that this also adopts and mends. The caller holds
 * the data folder's lock.
 */
export async function bringUpEngine(options: StartEmbeddedOptions, layout: DataLayout): Promise<EngineState> {
  const { onProgress, signal } = options;
  const { cacheFolder, binaries, user } = await prepare(options, layout);
  const programs = await temporalBinaries({ cacheFolder, mirror: options.mirror, onProgress, signal });
  signal?.throwIfAborted();
  const database = await bringUpPostgres(options, layout, binaries, user);
  const { postgres, secrets } = database;
  await ensureEngineDatabases({ port: postgres.port, secrets, sqlTool: programs.sql, onProgress });
  const temporal = await startTemporal({
    layout,
    server: programs.server,
    user,
    postgres: enginePlace({ port: postgres.port, secrets }),
    databases: DATABASES,
    preferredPorts: (await statePorts(layout)).temporal,
    timeSkipping: options.timeSkipping ?? false,
    silence: silence(options),
    onProgress,
    signal,
  });
  const state: EngineState = { ...database, temporal };
  await writeState(layout, state);
  return state;
}

/**
 * Brings PostgreSQL up, as `bringUpEngine` does, and nothing else: a Temporal server that an earlier owner left running here is stopped.
 */
export async function bringUpDatabase(
  options: StartEmbeddedOptions,
  layout: DataLayout,
): Promise<DatabaseState> {
  const { binaries, user } = await prepare(options, layout);
  await stopTemporal(layout, { onProgress: options.onProgress });
  options.signal?.throwIfAborted();
  const state = await bringUpPostgres(options, layout, binaries, user);
  await writeState(layout, state);
  return state;
}

/** Options of `startTemporalOn`. */
export interface StartTemporalOnOptions extends StartEmbeddedOptions {
  /** The office's own PostgreSQL, which holds the engine's databases. */
  readonly own: OwnPostgres;
  /** Our own database is to be there as well. */
  readonly withOurs: boolean;
}

/**
 * Brings Temporal up on the office's own PostgreSQL, as `bringUpEngine` does, and nothing else: a PostgreSQL that an earlier owner left running here
 * is stopped.
 */
export async function bringUpTemporalOn(
  options: StartTemporalOnOptions,
  layout: DataLayout,
): Promise<TemporalState> {
  const { onProgress, signal, own } = options;
  const cacheFolder = path.resolve(options.cacheFolder);
  const user = await prepareTemporal(layout);
  const programs = await temporalBinaries({ cacheFolder, mirror: options.mirror, onProgress, signal });
  await checkReachable(cacheFolder, user, 'ZHENGGAI_CACHE');
  signal?.throwIfAborted();
  await stopPostgres(layout);
  await ensureOwnDatabases({ own, withOurs: options.withOurs, sqlTool: programs.sql, onProgress });
  const preferredPorts = (await statePorts(layout)).temporal;
  await checkAlone(own, preferredPorts);
  const temporal = await startTemporal({
    layout,
    server: programs.server,
    user,
    postgres: await withinReach(own.place, layout, user),
    databases: own.names,
    preferredPorts,
    timeSkipping: options.timeSkipping ?? false,
    silence: silence(options),
    onProgress,
    signal,
  });
  const state: TemporalState = { temporal };
  await writeState(layout, state);
  return state;
}

/** Certificates and key to PostgreSQL where the system user can read them. */
async function withinReach(
  place: PostgresPlace,
  layout: DataLayout,
  user: ServiceUser | undefined,
): Promise<PostgresPlace> {
  const { tls } = place;
  if (tls === undefined) return place;
  const copy = async (name: string, file: string): Promise<string> => {
    const at = path.join(layout.temporal, `database-${name}.pem`);
    await writeAtomic(at, await readFile(file, 'utf8'), 0o600, user);
    return at;
  };
  return {
    ...place,
    tls: {
      verify: tls.verify,
      ...(tls.ca === undefined ? {} : { ca: await copy('ca', tls.ca) }),
      ...(tls.client && {
        client: { cert: await copy('cert', tls.client.cert), key: await copy('key', tls.client.key) },
      }),
    },
  };
}

interface Prepared {
  readonly cacheFolder: string;
  readonly binaries: PostgresBinaries;
  readonly user: ServiceUser | undefined;
}

/** Folders and PostgreSQL's programs, all within reach of the system user. */
async function prepare(options: StartEmbeddedOptions, layout: DataLayout): Promise<Prepared> {
  const cacheFolder = path.resolve(options.cacheFolder);
  const user = await prepareTemporal(layout);
  await ensureFolder(layout.postgres, 0o700, 'ZHENGGAI_DATA', user);
  const binaries = await postgresBinaries(cacheFolder);
  await checkReachable(cacheFolder, user, 'ZHENGGAI_CACHE');
  return { cacheFolder, binaries, user };
}

/** The system user, and Temporal's folder within its reach. */
async function prepareTemporal(layout: DataLayout): Promise<ServiceUser | undefined> {
  const user = await serviceUser(layout.cluster);
  await checkReachable(layout.data, user, 'ZHENGGAI_DATA');
  await ensureFolder(layout.temporal, 0o700, 'ZHENGGAI_DATA', user);
  return user;
}

async function bringUpPostgres(
  options: StartEmbeddedOptions,
  layout: DataLayout,
  binaries: PostgresBinaries,
  user: ServiceUser | undefined,
): Promise<DatabaseState> {
  const { onProgress, signal } = options;
  const secrets = await readSecrets(layout);
  await initCluster(layout, binaries, user, secrets.admin, onProgress);
  const postgres = await startPostgres({
    layout,
    binaries,
    user,
    password: secrets.admin,
    preferredPort: (await statePorts(layout)).postgres,
    silence: silence(options),
    onProgress,
    signal,
  });
  await ensureOurDatabase({ port: postgres.port, secrets });
  signal?.throwIfAborted();
  return { postgres, secrets };
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
