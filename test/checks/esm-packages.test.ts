/**
 * Jest runs CommonJS; packages that are ES modules only must load all the same (jest.config.cjs,
 * scripts/jest-resolver.cjs).
 */
import { historyFromJSON } from '@temporalio/common/lib/proto-utils.js';
import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';
import canonicalize from 'canonicalize';
import ICAL from 'ical.js';
import stringWidth from 'string-width';

test('packages that are ES modules only load under Jest', () => {
  expect(canonicalize({ b: 1, a: '整改' })).toBe('{"a":"整改","b":1}');
  expect(bytesToHex(sha256(utf8ToBytes('abc')))).toMatch(/^ba7816bf/);
  expect(stringWidth('整改')).toBe(4);
  expect(new ICAL.Component('vcalendar').toString()).toContain('BEGIN:VCALENDAR');
  expect(historyFromJSON({ events: [] }).events).toEqual([]);
});

test('import.meta tells where a file is', () => {
  expect(import.meta.url).toMatch(/^file:.*esm-packages\.test\.ts$/);
  expect(import.meta.dirname).toMatch(/checks$/);
});
