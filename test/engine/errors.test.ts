import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { ENGINE_ERRORS } from '../../src/engine/errors.ts';

test('the manual lists every code, and no other', async () => {
  const manual = await readFile(fileURLToPath(new URL('../../docs/operations.md', import.meta.url)), 'utf8');
  const listed = [...manual.matchAll(/^\| `(engine-[a-z-]+)` \|/gm)].map((match) => match[1]);
  expect(new Set(listed)).toEqual(new Set(Object.keys(ENGINE_ERRORS)));
  expect(listed).toHaveLength(Object.keys(ENGINE_ERRORS).length);
});
