import canonicalize from 'canonicalize';
import { partsOf, type Columns, type ProcessRows, type Projected, type Whose } from './rows.ts';

/** One row that is not as the history has it. */
export interface Difference {
  readonly process: string;
  readonly table: Projected | 'delivery' | 'history';
  /** The row's own key, where its process has several of them: `seq 7`, a person's id. Empty otherwise. */
  readonly row: string;
  readonly what: 'missing' | 'extra' | 'changed' | 'unsound' | 'unknown' | 'untold';
  /** Of an event. */
  readonly seq?: number;
  /** Of a changed row: the column, as it stands and as the history has it. */
  readonly column?: string;
  readonly stands?: unknown;
  readonly expected?: unknown;
}

const EVIDENCE_KEY = ['sha256'];

/** Every row of a process that is missing, extra or changed, column by column. */
export function compareRows(whose: Whose, stands: ProcessRows, expected: ProcessRows): readonly Difference[] {
  const keys: readonly { readonly table: Projected; readonly key: readonly string[] }[] = [
    ...partsOf(whose),
    { table: 'evidence', key: EVIDENCE_KEY },
  ];
  return keys.flatMap(({ table, key }) =>
    compareTable(stands.rows[table] ?? [], expected.rows[table] ?? [], key).map((one) => ({
      process: whose.process,
      table,
      ...one,
    })),
  );
}

type Found = Omit<Difference, 'process' | 'table'>;

function compareTable(
  stands: readonly Columns[],
  expected: readonly Columns[],
  key: readonly string[],
): readonly Found[] {
  const nameOf = (row: Columns): string => key.map((column) => String(row[column])).join(' ');
  const left = new Map(stands.map((row) => [nameOf(row), row]));
  const found: Found[] = [];
  for (const row of expected) {
    const name = nameOf(row);
    const other = left.get(name);
    left.delete(name);
    if (other === undefined) found.push({ row: name, what: 'missing', ...seqOf(row) });
    else found.push(...changed(name, other, row));
  }
  for (const [name, row] of left) found.push({ row: name, what: 'extra', ...seqOf(row) });
  return found;
}

function changed(name: string, stands: Columns, expected: Columns): readonly Found[] {
  const columns = [...new Set([...Object.keys(stands), ...Object.keys(expected)])];
  return columns
    .filter((column) => canonicalize(stands[column] ?? null) !== canonicalize(expected[column] ?? null))
    .map((column) => ({
      row: name,
      what: 'changed',
      ...seqOf(expected),
      column,
      stands: stands[column] ?? null,
      expected: expected[column] ?? null,
    }));
}

function seqOf(row: Columns): { readonly seq?: number } {
  return typeof row['seq'] === 'number' && 'record' in row ? { seq: row['seq'] } : {};
}
