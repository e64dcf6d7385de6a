import type { Insertable, Selectable } from 'kysely';
import type { Row } from '../domain/process.ts';
import { jsonText, plainText } from './json-text.ts';
import type { ProcessTable } from './schema.ts';

/** The columns of a current row. */
export function processColumns(row: Row): Insertable<ProcessTable> {
  return {
    process: row.process,
    kind: row.kind,
    programme: row.programme,
    seq: row.seq,
    head: row.head,
    at: row.at,
    open: row.open,
    status: row.status,
    light: row.light,
    next_duty_id: row.nextDuty === undefined ? null : plainText(row.nextDuty.id),
    next_due_at: row.nextDuty?.dueAt ?? null,
    next_duty_label: row.nextDuty === undefined ? null : plainText(row.nextDuty.label),
    number: row.card.number ?? null,
    card: jsonText(row.card),
  };
}

/** The current row from its columns. */
export function rowOf(columns: Selectable<ProcessTable>): Row {
  const { process, kind, programme, seq, head, at, open, status, light, card } = columns;
  const { next_duty_id: id, next_due_at: dueAt, next_duty_label: label } = columns;
  const row = { process, kind, programme, seq, head, at, open, status, light, card };
  return id === null || dueAt === null ? row : { ...row, nextDuty: { id, dueAt, label: label ?? '' } };
}
