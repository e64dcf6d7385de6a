import { Context } from '@temporalio/activity';
import type { ProcessActivities } from '../domain/ports.ts';
import { applyBatch, type Deps } from './apply.ts';

/** Often enough that the engine, which waits `heartbeatTimeout` (shell.ts), misses several before it gives a worker up. */
const BEAT_MS = 3_000;

/** The activities over their ports. No connection is made here. */
export function createActivities(deps: Deps): ProcessActivities {
  return { apply: (batch) => beating(() => applyBatch(deps, batch)) };
}

/** Tells the engine that the worker lives, so that what a dead one had begun is soon done by another. */
async function beating<T>(work: () => Promise<T>): Promise<T> {
  const context = Context.current();
  const timer = setInterval(() => context.heartbeat(), BEAT_MS);
  try {
    return await work();
  } finally {
    clearInterval(timer);
  }
}
