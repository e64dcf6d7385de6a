import { setTimeout as sleep } from 'node:timers/promises';
import { launch, programmeInput } from '../../src/client/launch.ts';
import { sql } from 'kysely';
import { measureProcess } from '../../src/domain/process.ts';
import { instantOf } from '../../src/domain/time.ts';
import { bodyPlan, slotAfter, type Body } from './bodies.ts';
import { openStage, type Ground, type Stage } from './ground.ts';
import type { Contestant } from './morning.ts';
import { programme } from './plans.ts';
import { say } from './report.ts';
import { productWorker } from './product-worker.ts';
import type { BenchWorker } from './workers.ts';

export interface OursOptions {
  readonly bodies: number;
  /** Milliseconds from one launch to the next; absent: as the machine is found to keep up with. */
  readonly paceMs?: number;
  /** Called when all are launched and only the slot is waited for. */
  readonly onLaunched: () => void;
  readonly profileFolder?: string;
}

/** Bodies launched to see how long one takes, and how much longer every one is given: it is reminded and gathered for, too. */
const TRIED = 4;
const HEADROOM = 4;
const LEAST_PACE_MS = 1_000;
/** After its launch a body has so long to come to rest before its first duty falls due. */
const LEAST_SETTLE_MS = 40_000;
const SETTLE_PACES = 20;
/** Its duties fall due within so long. */
const GATHER_MS = 45_000;
/** Duties of a slot leave its last five minutes free. */
const FREE_MS = 300_000;

/** The product: measures sleep, duties fire before the slot, each person's letter gathers them and leaves at the slot. */
export function ours(
  ground: Ground,
  { bodies: count, paceMs: given, onLaunched: launched, profileFolder }: OursOptions,
): Contestant {
  let stage: Stage | undefined;
  let worker: BenchWorker | undefined;
  let restart = async (): Promise<void> => undefined;
  return {
    name: 'zhenggai',
    mails: (bodies) => bodies.length,
    async prepare(postbox) {
      const opened = await openStage(ground, 'morning');
      stage = opened;
      restart = async () => {
        worker = await productWorker(opened, postbox, profileFolder);
      };
      await restart();
      const paceMs = given ?? Math.max(LEAST_PACE_MS, (await secondsOfOne(opened)) * HEADROOM * 1_000);
      const settleMs = Math.max(LEAST_SETTLE_MS, paceMs * SETTLE_PACES);
      const begin = Date.now() + 1_000;
      const slot = slotAfter(begin + count * paceMs + settleMs + GATHER_MS + FREE_MS);
      say(`one of ${count} bodies launched every ${paceMs.toFixed(0)} ms, slot ${instantOf(slot)}`);
      const bodies: Body[] = [];
      for (let n = 0; n < count; n += 1) {
        const at = begin + n * paceMs;
        const { plan, body } = bodyPlan(bodyName(n), slot, at + settleMs, at + settleMs + GATHER_MS);
        const input = programmeInput(plan, 'real');
        await sleep(Math.max(0, at - Date.now()));
        await launch(opened.engine, input);
        bodies.push(body);
      }
      say(`launched, ${((Date.now() - begin - count * paceMs) / 1_000).toFixed(1)} s behind the pace`);
      launched();
      await sleep(Math.max(0, slot - 30_000 - Date.now()));
      say(`half a minute before the slot: ${await standing(opened)}`);
      return { slot, bodies: await reminded(opened, bodies) };
    },
    kill: async () => worker?.kill(),
    restart: () => restart(),
    async close() {
      await worker?.stop();
      await stage?.close();
    },
  };
}

function bodyName(n: number): string {
  return `b${String(n + 1).padStart(3, '0')}`;
}

/** Some more programmes, of no account later: how long one takes until its measures are open. */
async function secondsOfOne(stage: Stage): Promise<number> {
  const inputs = Array.from({ length: TRIED }, (_, n) => programmeInput(programme(`try${n}`), 'real'));
  const begin = Date.now();
  for (const input of inputs) await launch(stage.engine, input);
  const wanted = inputs.reduce((sum, input) => sum + input.measures.length, 0);
  while ((await opened(stage)) < wanted) await sleep(100);
  return (Date.now() - begin) / 1_000 / TRIED;
}

async function opened({ db }: Stage): Promise<number> {
  const found = await sql<{
    n: number;
  }>`select count(*) as n from event where type = 'MeasureOpened'`.execute(db);
  return found.rows[0]?.n ?? 0;
}

/** A measure that opened only after its reminder's moment was never to be reminded: on a machine too busy for the pace. */
async function reminded({ db }: Stage, bodies: readonly Body[]): Promise<readonly Body[]> {
  const found = await sql<{ process: string }>`select process from event
    where type = 'MeasureOpened' and record like '%/reminder/deadline/0/%'`.execute(db);
  const armed = new Set(found.rows.map((row) => row.process));
  const kept = bodies.map((body) => ({
    ...body,
    notices: body.notices.filter((one) => armed.has(measureProcess(body.id, one))),
  }));
  const count = (of: readonly Body[]): number => of.reduce((sum, body) => sum + body.notices.length, 0);
  if (count(kept) < count(bodies)) say(`opened in time for a reminder: ${count(kept)} of ${count(bodies)}`);
  return kept.filter((body) => body.notices.length > 0);
}

async function standing({ db }: Stage): Promise<string> {
  const found = await sql<{ type: string; n: number }>`select type, count(*) as n from event
    where type in ('MeasureOpened', 'ReminderSent', 'LetterOpened', 'NoticeGathered') group by type order by type`.execute(
    db,
  );
  return found.rows.map(({ type, n }) => `${type} ${n}`).join(', ');
}
