import { chmod, mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import pg from 'pg';
import { EngineError } from '../../src/engine/errors.ts';
import type { EngineErrorCode } from '../../src/engine/errors.ts';
import { defaultFolders } from '../../src/engine/paths.ts';
import { commandOf } from '../../src/engine/processes.ts';

/** The cache all tests share, so that Temporal is not built for each. */
export const cacheFolder = defaultFolders({
  cache: process.env['ZHENGGAI_CACHE'],
  uid: process.getuid?.(),
  home: process.env['HOME'],
  xdgCacheHome: process.env['XDG_CACHE_HOME'],
}).cache;

/** A new folder that the system user can enter. */
export async function temporaryFolder(): Promise<string> {
  const folder = await mkdtemp(path.join(tmpdir(), 'zhenggai-test-'));
  await chmod(folder, 0o755);
  return folder;
}

/** Removes it, even while a process that is ending still writes there. */
export async function removeFolder(folder: string): Promise<void> {
  await rm(folder, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 });
}

/** Command lines of all living processes that name the folder. Linux only. */
export async function processesNaming(folder: string): Promise<string[]> {
  const numbers = (await readdir('/proc')).filter((name) => /^\d+$/.test(name));
  const commands = await Promise.all(numbers.map((name) => commandOf(Number(name))));
  return commands.filter((command) => command?.includes(folder)) as string[];
}

/** The user and group a process runs as. */
export async function userOf(pid: number): Promise<number> {
  const text = await readFile(`/proc/${pid}/status`, 'utf8');
  return Number(/^Uid:\s+(\d+)/m.exec(text)?.[1]);
}

/** The rows of one query. */
export async function select(url: string, sql: string): Promise<Record<string, unknown>[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query(sql)).rows as Record<string, unknown>[];
  } finally {
    await client.end();
  }
}

/** The code of the EngineError a promise fails with. */
export async function codeOf(promise: Promise<unknown>): Promise<EngineErrorCode> {
  const error = await promise.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  if (error instanceof EngineError) return error.code;
  throw new Error(`no EngineError: ${String(error)}`);
}

/** A process of its own that owns a data folder's engine. */
export interface OwnerProcess {
  /** Resolves with the first line that holds `text`, or undefined when the process ends first. */
  says(text: string): Promise<string | undefined>;
  /** SIGKILL, and waits for the end. */
  kill(): Promise<void>;
}

/** Starts `owner-process.ts`. It prints progress lines, then READY. */
export function startOwner(dataFolder: string): OwnerProcess {
  const script = fileURLToPath(new URL('./owner-process.ts', import.meta.url));
  const child = spawn(process.execPath, ['--import', 'tsx', script, dataFolder, cacheFolder], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  const lines: string[] = [];
  const heard = createInterface(child.stdout);
  heard.on('line', (line) => lines.push(line));
  return {
    says: (text) =>
      new Promise((resolve) => {
        const already = lines.find((line) => line.includes(text));
        if (already !== undefined) resolve(already);
        heard.on('line', (line) => line.includes(text) && resolve(line));
        void ended.then(() => resolve(undefined));
      }),
    kill: async () => {
      child.kill('SIGKILL');
      await ended;
    },
  };
}
