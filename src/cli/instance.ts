import { rm } from 'node:fs/promises';
import path from 'node:path';
import type { Config } from '../config.ts';
import { connect, type Engine } from '../client/connect.ts';
import { optional } from '../domain/optional.ts';
import type { ClockInput } from '../domain/process.ts';
import { readAccess } from '../engine/access-files.ts';
import type { AccessSettings } from '../engine/access-settings.ts';
import { engineError } from '../engine/errors.ts';
import { errno, readIfThere, writeAtomic } from '../engine/files.ts';
import { startToken } from '../engine/processes.ts';
import type { KeyRing } from '../keys/ring.ts';
import type { Bucket } from '../store/bucket.ts';
import { closeDatabase, openDatabase } from '../store/database.ts';
import type { BlobsOptions } from '../store/open-blobs.ts';
import type { Database } from '../store/schema.ts';
import { keysAtHand } from './keys/at-hand.ts';

/** What `run` writes about itself, for the commands that attach. Holds passwords and keys: readable by its owner only. */
export interface InstanceFile {
  readonly v: 1;
  readonly pid: number;
  readonly clock: ClockInput['kind'];
  readonly temporalAddress: string;
  /** How it is spoken to, where it is the office's own: certificates by their files, so that a renewed one counts. */
  readonly temporalAccess?: AccessSettings;
  readonly namespace: string;
  readonly databaseUrl: string;
  /** Folder of caught mails; absent when mail leaves by SMTP_URL. */
  readonly mailFolder?: string;
  /** Where mail is handed over; the catcher's own where it is kept. */
  readonly smtpUrl?: string;
  readonly evidenceFolder: string;
  /** Where evidence lies in a bucket instead; the folder then holds only what is on its way. */
  readonly evidenceBucket?: Bucket;
  /** Where its keys are kept. */
  readonly keyFile?: string;
  readonly startedAt: string;
  /** Restored, and nobody has decided yet: no worker runs, and nothing is mailed. */
  readonly paused?: true;
}

/** An attached instance: open ways to its engine and its store. */
export interface Instance extends InstanceFile {
  readonly engine: Engine;
  readonly db: Database;
  /** The keys that confidential content is sealed by. */
  readonly ring: KeyRing;
  close(): Promise<void>;
}

/** Where an instance's evidence and sealed items lie. */
export function evidencePlace({
  evidenceFolder: folder,
  evidenceBucket: bucket,
}: Pick<InstanceFile, 'evidenceFolder' | 'evidenceBucket'>): BlobsOptions {
  return { folder, ...(bucket === undefined ? {} : { bucket }) };
}

/** Where this data folder's evidence lies. */
export function evidenceOf({
  data,
  evidenceBucket,
}: Config): Pick<InstanceFile, 'evidenceFolder' | 'evidenceBucket'> {
  return {
    evidenceFolder: path.join(data, 'evidence'),
    ...(evidenceBucket === undefined ? {} : { evidenceBucket }),
  };
}

/** Nothing to attach to. */
export class NotRunning extends Error {
  constructor(config: Config) {
    const command = config.clock === 'driven' ? 'scripts/run --driven' : 'scripts/run';
    super(`没有正在运行的实例（${config.data}）。请先在另一个终端运行 ${command}。`);
    this.name = 'NotRunning';
  }
}

const FILE = 'instance.json';

/** As it is kept: with the start time of its process, since numbers of processes are used again. */
interface Kept extends InstanceFile {
  readonly token?: string;
}

/** Writes what others need to attach; whole or not at all. */
export async function writeInstance(config: Config, file: InstanceFile): Promise<void> {
  const token = await startToken(file.pid);
  const kept: Kept = { ...file, ...(token === undefined ? {} : { token }) };
  await writeAtomic(path.join(config.data, FILE), `${JSON.stringify(kept, null, 2)}\n`, 0o600);
}

export async function removeInstance(config: Config): Promise<void> {
  await rm(path.join(config.data, FILE), { force: true });
}

/**
 * What a living `run` of this data folder wrote; undefined when there is none.
 * @throws engine-folder-forbidden when it is another user's
 */
export async function readInstance(config: Config): Promise<InstanceFile | undefined> {
  const kept = await readKept(config);
  if (kept?.token === undefined || (await startToken(kept.pid)) !== kept.token) return undefined;
  const { token: _, ...file } = kept;
  return file;
}

/** Whether an owner has left its file behind: it was killed, and nobody has started since. */
export async function wasLeft(config: Config): Promise<boolean> {
  return (await readKept(config)) !== undefined && (await readInstance(config)) === undefined;
}

async function readKept(config: Config): Promise<Kept | undefined> {
  let text: string | undefined;
  try {
    text = await readIfThere(path.join(config.data, FILE));
  } catch (error) {
    throw engineError(
      'engine-folder-forbidden',
      { folder: config.data, setting: 'ZHENGGAI_DATA', reason: errno(error) ?? String(error) },
      error,
    );
  }
  try {
    return text === undefined ? undefined : (JSON.parse(text) as Kept);
  } catch {
    // Written whole, so damaged by hand: as good as none.
    return undefined;
  }
}

/**
 * Attaches to the running instance. Starts nothing.
 * @throws NotRunning; keys-… before anything is asked; the engine's and the store's errors when they do not answer
 */
export async function attach(config: Config): Promise<Instance> {
  const file = await readInstance(config);
  if (file === undefined) throw new NotRunning(config);
  const keys = await keysAtHand({ ...config, ...optional('keyFile', file.keyFile) });
  const db = await openDatabase(file.databaseUrl);
  try {
    const access = await readAccess(file.temporalAccess);
    const engine = await connect(file.temporalAddress, file.namespace, access, keys.payloads);
    await keys.note();
    return {
      ...file,
      engine,
      db,
      ring: keys.ring,
      close: async () => {
        await engine.close();
        await closeDatabase(db);
      },
    };
  } catch (error) {
    await closeDatabase(db);
    throw error;
  }
}
