import { realpath } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { bringUp, prepareFolders, silence, stopServers } from './bring-up.ts';
import type { StartEmbeddedOptions } from './bring-up.ts';
import { readState } from './engine-state.ts';
import type { EngineState } from './engine-state.ts';
import { engineError } from './errors.ts';
import { dataLayout } from './layout.ts';
import type { DataLayout } from './layout.ts';
import { tryLock } from './lock.ts';
import { attachPostgres } from './postgres.ts';
import { temporalAnswers } from './temporal-server.ts';

export type { StartEmbeddedOptions } from './bring-up.ts';

/** Where a running engine can be reached. Holds passwords: not for logs. */
export interface EngineCoordinates {
  /** `127.0.0.1:port` of Temporal's frontend. */
  readonly temporalAddress: string;
  /** Our own database, as the role that owns it. */
  readonly databaseUrl: string;
  /** Database `postgres` as superuser: for making further databases (tests), dumps. */
  readonly adminDatabaseUrl: string;
  readonly postgresPort: number;
  readonly pids: { readonly postgres: number; readonly temporal: number };
}

/** A started engine. */
export interface EmbeddedEngine extends EngineCoordinates {
  /** False when another living process (or an earlier call in this one) owns the engine; then `heal` and `stop` do nothing. */
  readonly owned: boolean;
  /** Starts again whatever has died or fallen silent, at the same ports where they are free. Gives the coordinates now true. */
  heal(): Promise<EngineCoordinates>;
  /** Stops Temporal, then PostgreSQL, and gives up the data folder. Stop the worker first. */
  stop(): Promise<void>;
}

/**
 * Starts PostgreSQL and Temporal of a data folder, making all that is missing; adopts what a killed owner has left running and
 * mends what a kill has left half done. If another living process owns the data folder, its engine is returned instead.
 * @throws EngineError of any code but those on addresses and namespaces
 */
export async function startEmbedded(options: StartEmbeddedOptions): Promise<EmbeddedEngine> {
  const layout = await prepareFolders(options.dataFolder);
  const seconds = options.waitSeconds ?? 600;
  for (let waited = 0; ; waited += 200) {
    const lock = await tryLock(layout.ownerLock);
    if ('release' in lock) {
      try {
        return owned(options, layout, await bringUp(options, layout), () => lock.release());
      } catch (error) {
        try {
          await stopServers(layout);
        } finally {
          await lock.release();
        }
        throw error;
      }
    }
    const running = await attachEmbedded(layout.data);
    if (running) return { ...running, owned: false, heal: async () => running, stop: async () => undefined };
    if (waited === 0) options.onProgress?.(`另一进程（${lock.holder}）正在启动流程引擎，等待其就绪…`);
    if (waited >= seconds * 1000)
      throw engineError('engine-busy', { folder: layout.data, pid: lock.holder, seconds });
    await sleep(200);
  }
}

/**
 * The running engine of a data folder, if both its servers really answer, each within `milliseconds`; else undefined. Starts nothing.
 * @throws engine-folder-forbidden when the state is another user's
 */
export async function attachEmbedded(
  dataFolder: string,
  milliseconds = 5_000,
): Promise<EngineCoordinates | undefined> {
  const layout = dataLayout(await realpath(dataFolder).catch(() => dataFolder));
  const state = await readState(layout);
  if (!state) return undefined;
  const postgres = await attachPostgres(layout, state.secrets.admin, milliseconds);
  if (postgres?.port !== state.postgres.port) return undefined;
  const temporal = await temporalAnswers(
    layout,
    state.temporal.pid,
    state.temporal.ports[0] ?? 0,
    milliseconds,
  );
  return temporal ? coordinates(state) : undefined;
}

function owned(
  options: StartEmbeddedOptions,
  layout: DataLayout,
  first: EngineState,
  release: () => Promise<void>,
): EmbeddedEngine {
  let state = first;
  let stopped = false;
  let last: Promise<unknown> = Promise.resolve();
  /** One after the other: a stop waits for the heal under way. */
  const inTurn = <T>(work: () => Promise<T>): Promise<T> => {
    const mine = last.then(work, work);
    last = mine.catch(() => undefined);
    return mine;
  };
  const heal = async (): Promise<EngineCoordinates> => {
    if (!stopped && !(await attachEmbedded(layout.data, silence(options))))
      state = await bringUp(options, layout);
    return coordinates(state);
  };
  const stop = async (): Promise<void> => {
    if (stopped) return;
    stopped = true;
    await stopServers(layout, options.onProgress);
    await release();
  };
  return {
    owned: true,
    // Read anew each time: a heal may have changed them.
    get temporalAddress() {
      return coordinates(state).temporalAddress;
    },
    get databaseUrl() {
      return coordinates(state).databaseUrl;
    },
    get adminDatabaseUrl() {
      return coordinates(state).adminDatabaseUrl;
    },
    get postgresPort() {
      return state.postgres.port;
    },
    get pids() {
      return coordinates(state).pids;
    },
    heal: () => inTurn(heal),
    stop: () => inTurn(stop),
  };
}

function coordinates(state: EngineState): EngineCoordinates {
  const url = (role: string, password: string, database: string): string =>
    `postgres://${role}:${encodeURIComponent(password)}@127.0.0.1:${state.postgres.port}/${database}`;
  return {
    temporalAddress: `127.0.0.1:${state.temporal.ports[0] ?? 0}`,
    databaseUrl: url('zhenggai', state.secrets.app, 'zhenggai'),
    adminDatabaseUrl: url('postgres', state.secrets.admin, 'postgres'),
    postgresPort: state.postgres.port,
    pids: { postgres: state.postgres.pid, temporal: state.temporal.pid },
  };
}
