import { setTimeout as sleep } from 'node:timers/promises';
import type { EventRecord } from '../../domain/record.ts';
import { recordOf } from '../records.ts';
import type { Database } from '../schema.ts';

/** Which events of a process; both ends included. */
interface EventRange {
  readonly fromSeq?: number;
  readonly toSeq?: number;
  readonly limit?: number;
}

/** The records of a process in order, exactly as they were hashed. */
export async function eventsOf(
  db: Database,
  process: string,
  range: EventRange = {},
): Promise<readonly EventRecord[]> {
  const { fromSeq, toSeq, limit } = range;
  let query = db.selectFrom('event').select(['record', 'hash']).where('process', '=', process).orderBy('seq');
  if (fromSeq !== undefined) query = query.where('seq', '>=', fromSeq);
  if (toSeq !== undefined) query = query.where('seq', '<=', toSeq);
  if (limit !== undefined) query = query.limit(limit);
  return (await query.execute()).map(recordOf);
}

/** Whether the ledger has come as far as asked. */
type Waited =
  | { readonly kind: 'reached' }
  /** It has come to `seq` (0: it knows nothing of the process), `behind` events short. */
  | { readonly kind: 'lag'; readonly seq: number; readonly behind: number };

const FIRST_PAUSE = 5;
const LONGEST_PAUSE = 200;

/**
 * Waits until the ledger holds event `seq` of a process, and with it the row and all that is projected: they are written together. Gives up
 * after `timeout` milliseconds (0: looks once) and says how far the ledger has come. It asks again and again, ever more
 * slowly: a connection to listen on would cost each waiter one.
 */
export async function waitForSeq(
  db: Database,
  process: string,
  seq: number,
  timeout: number,
): Promise<Waited> {
  const end = performance.now() + timeout;
  for (let pause = FIRST_PAUSE; ; pause = Math.min(LONGEST_PAUSE, pause * 1.5)) {
    const last = await db
      .selectFrom('event')
      .select('seq')
      .where('process', '=', process)
      .orderBy('seq', 'desc')
      .limit(1)
      .executeTakeFirst();
    const at = last?.seq ?? 0;
    if (at >= seq) return { kind: 'reached' };
    const left = end - performance.now();
    if (left <= 0) return { kind: 'lag', seq: at, behind: seq - at };
    await sleep(Math.min(pause, left));
  }
}
