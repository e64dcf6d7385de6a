import type { Stage } from './ground.ts';
import { forkWorker, type BenchWorker } from './workers.ts';
import type { BenchWorkerOptions } from './worker-main.ts';

/** Bytes of a worker that knows many sleeping processes. */
export interface Cached {
  /** For each process kept in memory. */
  readonly each: number;
  /** Of the whole worker: knowing one, knowing all, and keeping fifty only. */
  readonly one: number;
  readonly all: number;
  readonly fifty: number;
}

/** Loads every process into a fresh worker by asking it something, and looks at what the worker has grown by. */
export async function sleepers(
  stage: Stage,
  base: BenchWorkerOptions,
  ids: readonly string[],
): Promise<Cached> {
  const whole = await forkWorker({ ...base, cached: ids.length + 100 });
  const [first = '', ...rest] = ids;
  await wake(stage, [first]);
  const one = (await whole.memory()).rss;
  await wake(stage, rest);
  const all = (await whole.memory()).rss;
  await whole.stop();
  const small: BenchWorker = await forkWorker({ ...base, cached: 50 });
  await wake(stage, ids);
  const fifty = (await small.memory()).rss;
  await small.stop();
  return { each: (all - one) / rest.length, one, all, fifty };
}

async function wake({ engine }: Stage, ids: readonly string[]): Promise<void> {
  const left = [...ids];
  const next = async (): Promise<void> => {
    for (let id = left.pop(); id !== undefined; id = left.pop())
      await engine.client.workflow.getHandle(id).query('__temporal_workflow_metadata');
  };
  await Promise.all(Array.from({ length: 8 }, next));
}
