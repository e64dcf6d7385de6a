import { readFile, rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { Config } from '../config.ts';
import { connect, type Engine } from '../client/connect.ts';
import type { ClockInput } from '../domain/process.ts';
import { closeDatabase, openDatabase } from '../store/database.ts';
import type { Database } from '../store/schema.ts';

/** What `run` writes about itself, for the commands that attach. Holds a password: readable by its owner only. */
export interface InstanceFile {
  readonly v: 1;
  readonly pid: number;
  readonly clock: ClockInput['kind'];
  readonly temporalAddress: string;
  readonly namespace: string;
  readonly databaseUrl: string;
  /** Folder of caught mails; absent when mail leaves by SMTP_URL. */
  readonly mailFolder?: string;
  readonly evidenceFolder: string;
  readonly startedAt: string;
}

/** An attached instance: open ways to its engine and its store. */
export interface Instance extends InstanceFile {
  readonly engine: Engine;
  readonly db: Database;
  close(): Promise<void>;
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

/** Writes what others need to attach; whole or not at all. */
export async function writeInstance(config: Config, file: InstanceFile): Promise<void> {
  const target = path.join(config.data, FILE);
  const temporary = `${target}.${process.pid}`;
  await writeFile(temporary, `${JSON.stringify(file, null, 2)}\n`, { mode: 0o600 });
  await rename(temporary, target);
}

export async function removeInstance(config: Config): Promise<void> {
  await rm(path.join(config.data, FILE), { force: true });
}

/** What a living `run` of this data folder wrote; undefined when there is none. */
export async function readInstance(config: Config): Promise<InstanceFile | undefined> {
  let text: string;
  try {
    text = await readFile(path.join(config.data, FILE), 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
  const file = JSON.parse(text) as InstanceFile;
  return isAlive(file.pid) ? file : undefined;
}

/**
 * Attaches to the running instance. Starts nothing.
 * @throws NotRunning; the engine's and the store's errors when they do not answer
 */
export async function attach(config: Config): Promise<Instance> {
  const file = await readInstance(config);
  if (file === undefined) throw new NotRunning(config);
  const db = await openDatabase(file.databaseUrl);
  try {
    const engine = await connect(file.temporalAddress, file.namespace);
    return {
      ...file,
      engine,
      db,
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

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
