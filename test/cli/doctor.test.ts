import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { chmodSync, cpSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer, type AddressInfo, type Server } from 'node:net';
import path from 'node:path';
import { promisify } from 'node:util';
import { LEAST_NODE } from '../../src/cli/doctor/machine.ts';
import { TEMPORAL_VERSION } from '../../src/engine/temporal-version.ts';
import { freePorts } from '../../src/engine/ports.ts';
import { connectTo } from '../../src/engine/postgres-place.ts';
import { cacheFolder } from '../engine/fixtures.ts';
import { suitePostgres } from '../support/office-temporal.ts';
import { shared } from '../support/shared.ts';
import { createWorld, zhejiang } from '../support/world.ts';
import {
  emptyHome,
  fileOf,
  killNow,
  serversOf,
  takePort,
  until,
  type Home,
  type Running,
} from './owner-support.ts';
import { folder, removeFolders, ROOT, smallPlan } from './support.ts';

interface Row {
  readonly row: string;
  readonly verdict: string;
  readonly found: string;
  readonly advice?: string;
}

interface Examined {
  readonly code: number | null;
  readonly rows: Readonly<Record<string, Row>>;
  /** Rows that are not well, `row verdict`. */
  readonly unwell: readonly string[];
}

let home: Home;

beforeAll(async () => {
  await promisify(execFile)(path.join(ROOT, 'scripts/build'));
  home = await emptyHome();
}, 120_000);

afterAll(async () => {
  await home.remove();
  removeFolders();
}, 60_000);

/** Runs `doctor` in a process of its own and reads its rows. Every row that is not well says what to do. */
async function doctor(
  more: Readonly<Record<string, string>> = {},
  argv: readonly string[] = ['--driven'],
  at = home,
): Promise<Examined> {
  const { code, json, err } = await at.run(['doctor', ...argv, '--json'], more);
  const said = json();
  if (said.rows === undefined) throw new Error(JSON.stringify(said) + err);
  const rows = said.rows as Row[];
  const unwell = rows.filter(({ verdict }) => verdict === 'warning' || verdict === 'broken');
  for (const one of unwell) expect(one.advice).toMatch(/。$/);
  const broken = unwell.some(({ verdict }) => verdict === 'broken');
  expect([said.sound, code]).toEqual([!broken, broken ? 8 : 0]);
  return {
    code,
    rows: Object.fromEntries(rows.map((one) => [one.row, one])),
    unwell: unwell.map(({ row, verdict }) => `${row} ${verdict}`),
  };
}

