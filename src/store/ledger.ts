import { sql } from 'kysely';
import type { Ledger } from '../domain/ports.ts';
import type { Row } from '../domain/process.ts';
import type { EventRecord } from '../domain/record.ts';
import { createDeliveries, type Deliveries } from './deliveries.ts';
import { LedgerConflict, storeError } from './errors.ts';
import { project } from './projections/index.ts';
import { checkChain, eventColumns } from './records.ts';
import { processColumns } from './rows.ts';
import type { Database, Tx } from './schema.ts';

/** Records in one insert: 18 parameters each, of 65,535 that the protocol allows. */
const CHUNK = 500;

/** The ledger and the memory of deliveries, on PostgreSQL. */
export function createLedger(db: Database): Ledger & Deliveries {
  return { append: (records, row) => append(db, records, row), ...createDeliveries(db) };
}

/**
 * Writes records, what is projected from them, and the current row, all or nothing. What is there already is skipped, also when
 * two write the same at once.
 * @throws LedgerConflict, ledger-gap, ledger-bad-record, ledger-shape
 */
async function append(db: Database, records: readonly EventRecord[], row: Row): Promise<void> {
  await db.transaction().execute((tx) => appendIn(tx, records, row));
}

/** The same within a transaction. */
export async function appendIn(tx: Tx, records: readonly EventRecord[], row: Row): Promise<void> {
  checkChain(row.process, records);
  const columns = records.map(eventColumns);
  // First, because it locks the row: whoever writes this process's events waits for whoever rebuilds them, and the other way about.
  await putRow(tx, row);
  const written = new Set<number>();
  for (let at = 0; at < columns.length; at += CHUNK) {
    const inserted = await tx
      .insertInto('event')
      .values(columns.slice(at, at + CHUNK))
      // One that another is writing just now is waited for, then skipped.
      .onConflict((conflict) => conflict.columns(['process', 'seq']).doNothing())
      .returning('seq')
      .execute();
    for (const { seq } of inserted) written.add(seq);
  }
  await compare(tx, row.process, records);
  const fresh = records.filter((record) => written.has(record.seq));
  if (fresh.length > 0) await project(tx, row, fresh);
}

/** What stands in the ledger now is what was given, and continues what stands before it. */
async function compare(tx: Tx, process: string, records: readonly EventRecord[]): Promise<void> {
  const [first, last] = [records[0], records.at(-1)];
  if (first === undefined || last === undefined) return;
  const stored = await tx
    .selectFrom('event')
    .select(['seq', 'hash'])
    .where('process', '=', process)
    .where('seq', '>=', first.seq - 1)
    .where('seq', '<=', last.seq)
    .execute();
  const hashes = new Map(stored.map(({ seq, hash }) => [seq, hash]));
  if (first.seq > 1) {
    const known = hashes.get(first.seq - 1);
    if (known === undefined) {
      throw storeError('ledger-gap', {
        process,
        from: first.seq,
        last: await lastBefore(tx, process, first.seq),
      });
    }
    if (known !== first.prev)
      throw new LedgerConflict({ process, seq: first.seq - 1, known, given: first.prev });
  }
  for (const { seq, hash } of records) {
    const known = hashes.get(seq) ?? '';
    if (known !== hash) throw new LedgerConflict({ process, seq, known, given: hash });
  }
}

async function lastBefore(tx: Tx, process: string, seq: number): Promise<number> {
  const found = await tx
    .selectFrom('event')
    .select(({ fn }) => fn.max('seq').as('last'))
    .where('process', '=', process)
    .where('seq', '<', seq)
    .executeTakeFirst();
  return found?.last ?? 0;
}

/** The row as it is now; an older one never overwrites a newer one. */
async function putRow(tx: Tx, row: Row): Promise<void> {
  const { process: _, ...columns } = processColumns(row);
  await tx
    .insertInto('process')
    .values(processColumns(row))
    .onConflict((conflict) =>
      conflict
        .column('process')
        .doUpdateSet(columns)
        .where(sql<boolean>`(excluded.seq, excluded.at) >= (process.seq, process.at)`),
    )
    .execute();
}
