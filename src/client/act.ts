import { randomUUID } from 'node:crypto';
import {
  WorkflowNotFoundError,
  WorkflowUpdateFailedError,
  WorkflowUpdateRPCTimeoutOrCancelledError,
} from '@temporalio/client';
import { ApplicationFailure } from '@temporalio/common';
import type { Envelope } from '../domain/machine.ts';
import { rejectionText, type Refusal } from '../domain/refusals.ts';
import { instantOf } from '../domain/time.ts';
import { envelopeProblem } from '../domain/envelope.ts';
import { ACT, REJECTED, RENEWING, type ActAnswer } from '../workflows/messages.ts';
import type { Engine } from './connect.ts';
import { GRPC, grpcCode } from './grpc-code.ts';
import { updateAccepted } from './histories.ts';

/** Milliseconds an admission is good for. */
export const VALID_MS = 30_000;
/** The engine gives a worker that long for a task: an update admitted at the last moment is in history after it. */
const TASK_MS = 10_000;
/** So long history is asked for before the engine counts as away. */
const LOOK_MS = 15_000;

/** What became of an act. */
export type ActResult =
  | { readonly kind: 'done'; readonly requestId: string; readonly seq: number; readonly head: string }
  /** A rule refused it; the refusal is on record. */
  | {
      readonly kind: 'refused';
      readonly requestId: string;
      readonly seq: number;
      readonly head: string;
      readonly refusal: Refusal;
    }
  /** Turned away before anything was recorded: malformed, too many refusals. */
  | { readonly kind: 'rejected'; readonly requestId: string; readonly text: string }
  | { readonly kind: 'not_found'; readonly requestId: string }
  /** Its time has passed and it is not in history: it will never be acted on. `text`: what the engine gave as its reason, where it gave one. */
  | { readonly kind: 'not_recorded'; readonly requestId: string; readonly text?: string }
  /** The engine was away also after its time had passed: nobody can say whether it is in history. Asking again with the same id tells. */
  | { readonly kind: 'unknown'; readonly requestId: string }
  /** It is in history, but its answer could not be had. */
  | { readonly kind: 'recorded_unanswered'; readonly requestId: string };

export interface ActRequest {
  readonly process: string;
  readonly person: string;
  readonly post?: string;
  readonly command: { readonly type: string; readonly [field: string]: unknown };
  /** The same id given twice acts once. */
  readonly requestId?: string;
  readonly directorySeq: number;
  readonly proven: string;
  readonly validMs?: number;
}

/**
 * Asks a process to act and waits for the answer. While none has come, `onUnconfirmed` is told once, after
 * `patienceMs`: 未确认. After the admission's end the history is looked at, which needs no worker: 未记录, or recorded after all.
 */
export async function act(
  engine: Engine,
  request: ActRequest,
  options: { readonly patienceMs?: number; readonly onUnconfirmed?: (requestId: string) => void } = {},
): Promise<ActResult> {
  const requestId = request.requestId ?? randomUUID();
  const asked = Date.now();
  const validMs = request.validMs ?? VALID_MS;
  const envelope: Envelope = {
    v: 1,
    requestId,
    command: request.command,
    admission: {
      person: request.person,
      ...(request.post === undefined ? {} : { post: request.post }),
      process: request.process,
      directorySeq: request.directorySeq,
      proven: request.proven,
      at: instantOf(asked),
      validUntil: instantOf(asked + validMs),
    },
  };
  // What the process would turn away for its form is not sent: some of it would not even pass the engine.
  const problem = envelopeProblem(envelope);
  if (problem !== undefined)
    return { kind: 'rejected', requestId, text: rejectionText('malformed', { problem }) };
  const patience = setTimeout(() => options.onUnconfirmed?.(requestId), options.patienceMs ?? 5_000);
  // The wall clock may be stepped while we wait; the engine goes on counting by its own.
  const end = performance.now() + validMs;
  try {
    return await answered(engine, envelope, () => end - performance.now());
  } finally {
    clearTimeout(patience);
  }
}

/** `left`: milliseconds until the admission's end. */
async function answered(engine: Engine, envelope: Envelope, left: () => number): Promise<ActResult> {
  const { requestId, admission } = envelope;
  const handle = engine.client.workflow.getHandle(admission.process);
  for (;;) {
    try {
      const deadline = Date.now() + left() + TASK_MS;
      const answer = await engine.connection.withDeadline(deadline, () =>
        handle.executeUpdate<ActAnswer, [Envelope]>(ACT, { args: [envelope], updateId: requestId }),
      );
      const { seq, head, refusal } = answer;
      return refusal === undefined
        ? { kind: 'done', requestId, seq, head }
        : { kind: 'refused', requestId, seq, head, refusal };
    } catch (error) {
      const no = turnedAway(error);
      if (no?.type === REJECTED) return { kind: 'rejected', requestId, text: no.message };
      if (error instanceof WorkflowNotFoundError) return { kind: 'not_found', requestId };
      if (grpcCode(error) === GRPC.invalidArgument)
        return { kind: 'rejected', requestId, text: ENGINE_TEXTS.invalid };
      // Between two runs the process asks for a moment.
      if (!isTransport(error) && no?.type !== RENEWING) throw error;
      // The engine gives up a long wait earlier than we do; the same update id attaches to the same update.
      if (left() > 0) {
        await new Promise((resolve) => setTimeout(resolve, 200));
        continue;
      }
      await new Promise((resolve) => setTimeout(resolve, Math.max(0, left() + TASK_MS)));
      const found = await lookedUp(engine, admission.process, requestId);
      if (found === undefined) return { kind: 'unknown', requestId };
      if (found) return { kind: 'recorded_unanswered', requestId };
      const why = turnedAwayText(error);
      return { kind: 'not_recorded', requestId, ...(why === undefined ? {} : { text: why }) };
    }
  }
}

/** Whether a request is in history; undefined while the engine does not answer. */
async function lookedUp(engine: Engine, process: string, requestId: string): Promise<boolean | undefined> {
  try {
    const deadline = Date.now() + LOOK_MS;
    return await engine.connection.withDeadline(deadline, () => updateAccepted(engine, process, requestId));
  } catch (error) {
    if (isTransport(error)) return undefined;
    throw error;
  }
}

/** The process's own no to an update, with its kind. */
function turnedAway(error: unknown): ApplicationFailure | undefined {
  return error instanceof WorkflowUpdateFailedError && error.cause instanceof ApplicationFailure
    ? error.cause
    : undefined;
}

/** What the engine's own limits come to, for people. */
const ENGINE_TEXTS = {
  invalid: '引擎不接受该请求：编号或内容不合要求。',
  exhausted: '同一事项正在办理的请求过多，引擎未受理，请稍后重新提出。',
} as const;

function turnedAwayText(error: unknown): string | undefined {
  return grpcCode(error) === GRPC.resourceExhausted ? ENGINE_TEXTS.exhausted : undefined;
}

/** Statuses by which the engine says no for good: asking again gives the same. */
const FINAL: ReadonlySet<number> = new Set([
  GRPC.invalidArgument,
  GRPC.permissionDenied,
  GRPC.unimplemented,
  GRPC.unauthenticated,
]);

/** Whether nobody can say yet what became of it: the engine was not reached, or is in no state to ask the process. */
function isTransport(error: unknown): boolean {
  const code = grpcCode(error);
  return (
    error instanceof WorkflowUpdateRPCTimeoutOrCancelledError || (code !== undefined && !FINAL.has(code))
  );
}
