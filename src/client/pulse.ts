import { randomBytes } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { temporal } from '@temporalio/proto';
import { TASK_QUEUE } from '../workflows/messages.ts';
import type { Engine } from './connect.ts';

/** Kinds of the API's enumeration, which Node cannot import by name from its CommonJS package. */
const WORKFLOW_TASKS = 1;
const ACTIVITY_TASKS = 2;

/** Milliseconds one question may take. */
const QUESTION_MS = 5_000;

/** A worker asks at least once a minute; the engine remembers one that is gone for five. */
const FRESH_MS = 90_000;

/** How many workers have asked the engine for work of late. */
export interface Pollers {
  readonly workflows: number;
  readonly activities: number;
}

/** Who asks for work on our task queue, by the engine's own clock (`engineNow`, epoch milliseconds). */
export async function pollers(engine: Engine, engineNow: number): Promise<Pollers> {
  const fresh = async (kind: number): Promise<number> => {
    const answer = await describeQueue(engine, TASK_QUEUE, kind);
    return answer.filter((one) => millis(one.lastAccessTime) > engineNow - FRESH_MS).length;
  };
  return { workflows: await fresh(WORKFLOW_TASKS), activities: await fresh(ACTIVITY_TASKS) };
}

/**
 * By how much the engine's clock is before ours, in milliseconds. The engine tells nobody its time, but notes when a worker asked last: so we ask
 * for work in a queue of our own where there is none, and read what it has noted.
 */
export async function clockAhead(engine: Engine): Promise<number> {
  const queue = `zhenggai-doctor-${randomBytes(4).toString('hex')}`;
  const given = new AbortController();
  const { connection, namespace } = engine;
  const asked = Date.now();
  const poll = connection.withAbortSignal(given.signal, () =>
    // The engine turns away whoever waits less than two seconds.
    connection.withDeadline(asked + QUESTION_MS, () =>
      connection.workflowService.pollWorkflowTaskQueue({
        namespace,
        taskQueue: { name: queue },
        identity: queue,
      }),
    ),
  );
  // Given up when it has done its part; where it fails by itself there is nothing to read.
  const over = poll.then(
    () => 'given up',
    (error: unknown) => String(error),
  );
  try {
    for (;;) {
      const [mine] = await describeQueue(engine, queue, WORKFLOW_TASKS);
      if (mine !== undefined) return millis(mine.lastAccessTime) - asked;
      if (Date.now() > asked + QUESTION_MS) throw new Error(await over);
      await sleep(50);
    }
  } finally {
    given.abort();
    await over;
  }
}

async function describeQueue(
  { connection, namespace }: Engine,
  name: string,
  taskQueueType: number,
): Promise<temporal.api.taskqueue.v1.IPollerInfo[]> {
  const answer = await connection.withDeadline(Date.now() + QUESTION_MS, () =>
    // oxlint-disable-next-line typescript/no-unsafe-enum-assignment -- the enumeration cannot be imported
    connection.workflowService.describeTaskQueue({ namespace, taskQueue: { name }, taskQueueType }),
  );
  return answer.pollers;
}

function millis(at: temporal.api.taskqueue.v1.IPollerInfo['lastAccessTime']): number {
  return Number(at?.seconds ?? 0) * 1_000 + Math.floor((at?.nanos ?? 0) / 1e6);
}
