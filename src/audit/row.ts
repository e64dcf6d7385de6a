import * as machine from '../domain/machine.ts';
import type { Row } from '../domain/process.ts';
import type { Instant } from '../domain/time.ts';
import type { RunHistory } from './read-history.ts';

/** The current row of a process whose every event is in `frame`, at a moment of its clock. */
export function rowAfter(
  book: machine.RuleBook<unknown>,
  frame: machine.Frame<unknown>,
  { kind, input }: Pick<RunHistory, 'kind' | 'input'>,
  head: string,
  at: Instant,
): Row {
  const next = machine.nextDuty(book, frame);
  const rules = machine.rulesOf(book, frame);
  const { status, light, card } = rules.row(frame.state, at);
  return {
    process: input.process,
    kind,
    programme: input.programme,
    seq: frame.seq,
    head,
    at,
    open: !rules.ended(frame.state),
    status,
    light,
    ...(next === undefined ? {} : { nextDuty: { id: next.id, dueAt: next.dueAt, label: next.label } }),
    card,
  };
}
