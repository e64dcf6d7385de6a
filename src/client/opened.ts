import { defaultPayloadConverter, type Payload } from '@temporalio/common';
import type { temporal } from '@temporalio/proto';
import { damaged } from '../keys/payloads.ts';
import type { Engine } from './connect.ts';

type HistoryEvent = temporal.api.history.v1.IHistoryEvent;

/**
 * A history with its payloads opened. What anybody may send (signals, updates) and no key of ours has sealed stays as it is, as the worker saw it;
 * elsewhere only we write, and such a thing is damage.
 * @throws keys-missing, keys-payload-damaged
 */
export function opened<H extends { readonly events?: HistoryEvent[] | null }>(
  { payloads }: Engine,
  process: string,
  history: H,
): H {
  if (payloads === undefined) return history;
  for (const event of history.events ?? []) {
    const sent =
      event.workflowExecutionSignaledEventAttributes ?? event.workflowExecutionUpdateAcceptedEventAttributes;
    eachPayload(event, (payload) => {
      const found = payloads.open(payload);
      if (found.kind === 'whole') return found.payload;
      if (sent) return payload;
      throw damaged(process, String(event.eventId ?? ''), found.key);
    });
  }
  return history;
}

/** Puts another payload in place of each within a message, however deep. */
function eachPayload(message: object, change: (payload: Payload) => Payload): void {
  const fields = message as Record<string, unknown>;
  for (const [name, value] of Object.entries(fields)) {
    if (typeof value !== 'object' || value === null || ArrayBuffer.isView(value)) continue;
    if (isPayload(value)) fields[name] = change(value);
    else eachPayload(value, change);
  }
}

/** Messages hold payloads one by one, in lists and in maps; nothing else in them has an encoding among its metadata. */
function isPayload(value: object): value is Payload {
  const { metadata } = value as { readonly metadata?: unknown };
  return typeof metadata === 'object' && metadata !== null && 'encoding' in metadata;
}

/** What a failure says; sealed with the payloads, where these are. */
export function failureText(
  { payloads }: Engine,
  failure: temporal.api.failure.v1.IFailure | null | undefined,
): string | undefined {
  const sealed = failure?.encodedAttributes;
  const found = sealed && payloads?.open(sealed);
  if (found?.kind !== 'whole') return failure?.message ?? undefined;
  return defaultPayloadConverter.fromPayload<{ readonly message?: string }>(found.payload).message;
}
