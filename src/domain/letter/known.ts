import { isObject } from '../guards.ts';
import type { LetterNotice } from '../notice.ts';
import { isInstant } from '../time.ts';

/** Whether something is a notice with the part its reader has in it: all that a letter builds on, not its every fact. */
export function isLetterNotice(raw: unknown): raw is LetterNotice {
  if (!isObject(raw) || (raw['as'] !== 'to' && raw['as'] !== 'cc') || !isObject(raw['notice'])) return false;
  const { id, kind, urgent, leaveAt, thenAt, to, cc, facts } = raw['notice'];
  return (
    typeof id === 'string' &&
    typeof kind === 'string' &&
    typeof urgent === 'boolean' &&
    isInstant(leaveAt) &&
    Array.isArray(thenAt) &&
    thenAt.every(isInstant) &&
    Array.isArray(to) &&
    Array.isArray(cc) &&
    isObject(facts) &&
    [facts['process'], facts['measure'], facts['title']].every((fact) => typeof fact === 'string')
  );
}
