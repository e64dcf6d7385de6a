import { fold, type FoldReport } from '../../audit/fold.ts';
import { readHistory, type RunHistory } from '../../audit/read-history.ts';
import type { Engine } from '../../client/connect.ts';
import { fetchRuns } from '../../client/histories.ts';
import { deliveryFacts } from '../../domain/delivery.ts';
import type { LetterInput } from '../../domain/letter/state.ts';
import type { Row } from '../../domain/process.ts';
import type { EventRecord } from '../../domain/record.ts';
import { KeysError } from '../../keys/errors.ts';
import type { Life } from '../../store/rebuild.ts';

/** A process as its histories have it, recomputed. */
export interface ReadLife extends Life {
  readonly last: RunHistory;
  readonly report: FoldReport;
  /** Rows that the batches carried, in order; all but the last `underway` were answered. */
  readonly rows: readonly Row[];
  /** Letters' rows that no batch has been answered for. */
  readonly underway: number;
  readonly answeredSeq: number;
  readonly runs: readonly RunHistory[];
}

/** A history that is none of ours, or has not even begun. */
export interface Unreadable {
  readonly unreadable: string;
}

/** Reads a process from the engine; undefined when the engine does not know it. */
export async function readLife(engine: Engine, process: string): Promise<ReadLife | Unreadable | undefined> {
  const histories = await fetchRuns(engine, process).catch((error: unknown): Unreadable => {
    if (error instanceof KeysError && error.code === 'keys-payload-damaged')
      return { unreadable: error.message };
    throw error;
  });
  if (histories === undefined || 'unreadable' in histories) return histories;
  let runs: readonly RunHistory[];
  let report: FoldReport;
  try {
    runs = histories.map(readHistory);
    report = fold(runs, { live: true });
  } catch (error) {
    return { unreadable: error instanceof Error ? error.message : String(error) };
  }
  const last = runs.at(-1);
  const rows = runs.flatMap((run) => run.rows);
  const row = rows.at(-1);
  if (last === undefined || row === undefined) return { unreadable: '还没有任何记录' };
  const records: readonly EventRecord[] = runs.flatMap((run) => run.records);
  const letter =
    last.kind === 'letter'
      ? {
          messageId: (last.input as unknown as LetterInput).messageId,
          facts: deliveryFacts(runs.flatMap((run) => run.outcomes)),
        }
      : undefined;
  return {
    last,
    report,
    runs,
    records,
    row,
    rows,
    underway: last.unanswered,
    // A run that has only just begun has answered nothing, but all before it was.
    answeredSeq: Math.max(0, ...runs.map((run) => run.answeredSeq)),
    ...(letter === undefined ? {} : { letter }),
  };
}

/** Whether a process was read. */
export function isLife(read: ReadLife | Unreadable | undefined): read is ReadLife {
  return read !== undefined && 'records' in read;
}
