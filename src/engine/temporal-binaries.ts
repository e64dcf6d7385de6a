import path from 'node:path';
import { engineError } from './errors.ts';
import { executable, which } from './executables.ts';
import { ensureFolder } from './files.ts';
import { buildWithGo } from './go-build.ts';
import { waitLock } from './lock.ts';
import { fetchEngine, isVersion, mayGoOn, type Mirror } from './mirror.ts';
import { capture } from './processes.ts';
import { TEMPORAL_VERSION } from './temporal-version.ts';

/** Absolute paths of the server and of its schema tool. */
export interface TemporalBinaries {
  readonly server: string;
  readonly sql: string;
}

/** Options of {@link temporalBinaries}. */
export interface TemporalBinariesOptions {
  readonly cacheFolder: string;
  /** Hears Chinese lines for people while something slow runs. */
  readonly onProgress?: ((message: string) => void) | undefined;
  /** Where to fetch them from, where they are neither in the cache nor installed. */
  readonly mirror?: Mirror | undefined;
  /** Folders searched for an installed server and for Go; by default PATH and the folder Go installs itself into. */
  readonly searchPath?: string | undefined;
  /** Aborted: waiting and building are given up. */
  readonly signal?: AbortSignal | undefined;
}

/**
 * Finds the Temporal server and schema tool of {@link TEMPORAL_VERSION}: in the cache, else installed as `temporal-server` and
 * `temporal-sql-tool` of the same version, else in the mirror that is set, else built with Go (minutes) into the cache. Two processes never fetch or
 * build at once. A mirror that cannot be reached is passed by where there is Go; one whose archive is not what it should be is not.
 * @throws engine-no-temporal with the choices there are; engine-mirror-…, engine-build-failed; engine-folder-forbidden
 */
export async function temporalBinaries(options: TemporalBinariesOptions): Promise<TemporalBinaries> {
  const cached = cachedPrograms(options.cacheFolder);
  const folder = path.dirname(cached.server);
  const searchPath = options.searchPath ?? usualSearchPath();
  const found = (await inCache(cached)) ?? (await installed(searchPath));
  if (found) return found;

  const go = await which('go', searchPath);
  if (!go && !options.mirror)
    throw engineError('engine-no-temporal', { cache: options.cacheFolder, tried: `${folder}、PATH、Go` });
  await ensureFolder(folder, 0o755, 'ZHENGGAI_CACHE');
  const waits = (pid: number) =>
    options.onProgress?.(`另一进程（${pid}）正在准备 Temporal 服务端，等待其完成…`);
  const lock = await waitLock(path.join(folder, 'build.lock'), waits, options.signal);
  try {
    // Whoever held the lock before may have finished the work.
    if ((await inCache(cached)) ?? (await fetched(options, folder, go))) return cached;
    for (const name of ['server', 'sql'] as const) {
      if (!(await executable(cached[name])))
        await buildWithGo({ go: go ?? '', binary: name, folder, ...options });
    }
    return cached;
  } finally {
    await lock.release();
  }
}

/** What is there of Temporal's programs, without fetching or building any. */
export type FoundTemporal =
  | { readonly kind: 'found'; readonly server: string }
  /** A program in the cache that does not run, or is of another release. */
  | { readonly kind: 'damaged'; readonly file: string; readonly says: string }
  | { readonly kind: 'none' };

/** Looks for the programs and tries them. */
export async function findTemporal(
  options: Pick<TemporalBinariesOptions, 'cacheFolder' | 'searchPath'>,
): Promise<FoundTemporal> {
  const cached = cachedPrograms(options.cacheFolder);
  if (await inCache(cached)) {
    for (const file of [cached.server, cached.sql]) {
      const { output } = await capture(file, ['--version']);
      if (!isVersion(output)) return { kind: 'damaged', file, says: output.trim().slice(0, 200) };
    }
    return { kind: 'found', server: cached.server };
  }
  const found = await installed(options.searchPath ?? usualSearchPath());
  return found === undefined ? { kind: 'none' } : { kind: 'found', server: found.server };
}

function cachedPrograms(cacheFolder: string): TemporalBinaries {
  const folder = path.join(cacheFolder, 'temporal', TEMPORAL_VERSION);
  return { server: path.join(folder, 'server'), sql: path.join(folder, 'sql') };
}

/** Where programs are looked for: PATH, and the folder Go installs itself into. */
export function usualSearchPath(): string {
  return [process.env['PATH'] ?? '', '/usr/local/go/bin'].join(path.delimiter);
}

/** Whether the mirror had them; false where there is none, or it cannot be reached and there is Go. */
async function fetched(
  { mirror, onProgress, signal }: TemporalBinariesOptions,
  folder: string,
  go: string | undefined,
): Promise<boolean> {
  if (!mirror) return false;
  try {
    await fetchEngine({ mirror, folder, onProgress, signal });
    return true;
  } catch (error) {
    if (go === undefined || !mayGoOn(error)) throw error;
    onProgress?.(`${error.message}改由本机的 Go 编译。`);
    return false;
  }
}

async function inCache(binaries: TemporalBinaries): Promise<TemporalBinaries | undefined> {
  return (await executable(binaries.server)) && (await executable(binaries.sql)) ? binaries : undefined;
}

async function installed(searchPath: string): Promise<TemporalBinaries | undefined> {
  const server = await which('temporal-server', searchPath);
  const sql = await which('temporal-sql-tool', searchPath);
  if (!server || !sql) return undefined;
  for (const file of [server, sql]) {
    if (!isVersion((await capture(file, ['--version'])).output)) return undefined;
  }
  return { server, sql };
}
