import { createHmac } from 'node:crypto';
import type { SecretKey } from './ring.ts';

/**
 * The mark of a subject (a firm, a person, an address) under the office's subject key, in hex: equal for subjects that are written alike, and without
 * the key nobody can find out of whom it is, not even by trying names. Undefined where nothing is left of the text.
 */
export function markOf(key: SecretKey, subject: string): string | undefined {
  const alike = normalSubject(subject);
  return alike === '' ? undefined : createHmac('sha256', key.bytes).update(alike, 'utf8').digest('hex');
}

/** Full and half width, letter case, white space, punctuation and brackets make no other subject. */
function normalSubject(text: string): string {
  return text
    .normalize('NFKC')
    .toUpperCase()
    .toLowerCase()
    .normalize('NFKC')
    .replaceAll(/[\p{White_Space}\p{C}\p{Z}\p{P}]/gu, '');
}
