import { createHash } from 'node:crypto';
import canonicalize from 'canonicalize';
import type { Insertable } from 'kysely';
import { GENESIS, type EventRecord } from '../domain/record.ts';
import { LedgerConflict, storeError } from './errors.ts';
import { jsonText, plainText } from './json-text.ts';
import type { EventTable } from './schema.ts';

/**
 * The columns of a record.
 * @throws ledger-bad-record when its hash is not that of its content: then it was changed on its way here.
 */
export function eventColumns(record: EventRecord): Insertable<EventTable> {
  const { hash, ...hashed } = record;
  const text = canonicalize(hashed) ?? '';
  const found = createHash('sha256').update(text).digest('hex');
  if (found !== hash) {
    throw storeError('ledger-bad-record', {
      process: record.process,
      seq: record.seq,
      problem: `内容的散列值为 ${found}，而记录自称 ${hash}`,
    });
  }
  return {
    process: record.process,
    seq: record.seq,
    run: plainText(record.run),
    rules: record.rules,
    type: plainText(record.type),
    cause: record.cause,
    actor_person: optionalText(record.actor?.person),
    actor_role: record.actor?.role ?? null,
    actor_post: optionalText(record.actor?.post),
    request_id: plainText(record.requestId),
    duty_id: optionalText(record.dutyId),
    due_at: record.dueAt ?? null,
    occurred_at: record.occurredAt,
    recorded_at: record.recordedAt,
    prev: record.prev,
    hash,
    data: jsonText(record.data),
    record: text,
  };
}

/** The record as it was hashed, from its text and its hash. */
export function recordOf(row: { readonly record: string; readonly hash: string }): EventRecord {
  return { ...(JSON.parse(row.record) as Omit<EventRecord, 'hash'>), hash: row.hash };
}

/**
 * Makes sure that the records are of that process and follow one another without a gap, each naming the hash before it.
 * @throws ledger-bad-record, ledger-gap, LedgerConflict
 */
export function checkChain(process: string, records: readonly EventRecord[]): void {
  let before: EventRecord | undefined;
  for (const record of records) {
    const { seq } = record;
    if (record.process !== process) {
      throw storeError('ledger-bad-record', { process, seq, problem: `它属于流程 ${record.process}` });
    }
    if (!Number.isSafeInteger(seq) || seq < 1) {
      throw storeError('ledger-bad-record', { process, seq, problem: '编号应为从 1 起的整数' });
    }
    if (before !== undefined && seq !== before.seq + 1) {
      throw storeError('ledger-gap', { process, from: seq, last: before.seq });
    }
    const known = before?.hash ?? (seq === 1 ? GENESIS : record.prev);
    if (record.prev !== known) throw new LedgerConflict({ process, seq: seq - 1, known, given: record.prev });
    before = record;
  }
}

function optionalText(text: string | undefined): string | null {
  return text === undefined ? null : plainText(text);
}
