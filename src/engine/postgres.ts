import { spawn } from 'node:child_process';
import { rm } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { engineError } from './errors.ts';
import { openLog, readIfThere, tail } from './files.ts';
import type { DataLayout } from './layout.ts';
import { freePorts } from './ports.ts';
import type { PostgresBinaries } from './postgres-binaries.ts';
import { probe } from './postgres-probe.ts';
import { childEnv, commandOf, isOurs, stopProcess } from './processes.ts';
import type { ServiceUser } from './service-user.ts';

/** A running PostgreSQL on 127.0.0.1. */
export interface RunningPostgres {
  readonly pid: number;
  readonly port: number;
}

/** What it takes to start PostgreSQL. */
export interface StartPostgresOptions {
  readonly layout: DataLayout;
  readonly binaries: PostgresBinaries;
  readonly user: ServiceUser | undefined;
  /** Password of the superuser, for checking that it really answers. */
  readonly password: string;
  /** Port to use if it is free. */
  readonly preferredPort?: number | undefined;
  /** Milliseconds a server that is alive may stay silent before it is ended. */
  readonly silence: number;
  readonly onProgress?: ((message: string) => void) | undefined;
  /** Aborted: what was started here is stopped, and nothing more is. */
  readonly signal?: AbortSignal | undefined;
}

const ATTEMPTS = 20;

/**
 * The data folder's PostgreSQL if it runs and answers the superuser within `milliseconds`; else undefined. Starts and ends nothing.
 */
export async function attachPostgres(
  layout: DataLayout,
  password: string,
  milliseconds: number,
): Promise<RunningPostgres | undefined> {
  const running = await postmaster(layout);
  if (!running || !(await isOurs(running.pid, layout.cluster))) return undefined;
  return (await probe(running.port, password, layout, milliseconds)) === 'ready' ? running : undefined;
}

/**
 * Starts the data folder's PostgreSQL, or adopts the one that an owner killed before has left running. One that is alive but does not answer is ended
 * by its own number first. Recovery after a crash is waited for as long as the process lives. The caller holds the data folder's lock.
 * @throws engine-postgres-failed with the end of the log; the signal's reason
 */
export async function startPostgres(options: StartPostgresOptions): Promise<RunningPostgres> {
  const { layout } = options;
  // More than once: a killed postmaster's children hold its shared memory for a moment, a killed owner's may only now be
  // writing its pid file, and a port may be taken between choice and use.
  for (let attempt = 1; attempt <= ATTEMPTS; attempt += 1) {
    options.signal?.throwIfAborted();
    const left = await adoptOrEnd(options, attempt);
    if (left) return left;
    const [port] = (await freePorts(
      1,
      options.preferredPort === undefined ? [] : [options.preferredPort],
    )) as [number];
    const pid = await launch(options, port);
    if (pid !== undefined && (await untilReady({ pid, port }, options))) return { pid, port };
    // Its pid file may not be written yet, so that nobody else could find it.
    if (pid !== undefined) await stopProcess(pid, layout.cluster, [['SIGKILL', 10_000]]);
    await sleep(Math.min(1_000, 100 * attempt));
  }
  throw engineError('engine-postgres-failed', { action: '启动', log: await tail(layout.postgresLog) });
}

/** The server an earlier owner left, if it answers; otherwise clears its way. */
async function adoptOrEnd(
  options: StartPostgresOptions,
  attempt: number,
): Promise<RunningPostgres | undefined> {
  const { layout } = options;
  const pidFile = path.join(layout.cluster, 'postmaster.pid');
  const left = await postmaster(layout);
  if (!left) {
    // Cut short while being written, PostgreSQL refuses it for ever.
    if (attempt === 5) await rm(pidFile, { force: true });
    return undefined;
  }
  if (await isOurs(left.pid, layout.cluster)) {
    if (await untilReady(left, options)) return left;
    await stopProcess(left.pid, layout.cluster, [
      ['SIGQUIT', options.silence],
      ['SIGKILL', 10_000],
    ]);
  } else if ((await commandOf(left.pid)) !== undefined) {
    // A stranger's process has this number by now, which PostgreSQL would take for a running server.
    await rm(pidFile, { force: true });
  }
  return undefined;
}

/** Stops the data folder's PostgreSQL, if it runs: open transactions are rolled back, data is written out. Returns when it is gone. */
export async function stopPostgres(layout: DataLayout): Promise<void> {
  const running = await postmaster(layout);
  if (!running) return;
  await stopProcess(running.pid, layout.cluster, [
    ['SIGINT', 30_000],
    ['SIGQUIT', 10_000],
    ['SIGKILL', 10_000],
  ]);
}

async function launch(options: StartPostgresOptions, port: number): Promise<number | undefined> {
  const { layout, binaries, user } = options;
  const log = await openLog(layout.postgresLog);
  try {
    const settings = {
      unix_socket_directories: '',
      max_connections: '200',
      timezone: 'UTC',
      log_timezone: 'UTC',
      log_checkpoints: 'off',
      // The children find their master gone by themselves; a new one then starts.
      restart_after_crash: 'on',
    };
    const child = spawn(
      binaries.postgres,
      [
        '-D',
        layout.cluster,
        '-h',
        '127.0.0.1',
        '-p',
        String(port),
        ...Object.entries(settings).flatMap(([k, v]) => ['-c', `${k}=${v}`]),
      ],
      // Detached: Ctrl-C in the terminal goes to the owner only, which stops its servers in order.
      {
        cwd: layout.postgres,
        env: childEnv(),
        detached: true,
        stdio: ['ignore', log.fd, log.fd],
        ...ids(user),
      },
    );
    child.unref();
    child.on('error', () => undefined);
    return child.pid;
  } finally {
    await log.close();
  }
}

function ids(user: ServiceUser | undefined): { uid?: number; gid?: number } {
  return user ? { uid: user.uid, gid: user.gid } : {};
}

/** Waits until the server answers; false when its process is gone or it stays silent, though alive, for `silence`. */
async function untilReady(running: RunningPostgres, options: StartPostgresOptions): Promise<boolean> {
  let silent = 0;
  for (let waited = 0; ; waited += 50) {
    const state = await probe(running.port, options.password, options.layout, options.silence);
    if (state === 'ready') return true;
    if (options.signal?.aborted === true) return false;
    if (!(await isOurs(running.pid, options.layout.cluster))) return false;
    silent = state === 'starting' ? 0 : silent + 50;
    if (silent >= options.silence || state === 'hanging') return false;
    if (waited > 0 && waited % 10_000 === 0)
      options.onProgress?.(`数据库正在恢复，已等待 ${waited / 1000} 秒…`);
    await sleep(50);
  }
}

/** Number and port as PostgreSQL itself wrote them. */
async function postmaster(layout: DataLayout): Promise<RunningPostgres | undefined> {
  const lines = (await readIfThere(path.join(layout.cluster, 'postmaster.pid')))?.split('\n') ?? [];
  const pid = Number(lines[0]);
  const port = Number(lines[3]);
  return Number.isInteger(pid) && pid > 0 && Number.isInteger(port) && port > 0 ? { pid, port } : undefined;
}
