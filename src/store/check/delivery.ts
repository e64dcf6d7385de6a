import type { DeliveryFacts } from '../../domain/delivery.ts';
import { plainText } from '../json-text.ts';
import type { Database } from '../schema.ts';
import type { Difference } from './compare.ts';

interface Stands {
  readonly attempts: number;
  readonly failures: number;
  readonly copies: number;
  readonly response: string | null;
  readonly at: string | null;
  readonly last_failure: string | null;
}

type Wrong = Pick<Difference, 'what' | 'column' | 'stands' | 'expected'>;

/**
 * Where the memory of a letter's attempts contradicts its history. It may know more: an attempt whose worker died, and one
 * under way, stand in no history.
 */
export function compareDelivery(stands: Stands | undefined, facts: DeliveryFacts): readonly Wrong[] {
  const { answered, delivered, lastFailure } = facts;
  if (stands === undefined) return answered === 0 ? [] : [{ what: 'missing' }];
  const wrong = (column: keyof Stands, expected: unknown): readonly Wrong[] =>
    stands[column] === expected ? [] : [{ what: 'changed', column, stands: stands[column], expected }];
  const attempts = stands.attempts >= answered ? [] : wrong('attempts', answered);
  if (delivered === undefined) {
    if (answered === 0) return attempts;
    return [
      ...attempts,
      ...wrong('response', null),
      ...(lastFailure === undefined ? [] : wrong('last_failure', plainText(lastFailure))),
    ];
  }
  // Where an attempt never came back, the memory may hold its yes, and the history only the one after it.
  const words =
    delivered.copies <= answered - facts.failures
      ? [...wrong('response', plainText(delivered.response)), ...wrong('at', delivered.at)]
      : [];
  return [...attempts, ...wrong('copies', delivered.copies), ...words];
}

/** What stands of a letter's attempts. */
export async function deliveryOf(db: Database, messageId: string): Promise<Stands | undefined> {
  return db.selectFrom('delivery').selectAll().where('message_id', '=', messageId).executeTakeFirst();
}

/**
 * Writes what the history knows, where what stands contradicts it. Attempts never become fewer while the letter is under
 * way: each may have left a copy.
 */
export async function mendDelivery(
  db: Database,
  messageId: string,
  facts: DeliveryFacts,
  open: boolean,
): Promise<void> {
  const stands = await deliveryOf(db, messageId);
  if (compareDelivery(stands, facts).length === 0) return;
  const { answered, failures, delivered, lastFailure } = facts;
  // A worker that died in the middle left a copy at most; that is how copies exceed what was answered.
  const unanswered = delivered === undefined ? 0 : Math.max(0, delivered.copies - (answered - failures));
  const certain = delivered === undefined ? failures : answered + unanswered - delivered.copies;
  const row = {
    attempts: Math.max(answered + unanswered, open ? (stands?.attempts ?? 0) : 0),
    failures: Math.max(0, certain),
    response: delivered === undefined ? null : plainText(delivered.response),
    at: delivered?.at ?? null,
    last_failure: lastFailure === undefined ? null : plainText(lastFailure),
  };
  await db
    .insertInto('delivery')
    .values({ message_id: messageId, ...row })
    .onConflict((conflict) => conflict.column('message_id').doUpdateSet(row))
    .execute();
}
