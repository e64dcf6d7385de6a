import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Config } from '../config.ts';
import { connect } from '../client/connect.ts';
import { createProcesses } from '../client/processes.ts';
import type { CivilDate } from '../domain/time.ts';
import { checkTemporal } from '../engine/check-temporal.ts';
import { startEmbedded, type EmbeddedEngine } from '../engine/embedded.ts';
import { ensureNamespace } from '../engine/namespace.ts';
import { startCatcher, type Catcher } from '../mail/catcher.ts';
import { createMailer } from '../mail/mailer.ts';
import { createSmtpMailer } from '../mail/smtp-mailer.ts';
import { closeDatabase, openDatabase } from '../store/database.ts';
import { createLedger } from '../store/ledger.ts';
import { migrate } from '../store/migrate.ts';
import { startWorker, type RunningWorker } from '../worker.ts';
import { readInstance, removeInstance, writeInstance, type Instance, type InstanceFile } from './instance.ts';
import { launchFolder, type Launched } from './launching.ts';

export interface RunOptions {
  /** Folder of the programme to launch; the Zhejiang one where not given. */
  readonly plan?: string;
  readonly start?: CivilDate;
  /** Only start engine and worker. */
  readonly noLaunch?: boolean;
  readonly onProgress: (message: string) => void;
  /** Told once everything runs: prints the table and what to type next. */
  readonly onReady: (instance: Instance, launched: Launched | undefined) => Promise<void>;
  /** Told when an instance of this data folder is running already: nothing is started. */
  readonly onRunning: (file: InstanceFile) => Promise<void>;
  /** Settles when somebody asks to stop (SIGINT, SIGTERM). */
  readonly stopped: Promise<void>;
}

/** The plan that comes with the product. */
export const DEFAULT_PLAN = fileURLToPath(new URL('../../plans/zhejiang-2022', import.meta.url));

/** How often the owner looks whether its engine and worker still live, in milliseconds. */
const WATCH_MS = 3_000;

/**
 * The owner: PostgreSQL, engine, catcher and worker of one data folder, from nothing to running, until it is asked to
 * stop. What was killed is mended; what is open goes on. Gives `failed` when launching found errors.
 */
export async function run(
  config: Config,
  options: RunOptions,
): Promise<'stopped' | 'running_already' | 'failed'> {
  const { onProgress } = options;
  const running = await readInstance(config);
  if (running !== undefined && running.pid !== process.pid) {
    await options.onRunning(running);
    return 'running_already';
  }
  const closers: (() => Promise<void>)[] = [];
  try {
    const house = await open(config, onProgress, closers);
    const launched =
      options.noLaunch === true ? undefined : await launchFolder(house.instance, launchOptions(options));
    if (launched?.kind === 'errors' || launched?.kind === 'past_start') {
      await options.onReady(house.instance, launched);
      return 'failed';
    }
    await options.onReady(house.instance, launched);
    await watch(house, config, options);
    return 'stopped';
  } finally {
    onProgress('正在停止…');
    for (const close of closers.toReversed())
      await close().catch((error: unknown) => onProgress(`停止时出错：${String(error)}`));
  }
}

function launchOptions({ plan, start, onProgress }: RunOptions) {
  return { folder: plan ?? DEFAULT_PLAN, onProgress, ...(start === undefined ? {} : { start }) };
}

/** Everything that runs. */
interface House {
  readonly instance: Instance;
  readonly embedded: EmbeddedEngine | undefined;
  worker: RunningWorker;
  readonly startWorker: (temporalAddress: string) => Promise<RunningWorker>;
}

async function open(
  config: Config,
  onProgress: (message: string) => void,
  closers: (() => Promise<void>)[],
): Promise<House> {
  await mkdir(config.data, { recursive: true });
  const embedded = await openEngine(config, onProgress, closers);
  const temporalAddress = config.temporalAddress ?? (embedded?.temporalAddress as string);
  const databaseUrl = config.databaseUrl ?? (embedded?.databaseUrl as string);
  const engine = await connect(temporalAddress, config.namespace);
  closers.push(() => engine.close());
  await ensureNamespace(engine.connection, config.namespace, { onProgress });
  const db = await openDatabase(databaseUrl);
  closers.push(() => closeDatabase(db));
  await migrate(db);
  const mail = await openMail(config, closers);
  const smtp = createSmtpMailer({ url: mail.url, from: config.mailFrom });
  closers.push(async () => smtp.close());
  const ledger = createLedger(db);
  const deps = {
    processes: createProcesses(engine),
    mailer: createMailer({ smtp, deliveries: ledger }),
    ledger,
  };
  const start = (address: string): Promise<RunningWorker> =>
    startWorker({ temporalAddress: address, namespace: config.namespace, ...deps });
  onProgress('正在启动办理程序…');
  const worker = await start(temporalAddress);
  const evidenceFolder = path.join(config.data, 'evidence');
  const file: InstanceFile = {
    v: 1,
    pid: process.pid,
    clock: config.clock,
    temporalAddress,
    namespace: config.namespace,
    databaseUrl,
    evidenceFolder,
    startedAt: new Date().toISOString(),
    ...(mail.catcher === undefined ? {} : { mailFolder: mail.catcher.folder }),
  };
  await writeInstance(config, file);
  closers.push(() => removeInstance(config));
  const house: House = {
    instance: { ...file, engine, db, close: async () => undefined },
    embedded,
    worker,
    startWorker: start,
  };
  closers.push(() => house.worker.stop());
  return house;
}

async function openEngine(
  config: Config,
  onProgress: (message: string) => void,
  closers: (() => Promise<void>)[],
): Promise<EmbeddedEngine | undefined> {
  if (config.temporalAddress !== undefined) await checkTemporal(config.temporalAddress);
  if (config.temporalAddress !== undefined && config.databaseUrl !== undefined) return undefined;
  const embedded = await startEmbedded({ dataFolder: config.data, cacheFolder: config.cache, onProgress });
  closers.push(() => embedded.stop());
  return embedded;
}

async function openMail(
  config: Config,
  closers: (() => Promise<void>)[],
): Promise<{ readonly url: string; readonly catcher?: Catcher }> {
  if (config.smtpUrl !== undefined) return { url: config.smtpUrl };
  const catcher = await startCatcher({ folder: path.join(config.data, 'mail') });
  closers.push(() => catcher.stop());
  return { url: catcher.url, catcher };
}

/** Stays until asked to stop; starts again what dies meanwhile. */
async function watch(house: House, config: Config, options: RunOptions): Promise<void> {
  let stopping = false;
  const stop = options.stopped.then(() => {
    stopping = true;
  });
  while (!stopping) {
    const ended = house.worker.done.then(
      () => '办理程序已退出',
      (error: unknown) => `办理程序中断：${error instanceof Error ? error.message : String(error)}`,
    );
    const told = await Promise.race([stop, ended, pause(WATCH_MS)]);
    if (stopping) return;
    await house.embedded?.heal();
    if (typeof told !== 'string') continue;
    options.onProgress(`${told}，正在重新启动…`);
    house.worker = await house.startWorker(config.temporalAddress ?? house.instance.temporalAddress);
  }
}

function pause(milliseconds: number): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve, milliseconds).unref();
  });
}
