import path from 'node:path';
import { checkTemporal } from '../../src/engine/check-temporal.ts';
import { startTemporalOn } from '../../src/engine/embedded.ts';
import { databaseUrlOn, ownPostgres } from '../../src/engine/own-postgres.ts';
import { EngineError } from '../../src/engine/errors.ts';
import { closeDatabase, openDatabase } from '../../src/store/database.ts';
import { authority } from '../support/certificates.ts';
import {
  DEBIAN_POSTGRES,
  startOfficePostgres,
  WHY_SKIPPED,
  type OfficePostgres,
} from '../support/office-postgres.ts';
import { cacheFolder, codeOf, processesNaming, removeFolder, select, temporaryFolder } from './fixtures.ts';

describe('ENGINE_DATABASE_URL', () => {
  const ADDRESS = 'postgres://zhenggai:p%40ss@db.example:5433';

  test('names server, role and databases; a driven programme has its own', () => {
    expect(ownPostgres(ADDRESS, false)).toEqual({
      place: { host: 'db.example', port: 5433, user: 'zhenggai', password: 'p@ss' },
      names: { engine: 'temporal', visibility: 'temporal_visibility', app: 'zhenggai' },
    });
    expect(ownPostgres(`${ADDRESS}/rectify`, true).names).toEqual({
      engine: 'rectify_driven',
      visibility: 'rectify_visibility_driven',
      app: 'rectify_zhenggai_driven',
    });
    expect(ownPostgres('postgres://u:p@[::1]', false).place).toMatchObject({ host: '::1', port: 5432 });
  });

  test('TLS is spoken as in DATABASE_URL', () => {
    expect(ownPostgres(`${ADDRESS}?sslmode=disable`, false).place.tls).toBeUndefined();
    expect(ownPostgres(`${ADDRESS}?sslmode=no-verify`, false).place.tls).toEqual({ verify: false });
    const full = ownPostgres(`${ADDRESS}?sslmode=verify-full&sslrootcert=/ca.pem`, false);
    expect(full.place.tls).toEqual({ verify: true, ca: '/ca.pem' });
    expect(databaseUrlOn(full, full.names.app)).toBe(
      'postgres://zhenggai:p%40ss@db.example:5433/zhenggai?sslmode=verify-full&sslrootcert=%2Fca.pem',
    );
  });

  test.each([
    ['db.example', /不是一个网址/],
    ['mysql://u:p@h', /协议是 mysql/],
    ['postgres://u:se%cret@h', /百分号/],
    ['postgres:///temporal', /没有主机/],
    ['postgres://a%20b:p@h', /用户“a b”/],
    ['postgres://u:a%20b@h', /空格/],
    ['postgres://u:p@h/Temporal', /库名“Temporal”/],
    ['postgres://u:p@h?sslmode=prefer', /sslmode 的值“prefer”.*verify-full/],
    ['postgres://u:p@h?sslcert=/c', /成对/],
    ['postgres://u:p@h?host=x', /不认识参数 host/],
  ])('%s is refused, with the reason and without the password', (address, says) => {
    const parse = (): unknown => ownPostgres(address, false);
    expect(parse).toThrow(EngineError);
    expect(parse).toThrow(says);
    expect(parse).not.toThrow(/se%cret/);
  });
});

