import type { Engine } from '../../client/connect.ts';
import { processIds } from '../../client/histories.ts';
import { isKnown } from '../../client/launch.ts';
import { removeDelivery, removeUnknown, storedDeliveries, storedProcesses } from '../../store/check/known.ts';
import { rebuildProcess } from '../../store/rebuild.ts';
import type { Database } from '../../store/schema.ts';
import { isLife, readLife } from './life.ts';
import { sideBySide } from '../../contracts/side-by-side.ts';

/** What rebuilding came to. */
export interface Rebuilt {
  readonly processes: number;
  readonly events: number;
  /** Processes left as they were: their history is unsound, or the engine does not know them. */
  readonly left: readonly { readonly process: string; readonly reason: string }[];
  /** What no history accounts for, taken away. */
  readonly removed: readonly string[];
}

export interface RebuildOptions {
  readonly programme?: string | undefined;
  /** Also takes away what the engine does not know. */
  readonly removeUnknown?: boolean;
  readonly onProgress?: (message: string) => void;
}

const LANES = 4;

/**
 * Writes the projections anew from the engine's histories, process by process. A worker may be at work. What the engine does not
 * know is left alone unless it is asked for: that may be the wrong engine, or a history that is gone for good.
 */
export async function rebuildLedger(
  { engine, db }: { readonly engine: Engine; readonly db: Database },
  { programme, onProgress, ...options }: RebuildOptions = {},
): Promise<Rebuilt> {
  const left: { process: string; reason: string }[] = [];
  const removed: string[] = [];
  const letters = new Set<string>();
  const seen = new Set<string>();
  let [processes, events] = [0, 0];
  let queue = [
    ...new Set([...(await processIds(engine, programme)), ...(await storedProcesses(db, programme))]),
  ];
  const deliveries = await storedDeliveries(db, programme);
  const rebuild = async (process: string, opened: Set<string>): Promise<void> => {
    const first = await readLife(engine, process);
    if (first === undefined) {
      if (options.removeUnknown === true && (await isKnown(engine, process.split('/')[0] ?? ''))) {
        await removeUnknown(db, process);
        removed.push(process);
      } else left.push({ process, reason: '引擎中没有这一流程' });
      return;
    }
    const problem = isLife(first) ? first.report.problems[0] : first.unreadable;
    if (!isLife(first) || problem !== undefined) {
      left.push({ process, reason: `引擎历史核对不符：${problem ?? ''}` });
      return;
    }
    await rebuildProcess(db, first.row, async () => {
      const now = await readLife(engine, process);
      // Nothing is written then; what stands may know more than the first look.
      if (!isLife(now) || now.report.problems.length > 0) throw new Error(`${process} 的历史在重建时读不出`);
      return now;
    });
    processes += 1;
    events += first.records.length;
    if (first.letter !== undefined) letters.add(first.letter.messageId);
    first.report.opened.forEach((one) => opened.add(one));
    if (processes % 100 === 0) onProgress?.(`已重建 ${processes} 个流程`);
  };
  while (queue.length > 0) {
    const opened = new Set<string>();
    queue.forEach((one) => seen.add(one));
    await sideBySide(LANES, queue, (process) => rebuild(process, opened));
    queue = [...opened].filter((one) => !seen.has(one));
  }
  if (options.removeUnknown === true && left.length === 0)
    for (const id of deliveries.filter((one) => !letters.has(one))) {
      await removeDelivery(db, id);
      removed.push(id);
    }
  return { processes, events, left, removed };
}
