import path from 'node:path';
import type { Config } from '../config.ts';
import { connect, type Engine } from '../client/connect.ts';
import { isKnown } from '../client/launch.ts';
import { checkNeeded } from '../client/needed-keys.ts';
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
import { openBlobs } from '../store/open-blobs.ts';
import { listProgrammes } from '../store/queries.ts';
import { notAgain } from '../store/restorations.ts';
import type { Database } from '../store/schema.ts';
import { startWorker, type RunningWorker } from '../worker.ts';
import type { Place } from './ground.ts';
import {
  evidenceOf,
  evidencePlace,
  removeInstance,
  writeInstance,
  type Instance,
  type InstanceFile,
} from './instance.ts';
import { keysAtHand } from './keys/at-hand.ts';
import { within } from './stopping.ts';
import { keepWorkerLog } from './worker-log.ts';

/** Everything that runs over engine and database: client, store, catcher, worker, and the file that others attach by. */
export interface House {
  readonly place: Place;
  readonly instance: Instance;
  /** Starts the worker again if it has ended. */
  mend(): Promise<void>;
  /**
   * What has been renewed since: certificates, without which connections open now would fail once the old ones run out; or the key file, whose new
   * key is to be used. Undefined where nothing has.
   */
  renewed(): Promise<'证书' | '密钥文件' | undefined>;
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

/** @throws keys-…, engine-namespace-unready, engine-other-store, store-…, the SDK's errors when the engine does not answer; the signal's reason */
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
    const keys = await keysAtHand(config);
    const renewed: House['renewed'] = async () => {
      // Half written: the next look sees it whole.
      const now = await readAccess(place.temporalAccess).catch(() => opened);
      if (JSON.stringify(now) !== JSON.stringify(opened)) return '证书';
      // A key file that has gone, or cannot be used, does not end the work of those who have read it.
      const usable = keys.ring.changed() && (await keysAtHand(config).catch(() => undefined));
      return usable ? '密钥文件' : undefined;
    };
    const engine = await connect(temporalAddress, config.namespace, opened, keys.payloads);
    closers.push(() => engine.close());
    await ensureNamespace(engine.connection, config.namespace, { onProgress, signal });
    await checkNeeded(engine, keys.payloads, config.keyFile);
    await keys.note();
    const db = await openDatabase(place.databaseUrl);
    closers.push(() => closeDatabase(db));
    await migrate(db);
    await sameStore(engine, db, place);
    // Without evidence nobody can hand any in; the dates run on all the same.
    await openBlobs(evidencePlace(evidenceOf(config)))
      .look()
      .catch((error: Error) => onProgress(`${error.message}在此之前不能提交佐证材料，其余照常办理。`));
    if (options.paused === true) {
      const instance = await attachable(
        config,
        place,
        { paused: true },
        { engine, db, ring: keys.ring },
        closers,
      );
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
    const reached = { temporalAddress, namespace: config.namespace };
    const worker = new MendedWorker(
      // Read anew for each worker: certificates are renewed.
      async () => {
        const access = await readAccess(place.temporalAccess);
        return startWorker({ ...reached, access, payloads: keys.payloads, ...deps });
      },
      options,
    );
    await worker.start();
    closers.push(() => worker.stop());
    const more = { smtpUrl: mail.url, ...(mail.folder === undefined ? {} : { mailFolder: mail.folder }) };
    const instance = await attachable(config, place, more, { engine, db, ring: keys.ring }, closers);
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
  open: Pick<Instance, 'engine' | 'db' | 'ring'>,
  closers: (() => Promise<void>)[],
): Promise<Instance> {
  const file: InstanceFile = {
    v: 1,
    pid: process.pid,
    clock: config.clock,
    ...place,
    namespace: config.namespace,
    ...evidenceOf(config),
    keyFile: config.keyFile,
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
