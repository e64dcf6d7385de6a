import { execFile, spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { promisify } from 'node:util';
import { createWorld, type World } from '../support/world.ts';
import { folder, removeFolders, ROOT, smallPlan, type Json } from './support.ts';

const MAIN = path.join(ROOT, 'dist/cli/main.js');

/** The built command line in processes of its own, over an engine and a database of the office's own. */
describe('run', () => {
  let world: World;
  let owner: ChildProcess | undefined;
  let environment: NodeJS.ProcessEnv;
  let plan: string;

  beforeAll(async () => {
    await promisify(execFile)(path.join(ROOT, 'scripts/build'));
    world = await createWorld({ noWorker: true });
    plan = smallPlan(['M06', 'M18']);
    environment = {
      ...process.env,
      ZHENGGAI_DATA: folder(),
      TEMPORAL_ADDRESS: world.temporalAddress,
      TEMPORAL_NAMESPACE: world.namespace,
      DATABASE_URL: world.databaseUrl,
    };
  }, 120_000);

  afterAll(async () => {
    if (owner?.exitCode === null) {
      owner.kill('SIGTERM');
      await once(owner, 'exit');
    }
    await world.close();
    removeFolders();
  }, 120_000);

  function start(...argv: readonly string[]): ChildProcess {
    return spawn(process.execPath, [MAIN, ...argv], { env: environment, stdio: ['ignore', 'pipe', 'pipe'] });
  }

  async function ended(...argv: readonly string[]): Promise<{ readonly code: number; readonly json: Json }> {
    const child = start(...argv, '--json');
    let out = '';
    child.stdout?.on('data', (chunk: Buffer) => (out += chunk.toString()));
    const [code] = (await once(child, 'close')) as [number];
    return { code, json: JSON.parse(out) };
  }

  it('starts, launches, and says as JSON that it is ready', async () => {
    owner = start('run', '--driven', '--json', '--plan', plan);
    let out = '';
    for await (const chunk of owner.stdout as AsyncIterable<Buffer>) {
      out += chunk.toString();
      if (out.trimEnd().endsWith('}') && isWhole(out)) break;
    }
    expect(JSON.parse(out)).toMatchObject({
      v: 1,
      ready: true,
      clock: 'driven',
      launched: 'launched',
      programmes: [{ programme: 'zhejiang-2022', of: 2 }],
    });
  });

  it('is found by other commands without --driven, as it is the only one', async () => {
    const { code, json } = await ended('status');
    expect(code).toBe(0);
    expect(json.programmes[0]).toMatchObject({ clock: 'driven', of: 2, letters: { gathering: 0 } });
  });

  it('is not started twice', async () => {
    const { code, json } = await ended('run', '--driven', '--plan', plan);
    expect(code).toBe(0);
    expect(json).toEqual({ v: 1, ready: false, running: { pid: owner?.pid, startedAt: expect.any(String) } });
  });

  it('ends with 0 when asked to stop, and then there is nothing to attach to', async () => {
    owner?.kill('SIGTERM');
    const [code] = (await once(owner as ChildProcess, 'exit')) as [number];
    expect(code).toBe(0);
    expect((await ended('status')).code).toBe(3);
  });

  it('ends with 1 and starts nothing when the plan has errors', async () => {
    const { code, json } = await ended('run', '--driven', '--plan', '/nowhere');
    expect([code, json.error.code]).toEqual([1, 'plan-errors']);
  });
});

function isWhole(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
