import type { KeyRing } from '../keys/ring.ts';
import { markOf } from '../keys/subject.ts';
import { storeError } from './errors.ts';

/**
 * The mark of a clue's subject under the office's subject key: the same for subjects written alike, so that two clues about one are seen without the
 * subject being told. 64 hex digits.
 * @throws sealed-no-key, sealed-no-subject
 */
export function subjectMark(ring: KeyRing, subject: string): string {
  const key = ring.current('subject');
  if (key === undefined) throw storeError('sealed-no-key', { purpose: '标记线索对象' });
  const mark = markOf(key, subject);
  if (mark === undefined) throw storeError('sealed-no-subject', { given: subject.slice(0, 20) });
  return mark;
}
