import { mkdir, readdir, readFile, stat } from 'node:fs/promises';
import path from 'node:path';
import { postgresBinaries } from '../../src/engine/postgres-binaries.ts';
import { capture } from '../../src/engine/processes.ts';
import { removeFolder, temporaryFolder } from './fixtures.ts';

let cache: string;
beforeAll(async () => {
  cache = await temporaryFolder();
});
afterAll(() => removeFolder(cache));

test('two that prepare PostgreSQL at once get one whole copy that runs, links and all, and remains are swept', async () => {
  await mkdir(path.join(cache, 'postgres', '.copy-999999999-abcdef'), { recursive: true });
  const [a, b] = await Promise.all([postgresBinaries(cache), postgresBinaries(cache)]);
  expect(a).toEqual(b);
  const names = await readdir(path.join(cache, 'postgres'));
  expect(names).toHaveLength(1);
  const folder = path.join(cache, 'postgres', names[0] ?? '');
  const links = JSON.parse(await readFile(path.join(folder, 'native', 'pg-symlinks.json'), 'utf8')) as {
    target: string;
  }[];
  for (const { target } of links) expect((await stat(path.join(folder, target))).size).toBeGreaterThan(0);
  expect((await capture(a.initdb, ['--version'])).output).toContain(`(PostgreSQL) ${a.major}`);
});
