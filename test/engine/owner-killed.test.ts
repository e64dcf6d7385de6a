import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { attachEmbedded, startDatabase, startEmbedded } from '../../src/engine/embedded.ts';
import {
  cacheFolder,
  codeOf,
  processesNaming,
  removeFolder,
  select,
  startOwner,
  temporaryFolder,
} from './fixtures.ts';

describe('an owner killed', () => {
  let folder: string;
  beforeAll(async () => {
    folder = path.join(await temporaryFolder(), 'data');
  });
  afterAll(() => removeFolder(path.dirname(folder)));

  test('at any step of the first start, it is made up for by the next; once up, its servers are adopted', async () => {
    // What a killed initdb leaves.
    await mkdir(path.join(folder, 'postgres', '.init-0000', 'base'), { recursive: true });
    for (const step of [
      '正在初始化数据库',
      '数据表（temporal）',
      '数据表（temporal_visibility）',
      '正在启动流程引擎',
      'READY',
    ]) {
      const owner = startOwner(folder);
      expect(await owner.says(step)).toContain(step);
      await owner.kill();
    }
    const left = await attachEmbedded(folder);
    const engine = await startEmbedded({ dataFolder: folder, cacheFolder });
    expect(engine).toMatchObject({ owned: true, pids: left?.pids });
    const databases = await select(
      engine.adminDatabaseUrl,
      'select datname from pg_database where not datistemplate order by 1',
    );
    expect(databases.map((row) => row['datname'])).toEqual([
      'postgres',
      'temporal',
      'temporal_visibility',
      'zhenggai',
    ]);
    await engine.stop();
    expect(await processesNaming(folder)).toEqual([]);
  });

  test('with its servers up, and PostgreSQL alone wanted next: that is adopted, Temporal is stopped', async () => {
    const owner = startOwner(folder);
    await owner.says('READY');
    const left = await attachEmbedded(folder);
    await owner.kill();
    const database = await startDatabase({ dataFolder: folder, cacheFolder });
    expect(database).toMatchObject({ owned: true, pids: { postgres: left?.pids.postgres } });
    expect(await processesNaming(path.join(folder, 'temporal'))).toEqual([]);
    expect(await attachEmbedded(folder)).toBeUndefined();
    expect(await startDatabase({ dataFolder: folder, cacheFolder })).toMatchObject({
      owned: false,
      databaseUrl: database.databaseUrl,
    });
    await database.stop();
    expect(await processesNaming(folder)).toEqual([]);
  });

  test('a pid file whose number now belongs to a stranger does not hinder, and the stranger is left alone', async () => {
    const file = path.join(folder, 'postgres', 'cluster', 'postmaster.pid');
    await writeFile(file, `${process.pid}\n${path.dirname(file)}\n1\n19999\n\n127.0.0.1\n`);
    await writeFile(path.join(folder, 'temporal', 'server.pid'), `${process.pid}\n`);
    const engine = await startEmbedded({ dataFolder: folder, cacheFolder });
    expect(engine.pids.postgres).not.toBe(process.pid);
    await engine.stop();
  });

  test('lost passwords are an error, never new ones', async () => {
    await writeFile(path.join(folder, 'secrets.json'), '{}');
    expect(await codeOf(startEmbedded({ dataFolder: folder, cacheFolder }))).toBe('engine-secrets-lost');
  });
});
