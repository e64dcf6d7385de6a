import { WorkflowNotFoundError } from '@temporalio/client';
import type { temporal } from '@temporalio/proto';
import { SEARCH_ATTRIBUTES } from '../workflows/messages.ts';
import type { Engine } from './connect.ts';

export type History = temporal.api.history.v1.IHistory;

/** The history of a process's latest run as the engine holds it. */
export async function fetchHistory(engine: Engine, process: string): Promise<History> {
  return engine.client.workflow.getHandle(process).fetchHistory();
}

/** The histories of all runs of a process, oldest first; undefined when the engine does not know it. Needs no worker. */
export async function fetchRuns(engine: Engine, process: string): Promise<readonly History[] | undefined> {
  const { workflow } = engine.client;
  try {
    const latest = await workflow.getHandle(process).describe();
    const runs: History[] = [];
    const first = latest.raw.workflowExecutionInfo?.firstRunId;
    for (let run: string = first || latest.runId; run !== '';) {
      const history = await workflow.getHandle(process, run).fetchHistory();
      runs.push(history);
      const ended = history.events?.at(-1)?.workflowExecutionContinuedAsNewEventAttributes;
      run = ended?.newExecutionRunId ?? '';
    }
    return runs;
  } catch (error) {
    if (error instanceof WorkflowNotFoundError) return undefined;
    throw error;
  }
}

/**
 * Ids of all processes that the engine's index holds, or those of one programme, in order. The index follows the processes
 * by moments.
 */
export async function processIds(engine: Engine, programme?: string): Promise<readonly string[]> {
  const { kind, programme: key } = SEARCH_ATTRIBUTES;
  const query = programme === undefined ? `${kind} is not null` : `${key} = "${programme}"`;
  const ids = new Set<string>();
  for await (const found of engine.client.workflow.list({ query, pageSize: 1_000 }))
    ids.add(found.workflowId);
  return [...ids].toSorted();
}

/** Whether an update of that id has been accepted into the history of any run. Needs no worker. */
export async function updateAccepted(engine: Engine, process: string, updateId: string): Promise<boolean> {
  const runs = (await fetchRuns(engine, process)) ?? [];
  return runs
    .flatMap((history) => history.events ?? [])
    .some(
      (event) =>
        event.workflowExecutionUpdateAcceptedEventAttributes?.acceptedRequest?.meta?.updateId === updateId,
    );
}
