import type { Config } from '../../config.ts';
import type { AccessSettings } from '../../engine/access-settings.ts';
import { attachEmbedded, attachTemporal, embeddedPorts } from '../../engine/embedded.ts';
import { databaseUrlOn } from '../../engine/own-postgres.ts';
import type { Place } from '../ground.ts';
import { readInstance, wasLeft, type InstanceFile } from '../instance.ts';

/** Where engine and database are, as far as anything says. */
export interface Surroundings {
  readonly config: Config;
  /** What a living `run` has written. */
  readonly instance?: InstanceFile;
  /** An owner was killed and has left its file. */
  readonly left: boolean;
  /** Servers of a killed owner that still run. */
  readonly orphaned: boolean;
  readonly temporalAddress?: string;
  readonly temporalAccess?: AccessSettings;
  readonly databaseUrl?: string;
  /** Ports of our own servers that should be listened on; or, while nothing runs, those that the next start would take. */
  readonly ports: readonly number[];
}

/** Servers of ours that run without an owner, and where our database is if they are on the office's own PostgreSQL. */
async function servers(config: Config): Promise<Partial<Place> | undefined> {
  const embedded = await attachEmbedded(config.data);
  if (embedded !== undefined)
    return { temporalAddress: embedded.temporalAddress, databaseUrl: embedded.databaseUrl };
  const alone = await attachTemporal(config.data);
  return alone && { temporalAddress: alone.temporalAddress };
}

/** Our database on the office's own PostgreSQL. */
function onOwnPostgres({ enginePostgres: own }: Config): Pick<Place, 'databaseUrl'> | undefined {
  return own && { databaseUrl: databaseUrlOn(own, own.names.app) };
}

/** Finds out what runs for these settings. Starts nothing. */
export async function surroundings(config: Config): Promise<Surroundings> {
  const instance = await readInstance(config);
  const left = await wasLeft(config);
  const running = instance === undefined ? await servers(config) : undefined;
  const ports = await embeddedPorts(config.data);
  const place = instance ?? {
    ...onOwnPostgres(config),
    ...running,
    ...(config.temporalAddress !== undefined && { temporalAddress: config.temporalAddress }),
    ...(config.temporalAccess && { temporalAccess: config.temporalAccess }),
    ...(config.databaseUrl !== undefined && { databaseUrl: config.databaseUrl }),
  };
  const { temporalAddress, temporalAccess, databaseUrl } = place;
  return {
    config,
    left,
    orphaned: running !== undefined,
    ports,
    ...(instance && { instance }),
    ...(temporalAddress === undefined ? {} : { temporalAddress }),
    ...(temporalAccess === undefined ? {} : { temporalAccess }),
    ...(databaseUrl === undefined ? {} : { databaseUrl }),
  };
}
