import { sql } from 'kysely';
import { closeDatabase, openDatabase } from '../../src/store/database.ts';
import { StoreError } from '../../src/store/errors.ts';
import { createLedger } from '../../src/store/ledger.ts';
import { migrate } from '../../src/store/migrate.ts';
import { MIGRATIONS } from '../../src/store/migrations/index.ts';
import { getRow, listProcesses } from '../../src/store/queries.ts';
import type { Database } from '../../src/store/schema.ts';
import { events, PASSWORD, rowAfter, startCluster, withClient, type Cluster } from './support.ts';

let cluster: Cluster;
beforeAll(async () => {
  cluster = await startCluster();
});
afterAll(() => cluster.remove());

async function create(name: string, encoding = 'UTF8'): Promise<string> {
  await withClient(cluster.url(), (client) =>
    client.query(`create database ${name} encoding '${encoding}' template template0 locale 'C'`),
  );
  return cluster.url(name);
}

/** The error of opening, with a check that no message tells the password. */
async function refusal(url: string): Promise<StoreError> {
  const error: unknown = await openDatabase(url, { connectTimeout: 2_000 }).then(
    closeDatabase,
    (error: unknown) => error,
  );
  if (!(error instanceof StoreError)) throw new Error('expected a coded error', { cause: error });
  expect(error.message).not.toContain(PASSWORD);
  expect(error.message).not.toContain(encodeURIComponent(PASSWORD));
  return error;
}

describe('opening a database', () => {
  test('says where nothing answers', async () => {
    const error = await refusal('postgres://zhenggai:secret@127.0.0.1:1/zhenggai');
    expect(error).toMatchObject({
      code: 'store-unreachable',
      message: expect.stringContaining('127.0.0.1:1/zhenggai（ECONNREFUSED）'),
    });
    expect(await refusal('postgres://u:p@no-such-host.invalid/x')).toMatchObject({
      code: 'store-unreachable',
    });
  });

  test('tells a wrong password, a missing one and an unknown user apart from a dead server', async () => {
    for (const url of [
      cluster.url('postgres', 'wrong'),
      `postgres://nobody:x@127.0.0.1:${cluster.port}/postgres`,
    ]) {
      expect(await refusal(url)).toMatchObject({ code: 'store-login-refused' });
    }
    expect(await refusal(`postgres://postgres@127.0.0.1:${cluster.port}/postgres`)).toMatchObject({
      code: 'store-login-refused',
    });
  });

  test('names a database that is not there', async () => {
    expect(await refusal(cluster.url('absent'))).toMatchObject({
      code: 'store-no-database',
      message: expect.stringContaining('/absent'),
    });
  });

  test('refuses an address of another kind without repeating it', async () => {
    for (const url of [
      '',
      'zhenggai',
      `mysql://u:${PASSWORD}@h/d`,
      `postgres://u:${PASSWORD}@h:port/d`,
      'postgres://u:%zz@h/d%zz',
    ]) {
      expect(await refusal(url)).toMatchObject({ code: 'store-url-malformed' });
    }
  });

  test('refuses a database that cannot hold Chinese', async () => {
    expect(await refusal(await create('latin', 'LATIN1'))).toMatchObject({
      code: 'store-encoding',
      message: expect.stringContaining('LATIN1'),
    });
  });
});

