import { WorkflowNotFoundError } from '@temporalio/client';
import type { temporal } from '@temporalio/proto';
import { SEARCH_ATTRIBUTES } from '../workflows/messages.ts';
import type { Engine } from './connect.ts';
import { GRPC, grpcCode } from './grpc-code.ts';
import { opened } from './opened.ts';

export type History = temporal.api.history.v1.IHistory;

/**
 * The history of a process's latest run, its payloads opened.
 * @throws keys-missing, keys-payload-damaged
 */
export async function fetchHistory(engine: Engine, process: string): Promise<History> {
  return opened(engine, process, await engine.client.workflow.getHandle(process).fetchHistory());
}

/**
 * The histories of all runs of a process, oldest first, their payloads opened; undefined when the engine does not know it. Needs no worker.
 * @throws keys-missing, keys-payload-damaged
 */
export async function fetchRuns(engine: Engine, process: string): Promise<readonly History[] | undefined> {
  const { workflow } = engine.client;
  const { connection, namespace } = engine;
  try {
    // Not by its handle, which opens memos: those of a stranger's process say nothing to us.
    const { workflowExecutionInfo: info } = await connection.workflowService.describeWorkflowExecution({
      namespace,
      execution: { workflowId: process },
    });
    const first = info?.firstRunId || info?.execution?.runId || '';
    const runs: History[] = [];
    for (let run = first; run !== '';) {
      const history = await workflow.getHandle(process, run).fetchHistory();
      runs.push(opened(engine, process, history));
      const ended = history.events?.at(-1)?.workflowExecutionContinuedAsNewEventAttributes;
      run = ended?.newExecutionRunId ?? '';
    }
    return runs;
  } catch (error) {
    if (error instanceof WorkflowNotFoundError || grpcCode(error) === GRPC.notFound) return undefined;
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
  for await (const { execution } of listed(engine, query)) ids.add(execution?.workflowId ?? '');
  return [...ids].toSorted();
}

/** What the engine's index holds of the processes that a query finds, as it is: memos are not opened. */
export async function* listed(
  { connection, namespace }: Engine,
  query: string,
): AsyncGenerator<temporal.api.workflow.v1.IWorkflowExecutionInfo> {
  let nextPageToken: Uint8Array = new Uint8Array();
  do {
    const page = await connection.workflowService.listWorkflowExecutions({
      namespace,
      query,
      pageSize: 1_000,
      nextPageToken,
    });
    yield* page.executions;
    ({ nextPageToken } = page);
  } while (nextPageToken.length > 0);
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
