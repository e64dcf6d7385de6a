import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { LedgerConflict, STORE_ERRORS, storeError } from '../../src/store/errors.ts';

describe('errors of the store', () => {
  const details = new Proxy({}, { get: (_, name) => `<${String(name)}>` });

  test.each(Object.entries(STORE_ERRORS))(
    '%s speaks Chinese to people and a stable word to programs',
    (code, text) => {
      expect(code).toMatch(/^(store|ledger|evidence|sealed)(-[a-z]+)+$/);
      expect((text as (d: object) => string)(details)).toMatch(/^[^\n]*\p{Script=Han}[^\n]*。$/u);
    },
  );

  test('that belong to evidence and sealed items are all listed in the manual, and no other', async () => {
    const manual = await readFile(path.join(import.meta.dirname, '../../docs/operations.md'), 'utf8');
    const listed = [...manual.matchAll(/^\| `((?:evidence|sealed)-[a-z-]+)` \|/gm)].map((match) => match[1]);
    const codes = Object.keys(STORE_ERRORS).filter((code) => /^(evidence|sealed)-/.test(code));
    expect(new Set(listed)).toEqual(new Set(codes));
    expect(listed).toHaveLength(codes.length);
  });

  test('keep what lies beneath them', () => {
    const cause = new Error('ECONNREFUSED');
    expect(
      storeError('store-unreachable', { where: 'db:5432/x', reason: 'ECONNREFUSED' }, cause),
    ).toMatchObject({
      name: 'StoreError',
      code: 'store-unreachable',
      cause,
    });
  });

  test('tell a conflict by its class as well', () => {
    const conflict = new LedgerConflict({ process: 'p', seq: 3, known: 'a', given: 'b' });
    expect(conflict).toMatchObject({ name: 'LedgerConflict', code: 'ledger-conflict' });
  });
});
