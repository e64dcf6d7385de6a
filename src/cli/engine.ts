import type { Config } from '../config.ts';
import { postgresBinaries } from '../engine/postgres-binaries.ts';
import { temporalBinaries } from '../engine/temporal-binaries.ts';
import { ownEngine } from './ground.ts';

/** Makes sure that everything `run` needs can be had: an engine that answers, or its binaries and PostgreSQL's. */
export async function prepareEngine(config: Config, onProgress: (message: string) => void): Promise<void> {
  if (config.temporalAddress === undefined) await temporalBinaries({ cacheFolder: config.cache, onProgress });
  else await ownEngine(config);
  if (config.databaseUrl === undefined || config.temporalAddress === undefined)
    await postgresBinaries(config.cache);
}
