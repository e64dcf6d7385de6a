import type { ClueAccount } from '../../clue/told.ts';
import { optional } from '../../optional.ts';
import type { Clues, KnownClue } from './state.ts';

/** Status of a clue that its sender took back before it was acknowledged: it was never handed over. */
export const WITHDRAWN = 'withdrawn';

/**
 * Bytes that clues may take up in a measure's memory, beside its reports, figures and evidence (`../memory.ts`): well over a thousand
 * open ones. What a signal tells cannot be refused, so beyond it a new one is but counted; those known are kept up to date.
 */
export const CLUES_LIMIT = 500_000;

/** What is kept of an account: of a closed clue neither holder nor date, its cases for ever: tallies are made of them. */
export function keptOf(account: ClueAccount, measure: string): KnownClue {
  const { number, code, status, statusText, light, holder, due, handedOverOn, closedOn, found } = account;
  return {
    number,
    code,
    status,
    statusText,
    ...(closedOn === undefined ? { light, holder, ...optional('due', due) } : { closedOn }),
    handedOverOn,
    ...(account.measure === measure ? optional('found', found) : { elsewhere: true as const }),
    ...optional('substantiated', account.substantiated),
    cases: account.cases,
  };
}

/** The clues with what one of them has just told. */
export function remembered(clues: Clues, account: ClueAccount, measure: string): Clues {
  const one = keptOf(account, measure);
  const at = clues.heard.findIndex(({ number }) => number >= one.number);
  const before = clues.heard[at]?.number === one.number ? clues.heard[at] : undefined;
  const bytes = clues.bytes + sizeOf(one) - (before === undefined ? 0 : sizeOf(before));
  if (before === undefined && bytes > CLUES_LIMIT) {
    if (clues.beyond.includes(one.number)) return clues;
    return { ...clues, beyond: [...clues.beyond, one.number] };
  }
  const place = at < 0 ? clues.heard.length : at;
  return {
    ...clues,
    bytes,
    heard: clues.heard.toSpliced(place, before === undefined ? 0 : 1, one),
    beyond: clues.beyond.filter((number) => number !== one.number),
  };
}

/** UTF-8 takes three bytes for a UTF-16 unit of Chinese. */
function sizeOf(one: KnownClue): number {
  const text = JSON.stringify(one);
  return text.length + 2 * text.replaceAll(/[ -~]/g, '').length;
}
