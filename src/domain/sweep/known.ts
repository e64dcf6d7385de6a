import { isObject } from '../guards.ts';
import { isInstant } from '../time.ts';
import { FINDING_KINDS } from './findings.ts';
import type { Looked } from './state.ts';

/** What a look gave, where it is one. */
export function lookedAt(raw: unknown): Looked | undefined {
  if (!isObject(raw) || !isInstant(raw['at']) || !Array.isArray(raw['findings'])) return undefined;
  const counts = [raw['processes'], raw['letters'], raw['more']];
  const known = raw['findings'].every(
    (one) =>
      isObject(one) &&
      FINDING_KINDS.some((kind) => kind === one['kind']) &&
      typeof one['process'] === 'string' &&
      typeof one['detail'] === 'string',
  );
  return known && counts.every((one) => Number.isSafeInteger(one)) ? (raw as unknown as Looked) : undefined;
}
