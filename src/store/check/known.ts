import { sql } from 'kysely';
import type { Database } from '../schema.ts';

/** What of a programme the store names: processes that have rows anywhere, and programmes with people. */
export async function storedProcesses(db: Database, programme?: string): Promise<readonly string[]> {
  const found = await sql<{ process: string }>`
    select process from event union select process from process
    union select letter from notice_letter union select process from evidence_use
    union select programme || '/directory' from person union select programme || '/directory' from post
    union select programme || '/directory' from appointment order by 1`.execute(db);
  return found.rows
    .map(({ process }) => process)
    .filter((id) => programme === undefined || id === programme || id.startsWith(`${programme}/`));
}

/** Message-IDs whose attempts are remembered, but for those that a decision after a restore accounts for. */
export async function storedDeliveries(db: Database, programme?: string): Promise<readonly string[]> {
  const found = await db
    .selectFrom('delivery')
    .select('message_id')
    .where('message_id', 'not in', (told) => told.selectFrom('told_before').select('message_id'))
    .orderBy('message_id')
    .execute();
  const ending = programme === undefined ? '' : `@${programme}.zhenggai`;
  return found.map(({ message_id: id }) => id).filter((id) => id.endsWith(ending));
}

/** Takes away all that is stored of a process which no history accounts for. */
export async function removeUnknown(db: Database, process: string): Promise<void> {
  await db.transaction().execute(async (tx) => {
    await tx.deleteFrom('event').where('process', '=', process).execute();
    await tx.deleteFrom('process').where('process', '=', process).execute();
    await tx.deleteFrom('notice_letter').where('letter', '=', process).execute();
    await tx.deleteFrom('evidence_use').where('process', '=', process).execute();
    const programme = process.endsWith('/directory') ? process.slice(0, -'/directory'.length) : undefined;
    if (programme === undefined) return;
    for (const table of ['person', 'post', 'appointment'] as const)
      await tx.deleteFrom(table).where('programme', '=', programme).execute();
  });
}

/** Forgets the attempts of a letter that no history knows. */
export async function removeDelivery(db: Database, messageId: string): Promise<void> {
  await db.deleteFrom('delivery').where('message_id', '=', messageId).execute();
}