describe('bringing the tables up to date', () => {
  test('happens once when several start at the same moment', async () => {
    const url = await create('raced');
    const databases = await Promise.all(Array.from({ length: 4 }, () => openDatabase(url)));
    const done = await Promise.all(databases.map(migrate));
    expect(done.flat()).toEqual(Object.keys(MIGRATIONS));
    expect(await migrate(databases[0]!)).toEqual([]);
    await Promise.all(databases.map(closeDatabase));
  });

  test('stops an old program at the tables of a newer one', async () => {
    const db = await openDatabase(await create('newer'));
    await migrate(db);
    await sql`insert into kysely_migration values ('9999-future', '2030-01-01T00:00:00.000Z')`.execute(db);
    await expect(migrate(db)).rejects.toMatchObject({
      code: 'store-newer',
      message: expect.stringContaining('9999-future'),
    });
    await closeDatabase(db);
  });

  test('leaves a database as it was when it cannot be done, and says why', async () => {
    const db = await openDatabase(await create('taken'));
    await sql`create table appointment (something text)`.execute(db);
    await expect(migrate(db)).rejects.toMatchObject({
      code: 'store-migration-failed',
      message: expect.stringContaining('appointment'),
    });
    await expect(listProcesses(db)).rejects.toMatchObject({ code: 'store-not-migrated' });
    await closeDatabase(db);
    await closeDatabase(db);
  });
});

describe('a database that is restarted', () => {
  test('fails what is under way with a coded error, and serves what comes after', async () => {
    const lost: Error[] = [];
    const db = await openDatabase(await create('restarted'), {
      connectTimeout: 2_000,
      onConnectionLost: (error) => lost.push(error),
    });
    await migrate(db);
    const ledger = createLedger(db);
    const records = events('demo/measure/M01', 3);
    await ledger.append(records.slice(0, 2), rowAfter(records.slice(0, 2)));

    // One connection at rest, one in the middle of a transaction without a statement, one in the middle of a statement.
    let resume = (): void => undefined;
    const pause = new Promise<void>((resolve) => (resume = resolve));
    let begun = (): void => undefined;
    const underWay = new Promise<void>((resolve) => (begun = resolve));
    const between = db.transaction().execute(async (tx) => {
      await sql`select 1`.execute(tx);
      begun();
      await pause;
      await sql`select 2`.execute(tx);
    });
    const during = sql`select pg_sleep(30)`.execute(db);
    const outcomes = Promise.allSettled([between, during]);
    await Promise.all([getRow(db, 'a'), getRow(db, 'b'), getRow(db, 'c')]);
    await underWay;
    while (!(await sleeping(db))) await new Promise((resolve) => setTimeout(resolve, 20));

    await cluster.kill();
    resume();
    for (const outcome of await outcomes) {
      expect(outcome).toMatchObject({ status: 'rejected', reason: { code: 'store-connection-lost' } });
    }
    await expect(ledger.append(records, rowAfter(records))).rejects.toMatchObject({
      code: expect.stringMatching(/^store-(unreachable|connection-lost)$/),
    });

    await cluster.start();
    await ledger.append(records, rowAfter(records));
    expect(await getRow(db, 'demo/measure/M01')).toMatchObject({ seq: 3 });
    expect(lost.length).toBeGreaterThan(0);
    await closeDatabase(db);
  });

  test('a statement without end is cut off', async () => {
    const db = await openDatabase(await create('slow'), { statementTimeout: 100 });
    await expect(sql`select pg_sleep(5)`.execute(db)).rejects.toMatchObject({ code: 'store-timeout' });
    await closeDatabase(db);
  });

  test('more callers than connections wait for their turn, and not for ever', async () => {
    const db = await openDatabase(await create('crowded'), { connections: 1, connectTimeout: 300 });
    const quick = await Promise.all(
      Array.from({ length: 20 }, () => sql<{ n: number }>`select count(*) as n from pg_class`.execute(db)),
    );
    expect(typeof quick[0]?.rows[0]?.n).toBe('number');
    const long = sql`select pg_sleep(1)`.execute(db);
    await expect(sql`select 1`.execute(db)).rejects.toMatchObject({ code: 'store-busy' });
    await long;
    await closeDatabase(db);
  });
});

/** Whether the server is in the middle of the long statement. */
async function sleeping(db: Database): Promise<boolean> {
  const found = await sql<{ pid: number }>`
    select pid from pg_stat_activity
    where state = 'active' and query like '%pg_sleep(30)%' and pid <> pg_backend_pid()
  `.execute(db);
  return found.rows.length > 0;
}
