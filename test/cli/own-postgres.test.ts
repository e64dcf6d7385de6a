import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import path from 'node:path';
import { promisify } from 'node:util';
import { processesNaming } from '../engine/fixtures.ts';
import {
  DEBIAN_POSTGRES,
  startOfficePostgres,
  WHY_SKIPPED,
  type OfficePostgres,
} from '../support/office-postgres.ts';
import { emptyHome, fileOf, killNow, until, type Home, type Running } from './owner-support.ts';
import { removeFolders, ROOT, smallPlan } from './support.ts';

const DRIVEN = ['--driven'] as const;

/** The built command line, with engine and store on Debian's PostgreSQL. */
(DEBIAN_POSTGRES === undefined ? describe.skip : describe)(
  `a programme on a PostgreSQL of the office's own${WHY_SKIPPED}`,
  () => {
    let office: OfficePostgres;
    let home: Home;
    let owner: Running;
    let settings: Record<string, string>;

    beforeAll(async () => {
      await promisify(execFile)(path.join(ROOT, 'scripts/build'));
      office = await startOfficePostgres(true);
      await office.sql('postgres', "create role zhenggai login createdb password 'pw'");
      home = await emptyHome();
      const tls = `sslmode=verify-full&sslrootcert=${office.ca.cert}`;
      settings = { ENGINE_DATABASE_URL: `postgres://zhenggai:pw@127.0.0.1:${office.port}/?${tls}` };
    }, 120_000);
    afterAll(async () => {
      await home.remove();
      await office.remove();
      removeFolders();
    }, 120_000);

    const act = (text: string) =>
      home.run(['act', 'M06', '批注', ...DRIVEN, '--as', 'zgb-zhuren', '--text', text]);
    const comments = async (): Promise<readonly string[]> =>
      ((await home.run(['timeline', 'M06', ...DRIVEN])).out.match(/第.次批注/g) ?? []).filter(
        (one, i, all) => all.indexOf(one) === i,
      );
    const unwell = async (): Promise<readonly string[]> => {
      const { rows } = (await home.run(['doctor', ...DRIVEN, '--json'], settings)).json();
      return (rows as { readonly row: string; readonly verdict: string }[])
        .filter(({ verdict }) => verdict === 'broken')
        .map(({ row }) => row);
    };

    it('is launched there; no PostgreSQL of ours is made or started', async () => {
      owner = home.start(['run', ...DRIVEN, '--plan', smallPlan(['M06'])], settings);
      await owner.says('整改专项已启动');
      expect((await act('第一次批注')).code).toBe(0);
      expect(existsSync(path.join(home.data('driven'), 'postgres'))).toBe(false);
      expect(await processesNaming(path.join(home.data('driven'), 'temporal'))).toHaveLength(1);
      const names = await office.sql(
        'postgres',
        "select datname from pg_database where datname ~ '_driven$' order by 1",
      );
      expect(names.map(({ datname }) => datname)).toEqual([
        'temporal_driven',
        'temporal_visibility_driven',
        'zhenggai_driven',
      ]);
      expect(await unwell()).toEqual([]);
    }, 120_000);

    it('is left to the office to back up', async () => {
      const refused = await home.run([
        'backup',
        '-o',
        path.join(home.folder, 'b.tar.gz'),
        ...DRIVEN,
        '--json',
      ]);
      expect([refused.code, refused.json().error.code]).toEqual([1, 'backup-own-servers']);
      expect(refused.json().error.text).toMatch(/^引擎和台账的数据库（ENGINE_DATABASE_URL）是本单位自备的/);
    });

    it('survives a restart of that PostgreSQL', async () => {
      await office.restart();
      await until(async () => (await act('第二次批注')).code === 0);
      expect(await comments()).toEqual(['第一次批注', '第二次批注']);
    }, 120_000);

    it('survives its engine and its owner being killed, one after the other', async () => {
      const engine = fileOf(home.data('driven'), 'run/engine.json').temporal.pid as number;
      await killNow(engine);
      await until(async () => (await unwell()).length === 0);
      await killNow(owner.pid);
      expect(await unwell()).toEqual(['instance']);
      owner = home.start(['run', ...DRIVEN, '--no-launch'], settings);
      await owner.says('按 Ctrl-C 停止');
      expect((await act('第三次批注')).code).toBe(0);
      expect(await comments()).toEqual(['第一次批注', '第二次批注', '第三次批注']);
    }, 180_000);

    it('ends with nothing of ours running, and what was recorded is there the next time', async () => {
      owner.send('SIGTERM');
      expect((await owner.ended).code).toBe(0);
      expect(await processesNaming(home.folder)).toEqual([]);
      owner = home.start(['run', ...DRIVEN, '--no-launch'], settings);
      await owner.says('按 Ctrl-C 停止');
      expect(await comments()).toEqual(['第一次批注', '第二次批注', '第三次批注']);
    }, 120_000);

    it('is refused beside TEMPORAL_ADDRESS, which names an engine of its own', async () => {
      const both = await home.run(['run', '--json'], { ...settings, TEMPORAL_ADDRESS: '127.0.0.1:1' });
      expect([both.code, both.json().error.code]).toEqual([7, 'engine-database-needless']);
    });
  },
);
