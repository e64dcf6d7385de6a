import path from 'node:path';
import type { Config } from '../config.ts';
import { makeArchive, type MadeArchive } from '../engine/archive.ts';
import { postgresBinaries } from '../engine/postgres-binaries.ts';
import { temporalBinaries } from '../engine/temporal-binaries.ts';
import { ownEngine } from './ground.ts';

/** Makes sure that everything `run` needs can be had: an engine that answers, or its binaries and PostgreSQL's. */
export async function prepareEngine(config: Config, onProgress: (message: string) => void): Promise<void> {
  if (config.temporalAddress === undefined)
    await temporalBinaries({ cacheFolder: config.cache, mirror: config.engineMirror, onProgress });
  else await ownEngine(config);
  const { databaseUrl, temporalAddress, enginePostgres } = config;
  if (enginePostgres === undefined && (databaseUrl === undefined || temporalAddress === undefined))
    await postgresBinaries(config.cache);
}

/**
 * Packs the engine's programs for a mirror, from where they are found here.
 * @throws engine-…
 */
export async function archiveEngine(
  config: Config,
  folder: string,
  onProgress: (message: string) => void,
): Promise<MadeArchive> {
  const programs = await temporalBinaries({
    cacheFolder: config.cache,
    mirror: config.engineMirror,
    onProgress,
  });
  onProgress('正在打包…');
  return makeArchive(programs, path.resolve(folder));
}
