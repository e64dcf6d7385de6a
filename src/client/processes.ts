import {
  WorkflowExecutionAlreadyStartedError,
  WorkflowFailedError,
  WorkflowNotFoundError,
  type WorkflowSignalWithStartOptions,
} from '@temporalio/client';
import { defineSearchAttributeKey, SearchAttributeType, TypedSearchAttributes } from '@temporalio/common';
import type { Json } from '../domain/json.ts';
import type { Processes, ProcessStart } from '../domain/ports.ts';
import type { Standing } from '../domain/sweep/findings.ts';
import { HEAR, SEARCH_ATTRIBUTES, TASK_QUEUE } from '../workflows/messages.ts';
import type { Engine } from './connect.ts';
import { GRPC, grpcCode } from './grpc-code.ts';
import { failureText } from './opened.ts';

const kindKey = defineSearchAttributeKey(SEARCH_ATTRIBUTES.kind, SearchAttributeType.KEYWORD);
const programmeKey = defineSearchAttributeKey(SEARCH_ATTRIBUTES.programme, SearchAttributeType.KEYWORD);

/** The engine behind the port: starts, signals and results of processes. */
export function createProcesses(engine: Engine): Processes {
  const { workflow } = engine.client;
  return {
    async start(process) {
      try {
        await workflow.start(process.kind, startOptions(process));
        return 'started';
      } catch (error) {
        if (!(error instanceof WorkflowExecutionAlreadyStartedError)) throw error;
        return standing(engine, process);
      }
    },
    async signal(process, signal) {
      try {
        await workflow.getHandle(process).signal(HEAR, signal);
        return 'sent';
      } catch (error) {
        if (error instanceof WorkflowNotFoundError) return 'closed';
        throw error;
      }
    },
    async signalWithStart(process, signal) {
      try {
        const options = { ...startOptions(process), signal: HEAR, signalArgs: [signal] };
        await workflow.signalWithStart(
          process.kind,
          options as unknown as WorkflowSignalWithStartOptions<[typeof signal]>,
        );
        return 'sent';
      } catch (error) {
        if (error instanceof WorkflowExecutionAlreadyStartedError) return 'closed';
        throw error;
      }
    },
    async examine(process) {
      try {
        const { status, raw } = await workflow.getHandle(process).describe();
        const batches = raw.pendingActivities ?? [];
        const failure = batches.map((one) => failureText(engine, one.lastFailure)).find((text) => text);
        return {
          engine: STANDINGS[status.name] ?? 'running',
          taskAttempts: raw.pendingWorkflowTask?.attempt ?? 1,
          batchAttempts: Math.max(1, ...batches.map((one) => one.attempt ?? 1)),
          ...(failure ? { failure } : {}),
        };
      } catch (error) {
        if (error instanceof WorkflowNotFoundError)
          return { engine: 'missing', taskAttempts: 1, batchAttempts: 1 };
        throw error;
      }
    },
    async result(process) {
      try {
        return (await workflow.getHandle(process).result()) as Json;
      } catch (error) {
        // Terminated by hand, or gone with its retention: it can name nothing.
        if (error instanceof WorkflowFailedError || error instanceof WorkflowNotFoundError) return null;
        throw error;
      }
    },
  };
}

const STANDINGS: Readonly<Record<string, Standing>> = {
  COMPLETED: 'completed',
  FAILED: 'failed',
  TERMINATED: 'terminated',
  TIMED_OUT: 'timed_out',
  CANCELLED: 'canceled',
};

/** How a process that could not be started stands: the same one, another one of the same id, or an ended one. */
async function standing(engine: Engine, process: ProcessStart): Promise<'running' | 'closed' | 'conflict'> {
  const found = await engine.client.workflow.getHandle(process.id).describe();
  if (found.status.name !== 'RUNNING') return 'closed';
  return found.memo?.['inputHash'] === process.inputHash ? 'running' : 'conflict';
}

function startOptions(process: ProcessStart) {
  const { programme = process.id } = process.input as { readonly programme?: string };
  return {
    workflowId: process.id,
    taskQueue: TASK_QUEUE,
    args: [process.input],
    workflowIdReusePolicy: 'REJECT_DUPLICATE' as const,
    memo: { inputHash: process.inputHash },
    typedSearchAttributes: new TypedSearchAttributes([
      { key: kindKey, value: process.kind },
      { key: programmeKey, value: programme },
    ]),
  };
}

/** Whether an error of the engine means that it could not be reached, rather than that it said no. */
export function isUnreachable(error: unknown): boolean {
  const code = grpcCode(error);
  return code === GRPC.unavailable || code === GRPC.deadlineExceeded;
}
