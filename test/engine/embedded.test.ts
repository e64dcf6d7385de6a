import { chmod, readFile, stat } from 'node:fs/promises';
import path from 'node:path';
import { Client, Connection } from '@temporalio/client';
import { SEARCH_ATTRIBUTE_NAMES } from '../../src/contracts/search-attributes.ts';
import { checkTemporal } from '../../src/engine/check-temporal.ts';
import { attachEmbedded, startEmbedded } from '../../src/engine/embedded.ts';
import type { EmbeddedEngine } from '../../src/engine/embedded.ts';
import { ensureNamespace } from '../../src/engine/namespace.ts';
import { startToken, waitGone } from '../../src/engine/processes.ts';
import { TEMPORAL_VERSION } from '../../src/engine/temporal-version.ts';
import {
  cacheFolder,
  codeOf,
  processesNaming,
  removeFolder,
  select,
  temporaryFolder,
  userOf,
} from './fixtures.ts';

const asRoot = process.getuid?.() === 0;

async function killNow(pid: number): Promise<void> {
  const token = (await startToken(pid)) ?? '';
  process.kill(pid, 'SIGKILL');
  await waitGone(pid, token, 30_000);
}

describe('one engine through its life', () => {
  let folder: string;
  let engine: EmbeddedEngine;
  const start = () =>
    startEmbedded({ dataFolder: folder, cacheFolder, silentSeconds: 2, timeSkipping: true });

  beforeAll(async () => {
    folder = path.join(await temporaryFolder(), 'data');
    engine = await start();
  });
  afterAll(async () => {
    await engine.stop();
    await removeFolder(path.dirname(folder));
  });

  async function countedWorkflows(): Promise<number> {
    const connection = await Connection.connect({ address: engine.temporalAddress });
    try {
      return (await new Client({ connection, namespace: 'life' }).workflow.count("ZhenggaiLight = 'red'"))
        .count;
    } finally {
      await connection.close();
    }
  }

  test('answers as Temporal and as PostgreSQL, with a database of ours that its own role owns', async () => {
    expect(await checkTemporal(engine.temporalAddress)).toEqual({ serverVersion: TEMPORAL_VERSION });
    expect(
      await select(engine.databaseUrl, 'select current_user::text as role, current_database()::text as name'),
    ).toEqual([{ role: 'zhenggai', name: 'zhenggai' }]);
    const [settings] = await select(
      engine.adminDatabaseUrl,
      "select current_setting('server_encoding') as encoding, current_setting('timezone') as zone, lower('ÄÖ') || length('整改') as text",
    );
    expect(settings).toEqual({ encoding: 'UTF8', zone: 'UTC', text: 'äö2' });
  });

  test('a namespace is ready for processes with our search attributes as soon as it is ensured, however often', async () => {
    const connection = await Connection.connect({ address: engine.temporalAddress });
    await Promise.all([ensureNamespace(connection, 'life'), ensureNamespace(connection, 'life')]);
    await ensureNamespace(connection, 'life');
    const searchAttributes = Object.fromEntries(SEARCH_ATTRIBUTE_NAMES.map((name) => [name, ['red']]));
    const client = new Client({ connection, namespace: 'life' });
    await client.workflow.start('none', { taskQueue: 'none', workflowId: 'a', searchAttributes });
    const { config } = await connection.workflowService.describeNamespace({ namespace: 'life' });
    expect(Number(config?.workflowExecutionRetentionTtl?.seconds)).toBe(3650 * 86_400);
    await connection.close();
    while ((await countedWorkflows()) === 0) await new Promise(setImmediate);
  });

  test('a second start finds the running one, and its stop leaves it alone', async () => {
    const second = await start();
    expect(second).toMatchObject({
      owned: false,
      pids: engine.pids,
      temporalAddress: engine.temporalAddress,
    });
    await second.stop();
    expect(await attachEmbedded(folder)).toMatchObject({
      pids: engine.pids,
      databaseUrl: engine.databaseUrl,
    });
  });

  test('passwords are kept to the owner, and no server runs as root', async () => {
    for (const file of ['secrets.json', 'run/engine.json', 'temporal/server.yaml', 'logs/postgres.log']) {
      expect((await stat(path.join(folder, file))).mode & 0o777).toBe(0o600);
    }
    const [running] = (await processesNaming(path.join(folder, 'temporal'))) as [string];
    expect(running).not.toContain(
      (JSON.parse(await readFile(path.join(folder, 'secrets.json'), 'utf8')) as { temporal: string })
        .temporal,
    );
    if (asRoot) for (const pid of Object.values(engine.pids)) expect(await userOf(pid)).not.toBe(0);
  });

  test.each(['temporal', 'postgres', 'both'] as const)(
    '%s killed: attaching finds nothing, healing brings it back with all it held',
    async (what) => {
      const before = (await engine.heal()).pids;
      if (what !== 'postgres') await killNow(before.temporal);
      if (what !== 'temporal') await killNow(before.postgres);
      expect(await attachEmbedded(folder)).toBeUndefined();
      const { temporalAddress, databaseUrl } = engine;
      const after = await engine.heal();
      expect(after).toMatchObject({ temporalAddress, databaseUrl });
      expect(after.pids.postgres === before.postgres).toBe(what === 'temporal');
      expect(after.pids.temporal === before.temporal).toBe(what === 'postgres');
      expect(await countedWorkflows()).toBe(1);
    },
  );

  test('a server that is alive but silent is ended and started anew', async () => {
    const before = (await engine.heal()).pids;
    process.kill(before.temporal, 'SIGSTOP');
    const after = await engine.heal();
    expect(after.pids.temporal).not.toBe(before.temporal);
    expect(after.pids.postgres).toBe(before.postgres);
    expect(await countedWorkflows()).toBe(1);
  });

  test('only a clock set back makes Temporal start anew, with all it held: it would wait for the time it has seen', async () => {
    const before = (await engine.heal()).pids;
    const real = Date.now;
    try {
      Date.now = () => real() + 3_600_000;
      expect((await engine.heal()).pids).toEqual(before);
    } finally {
      Date.now = real;
    }
    const after = (await engine.heal()).pids;
    expect(after.temporal).not.toBe(before.temporal);
    expect(after.postgres).toBe(before.postgres);
    expect((await engine.heal()).pids).toEqual(after);
    expect(await countedWorkflows()).toBe(1);
  });

  test('a stop leaves no process behind, and the next start has the same addresses', async () => {
    await engine.stop();
    expect(await processesNaming(folder)).toEqual([]);
    expect(await attachEmbedded(folder)).toBeUndefined();
    const { temporalAddress } = engine;
    engine = await start();
    expect(engine.temporalAddress).toBe(temporalAddress);
    expect(await countedWorkflows()).toBe(1);
  });
});

(asRoot ? test : test.skip)(
  'a folder shut to the system user is named, with the setting to change',
  async () => {
    const shut = await temporaryFolder();
    await chmod(shut, 0o700);
    const data = startEmbedded({ dataFolder: path.join(shut, 'a', 'data'), cacheFolder });
    expect(await codeOf(data)).toBe('engine-unreachable-folder');
    await expect(data).rejects.toThrow(`无法进入目录 ${shut}，`);
    await expect(data).rejects.toThrow('ZHENGGAI_DATA');
    await removeFolder(shut);
  },
);
