import type { temporal } from '@temporalio/proto';
import type { Engine } from './connect.ts';

export type History = temporal.api.history.v1.IHistory;

/** A process's whole history as the engine holds it: all its runs, oldest first. */
export async function fetchHistory(engine: Engine, process: string): Promise<History> {
  return engine.client.workflow.getHandle(process).fetchHistory();
}

/** Whether an update of that id has been accepted into the current run's history. Needs no worker. */
export async function updateAccepted(engine: Engine, process: string, updateId: string): Promise<boolean> {
  const history = await fetchHistory(engine, process);
  return (history.events ?? []).some(
    (event) =>
      event.workflowExecutionUpdateAcceptedEventAttributes?.acceptedRequest?.meta?.updateId === updateId,
  );
}
