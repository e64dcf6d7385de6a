import path from 'node:path';
import type { Config } from '../config.ts';
import { connect, type Engine } from '../client/connect.ts';
import { isKnown } from '../client/launch.ts';
import { createProcesses } from '../client/processes.ts';
import { readAccess } from '../engine/access-files.ts';
import { engineError } from '../engine/errors.ts';
import { errno } from '../engine/files.ts';
import { ensureNamespace } from '../engine/namespace.ts';
import { startCatcher } from '../mail/catcher.ts';
import { createJournal, type Journal } from '../mail/journal.ts';
import { JOURNALS } from '../mail/kept-folder.ts';
import { createMailer } from '../mail/mailer.ts';
import { createSmtpMailer } from '../mail/smtp-mailer.ts';
import { toldBefore } from '../mail/told.ts';
import { closeDatabase, openDatabase } from '../store/database.ts';
import { createLedger } from '../store/ledger.ts';
import { migrate } from '../store/migrate.ts';
import { listProgrammes } from '../store/queries.ts';
import { notAgain } from '../store/restorations.ts';
import type { Database } from '../store/schema.ts';
import { startWorker, type RunningWorker } from '../worker.ts';
import type { Place } from './ground.ts';
import { removeInstance, writeInstance, type Instance, type InstanceFile } from './instance.ts';
import { within } from './stopping.ts';
import { keepWorkerLog } from './worker-log.ts';

/** Everything that runs over engine and database: client, store, catcher, worker, and the file that others attach by. */
export interface House {
  readonly place: Place;
  readonly instance: Instance;
  /** Starts the worker again if it has ended. */
  mend(): Promise<void>;
  /** Whether certificates or keys have been renewed since: connections open now would fail once the old ones run out. */
  renewed(): Promise<boolean>;
  /** Takes the file away, then ends worker, catcher, store and client, each whatever becomes of the others. */
  close(): Promise<void>;
}

export interface HouseOptions {
  readonly onProgress: (message: string) => void;
  readonly signal: AbortSignal;
  /** Told when the worker has ended by itself. */
  readonly onWorkerEnd: () => void;
  /** Neither worker nor catcher: nothing is done, and nothing is mailed. */
  readonly paused?: true;
}

/** Milliseconds that each part may take to end; a worker whose engine is gone takes longest. */
const CLOSE_MS = 30_000;

/** @throws engine-namespace-unready, engine-other-store, store-…, the SDK's errors when the engine does not answer; the signal's reason */
export async function openHouse(config: Config, place: Place, options: HouseOptions): Promise<House> {
  const { onProgress, signal } = options;
  const closers: (() => Promise<void>)[] = [];
  const close = async (): Promise<void> => {
    for (const end of closers.splice(0).toReversed())
      await within(CLOSE_MS, end()).catch((error: unknown) =>
        onProgress(`停止时出错：${error instanceof Error ? error.message : String(error)}`),
      );
  };
  try {
    const { temporalAddress } = place;
    const opened = await readAccess(place.temporalAccess);
    const renewed = async (): Promise<boolean> => {
      // Half written: the next look sees it whole.
      const now = await readAccess(place.temporalAccess).catch(() => opened);
      return JSON.stringify(now) !== JSON.stringify(opened);
    };
    const engine = await connect(temporalAddress, config.namespace, opened);
    closers.push(() => engine.close());
    await ensureNamespace(engine.connection, config.namespace, { onProgress, signal });
    const db = await openDatabase(place.databaseUrl);
    closers.push(() => closeDatabase(db));
    await migrate(db);
    await sameStore(engine, db, place);
    if (options.paused === true) {
      const instance = await attachable(config, place, { paused: true }, { engine, db }, closers);
      return { place, instance, mend: async () => undefined, renewed, close };
    }
    const mail = await openMail(config, closers);
    const told = toldBefore(await notAgain(db));
    const smtp = createSmtpMailer({ url: mail.url, from: config.mailFrom });
    closers.push(async () => smtp.close());
    const ledger = createLedger(db);
    const deps = {
      processes: createProcesses(engine),
      mailer: createMailer({
        smtp,
        deliveries: ledger,
        journal: journalOf(config, onProgress),
        told,
      }),
      ledger,
      told,
    };
    signal.throwIfAborted();
    onProgress('正在启动办理程序…');
    // Not before: what it prepares is given up with the last worker only, and would keep the process from ending.
    await keepWorkerLog(config);
    const worker = new MendedWorker(
      // Read anew for each worker: certificates are renewed.
      async () => {
        const access = await readAccess(place.temporalAccess);
        return startWorker({ temporalAddress, access, namespace: config.namespace, ...deps });
      },
      options,
    );
    await worker.start();
    closers.push(() => worker.stop());
    const more = { smtpUrl: mail.url, ...(mail.folder === undefined ? {} : { mailFolder: mail.folder }) };
    const instance = await attachable(config, place, more, { engine, db }, closers);
    return { place, instance, mend: () => worker.mend(), renewed, close };
  } catch (error) {
    await close();
    throw error;
  }
}

