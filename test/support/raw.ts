import { randomUUID } from 'node:crypto';
import { Connection } from '@temporalio/client';
import { grpcCode } from '../../src/client/grpc-code.ts';
import type { World } from './world.ts';

/** One argument as the engine carries it. */
export interface RawPayload {
  readonly metadata?: Readonly<Record<string, Uint8Array>>;
  readonly data?: Uint8Array;
}

/** What became of an update sent past every client of ours. */
export type RawAnswer =
  | { readonly kind: 'done'; readonly value: unknown }
  /** The process turned it away; `type` is the failure's. */
  | { readonly kind: 'rejected'; readonly type: string; readonly text: string }
  /** The engine did, with a status of gRPC. */
  | { readonly kind: 'engine'; readonly code: number | undefined; readonly text: string };

/** The engine's own API, without retries, for what no honest client sends. */
export interface Raw {
  update(process: string, name: string, args: readonly RawPayload[], updateId?: string): Promise<RawAnswer>;
  /** The status it was turned away with; undefined when it was taken. */
  signal(process: string, name: string, args: readonly RawPayload[]): Promise<number | undefined>;
  query(process: string, name: string, args: readonly RawPayload[]): Promise<number | undefined>;
  start(workflow: string, process: string, args: readonly RawPayload[]): Promise<void>;
  close(): Promise<void>;
}

/** An argument in the encoding of ours, given as a value or as the very text. */
export function json(value: unknown): RawPayload {
  return jsonText(JSON.stringify(value));
}

export function jsonText(text: string): RawPayload {
  return { metadata: { encoding: Buffer.from('json/plain') }, data: Buffer.from(text) };
}

export function encoded(encoding: string, text = '{}'): RawPayload {
  return { metadata: { encoding: Buffer.from(encoding) }, data: Buffer.from(text) };
}

const COMPLETED = 3;
const PATIENCE_MS = 20_000;

export async function openRaw(world: World): Promise<Raw> {
  const connection = await Connection.connect({ address: world.temporalAddress, interceptors: [] });
  const { namespace } = world;
  const service = connection.workflowService;
  const soon = <T>(call: () => Promise<T>): Promise<T> =>
    connection.withDeadline(Date.now() + PATIENCE_MS, call);
  const statusOf = async (call: () => Promise<unknown>): Promise<number | undefined> => {
    try {
      await soon(call);
      return undefined;
    } catch (error) {
      return grpcCode(error) ?? -1;
    }
  };
  return {
    async update(process, name, args, updateId = randomUUID()) {
      try {
        const { outcome } = await soon(() =>
          service.updateWorkflowExecution({
            namespace,
            workflowExecution: { workflowId: process },
            waitPolicy: { lifecycleStage: COMPLETED },
            request: {
              meta: { updateId, identity: 'poison' },
              input: { name, args: { payloads: [...args] } },
            },
          }),
        );
        if (outcome?.failure) {
          const { message, applicationFailureInfo } = outcome.failure;
          return { kind: 'rejected', type: applicationFailureInfo?.type ?? '', text: message ?? '' };
        }
        const data = outcome?.success?.payloads?.[0]?.data ?? Buffer.from('null');
        return { kind: 'done', value: JSON.parse(Buffer.from(data).toString()) };
      } catch (error) {
        return {
          kind: 'engine',
          code: grpcCode(error),
          text: String((error as { details?: unknown }).details),
        };
      }
    },
    signal: (process, signalName, args) =>
      statusOf(() =>
        service.signalWorkflowExecution({
          namespace,
          workflowExecution: { workflowId: process },
          signalName,
          input: { payloads: [...args] },
          requestId: randomUUID(),
        }),
      ),
    query: (process, queryType, args) =>
      statusOf(() =>
        service.queryWorkflow({
          namespace,
          execution: { workflowId: process },
          query: { queryType, queryArgs: { payloads: [...args] } },
        }),
      ),
    async start(workflow, process, args) {
      await soon(() =>
        service.startWorkflowExecution({
          namespace,
          workflowId: process,
          workflowType: { name: workflow },
          taskQueue: { name: 'zhenggai' },
          input: { payloads: [...args] },
          requestId: randomUUID(),
        }),
      );
    },
    close: () => connection.close(),
  };
}
