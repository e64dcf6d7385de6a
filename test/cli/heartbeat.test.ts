import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { beat, HEARTBEAT_FILE, type Heartbeat } from '../../src/cli/heartbeat.ts';
import type { Instance } from '../../src/cli/instance.ts';
import { readConfig } from '../../src/config.ts';
import { programmeInput } from '../../src/client/launch.ts';
import { openSweep } from '../../src/client/sweep.ts';
import { sweepProcess } from '../../src/domain/process.ts';
import { dateOf, instantOf } from '../../src/domain/time.ts';
import { createWorld, zhejiang, type World } from '../support/world.ts';

/** The heartbeat over a real store with a real sweep, heard by a real server. */
describe('the heartbeat', () => {
  let world: World;
  let instance: Instance;
  let server: Server;
  let folder: string;
  let asked = 0;
  let status = 200;

  const config = (url?: string) => ({
    ...readConfig({ ...process.env, ZHENGGAI_DATA: folder, HEARTBEAT_URL: url ?? '' }, 'real'),
    data: folder,
  });
  const address = (): string => `http://127.0.0.1:${(server.address() as AddressInfo).port}/beat`;
  const written = async (): Promise<Heartbeat> =>
    JSON.parse(await readFile(path.join(folder, HEARTBEAT_FILE), 'utf8')) as Heartbeat;

  beforeAll(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'zhenggai-heartbeat-'));
    server = createServer((_request, response) => {
      asked += 1;
      response.writeHead(status).end();
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    world = await createWorld({ clock: 'real' });
    const plan = zhejiang({ measures: ['M06'], start: dateOf(instantOf(Date.now())) });
    await world.launch(plan);
    const sweep = await openSweep(world.engine, programmeInput(plan, 'real'));
    await world.note(sweep ?? '');
    await world.quiet();
    instance = { db: world.db, engine: world.engine } as unknown as Instance;
  }, 120_000);

  afterAll(async () => {
    await world.close();
    await new Promise((resolve) => server.close(resolve));
    await rm(folder, { recursive: true, force: true });
  });

  it('says that all is well, in a file and to whoever listens', async () => {
    expect(await beat(config(address()), instance, '')).toBeUndefined();
    expect(asked).toBe(1);
    const { at, ...rest } = await written();
    expect(Math.abs(Date.parse(at) - Date.now())).toBeLessThan(60_000);
    expect(rest).toEqual({
      v: 1,
      ok: true,
      trouble: [],
      sweeps: [{ process: sweepProcess('zhejiang-2022', 1), next: expect.any(String) as string }],
    });
  });

  it('is silent to whoever listens when something is wrong, and says in the file what', async () => {
    expect(await beat(config(address()), instance, '引擎没有应答')).toBeUndefined();
    expect(await beat(config(address()), undefined, '')).toBeUndefined();
    expect(asked).toBe(1);
    expect(await written()).toMatchObject({ ok: false, trouble: ['办理程序没有运行'] });
  });

  it('is silent when the daily sweep does not look', async () => {
    const late = '2022-06-20T07:10:00.000+08:00';
    const before = await world.db
      .selectFrom('process')
      .select('next_due_at')
      .where('kind', '=', 'sweep')
      .executeTakeFirst();
    await world.db.updateTable('process').set({ next_due_at: late }).where('kind', '=', 'sweep').execute();
    await beat(config(address()), instance, '');
    expect(asked).toBe(1);
    expect((await written()).trouble).toEqual(['zhejiang-2022 的每日巡检没有按时进行']);
    await world.db
      .updateTable('process')
      .set({ next_due_at: before?.next_due_at ?? null })
      .where('kind', '=', 'sweep')
      .execute();
  });

  it('says when nobody hears it, and what the listener answered', async () => {
    status = 503;
    expect(await beat(config(address()), instance, '')).toBe('HEARTBEAT_URL 答复 503');
    expect(await beat(config('http://127.0.0.1:1/'), instance, '')).toMatch(/^HEARTBEAT_URL 没有应答/);
    expect(await beat(config(), instance, '')).toBeUndefined();
  });
});
