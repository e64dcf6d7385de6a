import {
  BinaryPayloadConverter,
  CompositePayloadConverter,
  JsonPayloadConverter,
  UndefinedPayloadConverter,
  type Payload,
  type PayloadConverter,
} from '@temporalio/common';
import { undecodable } from '../domain/signal.ts';

/**
 * JSON by the platform's own UTF-8 coders, which the engine's client puts into the workflows' sandbox but does not itself use there: its
 * coders in JavaScript took a tenth of a replay. The bytes are the same, and what is no UTF-8 goes the old way, so that it becomes the same text.
 */
class PlatformJsonConverter extends JsonPayloadConverter {
  private readonly encoder = new TextEncoder();
  private readonly decoder = new TextDecoder('utf-8', { ignoreBOM: true, fatal: true });

  override toPayload(value: unknown): Payload | undefined {
    let text: string | undefined;
    try {
      text = JSON.stringify(value);
    } catch {
      return undefined;
    }
    if (text === undefined) return undefined;
    return { metadata: JSON_METADATA, data: this.encoder.encode(text) };
  }

  override fromPayload<T>(payload: Payload): T {
    const text = this.read(payload.data);
    return text === undefined ? super.fromPayload<T>(payload) : (JSON.parse(text) as T);
  }

  private read(data: Payload['data']): string | undefined {
    if (!data) return undefined;
    try {
      return this.decoder.decode(data);
    } catch {
      return undefined;
    }
  }
}

const JSON_METADATA = new JsonPayloadConverter().toPayload(null)?.metadata ?? null;

const standard = new CompositePayloadConverter(
  new UndefinedPayloadConverter(),
  new BinaryPayloadConverter(),
  new PlatformJsonConverter(),
);

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