describe('on a machine where nothing runs yet', () => {
  it('all is well but that nothing runs; what is not there to be looked at is passed over', async () => {
    const { rows, unwell, code } = await doctor();
    expect([code, unwell]).toEqual([0, ['instance warning']]);
    for (const row of ['engine', 'database', 'clock', 'worker', 'letters', 'smtp'])
      expect(rows[row]?.verdict).toBe('skipped');
    expect(rows['programs']?.found).toContain(TEMPORAL_VERSION);
  });

  it('a live one without a mail server is told that nobody would get mail', async () => {
    expect((await doctor({}, [])).unwell).toEqual(['instance warning', 'smtp warning']);
  });

  it('says it to people, with what to do below each row', async () => {
    const { out, code } = await home.run(['doctor'], { COLUMNS: '100' });
    expect(code).toBe(0);
    expect(out).toMatch(/^正常 {2}Node\.js {3}v\d/m);
    expect(out).toMatch(/^注意 {2}实例.*\n +→ 需要办理时运行 scripts\/run。$/m);
    expect(out.trimEnd().split('\n').at(-1)).toBe('检查完毕：0 项异常、2 项须注意，处理办法见各项“→”。');
  });

  it('settings that cannot be read are a row, not an end', async () => {
    const { rows, unwell } = await doctor({ TEMPORAL_ADDRESS: 'a:1', TEMPORAL_TLS: 'yes' });
    expect(unwell).toEqual(['settings broken']);
    expect(rows['settings']?.found).toContain('TEMPORAL_TLS 的值“yes”');
    expect(rows['node']?.verdict).toBe('ok');
  });

  it('programs: none, and Go too old to build them; or one in the cache that is of another release', async () => {
    const bin = folder();
    writeFileSync(path.join(bin, 'go'), '#!/bin/sh\necho "go version go1.19.4 linux/amd64"\n');
    chmodSync(path.join(bin, 'go'), 0o755);
    const cache = folder();
    const old = await doctor({ PATH: `${bin}:/usr/bin:/bin`, ZHENGGAI_CACHE: cache });
    expect(old.unwell).toEqual(['go broken', 'programs warning', 'instance warning']);
    expect(old.rows['go']?.found).toContain('1.19.4');
    const fetched = await doctor({
      PATH: `${bin}:/usr/bin:/bin`,
      ZHENGGAI_CACHE: cache,
      ZHENGGAI_ENGINE_MIRROR: '/srv',
    });
    expect(fetched.unwell).toEqual(['go warning', 'programs warning', 'instance warning']);
    expect(fetched.rows['programs']?.found).toContain('镜像');

    const programs = path.join(cache, 'temporal', TEMPORAL_VERSION);
    mkdirSync(programs, { recursive: true });
    cpSync(path.join(cacheFolder, 'temporal', TEMPORAL_VERSION, 'sql'), path.join(programs, 'sql'));
    writeFileSync(path.join(programs, 'server'), '#!/bin/sh\necho temporal version 1.2.3\n');
    chmodSync(path.join(programs, 'server'), 0o755);
    const other = await doctor({ ZHENGGAI_CACHE: cache });
    expect(other.unwell).toEqual(['programs broken', 'instance warning']);
    expect(other.rows['programs']?.found).toMatch(/server 不能用.*1\.2\.3/);
  });

  it('a disk with nothing left', async () => {
    // The kernel's own file systems have no room at all.
    const { rows, unwell } = await doctor({ ZHENGGAI_DATA: '/proc/zhenggai' });
    expect(unwell).toContain('disk broken');
    expect(rows['disk']).toMatchObject({
      found: expect.stringMatching(/\/proc\/zhenggai\/driven 余 0 MB，已不够用/),
      advice: expect.stringContaining('ZHENGGAI_DATA'),
    });
  });

  it('a machine whose clock on the wall is another', async () => {
    const { rows } = await doctor({ TZ: 'America/New_York' });
    expect(rows['zone']).toMatchObject({
      verdict: 'warning',
      found: expect.stringMatching(/America\/New_York，与北京时间相差 -1[23] 或 -1[23] 小时/),
    });
    expect((await doctor({ TZ: 'Asia/Shanghai' })).rows['zone']?.found).toBe('Asia/Shanghai，与北京时间一致');
  });

  it("the office's own engine and database silent", async () => {
    const [one, two] = await freePorts(2);
    const { rows, unwell } = await doctor({
      TEMPORAL_ADDRESS: `127.0.0.1:${one}`,
      DATABASE_URL: `postgres://u:secret@127.0.0.1:${two}/d`,
    });
    expect(unwell).toEqual(['instance warning', 'engine broken', 'database broken']);
    expect(rows['engine']).toMatchObject({
      found: expect.stringContaining(`127.0.0.1:${one}`),
      advice: expect.stringContaining('TEMPORAL_'),
    });
    expect(rows['database']).toMatchObject({
      found: expect.stringContaining(`127.0.0.1:${two}/d`),
      advice: expect.stringContaining('DATABASE_URL'),
    });
    expect(JSON.stringify(rows)).not.toContain('secret');
  });

  it('a key that anybody on the way could read', async () => {
    const { rows } = await doctor({
      TEMPORAL_ADDRESS: shared().temporalAddress,
      TEMPORAL_API_KEY: 'secret',
      TEMPORAL_TLS: 'false',
    });
    expect(rows['engine']).toMatchObject({
      verdict: 'warning',
      found: expect.stringContaining('API 密钥以明文传送'),
    });
  });

  it('a database whose clock is wrong', async () => {
    const admin = await connectTo(suitePostgres(), 'postgres');
    const name = `clock_${randomBytes(4).toString('hex')}`;
    await admin.query(`create database ${name}`);
    const inside = await connectTo(suitePostgres(), name);
    // A real server that tells another time: its own function goes before the system's.
    await inside.query(`create function public.clock_timestamp() returns timestamptz language sql as
      $$ select pg_catalog.clock_timestamp() + interval '4 minutes' $$`);
    await inside.query(`alter database ${name} set search_path = public, pg_catalog`);
    await inside.end();
    const { href } = Object.assign(new URL(shared().adminDatabaseUrl), { pathname: `/${name}` });
    const { rows } = await doctor({ DATABASE_URL: href });
    expect(rows['database']?.verdict).toBe('ok');
    expect(rows['clock']).toMatchObject({
      verdict: 'broken',
      found: expect.stringContaining('数据库快 约 4 分钟'),
      advice: expect.stringContaining('时间同步'),
    });
    await admin.query(`drop database ${name} with (force)`);
    await admin.end();
  });

  it('the mail server: a closed port, one that is no mail server, and one that refuses', async () => {
    const [closed] = await freePorts(1);
    const servers: Server[] = [];
    const greeting = async (words: string): Promise<string> => {
      const server = createServer((socket) => {
        socket.on('error', () => undefined);
        socket.end(words);
      });
      servers.push(server);
      await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
      return `smtp://office:secret@127.0.0.1:${(server.address() as AddressInfo).port}`;
    };
    const urls = [
      [`smtp://127.0.0.1:${closed}`, /防火墙/],
      [await greeting('HTTP/1.1 400 Bad Request\r\n\r\n'), /不是邮件服务/],
      [await greeting('554 no service for you\r\n'), /查看其日志/],
      ['http://127.0.0.1', /SMTP_URL 应形如/],
    ] as const;
    for (const [SMTP_URL, advice] of urls) {
      const { rows } = await doctor({ SMTP_URL }, []);
      expect(rows['smtp']).toMatchObject({ verdict: 'broken', advice: expect.stringMatching(advice) });
      expect(JSON.stringify(rows)).not.toContain('secret');
    }
    for (const server of servers) server.close();
  });
});

