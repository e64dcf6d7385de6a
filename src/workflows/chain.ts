import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';
import canonicalize from 'canonicalize';
import type { Draft, EventRecord } from '../domain/record.ts';

/**
 * Makes a draft the next link of a process's chain: SHA-256 (pure JS, the same in the sandbox and out of it) over the
 * RFC 8785 canonical JSON of the record without `hash`.
 */
export function chained(draft: Draft, process: string, run: string, prev: string): EventRecord {
  const unsigned = { v: 1 as const, process, run, ...draft, prev };
  return { ...unsigned, hash: hashOf(unsigned) };
}

/** Hash of any JSON value, in hex. */
export function hashOf(value: unknown): string {
  return bytesToHex(sha256(utf8ToBytes(canonicalize(value) ?? 'null')));
}
