import { sql } from 'kysely';
import type { Row } from '../../domain/process.ts';
import type { EventRecord } from '../../domain/record.ts';
import { appendIn } from '../ledger.ts';
import type { Database } from '../schema.ts';
import { dropRows, rowsOf, type ProcessRows } from './rows.ts';

const TABLES = [
  'event',
  'process',
  'notice_letter',
  'person',
  'post',
  'appointment',
  'evidence',
  'evidence_use',
];

/** Empty tables beside the real ones, to write a process into with the same code and look what it gives. */
export interface Scratch {
  /** The rows that a process's records give, after the last of them. */
  write(records: readonly EventRecord[], row: Row): Promise<ProcessRows>;
}

/**
 * Lends scratch tables for the time of some work. They are temporary ones of one connection, on which their names hide the
 * real tables; the real ones are neither read nor locked by it.
 */
export async function withScratch<T>(db: Database, work: (scratch: Scratch) => Promise<T>): Promise<T> {
  return db.connection().execute(async (own) => {
    for (const table of TABLES)
      await sql`create temporary table ${sql.table(table)} (like ${sql.table(table)} including all)`.execute(
        own,
      );
    const write: Scratch['write'] = (records, row) =>
      own.transaction().execute(async (tx) => {
        await appendIn(tx, records, row);
        const rows = await rowsOf(tx, row);
        await dropRows(tx, row);
        await tx.deleteFrom('evidence').execute();
        return rows;
      });
    try {
      return await work({ write });
    } finally {
      await sql`discard temporary`.execute(own);
    }
  });
}
