import { openGround, type Ground } from './ground.ts';
import type { Line } from './report.ts';
import { playRound } from './round.ts';
import type { Fault } from './scene.ts';

/** A round still to be played. */
export interface Task {
  readonly fault: Fault;
  readonly seed: number;
}

/** A round that has not come to rest by then never will: something is wedged. */
const WEDGED_MS = 900_000;

/** In the order in which they are best played: those that need a disk or a clock of their own first. */
export function inOrder(tasks: readonly Task[]): readonly Task[] {
  return tasks.toSorted((a, b) => special(b.fault) - special(a.fault));
}

/**
 * Plays rounds one after the other, on one engine as long as it will do for the next, and begins none after `until` (milliseconds of
 * `performance.now()`). Ends with the first round that breaks: what still runs of it would be a fault in the next.
 */
export async function playRounds(
  tasks: readonly Task[],
  told: (line: Line) => void,
  until = Infinity,
): Promise<void> {
  let ground: Ground | undefined;
  try {
    for (const { fault, seed } of tasks) {
      if (performance.now() > until) return;
      if (ground !== undefined && !suits(ground, fault)) {
        await ground.close();
        ground = undefined;
      }
      ground ??= await openGround({
        ownDisk: fault.ownDisk === true,
        steppedClock: fault.shiftedClock === 'all',
      });
      const line = await ended(ground, fault, seed);
      told(line);
      if ('broke' in line) return;
    }
  } finally {
    await ground?.close();
  }
}

function special(fault: Fault): number {
  return fault.ownDisk === true ? 2 : fault.shiftedClock === 'all' ? 1 : 0;
}

/** An engine whose clock has been stepped remembers the highest moment it has seen: no other round is played on it. */
function suits(ground: Ground, fault: Fault): boolean {
  const plain = ground.clockFile === undefined && fault.shiftedClock !== 'all';
  return plain && (ground.disk !== undefined) === (fault.ownDisk === true);
}

async function ended(ground: Ground, fault: Fault, seed: number): Promise<Line> {
  let timer: NodeJS.Timeout | undefined;
  const wedged = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`not at rest after ${WEDGED_MS / 1_000} s`)), WEDGED_MS);
  });
  try {
    return await Promise.race([playRound(ground, fault, seed), wedged]);
  } catch (error) {
    return { fault: fault.name, seed, broke: error instanceof Error ? (error.stack ?? '') : String(error) };
  } finally {
    clearTimeout(timer);
  }
}
