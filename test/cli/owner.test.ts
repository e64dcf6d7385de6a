import { execFile, spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { appendFileSync, existsSync, mkdirSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { promisify } from 'node:util';
import { sql } from 'kysely';
import { checkTemporal } from '../../src/engine/check-temporal.ts';
import { attachEmbedded } from '../../src/engine/embedded.ts';
import { freePorts } from '../../src/engine/ports.ts';
import { closeDatabase, openDatabase } from '../../src/store/database.ts';
import { eventsOf, listProcesses } from '../../src/store/queries.ts';
import { processesNaming, userOf } from '../engine/fixtures.ts';
import { foldEverything } from '../support/oracle.ts';
import { registryFile, shared } from '../support/shared.ts';
import {
  emptyHome,
  fileOf,
  killNow,
  mailsIn,
  serversOf,
  takePort,
  until,
  type Home,
  type Running,
} from './owner-support.ts';
import { removeFolders, ROOT, smallPlan } from './support.ts';

const READY = '按 Ctrl-C 停止。';
const PROGRAMME = 'zhejiang-2022';
const MEASURES = ['M01', 'M06', 'M18'];

const NOBODY = { uid: 65_534, gid: 65_534 };
/** Root runs the last test as nobody, in an empty home and without settings; whoever else runs the tests is not root to begin with. */
const canBeNobody =
  process.getuid?.() === 0 && spawnSync('test', ['-r', path.join(ROOT, 'package.json')], NOBODY).status === 0;

// Waits are for what happens, not for time; a busy machine may take long.
jest.setTimeout(300_000);

beforeAll(() => promisify(execFile)(path.join(ROOT, 'scripts/build')));
afterAll(removeFolders);

/** What the store at `url` holds: its processes, and the first record of the programme, which names the run that launched it. */
async function held(url: string) {
  const db = await openDatabase(url, { connections: 1 });
  try {
    const processes = await listProcesses(db);
    const [opening] = await eventsOf(db, PROGRAMME, { toSeq: 1 });
    const measures = processes.filter(({ kind }) => kind === 'measure').map(({ card }) => card.measure);
    return { ids: processes.map(({ process }) => process), measures, opening };
  } finally {
    await closeDatabase(db);
  }
}

/** Asks an owner to stop, more than once and in every way, and looks that nothing is left. */
async function stopped(owner: Running, home: Home): Promise<void> {
  owner.send('SIGTERM');
  await owner.says('正在停止…');
  owner.send('SIGINT');
  owner.send('SIGHUP');
  expect(await owner.ended).toMatchObject({ code: 0, out: expect.stringContaining('已停止') as string });
  expect(await processesNaming(home.folder)).toEqual([]);
}

describe('one programme through the life of its owners', () => {
  const RUN = ['run', '--driven', '--plan', smallPlan(MEASURES)];
  let home: Home;
  let data: string;
  let owner: Running;

  beforeAll(async () => {
    home = await emptyHome();
    data = home.data('driven');
    owner = home.start(RUN);
    await owner.says(READY);
  });
  afterAll(() => home.remove());

  const act = () => home.run(['act', 'M06', 'urge', '--as', 'zgb-zhuren', '--text', '请抓紧办理']);
  const store = () => held(fileOf(data, 'instance.json').databaseUrl);
  const workersStarted = () => owner.text().split('正在启动办理程序').length - 1;

  test('the first start launches it; its passwords are kept to the owner', async () => {
    expect(new Set((await store()).measures)).toEqual(new Set(MEASURES));
    expect(statSync(path.join(data, 'instance.json')).mode & 0o777).toBe(0o600);
  });

  test('a second start says that it runs, ends well, and starts nothing', async () => {
    const before = serversOf(data);
    const second = await home.run(RUN);
    expect(second).toMatchObject({
      code: 0,
      out: expect.stringContaining(`已有实例在运行（进程 ${owner.pid}`) as string,
    });
    expect(serversOf(data)).toEqual(before);
    expect(await attachEmbedded(data)).toMatchObject({ pids: before });
  });

  test.each(['temporal', 'postgres'] as const)(
    '%s killed under it: started again at the same place, and acts go on without anything else being started anew',
    async (server) => {
      const before = serversOf(data);
      const instance = fileOf(data, 'instance.json');
      await killNow(before[server]);
      await until(() => ![undefined, before[server]].includes(serversOf(data)[server]));
      expect(await attachEmbedded(data)).toMatchObject({ pids: serversOf(data) });
      expect(await act()).toMatchObject({ code: 0 });
      expect(fileOf(data, 'instance.json')).toEqual(instance);
      expect(workersStarted()).toBe(1);
    },
  );

  test('Temporal killed and its port taken meanwhile: everything goes on at another address, also for those who attach', async () => {
    const { temporalAddress, databaseUrl } = fileOf(data, 'instance.json');
    owner.send('SIGSTOP');
    await killNow(serversOf(data).temporal);
    const taker = await takePort(Number(String(temporalAddress).split(':')[1]));
    owner.send('SIGCONT');
    const moved = () => fileOf(data, 'instance.json')?.temporalAddress ?? temporalAddress;
    await until(() => moved() !== temporalAddress);
    expect(fileOf(data, 'instance.json')).toMatchObject({ databaseUrl });
    expect(await act()).toMatchObject({ code: 0 });
    await new Promise((resolve) => taker.close(resolve));
  });

  test('the owner killed: nothing to attach to; of two that start then, one adopts the servers and goes on, the other says so', async () => {
    expect(await home.run(['advance', '--driven'])).toMatchObject({ code: 0 });
    const [servers, before, mails] = [serversOf(data), await store(), await mailsIn(data)];
    expect(mails).not.toEqual([]);
    await killNow(owner.pid);
    await owner.ended;
    expect(await home.run(['status', '--driven'])).toMatchObject({ code: 3 });

    const both = [home.start(RUN), home.start(RUN)] as const;
    const late = await Promise.race(both.map(async (one) => (await one.ended, one)));
    owner = both[0] === late ? both[1] : both[0];
    await owner.says(READY);
    expect(await late.ended).toMatchObject({
      code: 0,
      out: expect.stringContaining(`已有实例在运行（进程 ${owner.pid}`) as string,
    });
    expect(owner.text()).toContain('整改专项此前已启动');
    expect(serversOf(data)).toEqual(servers);
    expect(await store()).toEqual(before);
    expect(await mailsIn(data)).toEqual(mails);
    expect(await act()).toMatchObject({ code: 0 });
  });

  test('what is on record after all this is what its causes give', async () => {
    const { namespace, temporalAddress } = fileOf(data, 'instance.json');
    const registry = path.join(home.folder, 'registry');
    mkdirSync(registry);
    appendFileSync(registryFile(registry, namespace), (await store()).ids.join('\n'));
    await foldEverything({ temporalAddress, registry, adminDatabaseUrl: '' });
  });

  test('asked to stop, by whatever signals, it ends well and leaves no process', async () => {
    await stopped(owner, home);
    expect(fileOf(data, 'instance.json')).toBeUndefined();
    expect(await home.run(['status', '--driven'])).toMatchObject({ code: 3 });
  });
});

describe('settings', () => {
  const QUIET = ['run', '--driven', '--no-launch'];
  let home: Home;
  let database: string;
  let databaseUrl: string;

  async function admin(statement: string): Promise<void> {
    const db = await openDatabase(shared().adminDatabaseUrl, { connections: 1 });
    await sql.raw(statement).execute(db);
    await closeDatabase(db);
  }

  beforeEach(async () => {
    home = await emptyHome();
    database = `owner_${randomBytes(6).toString('hex')}`;
    await admin(`create database ${database}`);
    databaseUrl = Object.assign(new URL(shared().adminDatabaseUrl), { pathname: `/${database}` }).href;
  });
  afterEach(async () => {
    await home.remove();
    await admin(`drop database ${database} with (force)`);
  });

  test('TEMPORAL_ADDRESS alone: PostgreSQL is all that is started, and mended, without programs of Temporal or Go', async () => {
    const { temporalAddress } = shared();
    const owner = home.start(QUIET, {
      TEMPORAL_ADDRESS: temporalAddress,
      TEMPORAL_NAMESPACE: database,
      ZHENGGAI_CACHE: path.join(home.folder, 'cache'),
      PATH: '/usr/bin:/bin',
    });
    await owner.says(READY);
    const data = home.data('driven');
    expect(fileOf(data, 'instance.json')).toMatchObject({ temporalAddress });
    const before = serversOf(data);
    expect(before.temporal).toBeUndefined();
    await killNow(before.postgres);
    await until(() => ![undefined, before.postgres].includes(serversOf(data).postgres));
    await stopped(owner, home);
    await checkTemporal(temporalAddress);
  });

  test('both set: nothing is embedded; another engine is not let near the same store', async () => {
    const { temporalAddress, registry } = shared();
    const settings = {
      TEMPORAL_ADDRESS: temporalAddress,
      TEMPORAL_NAMESPACE: database,
      DATABASE_URL: databaseUrl,
    };
    const run = ['run', '--driven', '--plan', smallPlan(['M01'])];
    const owner = home.start(run, settings);
    await owner.says(READY);
    expect(await processesNaming(home.folder)).toEqual([]);
    expect(existsSync(path.join(home.data('driven'), 'postgres'))).toBe(false);
    const { ids } = await held(databaseUrl);
    writeFileSync(registryFile(registry, `${database}-driven`), ids.join('\n'));
    await stopped(owner, home);

    const other = await home.run([...run, '--json'], { ...settings, TEMPORAL_NAMESPACE: `${database}_2` });
    expect([other.code, other.json().error.code]).toEqual([7, 'engine-other-store']);
    expect((await held(databaseUrl)).ids).toEqual(ids);
  });

  test('TEMPORAL_ADDRESS silent: an error, and nothing is started', async () => {
    const [port] = await freePorts(1);
    const ended = await home.run([...QUIET, '--json'], { TEMPORAL_ADDRESS: `127.0.0.1:${port}` });
    expect([ended.code, ended.json().error.code]).toEqual([7, 'engine-temporal-silent']);
    expect(existsSync(path.join(home.data('driven'), 'postgres'))).toBe(false);
    expect(await processesNaming(home.folder)).toEqual([]);
  });

  test('a wrong plan: all is said before anything is started', async () => {
    const ended = await home.run(['run', '--driven', '--plan', home.folder, '--json']);
    expect([ended.code, ended.json().error.code]).toEqual([1, 'plan-errors']);
    expect(existsSync(path.join(home.data('driven'), 'postgres'))).toBe(false);
  });

  test('stopped while still starting, it leaves nothing half started; then DATABASE_URL alone: the embedded engine, with that store', async () => {
    const nobody = canBeNobody ? await emptyHome(NOBODY) : home;
    try {
      const early = nobody.start(QUIET);
      await early.says('正在启动流程引擎');
      await stopped(early, nobody);

      const owner = nobody.start(QUIET, { DATABASE_URL: databaseUrl });
      await owner.says(READY);
      const data = nobody.data('driven');
      expect(fileOf(data, 'instance.json')).toMatchObject({ databaseUrl });
      const pids = serversOf(data);
      expect(await attachEmbedded(data)).toMatchObject({ pids });
      if (canBeNobody)
        expect([await userOf(pids.postgres), await userOf(pids.temporal)]).toEqual([NOBODY.uid, NOBODY.uid]);
      await stopped(owner, nobody);
    } finally {
      if (nobody !== home) await nobody.remove();
    }
  });
});
