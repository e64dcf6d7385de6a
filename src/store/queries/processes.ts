import { sql } from 'kysely';
import type { ProcessKind, Row } from '../../domain/process.ts';
import type { Instant } from '../../domain/time.ts';
import { rowOf } from '../rows.ts';
import type { Database } from '../schema.ts';
import { contains } from './contains.ts';

/** Which processes to list; what is absent does not narrow. */
interface ProcessFilter {
  readonly programme?: string;
  readonly kind?: ProcessKind;
  readonly open?: boolean;
  readonly light?: string;
  readonly status?: string;
  /** Part of the card's holder: name, post or unit of who has to act now. Letter case does not count. */
  readonly holder?: string;
  /** Part of the process id, the card's title or its lead unit. */
  readonly text?: string;
  /** At most so many; all by default. */
  readonly limit?: number;
  readonly offset?: number;
}

/** Current rows, by kind, then by the card's number, then by id. */
export async function listProcesses(db: Database, filter: ProcessFilter = {}): Promise<readonly Row[]> {
  const { programme, kind, open, light, status, holder, text, limit, offset } = filter;
  let query = db.selectFrom('process').selectAll();
  if (programme !== undefined) query = query.where('programme', '=', programme);
  if (kind !== undefined) query = query.where('kind', '=', kind);
  if (open !== undefined) query = query.where('open', '=', open);
  if (light !== undefined) query = query.where('light', '=', light);
  if (status !== undefined) query = query.where('status', '=', status);
  if (holder !== undefined) query = query.where(contains(sql`card ->> 'holder'`, holder));
  if (text !== undefined) query = query.where(contains(TEXT, text));
  if (limit !== undefined) query = query.limit(limit);
  if (offset !== undefined) query = query.offset(offset);
  const ordered = query
    .orderBy('kind')
    .orderBy('number', (order) => order.asc().nullsLast())
    .orderBy('process');
  return (await ordered.execute()).map(rowOf);
}

const TEXT = sql`concat_ws(' ', process, card ->> 'title', card ->> 'leadUnit')`;

/** The current row of a process; undefined when the ledger knows none. */
export async function getRow(db: Database, process: string): Promise<Row | undefined> {
  const row = await db.selectFrom('process').selectAll().where('process', '=', process).executeTakeFirst();
  return row && rowOf(row);
}

/** Open processes of a programme that have a duty to come, the earliest first; `upTo`: none that falls due after it. */
export async function dueProcesses(
  db: Database,
  programme: string,
  options: { readonly upTo?: Instant; readonly limit?: number } = {},
): Promise<readonly Row[]> {
  const { upTo, limit } = options;
  let query = db
    .selectFrom('process')
    .selectAll()
    .where('programme', '=', programme)
    .where('open', '=', true)
    .where('next_due_at', 'is not', null)
    .orderBy('next_due_at')
    .orderBy('process');
  if (upTo !== undefined) query = query.where('next_due_at', '<=', upTo);
  if (limit !== undefined) query = query.limit(limit);
  return (await query.execute()).map(rowOf);
}