describe('over a running instance', () => {
  let owner: Running;
  const data = (): string => home.data('driven');

  beforeAll(async () => {
    owner = home.start(['run', '--driven', '--plan', smallPlan(['M06'])]);
    await owner.says('按 Ctrl-C 停止');
  }, 120_000);

  it('all is well', async () => {
    const { rows, unwell, code } = await doctor();
    expect([code, unwell]).toEqual([0, []]);
    expect(rows['engine']?.found).toContain(TEMPORAL_VERSION);
    expect(rows['worker']).toMatchObject({ verdict: 'ok', found: expect.stringContaining('应答正常') });
    expect(rows['clock']?.found).toBe('引擎相差不到 1 秒，数据库相差不到 1 秒（与本机相比）');
    expect(rows['smtp']).toMatchObject({ verdict: 'ok', found: expect.stringContaining('不出本机') });
    // Also where nobody says which.
    expect((await doctor({}, [])).rows['instance']).toEqual(rows['instance']);
  });

  it('a worker that no longer answers, though it did a moment ago, and its mail server with it', async () => {
    owner.send('SIGSTOP');
    const { rows, unwell } = await doctor();
    owner.send('SIGCONT');
    expect(unwell).toEqual(['worker broken', 'smtp broken']);
    expect(rows['worker']?.found).toContain('已不应答');
    await until(async () => (await doctor()).unwell.length === 0);
  }, 120_000);

  it('an engine that is gone, and a database that is gone, with the ports they leave silent', async () => {
    const { temporal, postgres } = serversOf(data());
    owner.send('SIGSTOP');
    await killNow(temporal);
    const without = await doctor();
    expect(without.unwell).toEqual(['ports broken', 'engine broken', 'smtp broken']);
    await killNow(postgres);
    const { rows, unwell } = await doctor();
    expect(unwell).toEqual(['ports broken', 'engine broken', 'database broken', 'smtp broken']);
    expect(rows['engine']?.advice).toContain('每三秒');
    expect(rows['worker']?.verdict).toBe('skipped');
    owner.send('SIGCONT');
    await until(async () => (await doctor()).unwell.length === 0);
  }, 180_000);

  it('an owner that was killed: its servers run on, and nobody does the work', async () => {
    await killNow(owner.pid);
    const { rows, unwell } = await doctor();
    expect(unwell).toEqual(['instance broken']);
    expect(rows['instance']).toMatchObject({
      found: expect.stringContaining('数据库和引擎仍在'),
      advice: expect.stringContaining('接管'),
    });
    expect(rows['engine']?.verdict).toBe('ok');
    const next = home.start(['run', '--driven', '--no-launch']);
    await next.says('按 Ctrl-C 停止');
    next.send('SIGTERM');
    await next.ended;
    expect((await doctor()).unwell).toEqual(['instance warning']);
  }, 180_000);

  it('a port that the next start would take, taken meanwhile', async () => {
    const { postgres } = JSON.parse(readFileSync(path.join(data(), 'run/ports.json'), 'utf8')) as {
      readonly postgres: number;
    };
    const taker = await takePort(postgres);
    const { rows, unwell } = await doctor();
    taker.close();
    expect(fileOf(data(), 'instance.json')).toBeUndefined();
    expect(unwell).toEqual(['instance warning', 'ports warning']);
    expect(rows['ports']?.found).toContain(`端口 ${postgres} 已被其他程序占用`);
  });
});