/** The journal of letters sent. One that cannot be written stops no letter; whoever looks after this machine has to know. */
function journalOf(config: Config, onProgress: HouseOptions['onProgress']): Journal {
  const folder = path.join(config.data, JOURNALS);
  const journal = createJournal(folder);
  return {
    note: (letter, response, at) =>
      journal.note(letter, response, at).catch((error: unknown) => {
        onProgress(`信件日志 ${folder} 写不进去（${errno(error) ?? String(error)}），请检查磁盘。`);
      }),
  };
}

/** Writes the file that others attach by. */
async function attachable(
  config: Config,
  place: Place,
  more: Pick<InstanceFile, 'mailFolder' | 'paused' | 'smtpUrl'>,
  open: Pick<Instance, 'engine' | 'db'>,
  closers: (() => Promise<void>)[],
): Promise<Instance> {
  const file: InstanceFile = {
    v: 1,
    pid: process.pid,
    clock: config.clock,
    ...place,
    namespace: config.namespace,
    evidenceFolder: path.join(config.data, 'evidence'),
    startedAt: new Date().toISOString(),
    ...more,
  };
  await writeInstance(config, file);
  closers.push(() => removeInstance(config));
  return { ...file, ...open, close: async () => undefined };
}

/**
 * An engine that does not know what the store holds would launch it again under the same ids, and both lives would be mixed up.
 * @throws engine-other-store
 */
async function sameStore(engine: Engine, db: Database, { temporalAddress: address }: Place): Promise<void> {
  const { namespace } = engine;
  for (const { programme } of await listProgrammes(db)) {
    if (!(await isKnown(engine, programme)))
      throw engineError('engine-other-store', { address, namespace, programme });
  }
}

async function openMail(
  config: Config,
  closers: (() => Promise<void>)[],
): Promise<{ readonly url: string; readonly folder?: string }> {
  if (config.smtpUrl !== undefined) return { url: config.smtpUrl };
  const catcher = await startCatcher({ folder: path.join(config.data, 'mail') });
  closers.push(() => catcher.stop());
  return { url: catcher.url, folder: catcher.folder };
}

/** A worker that is started again when it has ended by itself. */
class MendedWorker {
  private readonly open: () => Promise<RunningWorker>;
  private readonly options: HouseOptions;
  private running: RunningWorker | undefined;
  private reason = '';

  constructor(open: () => Promise<RunningWorker>, options: HouseOptions) {
    this.open = open;
    this.options = options;
  }

  async start(): Promise<void> {
    const worker = await this.open();
    this.running = worker;
    const ended = (reason: string): void => {
      if (this.running !== worker) return;
      this.running = undefined;
      this.reason = reason;
      this.options.onWorkerEnd();
    };
    worker.done.then(
      () => ended('办理程序已退出'),
      (error: unknown) => ended(`办理程序中断（${error instanceof Error ? error.message : String(error)}）`),
    );
  }

  async mend(): Promise<void> {
    if (this.running !== undefined) return;
    this.options.onProgress(`${this.reason}，正在重新启动…`);
    await this.start();
  }

  async stop(): Promise<void> {
    const worker = this.running;
    this.running = undefined;
    await worker?.stop();
  }
}
