import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readdir, rename, rm } from 'node:fs/promises';
import path from 'node:path';
import { waitLock } from '../../src/engine/lock.ts';
import { capture, startToken } from '../../src/engine/processes.ts';
import { usualSearchPath } from '../../src/engine/temporal-binaries.ts';
import { cacheFolder } from '../engine/fixtures.ts';

/** A real S3 service for tests: Versity's gateway over a folder. Built by Go in two minutes, once, into the cache that the engine's programs are in. */
const VERSION = '1.8.0';
const MODULE = `github.com/versity/versitygw/cmd/versitygw@v${VERSION}`;
const FOLDER = path.join(cacheFolder, 'versitygw', VERSION);
const PROGRAM = path.join(FOLDER, 'versitygw');

const GO = usualSearchPath()
  .split(path.delimiter)
  .map((folder) => path.join(folder, 'go'))
  .find((file) => existsSync(file));

/** Says why, where tests that need it are passed over. */
export const S3_SKIPPED =
  existsSync(PROGRAM) || GO !== undefined ? '' : ` (SKIPPED: no ${PROGRAM}, and no Go to build it)`;

/** The program, made where it is not there yet. Test files that run side by side wait for one another. */
export async function s3Program(): Promise<string> {
  if (existsSync(PROGRAM)) return PROGRAM;
  await mkdir(FOLDER, { recursive: true });
  const lock = await waitLock(path.join(FOLDER, 'lock'), () => undefined);
  try {
    if (!existsSync(PROGRAM)) await build();
  } finally {
    await lock.release();
  }
  return PROGRAM;
}

async function build(): Promise<void> {
  // What a build that was killed has left; we hold the lock.
  for (const name of await readdir(FOLDER))
    if (name.startsWith('.build-')) await rm(path.join(FOLDER, name), { recursive: true, force: true });
  const work = await mkdtemp(path.join(FOLDER, '.build-'));
  try {
    const env = { ...process.env, GOBIN: work, GOTOOLCHAIN: 'auto', GOFLAGS: '-mod=mod' };
    const made = await capture(GO ?? 'go', ['install', '-trimpath', '-ldflags', '-s -w', MODULE], {
      cwd: work,
      env,
    });
    if (made.code !== 0) throw new Error(`${MODULE} was not built:\n${made.output}`);
    await rename(path.join(work, 'versitygw'), PROGRAM);
  } finally {
    await rm(work, { recursive: true, force: true });
  }
}

/** Ends a process by its own number, and waits for its end. */
export async function endProcess(pid: number): Promise<void> {
  process.kill(pid, 'SIGKILL');
  for (let n = 0; n < 200 && (await startToken(pid)) !== undefined; n += 1)
    await new Promise((resolve) => setTimeout(resolve, 20));
}
