import { defaultPayloadConverter, type Payload } from '@temporalio/common';
import type { History } from '../client/histories.ts';
import type { Effect, Outcome } from '../domain/effects.ts';
import type { Applied, Batch } from '../domain/ports.ts';
import type { ProcessKind, Row, StartBase } from '../domain/process.ts';
import type { EventRecord } from '../domain/record.ts';
import { isSignal, signalId, undecodable } from '../domain/signal.ts';
import { instantOf, type Instant } from '../domain/time.ts';

/** What one run's history says, in the words of the domain. Nothing in it has been checked. */
export interface RunHistory {
  readonly kind: ProcessKind;
  readonly run: string;
  readonly input: StartBase & { readonly [key: string]: unknown };
  /** Every record, in the order in which `apply` was asked to carry them out. */
  readonly records: readonly EventRecord[];
  readonly effects: readonly Effect[];
  /** Accepted `act` updates by request id. */
  readonly updates: ReadonlyMap<string, unknown>;
  /** Moments that `advance` was asked to go to. */
  readonly advances: readonly Instant[];
  /** Signals as they came, each with the id by which its events name it; malformed ones have none. */
  readonly signals: readonly { readonly id: string | undefined; readonly raw: unknown }[];
  readonly outcomes: readonly Outcome[];
  /** Moments at which the workflow's clock stood. */
  readonly clock: ReadonlySet<Instant>;
  /** Batches asked for that `apply` has not answered yet. */
  readonly unanswered: number;
  /** The rows that the batches carried, in order: the ledger's row after each. */
  readonly rows: readonly Row[];
  /** The last record of a batch that `apply` has answered: the ledger holds all up to it. */
  readonly answeredSeq: number;
  /** All that came in has been looked at, and all that follows has been carried out. */
  readonly settled: boolean;
}

/** Reads a run's history. Throws when it is no history of a process of ours. */
export function readHistory(history: History): RunHistory {
  const events = history.events ?? [];
  const started = events[0]?.workflowExecutionStartedEventAttributes;
  const kind = started?.workflowType?.name;
  if (!started || !kind) throw new Error('history does not begin with WorkflowExecutionStarted');
  const updates = new Map<string, unknown>();
  const advances: Instant[] = [];
  const signals: { id: string | undefined; raw: unknown }[] = [];
  const records: EventRecord[] = [];
  const effects: Effect[] = [];
  const outcomes: Outcome[] = [];
  const clock = new Set<Instant>();
  // Workflow time begins with the run and never goes back, whatever the engine's clock does; a task that came to nothing leaves no trace.
  let highest = millisOfEvent(events[0]);
  let stood = highest;
  const rows: Row[] = [];
  let unanswered = 0;
  let answeredSeq = 0;
  let looked = false;
  for (const event of events) {
    const accepted = event.workflowExecutionUpdateAcceptedEventAttributes?.acceptedRequest;
    const signalled = event.workflowExecutionSignaledEventAttributes;
    const scheduled = event.activityTaskScheduledEventAttributes;
    const completed = event.activityTaskCompletedEventAttributes;
    // What comes while a task is at work stands behind its end.
    if (signalled || completed || event.timerFiredEventAttributes) looked = false;
    else if (event.workflowTaskCompletedEventAttributes) {
      looked = true;
      highest = stood;
    }
    if (accepted) {
      const raw = decode(accepted.input?.args?.payloads?.[0]);
      if (accepted.input?.name === 'act') updates.set(accepted.meta?.updateId ?? '', raw);
      else advances.push(String((raw as { to?: unknown }).to));
    } else if (signalled) {
      const args = (signalled.input?.payloads ?? []).map(decode);
      const raw = signalled.signalName === 'hear' ? args[0] : { unknownSignal: signalled.signalName, args };
      signals.push({ id: isSignal(raw) ? signalId(raw) : undefined, raw });
    } else if (scheduled) {
      const batch = decode(scheduled.input?.payloads?.[0]) as Batch;
      records.push(...batch.records);
      effects.push(...batch.effects);
      rows.push(batch.row);
      unanswered += 1;
    } else if (completed) {
      outcomes.push(...(decode(completed.result?.payloads?.[0]) as Applied).outcomes);
      unanswered -= 1;
      answeredSeq = records.at(-1)?.seq ?? 0;
    } else if (event.workflowTaskStartedEventAttributes) {
      stood = Math.max(highest, millisOfEvent(event));
      clock.add(instantOf(stood));
    }
  }
  const input = decode(started.input?.payloads?.[0]) as RunHistory['input'];
  const run = started.originalExecutionRunId ?? '';
  return {
    kind: kind as ProcessKind,
    run,
    input,
    records,
    effects,
    updates,
    advances,
    signals,
    outcomes,
    clock,
    unanswered,
    rows,
    answeredSeq,
    settled: looked && unanswered === 0,
  };
}

function millisOfEvent(event: NonNullable<History['events']>[number] | undefined): number {
  const { seconds, nanos } = event?.eventTime ?? {};
  return Number(seconds ?? 0) * 1_000 + Math.floor((nanos ?? 0) / 1_000_000);
}

/** A payload's value; what cannot be decoded stands as the workflow saw it. */
function decode(payload: Payload | null | undefined): unknown {
  if (!payload) return undefined;
  try {
    return defaultPayloadConverter.fromPayload(payload);
  } catch {
    return undecodable(payload.metadata?.['encoding']);
  }
}
