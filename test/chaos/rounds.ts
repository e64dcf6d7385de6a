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

/** In the order in which they are best played: those that need a disk of their own first, on one engine. */
export function inOrder(tasks: readonly Task[]): readonly Task[] {
  return tasks.toSorted((a, b) => Number(b.fault.ownDisk ?? 0) - Number(a.fault.ownDisk ?? 0));
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
      const ownDisk = fault.ownDisk === true;
      if (ground !== undefined && (ground.disk !== undefined) !== ownDisk) {
        await ground.close();
        ground = undefined;
      }
      ground ??= await openGround({ ownDisk });
      const line = await ended(ground, fault, seed);
      told(line);
      if ('broke' in line) return;
    }
  } finally {
    await ground?.close();
  }
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
