import { readItems } from '../clue/parts.ts';
import type { SealedRef } from '../clue/state.ts';
import { Reader } from '../guards.ts';
import { optional } from '../optional.ts';
import type { CivilDate } from '../time.ts';

/** What the registrar of clues is asked. */
export interface HandOver {
  readonly type: 'hand_over';
  /** Units by their id. `to`: absent where it goes to a body outside the bureau. */
  readonly from: string;
  readonly to?: string;
  readonly outside?: { readonly body: string; readonly document: string; readonly followUp: CivilDate };
  readonly category: string;
  readonly items: readonly SealedRef[];
  /** Of the subject, keyed. */
  readonly mark?: string;
  readonly letter?: {
    readonly number: string;
    readonly issuer: string;
    readonly received: CivilDate;
    readonly due?: CivilDate;
  };
  readonly measure?: string;
  readonly found?: string;
}

/** Reads the fields of the command. */
export function readHandOver(r: Reader): HandOver {
  const fields = ['type', 'from', 'to', 'outside', 'category', 'items', 'mark', 'letter', 'measure', 'found'];
  r.only(fields);
  const mark = r.optionalLine('mark', 64);
  if (mark !== undefined && !/^[0-9a-f]{64}$/.test(mark)) r.problem ??= 'mark 应为 64 位十六进制标识';
  if ((r.raw['to'] === undefined) === (r.raw['outside'] === undefined))
    r.problem ??= 'to 与 outside 应填且只填一项';
  return {
    type: 'hand_over',
    from: r.line('from'),
    ...optional('to', r.optionalLine('to')),
    ...optional(
      'outside',
      part(r, 'outside', ['body', 'document', 'followUp'], (o) => ({
        body: o.line('body'),
        document: o.line('document'),
        followUp: o.date('followUp'),
      })),
    ),
    category: r.line('category', 40),
    items: readItems(r),
    ...optional('mark', mark),
    ...optional(
      'letter',
      part(r, 'letter', ['number', 'issuer', 'received', 'due'], (l) => ({
        number: l.line('number'),
        issuer: l.line('issuer'),
        received: l.date('received'),
        ...(l.raw['due'] === undefined ? {} : { due: l.date('due') }),
      })),
    ),
    ...optional('measure', r.optionalLine('measure')),
    ...optional('found', r.optionalLine('found')),
  };
}

function part<T>(
  r: Reader,
  field: string,
  fields: readonly string[],
  read: (one: Reader) => T,
): T | undefined {
  const raw = r.raw[field];
  if (raw === undefined) return undefined;
  const one = new Reader(raw);
  one.only(fields);
  const value = read(one);
  if (one.problem !== undefined) r.problem ??= `${field}.${one.problem}`;
  return value;
}
