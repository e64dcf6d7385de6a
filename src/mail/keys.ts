import { createHash } from 'node:crypto';

/** Hex digits: told apart within one office for ever, and short enough for a header that names thousands. */
const DIGITS = 16;

/** What a letter's header calls its reader: says nothing of the person. */
export function recipientKey(programme: string, person: string): string {
  return digest(`${programme} ${person}`);
}

/** What a letter's header calls a notice. */
export function noticeKey(notice: string): string {
  return digest(notice);
}

function digest(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, DIGITS);
}
