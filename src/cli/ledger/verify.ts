import type { Engine } from '../../client/connect.ts';
import { processIds } from '../../client/histories.ts';
import type { Row } from '../../domain/process.ts';
import { compareRows, type Difference } from '../../store/check/compare.ts';
import { compareDelivery, deliveryOf } from '../../store/check/delivery.ts';
import { storedDeliveries, storedProcesses } from '../../store/check/known.ts';
import { withScratch, type Scratch } from '../../store/check/scratch.ts';
import type { ProcessRows } from '../../store/check/rows.ts';
import { snapshotOf } from '../../store/check/snapshot.ts';
import type { Database } from '../../store/schema.ts';
import { isLife, readLife, type ReadLife } from './life.ts';
import { Notices } from './notices.ts';
import { inLanes } from '../../contracts/side-by-side.ts';

/** What comparing the ledger with the engine's histories found. */
export interface Verified {
  readonly processes: number;
  readonly events: number;
  readonly letters: number;
  /** Events in histories that the ledger is about to take in: their batch has not been answered. */
  readonly lag: number;
  readonly differences: readonly Difference[];
}

export interface VerifyOptions {
  readonly programme?: string | undefined;
  readonly onProgress?: (message: string) => void;
}

/** Processes looked at side by side. */
const LANES = 4;

/**
 * Recomputes every process of the engine from its causes and compares what that gives with the ledger's tables. Live processes may
 * go on meanwhile. No worker is needed, and nothing is changed.
 */
export async function verifyLedger(
  { engine, db }: { readonly engine: Engine; readonly db: Database },
  { programme, onProgress }: VerifyOptions = {},
): Promise<Verified> {
  const seen = new Set<string>();
  let queue = [
    ...new Set([...(await processIds(engine, programme)), ...(await storedProcesses(db, programme))]),
  ];
  // Before the histories are read: a letter opened meanwhile is not to look unknown.
  const deliveries = await storedDeliveries(db, programme);
  const letters = new Set<string>();
  const notices = new Notices();
  const differences: Difference[] = [];
  let [processes, events, lag] = [0, 0, 0];
  while (queue.length > 0) {
    const opened = new Set<string>();
    queue.forEach((one) => seen.add(one));
    await inLanes(LANES, queue, (lane) =>
      withScratch(db, (scratch) =>
        lane(async (process) => {
          const found = await check({ engine, db, scratch }, process);
          differences.push(...found.differences);
          lag += found.lag;
          const { life } = found;
          if (life === undefined) return;
          processes += 1;
          events += life.records.length;
          notices.take(life);
          if (life.letter !== undefined) letters.add(life.letter.messageId);
          life.report.opened.forEach((one) => opened.add(one));
          if (processes % 100 === 0) onProgress?.(`已核对 ${processes} 个流程`);
        }),
      ),
    );
    // The engine's index may lag: what a process says it opened is looked for by name.
    queue = [...opened].filter((one) => !seen.has(one));
  }
  differences.push(...(await missed({ engine, db }, programme, notices.lost(), seen)));
  differences.push(
    ...deliveries
      .filter((id) => !letters.has(id))
      .map((row): Difference => ({ process: '', table: 'delivery', row, what: 'extra' })),
  );
  return { processes, events, letters: letters.size, lag, differences: differences.toSorted(inOrder) };
}

/** Notices that no letter seemed to have, looked for again in letters opened while the others were read. */
async function missed(
  { engine, db }: { readonly engine: Engine; readonly db: Database },
  programme: string | undefined,
  lost: readonly Difference[],
  seen: ReadonlySet<string>,
): Promise<readonly Difference[]> {
  if (lost.length === 0) return [];
  const later = new Set([
    ...(await processIds(engine, programme)),
    ...(await storedProcesses(db, programme)),
  ]);
  const again = new Notices();
  // A letter that was there already may have gathered more since.
  for (const process of later) {
    if (seen.has(process) && !process.includes('/letter/')) continue;
    const life = await readLife(engine, process);
    if (isLife(life) && life.last.kind === 'letter') again.take(life);
  }
  return lost.filter(({ row }) => !again.has(row));
}

interface Checked {
  readonly life?: ReadLife;
  readonly lag: number;
  readonly differences: readonly Difference[];
}

async function check(
  { engine, db, scratch }: { readonly engine: Engine; readonly db: Database; readonly scratch: Scratch },
  process: string,
): Promise<Checked> {
  const one = (what: Difference['what'], row: string): Checked => ({
    lag: 0,
    differences: [{ process, table: 'history', row, what }],
  });
  const first = await readLife(engine, process);
  if (first === undefined) return one('unknown', '');
  if (!isLife(first)) return one('unsound', first.unreadable);
  const { kind, input } = first.last;
  const whose = { process, kind, programme: input.programme };
  const stands = await snapshotOf(db, whose);
  const delivery = first.letter && (await deliveryOf(db, first.letter.messageId));
  // The ledger was read later than the history: what came in between is in the history of now.
  const read = stands.lastSeq > first.records.length ? await readLife(engine, process) : first;
  const life = isLife(read) ? read : first;
  const seq = Math.max(first.answeredSeq, Math.min(stands.lastSeq, life.records.length));
  const row = rowMeant(first, life, stands);
  const expected = await scratch.write(life.records.slice(0, seq), row);
  return {
    life,
    lag: life.records.length - seq,
    differences: [
      ...life.report.problems.map((problem): Difference => ({
        process,
        table: 'history',
        row: problem,
        what: 'unsound',
      })),
      ...compareRows(whose, stands, expected),
      ...(first.letter === undefined
        ? []
        : compareDelivery(delivery, first.letter.facts).map((wrong): Difference => ({
            process,
            table: 'delivery',
            row: first.letter?.messageId ?? '',
            ...wrong,
          }))),
    ],
  };
}

/**
 * The row that the ledger should hold: one of those given to it since the first look, whichever it holds; where it holds none of
 * them, the last that it certainly had.
 */
function rowMeant(first: ReadLife, life: ReadLife, stands: ProcessRows): Row {
  const certain = Math.max(0, first.rows.length - first.underway - 1);
  const held = stands.rows.process?.[0];
  const same = life.rows
    .slice(certain)
    .find(({ seq, at, status }) => held?.['seq'] === seq && held['at'] === at && held['status'] === status);
  return same ?? life.rows[certain] ?? life.row;
}

function inOrder(a: Difference, b: Difference): number {
  return a.process === b.process ? (a.seq ?? 0) - (b.seq ?? 0) : a.process < b.process ? -1 : 1;
}
