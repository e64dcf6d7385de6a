import { shortened as beginning } from '../guards.ts';
import type { MeasureState, Report } from './state.ts';

/**
 * A measure's memory goes from run to run, and to whoever asks for it, in one message of the engine, which holds 2 MB. So what grows
 * with every report is bounded: older texts keep their beginning, and beyond the limit nothing more is taken in.
 */
export const KEPT_LIMIT = 1_000_000;

/** Reports kept whole. */
const WHOLE = 5;
/** UTF-16 units kept of older ones. */
const BEGINNING = 200;
const LATEST = 200;

/** Reports before a new one. */
export function shortened(reports: readonly Report[]): readonly Report[] {
  const at = reports.length - WHOLE;
  return reports.map((one, index) =>
    index === at && one.text.length > BEGINNING ? { ...one, text: beginning(one.text, BEGINNING) } : one,
  );
}

/** What is kept of the text of a report that is corrected: as much as of the others of its age. */
export function keptText(reports: readonly Report[], index: number, text: string): string {
  return index > reports.length - WHOLE ? text : beginning(text, BEGINNING);
}

/** Bytes at most that are kept once these are added. */
export function kept(state: MeasureState, added: readonly object[]): number {
  return added.reduce((sum, one) => sum + sizeOf(one), state.kept);
}

/** Whether there is no room for more reports, figures and evidence. */
export function isFull(state: MeasureState): boolean {
  return state.kept > KEPT_LIMIT;
}

/** The last of a list that may grow for ever. */
export function latest<T>(list: readonly T[]): readonly T[] {
  return list.length > LATEST ? list.slice(-LATEST) : list;
}

/** UTF-8 takes three bytes for a UTF-16 unit of Chinese. */
function sizeOf(entry: object): number {
  const text = 'text' in entry && typeof entry.text === 'string' ? entry.text.length : 0;
  return 3 * (JSON.stringify(entry).length - Math.max(0, text - BEGINNING));
}
