import { measureProcess } from '../../src/domain/process.ts';
import { spreadOf } from '../../src/domain/slots.ts';
import { instantOf } from '../../src/domain/time.ts';

/** Seconds of the hour before the slot within which duties fire (src/domain/slots.ts). */
const SPREAD_SECONDS = 55 * 60;

/**
 * An id of a measure whose duties of a slot fall due between two moments, in milliseconds. A duty's moment within the hour before the slot
 * comes from its process's id.
 */
export function fittingId(programme: string, id: string, slot: number, from: number, to: number): string {
  for (let n = 0; n < 100_000; n += 1) {
    const tried = `${id}-${n}`;
    const at = slot - 3_600_000 + spreadOf(measureProcess(programme, tried), SPREAD_SECONDS) * 1_000;
    if (at >= from && at < to) return tried;
  }
  throw new Error(`no id whose duty falls between ${instantOf(from)} and ${instantOf(to)}`);
}
