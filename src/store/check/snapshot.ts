import type { Database } from '../schema.ts';
import { rowsOf, type ProcessRows, type Whose } from './rows.ts';

/** What stands of a process, all of one moment. */
export async function snapshotOf(db: Database, whose: Whose): Promise<ProcessRows> {
  return db
    .transaction()
    .setIsolationLevel('repeatable read')
    .setAccessMode('read only')
    .execute((tx) => rowsOf(tx, whose));
}
