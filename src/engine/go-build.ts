import { access, chmod, constants, mkdtemp, open, readdir, rename, rm } from 'node:fs/promises';
import { spawn } from 'node:child_process';
import path from 'node:path';
import { engineError } from './errors.ts';
import { syncFile, tail } from './files.ts';
import { TEMPORAL_VERSION } from './temporal-version.ts';

const MODULES = {
  server: `go.temporal.io/server/cmd/server@v${TEMPORAL_VERSION}`,
  sql: `go.temporal.io/server/cmd/tools/sql@v${TEMPORAL_VERSION}`,
} as const;

/** What to build, where to. */
export interface GoBuildOptions {
  /** Path of the go command. */
  readonly go: string;
  readonly binary: keyof typeof MODULES;
  /** Where the binary is to lie; the caller holds this folder's lock. */
  readonly folder: string;
  readonly cacheFolder: string;
  readonly onProgress?: ((message: string) => void) | undefined;
  /** Aborted: the compiler is ended. */
  readonly signal?: AbortSignal | undefined;
}

/**
 * Builds one of Temporal's commands with `go install` and moves it into place whole: a build that is killed leaves no half
 * binary, and what it leaves is swept by the next. Reports about every ten seconds.
 * @throws engine-build-failed with the end of Go's output; the signal's reason
 */
export async function buildWithGo(options: GoBuildOptions): Promise<void> {
  for (const name of await readdir(options.folder)) {
    if (!name.startsWith('.build-')) continue;
    // A compiler that outlived its killed owner may still be writing there: then the next build sweeps it.
    await rm(path.join(options.folder, name), { recursive: true, force: true }).catch(() => undefined);
  }
  const work = await mkdtemp(path.join(options.folder, '.build-'));
  const what = options.binary === 'server' ? '服务端（约需数分钟）' : '建表工具';
  options.onProgress?.(`首次使用，正在编译 Temporal ${what}…`);
  let seconds = 0;
  const ticker = setInterval(() => {
    seconds += 10;
    options.onProgress?.(`仍在编译 Temporal ${what}，已用 ${seconds} 秒…`);
  }, 10_000);
  try {
    const log = path.join(work, 'log');
    const code = await goInstall(options, work, log);
    options.signal?.throwIfAborted();
    const built = path.join(work, options.binary);
    if (code !== 0)
      throw engineError('engine-build-failed', { binary: options.binary, log: await tail(log) });
    await chmod(built, 0o755);
    await syncFile(built);
    await rename(built, path.join(options.folder, options.binary));
    options.onProgress?.(`Temporal ${what.replace(/（.*）/, '')}编译完成。`);
  } finally {
    clearInterval(ticker);
    await rm(work, { recursive: true, force: true });
  }
}

async function goInstall(options: GoBuildOptions, work: string, log: string): Promise<number | undefined> {
  const folders = await goFolders(options.cacheFolder);
  const output = await open(log, 'a');
  try {
    return await new Promise((resolve) => {
      // Not detached: Ctrl-C in the terminal ends the compiler as well.
      const child = spawn(
        options.go,
        ['install', '-trimpath', '-ldflags', '-s -w', MODULES[options.binary]],
        {
          cwd: work,
          env: { ...process.env, ...folders, GOTOOLCHAIN: 'auto', GOBIN: work },
          stdio: ['ignore', output.fd, output.fd],
          ...(options.signal && { signal: options.signal }),
        },
      );
      child.once('error', () => resolve(undefined));
      child.once('exit', (code) => resolve(code ?? undefined));
    });
  } finally {
    await output.close();
  }
}

/** Go keeps modules and its build cache under HOME: where there is no HOME to write to, ours is used. */
async function goFolders(cacheFolder: string): Promise<Record<string, string>> {
  const home = process.env['HOME'];
  const usable =
    home !== undefined &&
    home !== '' &&
    (await access(home, constants.W_OK).then(
      () => true,
      () => false,
    ));
  if (usable) return {};
  return {
    GOPATH: process.env['GOPATH'] || path.join(cacheFolder, 'go'),
    GOCACHE: process.env['GOCACHE'] || path.join(cacheFolder, 'go-build'),
  };
}
