import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readdir, rename, rm } from 'node:fs/promises';
import path from 'node:path';
import { waitLock } from '../../src/engine/lock.ts';
import { usualSearchPath } from '../../src/engine/temporal-binaries.ts';

/** The go command; undefined where there is none. */
export const GO = usualSearchPath()
  .split(path.delimiter)
  .map((folder) => path.join(folder, 'go'))
  .find((file) => existsSync(file));

/**
 * A program for tests that is built once, into a folder of the cache: made where it is not there yet. Those that run side by side wait for one
 * another. `build` leaves it, under its name, in the folder that it is given.
 * @throws whatever `build` throws
 */
export async function builtOnce(program: string, build: (work: string) => Promise<void>): Promise<string> {
  const folder = path.dirname(program);
  if (existsSync(program)) return program;
  await mkdir(folder, { recursive: true });
  const lock = await waitLock(path.join(folder, 'lock'), () => undefined);
  try {
    if (!existsSync(program)) await buildIn(folder, program, build);
  } finally {
    await lock.release();
  }
  return program;
}

async function buildIn(
  folder: string,
  program: string,
  build: (work: string) => Promise<void>,
): Promise<void> {
  // What a build that was killed has left; we hold the lock.
  for (const name of await readdir(folder))
    if (name.startsWith('.build-')) await rm(path.join(folder, name), { recursive: true, force: true });
  const work = await mkdtemp(path.join(folder, '.build-'));
  try {
    await build(work);
    await rename(path.join(work, path.basename(program)), program);
  } finally {
    await rm(work, { recursive: true, force: true });
  }
}
