import { sql } from 'kysely';
import { plainText } from './json-text.ts';
import type { Database } from './schema.ts';

/** What is known of a letter that a server has taken. */
interface Delivery {
  /** The server's words at its first yes, and the moment of them. */
  readonly response: string;
  readonly at: string;
  /** Attempts that left a copy or may have; at least 1. */
  readonly copies: number;
}

/** The memory of attempts by Message-ID that the mailer asks for. An attempt is open until it is known to have left no copy. */
export interface Deliveries {
  delivery(messageId: string): Promise<Delivery | undefined>;
  noteAttempt(messageId: string): Promise<number | undefined>;
  noteFailure(messageId: string, response: string): Promise<void>;
  noteDelivery(messageId: string, response: string, at: string): Promise<void>;
}

/** The memory of deliveries, on PostgreSQL. Each call is one statement, so that several may write at once. */
export function createDeliveries(db: Database): Deliveries {
  return {
    async delivery(messageId) {
      const found = await db
        .selectFrom('delivery')
        .select(['response', 'at', 'copies'])
        .where('message_id', '=', messageId)
        .executeTakeFirst();
      if (found === undefined || found.response === null || found.at === null) return undefined;
      return { response: found.response, at: found.at, copies: Math.max(1, found.copies) };
    },

    async noteAttempt(messageId) {
      const noted = await db
        .insertInto('delivery')
        .values({ message_id: messageId, attempts: 1, failures: 0 })
        .onConflict((conflict) =>
          conflict
            .column('message_id')
            .doUpdateSet({ attempts: sql<number>`delivery.attempts + 1` })
            .where('delivery.response', 'is', null),
        )
        .returning('copies')
        .executeTakeFirst();
      return noted?.copies;
    },

    async noteFailure(messageId, response) {
      await db
        .updateTable('delivery')
        .set({ failures: sql<number>`least(failures + 1, attempts)`, last_failure: plainText(response) })
        .where('message_id', '=', messageId)
        .execute();
    },

    async noteDelivery(messageId, response, at) {
      await db
        .insertInto('delivery')
        .values({ message_id: messageId, attempts: 1, failures: 0, response: plainText(response), at })
        .onConflict((conflict) =>
          conflict
            .column('message_id')
            .doUpdateSet({ response: plainText(response), at })
            .where('delivery.response', 'is', null),
        )
        .execute();
    },
  };
}
