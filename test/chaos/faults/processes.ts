import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { capture, isOurs } from '../../../src/engine/processes.ts';
import { serviceUser } from '../../../src/engine/service-user.ts';
import { readConfig } from '../../../src/config.ts';
import type { Ground } from '../ground.ts';
import type { Fault, Scene } from '../scene.ts';

/** SIGKILL and SIGSTOP of worker, engine and database, and the database's own restarts. */
export const PROCESS_FAULTS: readonly Fault[] = [
  { name: 'worker-kill', what: 'SIGKILL of the worker, one to three times', strike: killWorkers },
  {
    name: 'worker-stop',
    what: 'SIGSTOP of the worker for 5 to 20 s, then SIGCONT',
    strike: async (scene) => stopWorker(scene, scene.random.whole(5, 20)),
  },
  {
    name: 'two-workers',
    what: 'two workers side by side, each killed or stopped now and then',
    workers: 2,
    strike: twoWorkers,
  },
  {
    name: 'engine-kill',
    what: 'SIGKILL of the Temporal server',
    strike: async ({ ground }) => kill('engine', ground.engine.pids.temporal, ground),
  },
  {
    name: 'engine-stop',
    what: 'SIGSTOP of the Temporal server for 3 to 16 s; after 10 s the owner replaces it',
    strike: async ({ ground, random }) =>
      stop('engine', ground.engine.pids.temporal, ground, random.whole(3, 16)),
  },
  {
    name: 'database-kill',
    what: "SIGKILL of PostgreSQL's postmaster",
    strike: async ({ ground }) => kill('postmaster', ground.engine.pids.postgres, ground),
  },
  {
    name: 'database-stop',
    what: "SIGSTOP of PostgreSQL's postmaster for 3 to 16 s; after 10 s the owner replaces it",
    strike: async ({ ground, random }) =>
      stop('postmaster', ground.engine.pids.postgres, ground, random.whole(3, 16)),
  },
  {
    name: 'backend-kill',
    what: 'SIGKILL of one PostgreSQL backend: all others restart',
    strike: killBackend,
  },
  {
    name: 'backend-stop',
    what: 'SIGSTOP of up to five PostgreSQL backends for 3 to 8 s',
    strike: stopBackends,
  },
  { name: 'restart-fast', what: 'pg_ctl restart -m fast', strike: (scene) => restart(scene, 'fast') },
  {
    name: 'restart-immediate',
    what: 'pg_ctl restart -m immediate: recovery from the log',
    strike: (scene) => restart(scene, 'immediate'),
  },
  {
    name: 'storm',
    what: 'worker, engine and database killed within three seconds, in any order',
    strike: storm,
  },
];

async function killWorkers({ crew, random }: Scene): Promise<string> {
  const times = random.whole(1, 3);
  for (let i = 0; i < times; i += 1) {
    crew.signal(0, 'SIGKILL');
    if (i + 1 < times) await sleep(random.whole(500, 5_000));
  }
  return `worker killed ${times} times`;
}

async function stopWorker({ crew }: Scene, seconds: number, index = 0): Promise<string> {
  crew.signal(index, 'SIGSTOP');
  await sleep(1_000 * seconds);
  crew.signal(index, 'SIGCONT');
  return `worker ${index + 1} stopped for ${seconds} s`;
}

async function twoWorkers(scene: Scene): Promise<string> {
  const { crew, random } = scene;
  const done: string[] = [];
  for (let i = 0; i < 3; i += 1) {
    const index = random.whole(0, crew.size - 1);
    if (random.chance(0.5)) done.push(await stopWorker(scene, random.whole(2, 17), index));
    else {
      crew.signal(index, 'SIGKILL');
      done.push(`worker ${index + 1} killed`);
    }
    await sleep(random.whole(200, 1_500));
  }
  return done.join(', ');
}

async function kill(name: string, pid: number, ground: Ground): Promise<string> {
  await signal(pid, 'SIGKILL', ground);
  await ground.healed();
  return `${name} killed`;
}

