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

/** Moves one driven process's civil time; undefined when the process has ended. Idempotent: time never goes back. */
export async function advanceProcess(
  engine: Engine,
  process: string,
  to: Instant,
): Promise<AdvanceAnswer | undefined> {
  try {
    return await engine.client.workflow
      .getHandle(process)
      .executeUpdate<AdvanceAnswer, [AdvanceRequest]>(ADVANCE, { args: [{ to }] });
  } catch (error) {
    if (error instanceof WorkflowNotFoundError) return undefined;
    throw error;
  }
}

/** A process's frame as it is now; undefined when there is no such process. Needs a worker. */
export async function processState(engine: Engine, process: string): Promise<StateAnswer | undefined> {
  try {
    return await engine.client.workflow.getHandle(process).query<StateAnswer>(STATE);
  } catch (error) {
    if (error instanceof WorkflowNotFoundError) return undefined;
    throw error;
  }
}
