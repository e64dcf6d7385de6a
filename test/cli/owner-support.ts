import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync } from 'node:fs';
import { chmod, chown, readdir } from 'node:fs/promises';
import { createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';
import type { Ids } from '../../src/engine/files.ts';
import { startToken, waitGone } from '../../src/engine/processes.ts';
import { dataLayout } from '../../src/engine/layout.ts';
import { stopPostgres } from '../../src/engine/postgres.ts';
import { stopTemporal } from '../../src/engine/temporal-server.ts';
import { cacheFolder, removeFolder } from '../engine/fixtures.ts';
import { ROOT, type Json } from './support.ts';

const MAIN = path.join(ROOT, 'dist/cli/main.js');

/** How a process of the built command line ended. */
export interface Ended {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
  readonly json: () => Json;
}

/** A running one. */
export interface Running {
  readonly pid: number;
  readonly ended: Promise<Ended>;
  /** All it has printed so far, both ways. */
  text(): string;
  /** Waits until it has printed `text`. Throws all it has printed if it ends first. */
  says(text: string): Promise<void>;
  send(signal: NodeJS.Signals): void;
}

/** A home of the test's own, with settings that owe nothing to whoever runs the tests. */
export interface Home {
  readonly folder: string;
  /** Data folder of a clock. */
  data(clock: 'live' | 'driven'): string;
  start(argv: readonly string[], more?: Readonly<Record<string, string>>): Running;
  run(argv: readonly string[], more?: Readonly<Record<string, string>>): Promise<Ended>;
  /** Ends what a failed test has left running, and takes the folder away. */
  remove(): Promise<void>;
}

/** Makes an empty home. With `as`, it belongs to that user, as whom everything in it is started, with the default data folder. */
export async function emptyHome(as?: Ids): Promise<Home> {
  const folder = mkdtempSync(path.join(tmpdir(), 'zhenggai-owner-'));
  await chmod(folder, 0o755);
  if (as !== undefined) await chown(folder, as.uid, as.gid);
  const data = as === undefined ? path.join(folder, 'data') : path.join(folder, '.local/share/zhenggai');
  const environment = {
    PATH: process.env['PATH'] ?? '',
    HOME: folder,
    ZHENGGAI_CACHE: cacheFolder,
    ...(as === undefined ? { ZHENGGAI_DATA: data } : {}),
  };
  const started = new Set<Running>();
  const start: Home['start'] = (argv, more = {}) => {
    const running = begin(argv, { ...environment, ...more }, as);
    started.add(running);
    void running.ended.then(() => started.delete(running));
    return running;
  };
  const dataOf: Home['data'] = (clock) => path.join(data, clock);
  return {
    folder,
    data: dataOf,
    start,
    run: (argv, more) => start(argv, more).ended,
    async remove() {
      for (const running of [...started]) {
        running.send('SIGCONT');
        running.send('SIGTERM');
        await running.ended;
      }
      for (const clock of ['live', 'driven'] as const) {
        const layout = dataLayout(dataOf(clock));
        await stopTemporal(layout);
        await stopPostgres(layout);
      }
      await removeFolder(folder);
    },
  };
}

function begin(argv: readonly string[], env: NodeJS.ProcessEnv, as?: Ids): Running {
  const child = spawn(process.execPath, [MAIN, ...argv], { env, cwd: '/', ...as });
  let [out, err] = ['', ''];
  const listeners = new Set<() => void>();
  const hear = (take: (line: string) => void) => (line: string) => {
    take(`${line}\n`);
    listeners.forEach((listener) => listener());
  };
  createInterface(child.stdout).on(
    'line',
    hear((line) => (out += line)),
  );
  createInterface(child.stderr).on(
    'line',
    hear((line) => (err += line)),
  );
  const ended = new Promise<Ended>((resolve) => {
    child.once('close', (code) => resolve({ code, out, err, json: () => JSON.parse(out) }));
  });
  return {
    pid: child.pid ?? 0,
    ended,
    text: () => `${out}${err}`,
    says: (text) =>
      new Promise((resolve, reject) => {
        const look = (): void => {
          if (!`${out}${err}`.includes(text)) return;
          listeners.delete(look);
          resolve();
        };
        listeners.add(look);
        look();
        void ended.then(({ code }) =>
          reject(new Error(`ended with ${code} before "${text}":\n${out}${err}`)),
        );
      }),
    send: (signal) => void child.kill(signal),
  };
}

/** A file of a data folder as JSON; undefined where there is none. */
export function fileOf(data: string, name: 'instance.json' | 'run/engine.json'): Json {
  try {
    return JSON.parse(readFileSync(path.join(data, name), 'utf8'));
  } catch {
    return undefined;
  }
}

/** Numbers of a data folder's servers, as `run/engine.json` has them. */
export function serversOf(data: string): { readonly postgres: number; readonly temporal: number } {
  const state = fileOf(data, 'run/engine.json');
  return { postgres: state?.postgres.pid, ...(state?.temporal && { temporal: state.temporal.pid }) };
}

/** SIGKILL to a process of ours, and waits for its end. */
export async function killNow(pid: number): Promise<void> {
  const token = (await startToken(pid)) ?? '';
  process.kill(pid, 'SIGKILL');
  if (!(await waitGone(pid, token, 60_000))) throw new Error(`${pid} does not die`);
}

/** Waits until something holds. */
export async function until(holds: () => boolean | Promise<boolean>): Promise<void> {
  while (!(await holds())) await new Promise((resolve) => setTimeout(resolve, 100));
}

/** Takes a port of 127.0.0.1, and hangs up on whoever calls. */
export async function takePort(port: number): Promise<Server> {
  const server = createServer((socket) => socket.destroy());
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', resolve);
  });
  return server;
}

/** Names of the mails kept in a data folder. */
export async function mailsIn(data: string): Promise<string[]> {
  return (await readdir(path.join(data, 'mail'))).filter((name) => name.endsWith('.eml')).toSorted();
}
