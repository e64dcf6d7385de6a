import { DefaultPayloadConverter, type Payload, type PayloadConverter } from '@temporalio/common';
import { undecodable } from '../domain/signal.ts';

const standard = new DefaultPayloadConverter();

/**
 * The standard converter, except that what it cannot decode becomes a value that no guard accepts. An undecodable
 * signal would otherwise fail the workflow task for ever.
 */
export const payloadConverter: PayloadConverter = {
  toPayload: <T>(value: T): Payload => standard.toPayload(value),
  fromPayload: <T>(payload: Payload): T => {
    try {
      return standard.fromPayload<T>(payload);
    } catch {
      return undecodable(payload.metadata?.['encoding']) as T;
    }
  },
};
