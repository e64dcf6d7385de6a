import type { Config } from '../../config.ts';
import { instantOf } from '../../domain/time.ts';
import { checkSmtp } from '../../mail/check-smtp.ts';
import { closeDatabase } from '../../store/database.ts';
import { listProcesses, listProgrammes } from '../../store/queries.ts';
import { civilNow } from '../engine-state.ts';
import type { Instance } from '../instance.ts';
import { judgeClock, type Clocks } from './clock.ts';
import { judgeDisk, probeDisk } from './disk.ts';
import { lookAtEvidence } from './evidence.ts';
import { broken, guarded, ok, ROWS, skipped, type Finding } from './finding.ts';
import { lookAtKeys } from './keys.ts';
import { judgeLetters, type Post } from './letters.ts';
import { judgeGo, judgeNode, judgeZone, probeGo, probeZone } from './machine.ts';
import { surroundings, type Surroundings } from './place.ts';
import { judgePrograms, needsGo, probePrograms } from './programs.ts';
import { judgeInstance, lookAtPorts, lookAtWorker } from './running.ts';
import { lookAtDatabase, lookAtEngine, type LookedAtDatabase, type LookedAtEngine } from './services.ts';
import { judgeSmtp } from './smtp.ts';

/** What is looked at when the settings cannot be read: all that needs none. */
export function machineAlone(now: number, node: string, error: Error): readonly Finding[] {
  return [
    broken('settings', error.message, '改正该项设置后再检查一次。'),
    judgeNode(node),
    judgeZone(probeZone(now)),
  ];
}

/** Looks at everything, whether anything runs or not; starts nothing, sends nothing. The rows in their order. */
export async function examine(config: Config, now: number, node: string): Promise<readonly Finding[]> {
  const [machine, running] = await Promise.all([
    lookAtMachine(config, now, node),
    lookAtRunning(config, now).catch((error: Error) => [
      // The data folder is another user's, as a rule.
      broken('instance', error.message, '以运行 scripts/run 的用户检查，或设置 ZHENGGAI_DATA。'),
    ]),
  ]);
  const all = [ok('settings', '已读出'), ...machine, ...running];
  const order = Object.keys(ROWS);
  return all.toSorted((a, b) => order.indexOf(a.row) - order.indexOf(b.row));
}

async function lookAtMachine(config: Config, now: number, node: string): Promise<readonly Finding[]> {
  const go = await probeGo();
  const programs = await probePrograms(config, go !== undefined);
  const building = needsGo(programs);
  return [
    judgeNode(node),
    judgeGo(go, building),
    judgePrograms(programs),
    await guarded('disk', async () => judgeDisk(await probeDisk(config.data, config.cache, building))),
    judgeZone(probeZone(now)),
  ];
}

async function lookAtRunning(config: Config, now: number): Promise<readonly Finding[]> {
  const around = await surroundings(config);
  const { finding: keyed, keys } = await lookAtKeys(config);
  const [engine, store, ports, smtp, evidence] = await Promise.all([
    lookAtEngine(around, keys?.payloads),
    lookAtDatabase(around),
    guarded('ports', () => lookAtPorts(around)),
    guarded('smtp', () => lookAtMail(around)),
    guarded('evidence', () => lookAtEvidence(around)),
  ]);
  try {
    const clocks: Clocks = {
      ...(engine.ahead === undefined ? {} : { engine: engine.ahead }),
      ...(store.ahead === undefined ? {} : { database: store.ahead }),
    };
    const instance = instanceOf(around, engine, store);
    return [
      keyed,
      judgeInstance(around),
      ports,
      engine.finding,
      store.finding,
      judgeClock(clocks),
      await guarded('worker', async () =>
        keys === undefined
          ? skipped('worker', '密钥有误，读不出办理程序的应答')
          : worker(around, instance, engine.ahead ?? 0),
      ),
      await guarded('letters', () => letters(store, instance, around, now)),
      smtp,
      evidence,
    ];
  } finally {
    await engine.engine?.close();
    if (store.db !== undefined) await closeDatabase(store.db);
  }
}

async function lookAtMail({ instance, config }: Surroundings): Promise<Finding> {
  const url = instance?.smtpUrl ?? config.smtpUrl;
  return judgeSmtp({
    driven: config.clock === 'driven',
    ...(instance?.mailFolder === undefined ? {} : { kept: instance.mailFolder }),
    ...(url === undefined ? {} : { url, answer: await checkSmtp(url) }),
  });
}

function instanceOf(
  { instance }: Surroundings,
  { engine }: LookedAtEngine,
  { db }: LookedAtDatabase,
): Instance | undefined {
  if (instance === undefined || engine === undefined || db === undefined) return undefined;
  // It opens nothing that is confidential.
  const ring = { current: () => undefined, find: () => undefined };
  return { ...instance, engine, db, ring, close: async () => undefined };
}

async function worker(
  { instance: file }: Surroundings,
  instance: Instance | undefined,
  ahead: number,
): Promise<Finding> {
  if (file === undefined) return skipped('worker', '没有运行');
  if (instance === undefined) return skipped('worker', '引擎或数据库没有应答，无从查看');
  return lookAtWorker(instance, ahead);
}

async function letters(
  { db, tables }: LookedAtDatabase,
  instance: Instance | undefined,
  { config }: Surroundings,
  realNow: number,
): Promise<Finding> {
  if (db === undefined) return skipped('letters', '数据库没有应答，无从查看');
  if (!tables) return skipped('letters', '尚无数据表');
  const posts: Post[] = [];
  for (const { programme, at } of await listProgrammes(db)) {
    const [open, undeliverable] = await Promise.all([
      listProcesses(db, { programme, kind: 'letter', open: true }),
      listProcesses(db, { programme, kind: 'letter', status: 'undeliverable' }),
    ]);
    // Nobody to ask: a driven programme stands where its last event was, a real one goes on.
    const driven = config.clock === 'driven';
    const now =
      instance === undefined ? (driven ? at : instantOf(realNow)) : await civilNow(instance, programme);
    posts.push({ at: now, open, undeliverable });
  }
  return judgeLetters(posts);
}
