import { deflateRawSync, inflateRawSync } from 'node:zlib';
import type { Payload, PayloadCodec } from '@temporalio/common';
import { seal, unseal } from './cipher.ts';
import { keysError } from './errors.ts';
import type { KeyRing, SecretKey } from './ring.ts';

/** Encoding tag of payloads sealed here. */
export const SEALED = 'binary/zhenggai-sealed';
/** Metadata of a sealed payload: the key's id, and the encoding of what is in it. */
const KEY = 'zhenggai-key';
const OF = 'zhenggai-of';

/** What came of opening a payload. `odd`: it claims to be sealed, but no key of ours has sealed it as it is. */
export type Opened =
  { readonly kind: 'whole'; readonly payload: Payload } | { readonly kind: 'odd'; readonly key: string };

/** Keys that payloads are sealed and opened with. */
export interface PayloadKeys {
  readonly ring: KeyRing;
  /** The key file, for messages. */
  readonly file: string;
  /** Whether a key of that id has ever been used here: then what it sealed is ours, and must not be taken for a stranger's. */
  readonly wasUsed: (id: string) => boolean;
}

/** Seals and opens what the engine carries: inputs, results, updates, signals, answers, memos, details of failures. */
export class Payloads {
  private readonly keys: PayloadKeys;

  constructor(keys: PayloadKeys) {
    this.keys = keys;
  }

  /** Whether new payloads are sealed. */
  get sealing(): boolean {
    return this.keys.ring.current('payload') !== undefined;
  }

  /** A payload under the current key; as it is where there is none. */
  seal(payload: Payload): Payload {
    const key = this.keys.ring.current('payload');
    if (key === undefined) return payload;
    const of = textOf(payload.metadata?.['encoding']);
    return {
      metadata: { encoding: Buffer.from(SEALED), [KEY]: Buffer.from(key.id), [OF]: Buffer.from(of) },
      data: seal(key, packed(payload), boundTo(key, of)),
    };
  }

  /**
   * A payload as it was sealed; one that was not is given as it is.
   * @throws keys-missing when it was sealed with a key that was used here and is not there: nobody may take it for anything else
   */
  open(payload: Payload): Opened {
    const { metadata, data } = payload;
    if (textOf(metadata?.['encoding']) !== SEALED) return { kind: 'whole', payload };
    const id = textOf(metadata?.[KEY]);
    const of = textOf(metadata?.[OF]);
    const { ring, file, wasUsed } = this.keys;
    const key = ring.find(id);
    if (key === undefined && wasUsed(id)) throw keysError('keys-missing', { file, id, by: '本实例用过它' });
    const whole = key && data ? unseal(key, data, boundTo(key, of)) : undefined;
    if (whole === undefined) return { kind: 'odd', key: id };
    return { kind: 'whole', payload: unpacked(whole) };
  }

  /** Whether the key that a payload was sealed with is at hand, and is the one. */
  standing(payload: Payload): 'there' | 'missing' | 'wrong' {
    const id = sealedWith(payload);
    if (id !== undefined && this.keys.ring.find(id) === undefined) return 'missing';
    return this.open(payload).kind === 'whole' ? 'there' : 'wrong';
  }

  /**
   * The SDK's codec. What is odd goes on as it is to the converter, which makes of it what no guard accepts: anybody who reaches the engine can send such a
   * thing, and it is recorded like all that is undecodable. What no sender can put there is an error: answers of activities, for
   * the worker; for a client (`strict`), everything.
   */
  codec(strict: boolean): PayloadCodec {
    return {
      encode: async (payloads) => payloads.map((one) => this.seal(one)),
      decode: async (payloads, context) =>
        payloads.map((one) => {
          const opened = this.open(one);
          if (opened.kind === 'whole') return opened.payload;
          if (!strict && context?.type !== 'activity') return one;
          throw damaged(context?.workflowId ?? '', '', opened.key);
        }),
    };
  }
}

/** The id of the key that a payload was sealed with; undefined where it was not. */
export function sealedWith(payload: Payload): string | undefined {
  return textOf(payload.metadata?.['encoding']) === SEALED ? textOf(payload.metadata?.[KEY]) : undefined;
}

/** The error of a payload that is not as it was sealed. `event`: its number in the history, where it is known. */
export function damaged(process: string, event: string, id: string): Error {
  const unknown = '（未知）';
  return keysError('keys-payload-damaged', { process: process || unknown, event: event || unknown, id });
}

/** A sealed payload cannot be passed off under another key's id, or as of another encoding. */
function boundTo(key: SecretKey, of: string): Uint8Array {
  return Buffer.from(JSON.stringify(['zhenggai payload', 1, key.id, key.cipher, of]));
}

/**
 * Metadata as JSON, its length before it, and the data as it is; packed tighter where that helps, and which of both it is. What is sealed cannot be made smaller any more by the
 * database, as plain text is: histories would grow by two thirds.
 */
function packed({ metadata, data }: Payload): Buffer {
  const entries = Object.entries(metadata ?? {}).map(([name, value]) => [name, base64(value)]);
  const head = Buffer.from(JSON.stringify(Object.fromEntries(entries)));
  const length = Buffer.alloc(HEAD_BYTES);
  length.writeUInt32BE(head.length);
  const whole = Buffer.concat([length, head, data ?? new Uint8Array()]);
  const tight = whole.length < WORTH_DEFLATING ? whole : deflateRawSync(whole, { level: QUICK });
  return tight.length < whole.length ? Buffer.concat([DEFLATED, tight]) : Buffer.concat([AS_IT_IS, whole]);
}

/** Only what was sealed here comes to this: it need not be mistrusted. */
function unpacked(tight: Buffer): Payload {
  const rest = tight.subarray(1);
  const whole = tight[0] === DEFLATED[0] ? inflateRawSync(rest) : rest;
  const end = HEAD_BYTES + whole.readUInt32BE();
  const head = JSON.parse(whole.toString('utf8', HEAD_BYTES, end)) as Readonly<Record<string, string>>;
  const entries = Object.entries(head).map(([name, value]) => [name, Buffer.from(value, 'base64')]);
  return { metadata: Object.fromEntries(entries) as Record<string, Uint8Array>, data: whole.subarray(end) };
}

const AS_IT_IS = Buffer.from([0]);
const DEFLATED = Buffer.from([1]);
const WORTH_DEFLATING = 256;
/** zlib's fastest. */
const QUICK = 1;
const HEAD_BYTES = 4;

function base64(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('base64');
}

const MAX_NAME = 200;

function textOf(bytes: Uint8Array | null | undefined): string {
  return Buffer.from((bytes ?? new Uint8Array()).subarray(0, MAX_NAME)).toString('utf8');
}
