import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { readInstance, removeInstance, writeInstance, type InstanceFile } from '../../src/cli/instance.ts';
import { configIn, folder, removeFolders } from './support.ts';

afterAll(removeFolders);

const config = { ...configIn(folder())('real'), data: folder() };
const kept = path.join(config.data, 'instance.json');
const instance: InstanceFile = {
  v: 1,
  pid: process.pid,
  clock: 'real',
  temporalAddress: '127.0.0.1:1',
  namespace: 'n',
  databaseUrl: 'postgres://u:p@127.0.0.1:1/d',
  evidenceFolder: '/e',
  startedAt: '2026-01-01T00:00:00.000Z',
};

test('an instance is there as long as the very process that wrote it lives', async () => {
  expect(await readInstance(config)).toBeUndefined();
  await writeInstance(config, instance);
  expect(await readInstance(config)).toEqual(instance);
  await removeInstance(config);
  expect(await readInstance(config)).toBeUndefined();
});

test('a number that now belongs to another process is not taken for the owner, nor is a dead one, nor a damaged file', async () => {
  await writeInstance(config, instance);
  const text = readFileSync(kept, 'utf8');
  writeFileSync(kept, text.replace(/"token": ".*"/, '"token": "an earlier boot:1"'));
  expect(await readInstance(config)).toBeUndefined();
  await writeInstance(config, { ...instance, pid: 2 ** 22 + 1 });
  expect(await readInstance(config)).toBeUndefined();
  writeFileSync(kept, text.slice(0, 20));
  expect(await readInstance(config)).toBeUndefined();
});
