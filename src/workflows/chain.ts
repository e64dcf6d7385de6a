import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';
import canonicalize from 'canonicalize';
import type { Draft, EventRecord } from '../domain/record.ts';

/** A record, and how long it is as JSON, in UTF-16 units: known from hashing it. */
export interface Link {
  readonly record: EventRecord;
  readonly length: number;
}

/** What the hash adds to a record's JSON: its name, its 64 digits, quotes, colon and comma. */
const HASH_LENGTH = ',"hash":""'.length + 64;

/**
 * Makes a draft the next link of a process's chain: SHA-256 (pure JS, the same in the sandbox and out of it) over the
 * RFC 8785 canonical JSON of the record without `hash`.
 */
export function chained(draft: Draft, process: string, run: string, prev: string): Link {
  const unsigned = { v: 1 as const, process, run, ...draft, prev };
  const text = canonicalize(unsigned) ?? 'null';
  const record = { ...unsigned, hash: bytesToHex(sha256(utf8ToBytes(text))) };
  return { record, length: text.length + HASH_LENGTH };
}