async function stop(name: string, pid: number, ground: Ground, seconds: number): Promise<string> {
  await signal(pid, 'SIGSTOP', ground);
  await sleep(1_000 * seconds);
  await signal(pid, 'SIGCONT', ground);
  await ground.healed();
  return `${name} stopped for ${seconds} s`;
}

async function killBackend({ ground, random }: Scene): Promise<string> {
  const backends = await backendsOf(ground);
  if (backends.length > 0) process.kill(random.pick(backends), 'SIGKILL');
  await ground.healed();
  return `one of ${backends.length} backends killed`;
}

async function stopBackends({ ground, random }: Scene): Promise<string> {
  const backends = await backendsOf(ground);
  const chosen = [...new Set([1, 2, 3, 4, 5].map(() => random.pick(backends)))];
  const seconds = random.whole(3, 8);
  chosen.forEach((pid) => process.kill(pid, 'SIGSTOP'));
  await sleep(1_000 * seconds);
  const alive = await backendsOf(ground);
  chosen.filter((pid) => alive.includes(pid)).forEach((pid) => process.kill(pid, 'SIGCONT'));
  await ground.healed();
  return `${chosen.length} of ${backends.length} backends stopped for ${seconds} s`;
}

async function restart({ ground }: Scene, mode: 'fast' | 'immediate'): Promise<string> {
  const { cluster, postgresLog } = ground.layout;
  const user = await serviceUser(cluster);
  // The server's own program lies beside it.
  const pgCtl = path.join(await programFolder(ground), 'pg_ctl');
  const { code, output } = await capture(
    pgCtl,
    ['restart', '-D', cluster, '-m', mode, '-w', '-t', '60', '-l', `${cluster}/restart.log`],
    { as: user, cwd: path.dirname(cluster) },
  );
  await ground.healed();
  return `pg_ctl restart -m ${mode}: ${code === 0 ? 'done' : `${code} ${output.slice(-200)} (${postgresLog})`}`;
}

async function storm({ crew, ground, random }: Scene): Promise<string> {
  const blows: readonly (readonly [string, () => Promise<void>])[] = [
    ['worker', async () => void crew.signal(0, 'SIGKILL')],
    ['engine', () => signal(ground.engine.pids.temporal, 'SIGKILL', ground)],
    ['postmaster', () => signal(ground.engine.pids.postgres, 'SIGKILL', ground)],
  ];
  const order: string[] = [];
  while (order.length < blows.length) {
    const [name, blow] = random.pick(blows);
    if (order.includes(name)) continue;
    order.push(name);
    await blow();
    await sleep(random.whole(0, 1_000));
  }
  await ground.healed();
  return `${order.join(', ')} killed`;
}

/** To a process of this engine only: a number may have been given anew meanwhile. */
async function signal(pid: number, name: NodeJS.Signals, ground: Ground): Promise<void> {
  if (await isOurs(pid, ground.layout.data)) process.kill(pid, name);
}

/** The postmaster's children that serve a connection. */
async function backendsOf(ground: Ground): Promise<readonly number[]> {
  const master = String(ground.engine.pids.postgres);
  const found: number[] = [];
  for (const name of await readdir('/proc')) {
    if (!/^\d+$/.test(name)) continue;
    const stat = await readFile(`/proc/${name}/stat`, 'utf8').catch(() => '');
    // The fields after the name in brackets: state, then the parent.
    if (stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1] !== master) continue;
    const title = await readFile(`/proc/${name}/cmdline`, 'utf8').catch(() => '');
    if (title.includes('127.0.0.1')) found.push(Number(name));
  }
  return found;
}

async function programFolder(ground: Ground): Promise<string> {
  const line = await readFile(`/proc/${ground.engine.pids.postgres}/cmdline`, 'utf8').catch(() => '');
  const [program] = line.split('\0');
  if (program?.startsWith('/') === true) return path.dirname(program);
  throw new Error(`no program of the postmaster below ${readConfig(process.env, 'real').cache}`);
}
