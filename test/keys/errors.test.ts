import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { KEY_ERRORS } from '../../src/keys/errors.ts';

test('the manual lists every code, and no other', async () => {
  const manual = await readFile(fileURLToPath(new URL('../../docs/operations.md', import.meta.url)), 'utf8');
  const listed = [...manual.matchAll(/^\| `(keys-[a-z-]+)` \|/gm)].map((match) => match[1]);
  expect(new Set(listed)).toEqual(new Set(Object.keys(KEY_ERRORS)));
  expect(listed).toHaveLength(Object.keys(KEY_ERRORS).length);
});