describe('letters', () => {
  it('that a mail server puts off, refuses for good, or nobody sends, are told with whom they were for', async () => {
    const answers = new Map<string, number>();
    const world = await createWorld({
      catcher: {
        onRcpt: (address) => {
          const code = answers.get(address.split('@')[0] ?? '');
          return code === undefined ? undefined : { code, message: 'as the test wants it' };
        },
      },
    });
    // Where nothing runs, the settings count.
    const empty = await emptyHome();
    const settings = {
      TEMPORAL_ADDRESS: world.temporalAddress,
      // The driven programmes of these settings are in `<namespace>-driven`.
      TEMPORAL_NAMESPACE: world.namespace,
      DATABASE_URL: world.databaseUrl,
    };
    try {
      const driver = await world.launch(zhejiang({ measures: ['M06'] }));
      expect((await doctor(settings, ['--driven'], empty)).rows['letters']?.verdict).toBe('ok');
      for (const person of ['jcc-chengban', 'jcc-fuze']) answers.set(person, 450);
      await driver.to('2022-07-27T09:00:00.000+08:00');
      const { rows } = await doctor(settings, ['--driven'], empty);
      expect(rows['letters']).toMatchObject({
        verdict: 'warning',
        found: expect.stringMatching(/^2 封信件发送未成，将自动重发：.*（待重发，.*as the test wants it）/),
      });
      answers.set('jcc-chengban', 550);
      await driver.to('2022-07-27T11:00:00.000+08:00');
      expect((await doctor(settings, ['--driven'], empty)).rows['letters']).toMatchObject({
        verdict: 'warning',
        found: expect.stringMatching(/^近 30 日有 1 封信件无法送达：.*as the test wants it/),
        advice: expect.stringContaining('zhenggai people address'),
      });
      // For the real clock the time that counts is now: what should have left in 2022 has not.
      const live = await doctor(settings, [], empty);
      expect(live.rows['letters']).toMatchObject({
        verdict: 'broken',
        found: expect.stringMatching(/封信件已过发出时刻而未发出/),
        advice: expect.stringContaining('办理程序'),
      });
    } finally {
      await world.close();
      await empty.remove();
    }
  }, 180_000);
});

it('asks for the same Node as package.json', () => {
  const { engines } = JSON.parse(readFileSync(path.join(ROOT, 'package.json'), 'utf8')) as {
    readonly engines: { readonly node: string };
  };
  expect(engines.node).toBe(`>=${LEAST_NODE}`);
});
