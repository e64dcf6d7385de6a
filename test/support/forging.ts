import { temporal } from '@temporalio/proto';
import { defaultPayloadConverter } from '@temporalio/common';
import pg from 'pg';
import { contentHash } from '../../src/client/hash.ts';
import { fetchRuns, type History } from '../../src/client/histories.ts';
import type { Batch } from '../../src/domain/ports.ts';
import { GENESIS, type EventRecord } from '../../src/domain/record.ts';
import { shared } from './shared.ts';
import type { World } from './world.ts';

/**
 * Somebody changes what a process has recorded, and knows how: numbers follow each other again, every record names the hash of the one
 * before it, every hash fits, and so do the rows that went to the ledger.
 */
export type Forgery = (records: readonly EventRecord[]) => readonly EventRecord[];

const HISTORY = temporal.api.history.v1.History;

type Change = (record: EventRecord) => EventRecord;

/** One record another: the only one that `which` is true of. */
export function forged(which: (record: EventRecord) => boolean, change: Change): Forgery {
  return (records) => {
    expect(records.filter(which)).toHaveLength(1);
    return records.map((one) => (which(one) ? change(one) : one));
  };
}

/** One record gone. */
export function takenOut(which: (record: EventRecord) => boolean): Forgery {
  return (records) => {
    expect(records.filter(which)).toHaveLength(1);
    return records.filter((one) => !which(one));
  };
}

/** Numbers and hashes as they would be. */
function neat(records: readonly EventRecord[]): readonly EventRecord[] {
  let prev = GENESIS;
  return records.map(({ hash: _, ...record }, index) => {
    const unsigned = { ...record, seq: index + 1, prev };
    prev = contentHash(unsigned);
    return { ...unsigned, hash: prev };
  });
}

/** A history in which that is forged; what came in, and what was asked of others, stays as it is. */
export function forgedHistory(history: History, forgery: Forgery): History {
  const copy: History = HISTORY.decode(HISTORY.encode(history).finish());
  forgeEvents(copy, forgery);
  return copy;
}

function forgeEvents({ events }: History, forgery: Forgery): void {
  const payloads = (events ?? []).flatMap((event) => {
    const payload = event.activityTaskScheduledEventAttributes?.input?.payloads?.[0];
    return payload ? [payload] : [];
  });
  const batches = payloads.map((one) => defaultPayloadConverter.fromPayload<Batch>(one));
  const kept = forgery(batches.flatMap(({ records }) => records));
  // Still to be told by what they were numbered before.
  const after = new Map(neat(kept).map((record, at) => [kept[at]?.seq, record]));
  let last: EventRecord | undefined;
  payloads.forEach((payload, at) => {
    const batch = batches[at] as Batch;
    const records = batch.records.flatMap(({ seq }) => after.get(seq) ?? []);
    last = records.at(-1) ?? last;
    const row = { ...batch.row, seq: last?.seq ?? 0, head: last?.hash ?? GENESIS };
    payload.data = Buffer.from(JSON.stringify({ ...batch, records, row }));
  });
}

/**
 * Forges a process's history where the engine keeps it, in the engine's own database, and lets somebody look; afterwards it is as it was, to
 * the byte.
 */
export async function whileForged<T>(
  world: World,
  process: string,
  forgery: Forgery,
  look: () => Promise<T>,
): Promise<T> {
  const url = new URL(shared().adminDatabaseUrl);
  url.pathname = '/temporal';
  const db = new pg.Client({ connectionString: url.href });
  await db.connect();
  try {
    const [first] = (await fetchRuns(world.engine, process)) ?? [];
    const run = first?.events?.[0]?.workflowExecutionStartedEventAttributes?.originalExecutionRunId ?? '';
    const tree = Buffer.from(run.replaceAll('-', ''), 'hex');
    const { rows } = await db.query<{ node_id: string; txn_id: string; data: Buffer; data_encoding: string }>(
      'select node_id, txn_id, data, data_encoding from history_node where tree_id = $1 order by node_id, txn_id',
      [tree],
    );
    expect(new Set(rows.map((one) => one.data_encoding))).toEqual(new Set(['Proto3']));
    const write = async (node: string, transaction: string, data: Buffer): Promise<void> => {
      const sql = 'update history_node set data = $1 where tree_id = $2 and node_id = $3 and txn_id = $4';
      await db.query(sql, [data, tree, node, transaction]);
    };
    const nodes = rows.map((one) => ({ ...one, history: HISTORY.decode(one.data) }));
    forgeEvents({ events: nodes.flatMap(({ history }) => history.events) } as History, forgery);
    try {
      for (const { node_id: node, txn_id: transaction, history } of nodes)
        await write(node, transaction, Buffer.from(HISTORY.encode(history).finish()));
      return await look();
    } finally {
      for (const { node_id: node, txn_id: transaction, data } of rows) await write(node, transaction, data);
    }
  } finally {
    await db.end();
  }
}
