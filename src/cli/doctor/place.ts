import type { Config } from '../../config.ts';
import type { AccessSettings } from '../../engine/access-settings.ts';
import { attachEmbedded, embeddedPorts } from '../../engine/embedded.ts';
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

/** Finds out what runs for these settings. Starts nothing. */
export async function surroundings(config: Config): Promise<Surroundings> {
  const instance = await readInstance(config);
  const left = await wasLeft(config);
  const running = instance === undefined ? await attachEmbedded(config.data) : undefined;
  const ports = await embeddedPorts(config.data);
  const place = instance ?? {
    ...(running && { temporalAddress: running.temporalAddress, databaseUrl: running.databaseUrl }),
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
