import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Ids } from './files.ts';

/**
 * The command line of a living process, its arguments joined with spaces; undefined when there is none, or when it is a
 * zombie (in a container nobody may reap orphans, and signal 0 still reaches them).
 */
export async function commandOf(pid: number): Promise<string | undefined> {
  if (process.platform === 'linux') {
    const raw = await readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => '');
    return raw === '' ? undefined : raw.replaceAll('\0', ' ').trim();
  }
  const out = await capture('ps', ['-p', String(pid), '-o', 'command=']);
  return out.code === 0 && out.output.trim() !== '' ? out.output.trim() : undefined;
}

/** A word that no later process with the same number shares: its start time. Undefined for none or a zombie. */
export async function startToken(pid: number): Promise<string | undefined> {
  if (process.platform === 'linux') {
    const raw = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => '');
    // The name in brackets may hold spaces: count fields after it. Field 3 is the state, 22 the start in ticks since boot.
    const fields = raw.slice(raw.lastIndexOf(')') + 2).split(' ');
    // A killed program's first thread may be a zombie while others still hold its ports: field 20 counts them.
    if (raw === '' || fields[0] === 'X' || (fields[0] === 'Z' && Number(fields[17]) <= 1)) return undefined;
    const boot = await readFile('/proc/sys/kernel/random/boot_id', 'utf8').catch(() => '');
    return `${boot.trim()}:${fields[19] ?? ''}`;
  }
  const out = await capture('ps', ['-p', String(pid), '-o', 'lstart=']);
  return out.code === 0 && out.output.trim() !== '' ? out.output.trim() : undefined;
}

/** Whether `pid` is alive and its command line holds `mark` (a path of ours), so that a reused number is never taken for ours. */
export async function isOurs(pid: number, mark: string): Promise<boolean> {
  return (await commandOf(pid))?.includes(mark) ?? false;
}

/**
 * Waits until the process that now has the number `pid` is gone, ports closed and all; at most `milliseconds`. True when it is. (Its command line
 * goes before its sockets do, so that does not tell.)
 */
export async function waitGone(pid: number, token: string, milliseconds: number): Promise<boolean> {
  for (let waited = 0; (await startToken(pid)) === token; waited += 50) {
    if (waited >= milliseconds) return false;
    await sleep(50);
  }
  return true;
}

/** One step of stopping a process: a signal, then how long to wait for the end, in milliseconds. */
export type StopStep = readonly [signal: NodeJS.Signals, milliseconds: number];

/** Ends a process of ours by its own number, step by step, and returns when it is gone. A stranger's process is left alone. */
export async function stopProcess(pid: number, mark: string, steps: readonly StopStep[]): Promise<void> {
  const token = await startToken(pid);
  if (token === undefined || !(await isOurs(pid, mark))) return;
  for (const [signal, milliseconds] of steps) {
    try {
      process.kill(pid, signal);
    } catch {
      // Gone in between.
    }
    if (await waitGone(pid, token, milliseconds)) return;
  }
}

/** How a command ended: its exit code (undefined when killed or not started) and both outputs together. */
export interface Captured {
  readonly code: number | undefined;
  readonly output: string;
}

/** Options of {@link capture}. */
export interface CaptureOptions {
  readonly env?: NodeJS.ProcessEnv;
  readonly cwd?: string;
  readonly as?: Ids | undefined;
}

/** Runs a command to its end. Never throws: a command that is not there has no code. */
export function capture(
  file: string,
  args: readonly string[],
  options: CaptureOptions = {},
): Promise<Captured> {
  return new Promise((resolve) => {
    execFile(
      file,
      [...args],
      { env: options.env ?? childEnv(), cwd: options.cwd ?? '/', maxBuffer: 64 << 20, ...options.as },
      (error, stdout, stderr) => {
        const output = `${stdout}${stderr}`;
        if (!error) resolve({ code: 0, output });
        else if (typeof error.code === 'number') resolve({ code: error.code, output });
        else resolve({ code: undefined, output: output || error.message });
      },
    );
  });
}

/**
 * The environment of our children: nothing of PG* or TEMPORAL_*, which would change what they do, and a fixed language and
 * time zone.
 */
export function childEnv(more: Readonly<Record<string, string>> = {}): NodeJS.ProcessEnv {
  return { PATH: process.env['PATH'] || '/usr/local/bin:/usr/bin:/bin', LC_ALL: 'C', TZ: 'UTC', ...more };
}
