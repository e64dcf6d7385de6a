import type { DeliveryFacts } from '../domain/delivery.ts';
import type { Row } from '../domain/process.ts';
import type { EventRecord } from '../domain/record.ts';
import { mendDelivery } from './check/delivery.ts';
import { dropRows } from './check/rows.ts';
import { appendIn } from './ledger.ts';
import { processColumns } from './rows.ts';
import type { Database } from './schema.ts';

/** What a history gives the tables. */
export interface Life {
  readonly records: readonly EventRecord[];
  readonly row: Row;
  /** Of a letter. */
  readonly letter?: { readonly messageId: string; readonly facts: DeliveryFacts };
}

/**
 * Writes a process's rows anew, all or nothing. `read` is asked for the history once nobody else can write this process's rows:
 * what a worker has written before is in it, and what it writes afterwards continues it.
 * @param first the row that holds the place while there is none
 * @throws what `read` throws, and what appending to the ledger does
 */
export async function rebuildProcess(db: Database, first: Row, read: () => Promise<Life>): Promise<void> {
  await db.transaction().execute(async (tx) => {
    await tx
      .insertInto('process')
      .values(processColumns(first))
      .onConflict((conflict) => conflict.column('process').doUpdateSet({ process: first.process }))
      .execute();
    const { records, row, letter } = await read();
    await dropRows(tx, row);
    await appendIn(tx, records, row);
    if (letter !== undefined) await mendDelivery(tx, letter.messageId, letter.facts, row.open);
  });
}
