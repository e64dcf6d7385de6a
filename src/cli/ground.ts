import type { Config } from '../config.ts';
import { readAccess } from '../engine/access-files.ts';
import type { AccessSettings } from '../engine/access-settings.ts';
import { checkTemporal } from '../engine/check-temporal.ts';
import { startDatabase, startEmbedded, startTemporalOn } from '../engine/embedded.ts';
import type { StartEmbeddedOptions } from '../engine/embedded.ts';
import type { Lock } from '../engine/lock.ts';
import { databaseUrlOn, type OwnPostgres } from '../engine/own-postgres.ts';
import { closeDatabase, openDatabase } from '../store/database.ts';

/** Where the engine and our database are. Holds a password. */
export interface Place {
  readonly temporalAddress: string;
  /** For an engine of the office's own. May hold a key. */
  readonly temporalAccess?: AccessSettings;
  readonly databaseUrl: string;
}

/** Engine and database under an instance: the office's own, embedded ones, or one of each. */
export interface Ground {
  /** Where they are now. */
  place(): Place;
  /** Starts again what is embedded and has died. What is the office's own is left alone. */
  heal(): Promise<void>;
  /** Stops what is embedded. */
  stop(): Promise<void>;
}

export interface GroundOptions {
  readonly lock: Lock;
  readonly onProgress: (message: string) => void;
  readonly signal: AbortSignal;
}

/**
 * Starts what is to be embedded, once the office's own servers have answered: `TEMPORAL_ADDRESS` set but silent is an
 * error, never a reason to start another engine.
 * @throws engine-…, store-…; the signal's reason
 */
export async function openGround(config: Config, options: GroundOptions): Promise<Ground> {
  const { temporalAddress, databaseUrl } = config;
  const own = await ownEngine(config);
  if (databaseUrl !== undefined) await closeDatabase(await openDatabase(databaseUrl));
  options.signal.throwIfAborted();
  const embedded = {
    dataFolder: config.data,
    cacheFolder: config.cache,
    mirror: config.engineMirror,
    ...options,
  };
  if (config.enginePostgres !== undefined) return onOwnPostgres(config.enginePostgres, databaseUrl, embedded);
  if (temporalAddress === undefined) {
    const engine = await startEmbedded(embedded);
    return over(engine, () => ({
      temporalAddress: engine.temporalAddress,
      databaseUrl: databaseUrl ?? engine.databaseUrl,
    }));
  }
  if (databaseUrl === undefined) {
    const database = await startDatabase(embedded);
    return over(database, () => ({ ...own, temporalAddress, databaseUrl: database.databaseUrl }));
  }
  return {
    place: () => ({ ...own, temporalAddress, databaseUrl }),
    heal: async () => {},
    stop: async () => {},
  };
}

/** Our engine on the office's own PostgreSQL, which holds our database too where no other is set. */
async function onOwnPostgres(
  own: OwnPostgres,
  databaseUrl: string | undefined,
  embedded: StartEmbeddedOptions,
): Promise<Ground> {
  const engine = await startTemporalOn({ ...embedded, own, withOurs: databaseUrl === undefined });
  return over(engine, () => ({
    temporalAddress: engine.temporalAddress,
    databaseUrl: databaseUrl ?? databaseUrlOn(own, own.names.app),
  }));
}

/**
 * Makes sure that an engine of the office's own answers, and gives how it is spoken to.
 * @throws engine-…
 */
export async function ownEngine(config: Config): Promise<{ readonly temporalAccess?: AccessSettings }> {
  const { temporalAddress, temporalAccess, namespace } = config;
  if (temporalAddress === undefined) return {};
  await checkTemporal(temporalAddress, { namespace, access: await readAccess(temporalAccess) });
  return temporalAccess === undefined ? {} : { temporalAccess };
}

function over(servers: { heal(): Promise<unknown>; stop(): Promise<void> }, place: () => Place): Ground {
  return {
    place,
    heal: async () => {
      await servers.heal();
    },
    stop: () => servers.stop(),
  };
}
