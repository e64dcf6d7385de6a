import { setTimeout as sleep } from 'node:timers/promises';
import { WorkflowNotFoundError } from '@temporalio/client';
import type { Instant } from '../domain/time.ts';
import {
  ADVANCE,
  type AdvanceAnswer,
  type AdvanceRequest,
  STATE,
  type StateAnswer,
} from '../workflows/messages.ts';
import type { Engine } from './connect.ts';
import { GRPC, grpcCode } from './grpc-code.ts';

/** Moves one driven process's civil time; undefined when the process has ended. Idempotent: time never goes back. */
export async function advanceProcess(
  engine: Engine,
  process: string,
  to: Instant,
): Promise<AdvanceAnswer | undefined> {
  const handle = engine.client.workflow.getHandle(process);
  return patiently(() => handle.executeUpdate<AdvanceAnswer, [AdvanceRequest]>(ADVANCE, { args: [{ to }] }));
}

/** A process's frame as it is now; undefined when there is no such process. Needs a worker. */
export async function processState(engine: Engine, process: string): Promise<StateAnswer | undefined> {
  return patiently(() => engine.client.workflow.getHandle(process).query<StateAnswer>(STATE));
}

const TRIES = 45;
const PAUSE_MS = 2_000;

/**
 * Asks again where the engine turns a request away because the process's last workflow tasks timed out, as they do when
 * a worker has just come back to a busy machine. A process that fails for good is told after a minute and a half.
 */
async function patiently<T>(ask: () => Promise<T>): Promise<T | undefined> {
  for (let tries = 1; ; tries += 1) {
    try {
      return await ask();
    } catch (error) {
      if (error instanceof WorkflowNotFoundError) return undefined;
      if (grpcCode(error) !== GRPC.failedPrecondition || tries === TRIES) throw error;
      await sleep(PAUSE_MS);
    }
  }
}
