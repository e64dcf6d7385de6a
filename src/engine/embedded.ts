import { realpath } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import {
  bringUpDatabase,
  bringUpEngine,
  bringUpTemporalOn,
  prepareFolders,
  silence,
  stopServers,
} from './bring-up.ts';
import type { StartEmbeddedOptions, StartTemporalOnOptions } from './bring-up.ts';
import { clockWatch } from './clock-watch.ts';
import { readState, statePorts } from './engine-state.ts';
import type { AnyState, DatabaseState, EngineState, TemporalState } from './engine-state.ts';
import { engineError } from './errors.ts';
import { dataLayout } from './layout.ts';
import type { DataLayout } from './layout.ts';
import { tryLock } from './lock.ts';
import type { Holder, Lock } from './lock.ts';
import { attachPostgres } from './postgres.ts';
import { temporalAnswers } from './temporal-server.ts';

export type { StartEmbeddedOptions } from './bring-up.ts';

/** Where a running database can be reached. Holds passwords: not for logs. */
export interface DatabaseCoordinates {
  /** Our own database, as the role that owns it. */
  readonly databaseUrl: string;
  /** Database `postgres` as superuser: for making further databases (tests), dumps. */
  readonly adminDatabaseUrl: string;
  readonly postgresPort: number;
  readonly pids: { readonly postgres: number };
}

/** Where a running engine can be reached. Holds passwords: not for logs. */
export interface EngineCoordinates extends DatabaseCoordinates {
  /** `127.0.0.1:port` of Temporal's frontend. */
  readonly temporalAddress: string;
  readonly pids: { readonly postgres: number; readonly temporal: number };
}

/** Where a running Temporal server alone can be reached. */
export interface TemporalCoordinates {
  readonly temporalAddress: string;
  readonly pids: { readonly temporal: number };
}

/** What was started. Its coordinates are read anew each time: a heal may have changed them. */
type Started<C> = C & {
  /** False when another living process (or an earlier call in this one) owns it; then `heal` and `stop` do nothing. */
  readonly owned: boolean;
  /** Starts again whatever has died or fallen silent, and Temporal when the machine's clock has been set back, at the same ports where they are free. Gives the coordinates now true. */
  heal(): Promise<C>;
  /** Stops Temporal, then PostgreSQL, and gives up the data folder. Stop the worker first. */
  stop(): Promise<void>;
};

/** A started engine. */
export type EmbeddedEngine = Started<EngineCoordinates>;

/** A started PostgreSQL alone. */
export type EmbeddedDatabase = Started<DatabaseCoordinates>;

/** A started Temporal server alone. */
type EmbeddedTemporal = Started<TemporalCoordinates>;

/** What is brought up and how it is found again: both servers, or one of them alone. */
interface Kind<S extends AnyState, C extends object, O extends StartEmbeddedOptions = StartEmbeddedOptions> {
  readonly bringUp: (options: O, layout: DataLayout) => Promise<S>;
  readonly attach: (layout: DataLayout, milliseconds: number) => Promise<C | undefined>;
  readonly coordinates: (state: S) => C;
}

const ENGINE: Kind<EngineState, EngineCoordinates> = {
  bringUp: bringUpEngine,
  attach: attachEngine,
  coordinates: engineCoordinates,
};

const DATABASE: Kind<DatabaseState, DatabaseCoordinates> = {
  bringUp: bringUpDatabase,
  attach: attachDatabase,
  coordinates: databaseCoordinates,
};

const TEMPORAL: Kind<TemporalState, TemporalCoordinates, StartTemporalOnOptions> = {
  bringUp: bringUpTemporalOn,
  attach: attachTemporalAlone,
  coordinates: temporalCoordinates,
};

/**
 * Starts PostgreSQL and Temporal of a data folder, making all that is missing; adopts what a killed owner has left running and
 * mends what a kill has left half done. If another living process owns the data folder, its engine is returned instead.
 * @throws EngineError of any code but those on addresses and namespaces; the signal's reason
 */
