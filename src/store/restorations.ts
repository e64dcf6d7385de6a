import type { Instant } from '../domain/time.ts';
import { createDeliveries } from './deliveries.ts';
import { jsonText, plainText } from './json-text.ts';
import type { Database } from './schema.ts';

/** A letter sent after the backup: what `src/mail` reads from those kept. */
interface ToldLetter {
  readonly messageId: string;
  readonly recipient: string;
  readonly notices: readonly string[];
  readonly at: string;
  readonly response: string;
}

/** What a person decided. */
export interface Decision {
  readonly id: string;
  readonly backupAt: Instant;
  readonly restoredAt: Instant;
  readonly restoredBy: string;
  readonly decidedAt: Instant;
  readonly decidedBy: string;
  readonly choice: 'skip' | 'again';
  /** The list that was shown, for the record. */
  readonly found: unknown;
  /** Letters that the databases do not know as sent. */
  readonly letters: readonly ToldLetter[];
}

/**
 * Keeps a decision with the letters it rests on, once: false when this restore has been decided already. Where letters are to go out
 * again, each counts as an attempt that left a copy.
 */
export async function decide(db: Database, decision: Decision): Promise<boolean> {
  const { id, backupAt, restoredAt, restoredBy, decidedAt, decidedBy, choice, found, letters } = decision;
  return db.transaction().execute(async (tx) => {
    const inserted = await tx
      .insertInto('restoration')
      .values({
        id,
        backup_at: backupAt,
        restored_at: restoredAt,
        restored_by: plainText(restoredBy),
        decided_at: decidedAt,
        decided_by: plainText(decidedBy),
        choice,
        found: jsonText(found),
      })
      .onConflict((conflict) => conflict.column('id').doNothing())
      .returning('id')
      .executeTakeFirst();
    if (inserted === undefined) return false;
    for (const { messageId, recipient, notices, at, response } of letters) {
      const row = {
        restoration: id,
        recipient,
        notices: jsonText(notices),
        at,
        response: plainText(response),
      };
      await tx
        .insertInto('told_before')
        .values({ message_id: messageId, ...row })
        .onConflict((conflict) => conflict.column('message_id').doUpdateSet(row))
        .execute();
      if (choice === 'again') await createDeliveries(tx).noteAttempt(messageId);
    }
    return true;
  });
}

/** Letters that are not to be mailed again. */
export async function notAgain(db: Database): Promise<readonly ToldLetter[]> {
  const rows = await db
    .selectFrom('told_before as t')
    .innerJoin('restoration as r', 'r.id', 't.restoration')
    .where('r.choice', '=', 'skip')
    .selectAll('t')
    .execute();
  return rows.map(({ message_id: messageId, recipient, notices, at, response }) => ({
    messageId,
    recipient,
    notices,
    at,
    response,
  }));
}
