import type { Database } from '../schema.ts';

/** What the mailer knows of one letter. */
interface DeliveryView {
  readonly messageId: string;
  /** Attempts begun, and those of them known to have left no copy. */
  readonly attempts: number;
  readonly failures: number;
  /** Attempts that left a copy or may have. */
  readonly copies: number;
  readonly response?: string;
  readonly at?: string;
  readonly lastFailure?: string;
}

/** Deliveries by Message-ID, or all; `delivered: false` gives those that no server has taken. */
export async function listDeliveries(
  db: Database,
  filter: {
    readonly messageIds?: readonly string[];
    readonly delivered?: boolean;
    readonly limit?: number;
  } = {},
): Promise<readonly DeliveryView[]> {
  const { messageIds, delivered, limit } = filter;
  if (messageIds?.length === 0) return [];
  let query = db.selectFrom('delivery').selectAll().orderBy('message_id');
  if (messageIds !== undefined) query = query.where('message_id', 'in', messageIds);
  if (delivered !== undefined) query = query.where('response', delivered ? 'is not' : 'is', null);
  if (limit !== undefined) query = query.limit(limit);
  const rows = await query.execute();
  return rows.map(
    ({ message_id: messageId, attempts, failures, copies, response, at, last_failure: lastFailure }) => ({
      messageId,
      attempts,
      failures,
      copies,
      ...(response === null ? {} : { response }),
      ...(at === null ? {} : { at }),
      ...(lastFailure === null ? {} : { lastFailure }),
    }),
  );
}
