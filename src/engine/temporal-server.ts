import { spawn } from 'node:child_process';
import { setTimeout as sleep } from 'node:timers/promises';
import { checkTemporal } from './check-temporal.ts';
import { engineError } from './errors.ts';
import { openLog, readIfThere, tail, writeAtomic } from './files.ts';
import type { DataLayout } from './layout.ts';
import { freePorts } from './ports.ts';
import type { PostgresPlace } from './postgres-place.ts';
import { childEnv, isOurs, startToken, stopProcess } from './processes.ts';
import type { ServiceUser } from './service-user.ts';
import {
  TEMPORAL_PORT_COUNT,
  temporalConfig,
  temporalDynamicConfig,
  temporalPorts,
} from './temporal-config.ts';

/** A running Temporal server on 127.0.0.1. */
export interface RunningTemporal {
  readonly pid: number;
  /** Ports in the order of `temporalPorts`; the first is the frontend's. */
  readonly ports: readonly number[];
}

/** What it takes to start the server. */
export interface StartTemporalOptions {
  readonly layout: DataLayout;
  readonly server: string;
  readonly user: ServiceUser | undefined;
  readonly postgres: PostgresPlace;
  readonly databases: { readonly engine: string; readonly visibility: string };
  readonly preferredPorts: readonly number[];
  readonly timeSkipping: boolean;
  /** Milliseconds a server that is alive may stay silent before it is ended. */
  readonly silence: number;
  readonly onProgress?: ((message: string) => void) | undefined;
  /** Aborted: what was started here is stopped, and nothing more is. */
  readonly signal?: AbortSignal | undefined;
}

/** Milliseconds a starting server may take; it starts in about one second, and waits up to thirty for its own members. */
const START = 60_000;

/** Whether the data folder's server runs and answers at that port within `milliseconds`. Starts and ends nothing. */
export async function temporalAnswers(
  layout: DataLayout,
  pid: number,
  frontendPort: number,
  milliseconds: number,
): Promise<boolean> {
  return (await isOurs(pid, layout.temporalConfig)) && (await answers(frontendPort, milliseconds));
}

/**
 * Starts the data folder's Temporal server, or adopts the one that a killed owner has left running, if it answers and was
 * started with the same settings; otherwise that one is ended by its own number first. The caller holds the data folder's lock.
 * @throws engine-temporal-failed with the end of the log; the signal's reason
 */
export async function startTemporal(options: StartTemporalOptions): Promise<RunningTemporal> {
  const { layout } = options;
  const left = await recordedPid(layout);
  if (left !== undefined && (await isOurs(left, layout.temporalConfig))) {
    if ((await sameSettings(options)) && (await answers(options.preferredPorts[0], options.silence)))
      return { pid: left, ports: options.preferredPorts };
    await stopTemporal(layout, { patience: options.silence });
  }
  options.onProgress?.('正在启动流程引擎…');
  for (let attempt = 1; ; attempt += 1) {
    options.signal?.throwIfAborted();
    const ports = await freePorts(TEMPORAL_PORT_COUNT, options.preferredPorts);
    const { config, dynamic } = settings(options, ports);
    await writeAtomic(layout.temporalConfig, config, 0o600, options.user);
    await writeAtomic(layout.temporalDynamic, dynamic, 0o600, options.user);
    const pid = await launch(options);
    if (pid !== undefined && (await untilAnswers(pid, ports[0], options))) return { pid, ports };
    // By its own number too: it may not have written it down yet, and must not live on beside the next one.
    if (pid !== undefined) await stopProcess(pid, layout.temporalConfig, [['SIGKILL', 10_000]]);
    await stopTemporal(layout);
    options.signal?.throwIfAborted();
    if (attempt === 3) throw engineError('engine-temporal-failed', { log: await tail(layout.temporalLog) });
  }
}

/** How to stop the server. */
export interface StopTemporalOptions {
  /** Milliseconds until it is killed; 20 s by default. */
  readonly patience?: number;
  readonly onProgress?: ((message: string) => void) | undefined;
}

/** Stops the data folder's server, if it runs, letting it finish what is under way. Returns when it is gone. */
export async function stopTemporal(
  layout: DataLayout,
  { patience = 20_000, onProgress }: StopTemporalOptions = {},
): Promise<void> {
  const pid = await recordedPid(layout);
  if (pid === undefined || !(await isOurs(pid, layout.temporalConfig))) return;
  onProgress?.('正在停止流程引擎…');
  await stopProcess(pid, layout.temporalConfig, [
    ['SIGTERM', patience],
    ['SIGKILL', 10_000],
  ]);
}

async function recordedPid(layout: DataLayout): Promise<number | undefined> {
  const pid = Number(await readIfThere(layout.temporalPid));
  return Number.isInteger(pid) && pid > 0 ? pid : undefined;
}

function settings(
  options: StartTemporalOptions,
  ports: readonly number[],
): { config: string; dynamic: string } {
  const { postgres, databases, layout } = options;
  return {
    config: temporalConfig({
      postgres,
      databases,
      ports: temporalPorts(ports),
      dynamicFile: layout.temporalDynamic,
    }),
    dynamic: temporalDynamicConfig(options.timeSkipping),
  };
}

async function sameSettings(options: StartTemporalOptions): Promise<boolean> {
  const { config, dynamic } = settings(options, options.preferredPorts);
  const { layout } = options;
  return (
    (await readIfThere(layout.temporalConfig)) === config &&
    (await readIfThere(layout.temporalDynamic)) === dynamic
  );
}

async function launch(options: StartTemporalOptions): Promise<number | undefined> {
  const { layout, server, user } = options;
  const log = await openLog(layout.temporalLog);
  try {
    // The child writes its own number before it becomes the server: no server runs that the next start could not find,
    // wherever we are killed.
    const script = 'echo $$ > "$0.new" && mv "$0.new" "$0" && exec "$@"';
    const args = [
      '-c',
      script,
      layout.temporalPid,
      server,
      '--allow-no-auth',
      '--config-file',
      layout.temporalConfig,
      'start',
    ];
    const child = spawn('/bin/sh', args, {
      // Detached: Ctrl-C in the terminal goes to the owner only, which stops its servers in order.
      cwd: layout.temporal,
      env: childEnv(),
      detached: true,
      stdio: ['ignore', log.fd, log.fd],
      ...(user ? { uid: user.uid, gid: user.gid } : {}),
    });
    child.unref();
    child.on('error', () => undefined);
    return child.pid;
  } finally {
    await log.close();
  }
}

async function untilAnswers(
  pid: number,
  frontendPort: number | undefined,
  { signal }: StartTemporalOptions,
): Promise<boolean> {
  for (let waited = 0; waited < START; waited += 100) {
    if (signal?.aborted === true) return false;
    if (await answers(frontendPort, 5_000)) return true;
    // Gone, not merely without its own command line: that is empty for a moment while it becomes the server.
    if ((await startToken(pid)) === undefined) return false;
    await sleep(100);
  }
  return false;
}

async function answers(frontendPort: number | undefined, milliseconds: number): Promise<boolean> {
  if (frontendPort === undefined) return false;
  return checkTemporal(`127.0.0.1:${frontendPort}`, { milliseconds }).then(
    () => true,
    () => false,
  );
}