export async function startEmbedded(options: StartEmbeddedOptions): Promise<EmbeddedEngine> {
  return start(ENGINE, options);
}

/**
 * Starts PostgreSQL of a data folder in the same way, for our own database beside a Temporal server elsewhere: needs neither
 * Temporal's programs nor Go.
 * @throws as startEmbedded
 */
export async function startDatabase(options: StartEmbeddedOptions): Promise<EmbeddedDatabase> {
  return start(DATABASE, options);
}

/**
 * Starts Temporal of a data folder in the same way, on a PostgreSQL of the office's own.
 * @throws as startEmbedded; engine-database-…
 */
export async function startTemporalOn(options: StartTemporalOnOptions): Promise<EmbeddedTemporal> {
  return start(TEMPORAL, options);
}

/** Takes a data folder for this process, making it where it is absent; or says which living process has it. */
export async function takeFolder(dataFolder: string): Promise<Lock | Holder> {
  return tryLock((await prepareFolders(dataFolder)).ownerLock);
}

/**
 * The running engine of a data folder, if both its servers really answer, each within `milliseconds`; else undefined. Starts nothing.
 * @throws engine-folder-forbidden when the state is another user's
 */
export async function attachEmbedded(
  dataFolder: string,
  milliseconds = 5_000,
): Promise<EngineCoordinates | undefined> {
  return attachEngine(dataLayout(await realpath(dataFolder).catch(() => dataFolder)), milliseconds);
}

/** The same for a Temporal server alone, on a PostgreSQL of the office's own. */
export async function attachTemporal(
  dataFolder: string,
  milliseconds = 5_000,
): Promise<TemporalCoordinates | undefined> {
  return attachTemporalAlone(dataLayout(await realpath(dataFolder).catch(() => dataFolder)), milliseconds);
}

/**
 * Ports of a data folder's own servers: those that run, else those used last. Starts nothing.
 * @throws engine-folder-forbidden when the state is another user's
 */
export async function embeddedPorts(dataFolder: string): Promise<readonly number[]> {
  const layout = dataLayout(await realpath(dataFolder).catch(() => dataFolder));
  const state = await readState(layout);
  if (state)
    return [
      ...('postgres' in state ? [state.postgres.port] : []),
      ...('temporal' in state ? state.temporal.ports : []),
    ];
  const last = await statePorts(layout);
  return [...(last.postgres === undefined ? [] : [last.postgres]), ...last.temporal];
}

async function start<S extends AnyState, C extends object, O extends StartEmbeddedOptions>(
  kind: Kind<S, C, O>,
  options: O,
): Promise<Started<C>> {
  const layout = await prepareFolders(options.dataFolder);
  const seconds = options.waitSeconds ?? 600;
  for (let waited = 0; ; waited += 200) {
    options.signal?.throwIfAborted();
    const lock = options.lock ?? (await tryLock(layout.ownerLock));
    if ('release' in lock) {
      const release = async (): Promise<void> => {
        if (lock !== options.lock) await lock.release();
      };
      try {
        return owned(kind, options, layout, await kind.bringUp(options, layout), release);
      } catch (error) {
        try {
          await stopServers(layout);
        } finally {
          await release();
        }
        throw error;
      }
    }
    const running = await kind.attach(layout, 5_000);
    if (running) return { ...running, owned: false, heal: async () => running, stop: async () => undefined };
    if (waited === 0) options.onProgress?.(`另一进程（${lock.holder}）正在启动流程引擎，等待其就绪…`);
    if (waited >= seconds * 1000)
      throw engineError('engine-busy', { folder: layout.data, pid: lock.holder, seconds });
    await sleep(200);
  }
}

