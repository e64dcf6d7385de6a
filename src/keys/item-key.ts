import { createHash, randomBytes } from 'node:crypto';
import { z } from 'zod';
import { seal, unseal } from './cipher.ts';
import type { SecretKey } from './ring.ts';

/** The key of one sealed item, itself sealed by a key of the office (key wrapping). */
export interface WrappedKey {
  readonly item: string;
  /** Cipher of the item. */
  readonly cipher: SecretKey['cipher'];
  /** The office's key that wraps. */
  readonly keyId: string;
  readonly wrapped: Buffer;
}

const CIPHERS = ['aes-256-gcm', 'sm4-ctr-hmac-sm3'] as const satisfies readonly SecretKey['cipher'][];
const kept = z.strictObject({
  v: z.literal(1),
  item: z.string(),
  cipher: z.enum(CIPHERS),
  keyId: z.string(),
  wrapped: z.base64(),
});

/** A new random key for an item, of the cipher that the office's content key asks for. */
export function newItemKey(item: string, cipher: SecretKey['cipher']): SecretKey {
  return { id: item, purpose: 'content', cipher, bytes: new Uint8Array(randomBytes(32)) };
}

/** Wraps an item's key by a key of the office, bound to item, cipher and that key's id. */
export function wrapKey(by: SecretKey, { id: item, cipher, bytes }: SecretKey): WrappedKey {
  const meant = { item, cipher, keyId: by.id };
  return { ...meant, wrapped: seal(by, bytes, boundTo(meant)) };
}

/** The item's key; undefined when it was not wrapped by this very key. */
export function unwrapKey(by: SecretKey, { wrapped, ...meant }: WrappedKey): SecretKey | undefined {
  const bytes = unseal(by, wrapped, boundTo(meant));
  return bytes && { id: meant.item, purpose: 'content', cipher: meant.cipher, bytes: new Uint8Array(bytes) };
}

/** As it is kept: with a sum of its own, so that damage is told from a wrong key. */
export function wrappedKeyText({ wrapped, ...meant }: WrappedKey): string {
  const text = JSON.stringify({ v: 1, ...meant, wrapped: wrapped.toString('base64') });
  return `${text}\n${sumOf(text)}\n`;
}

/** What {@link wrappedKeyText} wrote; undefined where it has been changed since. */
export function readWrappedKey(bytes: Buffer): WrappedKey | undefined {
  const [text = ''] = bytes.toString('utf8').split('\n', 1);
  if (!bytes.equals(Buffer.from(`${text}\n${sumOf(text)}\n`))) return undefined;
  const { wrapped, item, cipher, keyId } = kept.parse(JSON.parse(text));
  return { item, cipher, keyId, wrapped: Buffer.from(wrapped, 'base64') };
}

function boundTo({ item, cipher, keyId }: Omit<WrappedKey, 'wrapped'>): Buffer {
  return Buffer.from(`zhenggai item key 1 ${item} ${cipher} ${keyId}`);
}

function sumOf(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
