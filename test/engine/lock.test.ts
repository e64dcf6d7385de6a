import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { tryLock, waitLock } from '../../src/engine/lock.ts';
import { startToken } from '../../src/engine/processes.ts';
import { removeFolder, temporaryFolder } from './fixtures.ts';

let folder: string;
let file: string;
beforeEach(async () => {
  folder = await temporaryFolder();
  file = path.join(folder, 'a.lock');
});
afterEach(() => removeFolder(folder));

test('one holds it, another learns who does, and gets it once released', async () => {
  const first = await waitLock(file, () => undefined);
  expect(await tryLock(file)).toEqual({ holder: process.pid });
  const holders: number[] = [];
  const second = waitLock(file, (holder) => holders.push(holder));
  while (holders.length === 0) await new Promise(setImmediate);
  await first.release();
  await (await second).release();
  expect(holders).toEqual([process.pid]);
  expect(await readdir(folder)).toEqual([]);
});

test('of many that find a dead holder, exactly one takes over', async () => {
  const child = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)']);
  const dead = { pid: child.pid, token: await startToken(child.pid ?? 0) };
  await writeFile(`${file}.7`, JSON.stringify(dead));
  expect(await tryLock(file)).toEqual({ holder: child.pid });
  child.kill('SIGKILL');
  await once(child, 'exit');

  const tries = await Promise.all(Array.from({ length: 20 }, () => tryLock(file)));
  expect(tries.filter((got) => 'release' in got)).toHaveLength(1);
  expect(await readdir(folder)).toEqual(['a.lock.8']);
});

test('a holder whose number now belongs to another process counts as dead', async () => {
  await writeFile(`${file}.1`, JSON.stringify({ pid: process.pid, token: 'an earlier boot:1' }));
  expect(await tryLock(file)).toHaveProperty('release');
});
