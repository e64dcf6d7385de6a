import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { inspect } from 'node:util';
import {
  DefaultLogger,
  NativeConnection,
  Runtime,
  type LogEntry,
  type Logger,
  type LogLevel,
  type WorkerOptions as WorkerSettings,
} from '@temporalio/worker';
import { createActivities } from './activities/index.ts';
import type { Deps } from './activities/apply.ts';
import { accessOptions, type EngineAccess } from './contracts/engine-access.ts';
import type { Payloads } from './keys/payloads.ts';
import { PatientWorker } from './patient-worker.ts';
import { TASK_QUEUE } from './workflows/messages.ts';

/** What a worker is made of. */
export interface WorkerOptions extends Deps {
  readonly temporalAddress: string;
  /** TLS, key and headers for it; absent: plain. */
  readonly access?: EngineAccess | undefined;
  readonly namespace: string;
  /** What payloads are sealed and opened with; absent: they are read and written as they are. */
  readonly payloads?: Payloads | undefined;
  /** Path of a prebuilt bundle; absent: the one built beside this file. */
  readonly bundlePath?: string;
  /** Workflows kept in memory at most. */
  readonly cachedWorkflows?: number;
}

/** A worker at work. */
export interface RunningWorker {
  /** Finishes what it is doing and ends; what takes longer than {@link FORCED} is left to the next worker. */
  stop(): Promise<void>;
  /** Settles when it has ended, rejects when it broke. */
  readonly done: Promise<void>;
}

/** Sleeping measures are cheap to keep and dear to replay; 0.35 MB each at most. */
const MAX_CACHED_WORKFLOWS = 2_000;

const FORCED = '20 seconds';

/** How loud the SDK is; call before the first worker. */
export function quietLogs(level: LogLevel = 'WARN'): void {
  install(new DefaultLogger(level));
}

let installed = false;
let hear: (line: string) => void = () => undefined;

/** Warnings of the SDK go to `write`, a line each. Later calls change where to. */
export function keepLogs(write: (line: string) => void): void {
  const first = !installed;
  hear = write;
  if (!first) return;
  const line = ({ level, timestampNanos, message, meta }: LogEntry): string => {
    const at = new Date(Number(timestampNanos / 1_000_000n)).toISOString();
    const more = inspect(meta, { breakLength: Infinity, depth: 4 });
    return `${at} ${level} ${message} ${more}`.replaceAll(/\s*\n\s*/g, ' ');
  };
  install(new DefaultLogger('WARN', (entry) => hear(line(entry))));
}

function install(logger: Logger): void {
  installed = true;
  Runtime.install({
    logger,
    // Signals are heard by the entry points, which end the worker in its turn.
    shutdownSignals: [],
    telemetryOptions: { logging: { filter: { core: 'ERROR', other: 'ERROR' }, forward: {} } },
  });
}

/** Starts a worker for the one task queue. */
export async function startWorker(options: WorkerOptions): Promise<RunningWorker> {
  const connection = await NativeConnection.connect({
    address: options.temporalAddress,
    ...accessOptions(options.access),
  });
  const worker = await createWorker(connection, options).catch(async (error: unknown) => {
    await connection.close();
    throw error;
  });
  let asked = false;
  const done = runToEnd(worker, connection, () => asked);
  return {
    done,
    stop: async () => {
      asked = true;
      if (worker.getState() === 'RUNNING') worker.shutdown();
      await done;
    },
  };
}

async function runToEnd(
  worker: PatientWorker,
  connection: NativeConnection,
  asked: () => boolean,
): Promise<void> {
  try {
    await worker.run();
  } catch (error) {
    await worker.endThreads();
    // What it could not finish in time the next worker takes up: asked to stop, it has stopped. The SDK has logged why.
    if (!asked()) throw error;
  } finally {
    await connection.close();
  }
}

async function createWorker(connection: NativeConnection, options: WorkerOptions): Promise<PatientWorker> {
  const bundlePath = options.bundlePath ?? bundleBeside();
  const worker = await PatientWorker.create({
    connection,
    namespace: options.namespace,
    taskQueue: TASK_QUEUE,
    workflowBundle: { codePath: bundlePath },
    dataConverter: dataConverter(options.payloads),
    // Stamped on every workflow task: which code decided.
    buildId: createHash('sha256').update(readFileSync(bundlePath)).digest('hex'),
    activities: createActivities(options),
    maxCachedWorkflows: options.cachedWorkflows ?? MAX_CACHED_WORKFLOWS,
    shutdownGraceTime: '10 seconds',
    // An engine that is gone for good must not keep it from ending.
    shutdownForceTime: FORCED,
  });
  return worker as PatientWorker;
}

/** From source (tests) the built bundle lies in dist; from dist beside this file. */
function bundleBeside(): string {
  const beside = fileURLToPath(new URL('./workflow-bundle.js', import.meta.url));
  return existsSync(beside) ? beside : fileURLToPath(new URL('../dist/workflow-bundle.js', import.meta.url));
}

function dataConverter(payloads: Payloads | undefined): NonNullable<WorkerSettings['dataConverter']> {
  return {
    payloadConverterPath: beside('payload-converter'),
    ...(payloads && { payloadCodecs: [payloads.codec(false)] }),
    // What activities and tasks fail with names people and addresses: sealed with everything else.
    ...(payloads?.sealing === true && { failureConverterPath: beside('failure-converter') }),
  };
}

/** The SDK loads converters by their path. */
function beside(name: 'payload-converter' | 'failure-converter'): string {
  const built = fileURLToPath(new URL(`./workflows/${name}.js`, import.meta.url));
  return existsSync(built) ? built : fileURLToPath(new URL(`../dist/workflows/${name}.js`, import.meta.url));
}
