import { setTimeout as sleep } from 'node:timers/promises';
import { sql } from 'kysely';
import { letterStart } from '../../src/activities/letter-start.ts';
import { createProcesses } from '../../src/client/processes.ts';
import { sideBySide } from '../../src/contracts/side-by-side.ts';
import { measureProcess } from '../../src/domain/process.ts';
import type { Signal } from '../../src/domain/signal.ts';
import { instantOf } from '../../src/domain/time.ts';
import { noticeOf, recipient } from '../mail/support/letters.ts';
import { slotAfter, type Body } from './bodies.ts';
import { openStage, type Ground, type Stage } from './ground.ts';
import type { Contestant } from './morning.ts';
import { programme } from './plans.ts';
import { say } from './report.ts';
import { productWorker } from './product-worker.ts';
import type { BenchWorker } from './workers.ts';

const NOTICES = 21;
const SIDE_BY_SIDE = 16;
/** Milliseconds that a notice takes to be gathered, by far. */
const NOTICE_MS = 40;
const FREE_MS = 30_000;

/**
 * The slot alone: letters of the product with 21 notices each, put there at once and not by measures whose duties fell due. What happens
 * from the slot on is the same, and a province can be had within minutes.
 */
export function lettersAlone(
  ground: Ground,
  { bodies: count, profileFolder }: { readonly bodies: number; readonly profileFolder?: string },
): Contestant {
  let stage: Stage | undefined;
  let worker: BenchWorker | undefined;
  let restart = async (): Promise<void> => undefined;
  return {
    name: 'zhenggai, letters alone',
    mails: (bodies) => bodies.length,
    async prepare(postbox) {
      const opened = await openStage(ground, 'letters');
      stage = opened;
      restart = async () => {
        worker = await productWorker(opened, postbox, profileFolder);
      };
      await restart();
      const slot = slotAfter(Date.now() + count * NOTICES * NOTICE_MS + FREE_MS);
      const bodies = Array.from({ length: count }, (_, n) => bodyOf(n));
      await sideBySide(
        SIDE_BY_SIDE,
        bodies.flatMap((body) => body.notices.map((measure) => ({ body, measure }))),
        ({ body, measure }) => gather(opened, body, measure, slot),
      );
      while ((await gathered(opened)) < count * NOTICES) await sleep(500);
      say(`${count} letters gathered, ${((slot - Date.now()) / 1_000).toFixed(0)} s before the slot`);
      await sleep(Math.max(0, slot - 2_000 - Date.now()));
      return { slot, bodies };
    },
    kill: async () => worker?.kill(),
    restart: () => restart(),
    async close() {
      await worker?.stop();
      await stage?.close();
    },
  };
}

function bodyOf(n: number): Body {
  const id = `b${String(n + 1).padStart(3, '0')}`;
  const notices = Array.from({ length: NOTICES }, (_, m) => `M${String(m + 1).padStart(2, '0')}`);
  return { id, person: `${id}@bodies.example`, notices };
}

/** What a measure's batch does when its reminder falls due. */
async function gather({ engine }: Stage, body: Body, measure: string, slot: number): Promise<void> {
  const at = instantOf(Date.now());
  const process = measureProcess(body.id, measure);
  const { card } = programme(body.id);
  const handler = recipient(body.id, '承办人', 'case_handler', { address: body.person });
  const facts = { process, measure };
  const notice = noticeOf('reminder', facts, { leaveAt: instantOf(slot), to: [handler], cc: [] });
  const start = letterStart({ programme: body.id, clock: 'real', at }, handler, notice, card, '');
  const data = { notice, as: 'to' } as unknown as Signal['data'];
  const signal: Signal = { from: process, seq: 1, head: '', k: 0, at, type: 'notice', data };
  await createProcesses(engine).signalWithStart(start, signal);
}

async function gathered({ db }: Stage): Promise<number> {
  const found = await sql<{
    n: number;
  }>`select count(*) as n from event where type = 'NoticeGathered'`.execute(db);
  return found.rows[0]?.n ?? 0;
}