(DEBIAN_POSTGRES === undefined ? describe.skip : describe)(
  `our engine on a PostgreSQL of the office's own${WHY_SKIPPED}`,
  () => {
    let office: OfficePostgres;
    let folder: string;
    let data: string;
    const url = (user = 'zhenggai', more = ''): string =>
      `postgres://${user}:pw@127.0.0.1:${office.port}${more}`;
    const start = (address = url(), dataFolder = data) =>
      startTemporalOn({ dataFolder, cacheFolder, own: ownPostgres(address, false), withOurs: true });

    beforeAll(async () => {
      office = await startOfficePostgres();
      await office.sql(
        'postgres',
        "create role zhenggai login createdb password 'pw'",
        "create role plain login password 'pw'",
      );
    }, 60_000);
    afterAll(() => office.remove());
    beforeEach(async () => {
      folder = await temporaryFolder();
      data = path.join(folder, 'data');
    });
    afterEach(() => removeFolder(folder));

    test('a role that may make databases makes all three, and finds them the next time; nothing of ours runs beside the engine', async () => {
      const engine = await start();
      await checkTemporal(engine.temporalAddress);
      const running = await processesNaming(folder);
      expect(running).toHaveLength(1);
      const own = ownPostgres(url(), false);
      await closeDatabase(await openDatabase(databaseUrlOn(own, own.names.app)));
      await engine.stop();
      expect(await processesNaming(folder)).toEqual([]);
      const again = await start();
      expect(again.temporalAddress).toBe(engine.temporalAddress);
      const names = await office.sql(
        'postgres',
        "select datname from pg_database where datname ~ 'temporal|zhenggai' order by 1",
      );
      expect(names.map(({ datname }) => datname)).toEqual(['temporal', 'temporal_visibility', 'zhenggai']);
      await again.stop();
    }, 60_000);

    test('a second engine on the same databases is refused, the first goes on', async () => {
      const engine = await start(url('zhenggai', '/second'));
      const other = path.join(folder, 'other');
      expect(await codeOf(start(url('zhenggai', '/second'), other))).toBe('engine-database-busy');
      await checkTemporal(engine.temporalAddress);
      await engine.stop();
    }, 60_000);

    test('a role that may make none is told which are missing and what the administrator is to type; once typed, it runs', async () => {
      const address = url('plain', '/given');
      const asked = start(address);
      expect(await codeOf(asked)).toBe('engine-database-missing');
      const told = await asked.then(
        () => '',
        (error: Error) => error.message,
      );
      expect(told).toMatch(/缺少数据库 given、given_visibility、given_zhenggai，用户 plain 又无权建库/);
      const statements = told.split('\n').filter((line) => line.startsWith('create database'));
      expect(statements).toHaveLength(3);
      await office.sql('postgres', statements[0] ?? '');
      await expect(start(address)).rejects.toThrow(/缺少数据库 given_visibility、given_zhenggai，/);
      await office.sql('postgres', ...statements.slice(1));
      // What a start that was killed half way has left.
      await office.sql(
        'given',
        'set role plain',
        'create table zhenggai_setup (since timestamptz)',
        'create table schema_version (a int)',
      );
      const engine = await start(address);
      await checkTemporal(engine.temporalAddress);
      await engine.stop();
      const left = await select(
        `postgres://plain:pw@127.0.0.1:${office.port}/given`,
        "select to_regclass('zhenggai_setup') is null as gone, (select curr_version from schema_version) as version",
      );
      expect(left).toEqual([{ gone: true, version: expect.stringMatching(/^1\./) }]);
    }, 60_000);

    test('databases that are not for it are left alone', async () => {
      await office.sql(
        'postgres',
        'create database shop owner zhenggai',
        'create database shop_visibility owner zhenggai',
      );
      await office.sql('shop', 'create table orders (id int)');
      expect(await codeOf(start(url('zhenggai', '/shop')))).toBe('engine-database-foreign');
      expect(await office.sql('shop', "select tablename from pg_tables where schemaname = 'public'")).toEqual(
        [{ tablename: 'orders' }],
      );
      await office.sql(
        'postgres',
        'create database theirs',
        'create database theirs_visibility',
        'create database theirs_zhenggai',
      );
      const asked = start(url('plain', '/theirs'));
      expect(await codeOf(asked)).toBe('engine-database-rights');
      await expect(asked).rejects.toThrow('alter database theirs owner to "plain";');
      await office.sql(
        'postgres',
        "create database narrow owner zhenggai encoding 'SQL_ASCII' template template0",
      );
      expect(await codeOf(start(url('zhenggai', '/narrow')))).toBe('engine-database-encoding');
    }, 60_000);

    test('a wrong password, and a server that is not there', async () => {
      const refused = start(`postgres://zhenggai:secret@127.0.0.1:${office.port}`);
      expect(await codeOf(refused)).toBe('engine-database-login');
      await expect(refused).rejects.not.toThrow(/secret/);
      expect(await codeOf(start('postgres://zhenggai:secret@127.0.0.1:9'))).toBe('engine-database-silent');
    });
  },
);

(DEBIAN_POSTGRES === undefined ? test.skip : test)(
  `over TLS, and only to a server whose certificate is trusted${WHY_SKIPPED}`,
  async () => {
    const office = await startOfficePostgres(true);
    const folder = await temporaryFolder();
    try {
      await office.sql('postgres', "create role zhenggai login createdb password 'pw'");
      const stranger = await authority(folder, 'stranger');
      const start = (more: string) =>
        startTemporalOn({
          dataFolder: path.join(folder, 'data'),
          cacheFolder,
          own: ownPostgres(`postgres://zhenggai:pw@127.0.0.1:${office.port}${more}`, false),
          withOurs: true,
        });
      expect(await codeOf(start(''))).toBe('engine-database-login');
      const untrusted = start(`?sslmode=verify-full&sslrootcert=${stranger.cert}`);
      expect(await codeOf(untrusted)).toBe('engine-database-silent');
      await expect(untrusted).rejects.toThrow(/certificate/);
      const engine = await start(`?sslmode=verify-full&sslrootcert=${office.ca.cert}`);
      await checkTemporal(engine.temporalAddress);
      const sessions = await office.sql(
        'postgres',
        "select bool_and(ssl) as ssl from pg_stat_ssl join pg_stat_activity using (pid) where usename = 'zhenggai'",
      );
      expect(sessions).toEqual([{ ssl: true }]);
      await engine.stop();
    } finally {
      await office.remove();
      await removeFolder(folder);
    }
  },
  90_000,
);
