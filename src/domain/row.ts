import * as machine from './machine.ts';
import type { ProcessKind, Row } from './process.ts';
import type { Instant } from './time.ts';

/** The current row of a process at a moment of its clock. `applied`: the last event that the ledger has. */
export function rowOf(
  book: machine.RuleBook<unknown>,
  frame: machine.Frame<unknown>,
  start: { readonly process: string; readonly programme: string; readonly kind: ProcessKind },
  applied: { readonly seq: number; readonly head: string },
  at: Instant,
): Row {
  const { process, programme, kind } = start;
  const rules = machine.rulesOf(book, frame);
  const next = machine.nextDuty(book, frame);
  return {
    process,
    kind,
    programme,
    seq: applied.seq,
    head: applied.head,
    at,
    open: !rules.ended(frame.state),
    ...rules.sign(frame.state, at),
    ...(next === undefined ? {} : { nextDuty: { id: next.id, dueAt: next.dueAt, label: next.label } }),
    card: rules.card(frame.state, at),
  };
}
