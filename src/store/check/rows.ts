import { sql } from 'kysely';
import type { ProcessKind } from '../../domain/process.ts';
import type { Database, Tables } from '../schema.ts';

/** A row as the database itself writes it: columns by name, in JSON. */
export type Columns = Readonly<Record<string, unknown>>;

/** Tables that hold what one process's events gave, and nothing else. */
export type Projected = Exclude<keyof Tables, 'delivery' | 'restoration' | 'told_before'>;

/** How a process's rows of a table are found, and by which columns they are told apart. */
interface Part {
  readonly table: Projected;
  readonly owner: string;
  /** `process`: the owner column holds the process's id; `programme`: its programme's. */
  readonly by: 'process' | 'programme';
  readonly key: readonly string[];
}

const EVENT: Part = { table: 'event', owner: 'process', by: 'process', key: ['seq'] };
const ROW: Part = { table: 'process', owner: 'process', by: 'process', key: [] };
const LETTERS: Part = { table: 'notice_letter', owner: 'letter', by: 'process', key: ['notice', 'person'] };
const USES: Part = { table: 'evidence_use', owner: 'process', by: 'process', key: ['seq', 'sha256'] };
const EVERY: readonly Part[] = [EVENT, ROW, LETTERS, USES];
const DIRECTORY: readonly Part[] = (['person', 'post', 'appointment'] as const).map((table) => ({
  table,
  owner: 'programme',
  by: 'programme',
  key: ['id'],
}));

/** Whose rows are meant. */
export interface Whose {
  readonly process: string;
  readonly kind: ProcessKind;
  readonly programme: string;
}

/** The tables that a process's events write. */
export function partsOf({ kind }: Pick<Whose, 'kind'>): readonly Part[] {
  return kind === 'directory' ? [...EVERY, ...DIRECTORY] : EVERY;
}

/** All rows of a process, by table, in the order of their keys; and the files that its events put forward. */
export interface ProcessRows {
  readonly rows: Readonly<Partial<Record<Projected, readonly Columns[]>>>;
  readonly lastSeq: number;
}

/** Reads what stands of a process. Within a transaction of one snapshot it is of one moment. */
export async function rowsOf(db: Database, whose: Whose): Promise<ProcessRows> {
  const rows: Partial<Record<Projected, readonly Columns[]>> = {};
  for (const { table, owner, by, key } of partsOf(whose)) {
    const id = by === 'process' ? whose.process : whose.programme;
    const order = key.length === 0 ? sql.ref(owner) : sql.join(key.map((column) => sql.ref(column)));
    const found = await sql<{ row: Columns }>`
      select to_jsonb(t) as row from ${sql.table(table)} as t where ${sql.ref(owner)} = ${id} order by ${order}`.execute(
      db,
    );
    rows[table] = found.rows.map(({ row }) => row);
  }
  rows.evidence = await filesOf(
    db,
    (rows.evidence_use ?? []).map((use) => String(use['sha256'])),
  );
  return { rows, lastSeq: Number(rows.event?.at(-1)?.['seq'] ?? 0) };
}

/** Only that they are known: what else is noted of a file was read from the file itself when it was stored. */
async function filesOf(db: Database, hashes: readonly string[]): Promise<readonly Columns[]> {
  if (hashes.length === 0) return [];
  return db
    .selectFrom('evidence')
    .select('sha256')
    .where('sha256', 'in', [...new Set(hashes)])
    .orderBy('sha256')
    .execute();
}

/** Takes away all rows of a process; files stay, others may put them forward too. */
export async function dropRows(db: Database, whose: Whose): Promise<void> {
  for (const { table, owner, by } of partsOf(whose)) {
    const id = by === 'process' ? whose.process : whose.programme;
    await sql`delete from ${sql.table(table)} where ${sql.ref(owner)} = ${id}`.execute(db);
  }
}
