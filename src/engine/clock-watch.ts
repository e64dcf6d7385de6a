import type { DataLayout } from './layout.ts';
import { stopTemporal } from './temporal-server.ts';

/** Milliseconds by which a clock may go back without consequence: NTP's small corrections are no reason to stop anything. */
const TOLERANCE = 5_000;

/**
 * Watches this machine's wall clock by the steady one: whenever it is asked and finds it set back since the highest reading so far, it stops
 * the data folder's Temporal, to be started anew. What Temporal hands out it counts by the wall clock: set back, it hands out nothing until
 * the highest moment it has seen comes again, and answers all the while as if it were well.
 */
export function clockWatch(
  layout: DataLayout,
  patience: number,
  onProgress: (message: string) => void = () => undefined,
): () => Promise<void> {
  let highest = ahead();
  return async () => {
    const now = ahead();
    const back = highest - now;
    highest = back > TOLERANCE ? now : Math.max(highest, now);
    if (back <= TOLERANCE) return;
    onProgress(`本机时钟被拨回 ${Math.round(back / 1_000)} 秒，正在重新启动流程引擎…`);
    await stopTemporal(layout, { patience });
  };
}

/** The wall clock against the steady one: changes only when it is set. */
function ahead(): number {
  return Date.now() - performance.now();
}
