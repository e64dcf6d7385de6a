import { OUTCOMES, type CaseAccount, type ClueAccount } from '../../clue/told.ts';
import { isObject, Reader } from '../../guards.ts';
import { optional } from '../../optional.ts';
import type { CivilDate } from '../../time.ts';

/** Bounds of what one clue tells: a measure keeps hundreds of them. */
const MAX_NUMBER = 10_000_000;
const MAX_WORD = 100;
const MAX_ID = 20;
const MAX_CASES = 100;
const MAX_OUTCOMES = 20;
/** Yuan and fen. */
const AMOUNT = /^\d{1,13}(?:\.\d{1,2})?$/;

/** What a clue tells of itself, no more than is known of it; undefined where it is nothing of the kind. */
export function readAccount(raw: unknown): ClueAccount | undefined {
  const r = new Reader(raw);
  const account: ClueAccount = {
    number: r.int('number', 1, MAX_NUMBER),
    code: r.line('code', MAX_WORD),
    status: r.line('status', MAX_WORD),
    statusText: r.line('statusText', MAX_WORD),
    light: r.line('light', MAX_WORD),
    holder: r.line('holder'),
    ...optional('due', optionalDate(r, 'due')),
    handedOverOn: r.date('handedOverOn'),
    ...optional('closedOn', optionalDate(r, 'closedOn')),
    ...optional('measure', r.optionalLine('measure')),
    ...optional('found', r.optionalLine('found', MAX_ID)),
    ...optional('substantiated', optionalBoolean(r, 'substantiated')),
    cases: r.list('cases', MAX_CASES, readCase),
  };
  return r.problem === undefined && Array.isArray(r.raw['cases']) ? account : undefined;
}

function readCase(r: Reader): CaseAccount {
  return {
    id: r.line('id', MAX_ID),
    stage: r.line('stage', MAX_WORD),
    filedOn: r.date('filedOn'),
    ...optional('closedOn', optionalDate(r, 'closedOn')),
    outcomes: r.list('outcomes', MAX_OUTCOMES, readOutcome),
  };
}

function readOutcome(r: Reader): CaseAccount['outcomes'][number] {
  const outcome = r.oneOf('outcome', OUTCOMES);
  const on = r.date('on');
  const amount = r.raw['amount'];
  if (amount === undefined) return { outcome, on };
  if (outcome !== 'fined' || typeof amount !== 'string' || !AMOUNT.test(amount)) {
    r.problem ??= 'amount 应为罚款的金额（元，至多两位小数），以文字表示';
    return { outcome, on };
  }
  return { outcome, on, amount };
}

function optionalDate(r: Reader, field: string): CivilDate | undefined {
  return r.raw[field] === undefined ? undefined : r.date(field);
}

function optionalBoolean(r: Reader, field: string): boolean | undefined {
  const value = r.raw[field];
  if (value !== undefined && typeof value !== 'boolean') r.problem ??= `${field} 应为 true 或 false`;
  return value === true || value === false ? value : undefined;
}

/** Whether something is an account, or absent. */
export function isOptionalAccount(raw: unknown): boolean {
  return raw === undefined || (isObject(raw) && readAccount(raw) !== undefined);
}