function owned<S extends AnyState, C extends object, O extends StartEmbeddedOptions>(
  kind: Kind<S, C, O>,
  options: O,
  layout: DataLayout,
  first: S,
  release: () => Promise<void>,
): Started<C> {
  let now = kind.coordinates(first);
  let stopped = false;
  let last: Promise<unknown> = Promise.resolve();
  /** One after the other: a stop waits for the heal under way. */
  const inTurn = <T>(work: () => Promise<T>): Promise<T> => {
    const mine = last.then(work, work);
    last = mine.catch(() => undefined);
    return mine;
  };
  const watchClock = clockWatch(layout, silence(options), options.onProgress);
  const heal = async (): Promise<C> => {
    if (!stopped) await watchClock();
    if (!stopped && !(await kind.attach(layout, silence(options))))
      now = kind.coordinates(await kind.bringUp(options, layout));
    return now;
  };
  const stop = async (): Promise<void> => {
    if (stopped) return;
    stopped = true;
    await stopServers(layout, options.onProgress);
    await release();
  };
  const started = { owned: true, heal: () => inTurn(heal), stop: () => inTurn(stop) };
  for (const name of Object.keys(now) as (keyof C)[])
    Object.defineProperty(started, name, { get: () => now[name], enumerable: true });
  return started as Started<C>;
}

async function attachDatabase(
  layout: DataLayout,
  milliseconds: number,
): Promise<DatabaseCoordinates | undefined> {
  const state = await readState(layout);
  return state && 'postgres' in state && (await postgresAnswers(layout, state, milliseconds))
    ? databaseCoordinates(state)
    : undefined;
}

async function attachEngine(
  layout: DataLayout,
  milliseconds: number,
): Promise<EngineCoordinates | undefined> {
  const state = await readState(layout);
  if (
    !state ||
    !('temporal' in state) ||
    !('postgres' in state) ||
    !(await postgresAnswers(layout, state, milliseconds))
  )
    return undefined;
  const { pid, ports } = state.temporal;
  return (await temporalAnswers(layout, pid, ports[0] ?? 0, milliseconds))
    ? engineCoordinates(state)
    : undefined;
}

/** A Temporal server whose PostgreSQL is not ours: that one is asked by Temporal. */
async function attachTemporalAlone(
  layout: DataLayout,
  milliseconds: number,
): Promise<TemporalCoordinates | undefined> {
  const state = await readState(layout);
  if (!state || !('temporal' in state) || 'postgres' in state) return undefined;
  const { pid, ports } = state.temporal;
  return (await temporalAnswers(layout, pid, ports[0] ?? 0, milliseconds))
    ? temporalCoordinates(state)
    : undefined;
}

async function postgresAnswers(
  layout: DataLayout,
  state: DatabaseState,
  milliseconds: number,
): Promise<boolean> {
  const postgres = await attachPostgres(layout, state.secrets.admin, milliseconds);
  return postgres?.port === state.postgres.port && postgres.pid === state.postgres.pid;
}

function databaseCoordinates({ postgres, secrets }: DatabaseState): DatabaseCoordinates {
  const url = (role: string, password: string, database: string): string =>
    `postgres://${role}:${encodeURIComponent(password)}@127.0.0.1:${postgres.port}/${database}`;
  return {
    databaseUrl: url('zhenggai', secrets.app, 'zhenggai'),
    adminDatabaseUrl: url('postgres', secrets.admin, 'postgres'),
    postgresPort: postgres.port,
    pids: { postgres: postgres.pid },
  };
}

function temporalCoordinates({ temporal }: TemporalState): TemporalCoordinates {
  return {
    temporalAddress: `127.0.0.1:${temporal.ports[0] ?? 0}`,
    pids: { temporal: temporal.pid },
  };
}

function engineCoordinates(state: EngineState): EngineCoordinates {
  return {
    ...databaseCoordinates(state),
    ...temporalCoordinates(state),
    pids: { postgres: state.postgres.pid, temporal: state.temporal.pid },
  };
}
