import fc from 'fast-check';
import { subjectMark } from '../../src/store/subject-mark.ts';
import { newKey, ringOf } from '../support/rings.ts';

const ring = ringOf(newKey('content'), newKey('subject'));
const coded = (code: string) => expect.objectContaining({ name: 'StoreError', code });

test('a subject written another way has the same mark', () => {
  const mark = subjectMark(ring, '杭州某某化工（集团）有限公司');
  expect(mark).toMatch(/^[0-9a-f]{64}$/);
  for (const alike of [
    ' 杭州某某化工(集团)有限公司 ',
    '杭州某某化工【集团】有限公司。',
    '杭州　某某化工〔集团〕\n有限公司',
    '杭州某某化工\u200B集团有限公司',
  ])
    expect(subjectMark(ring, alike)).toBe(mark);
  expect(subjectMark(ring, 'ＡＢＣ Chemicals, Ltd.')).toBe(subjectMark(ring, 'abc chemicals ltd'));
  expect(subjectMark(ring, '杭州某某化工有限公司')).not.toBe(mark);
});

test('width, case, white space and punctuation never matter, whatever the subject', () => {
  const text = fc.string({ unit: 'grapheme', minLength: 1 }).filter((one) => /[\p{L}\p{N}]/u.test(one));
  fc.assert(
    fc.property(text, fc.constantFrom(' ', '　', '。', '(', '）', '\t', '-'), (subject, mark) => {
      const loose = `${mark}${subject.normalize('NFKC').toUpperCase()}${mark}`;
      expect(subjectMark(ring, loose)).toBe(subjectMark(ring, subject));
    }),
  );
});

test('without the key nobody can try names', () => {
  const other = ringOf(newKey('subject'));
  expect(subjectMark(other, '某企业')).not.toBe(subjectMark(ring, '某企业'));
});

test('a subject of nothing but punctuation is refused, and so is a ring without such a key', () => {
  expect(() => subjectMark(ring, ' （）——。 ')).toThrow(coded('sealed-no-subject'));
  expect(() => subjectMark(ringOf(newKey('content')), '某企业')).toThrow(/标记线索对象.*zhenggai keys add/);
});
