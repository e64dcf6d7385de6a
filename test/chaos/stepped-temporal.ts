import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { readFile, symlink, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import { TEMPORAL_VERSION } from '../../src/engine/temporal-version.ts';
import { cacheFolder } from '../engine/fixtures.ts';
import { builtOnce, GO } from '../support/go-program.ts';

const run = promisify(execFile);

/**
 * The Temporal server with a clock that can be stepped while it runs: Go asks the kernel itself, so that libfaketime is not heard.
 * Built from the same source as the real one, with Go's own `time.Now` patched by an overlay; five minutes, once, into the cache.
 */
const PATCH_VERSION = '1';
const MODULE = `go.temporal.io/server@v${TEMPORAL_VERSION}`;
const COMMAND = `go.temporal.io/server/cmd/server@v${TEMPORAL_VERSION}`;
const PROGRAM = path.join(cacheFolder, 'temporal-stepped', `${TEMPORAL_VERSION}-${PATCH_VERSION}`, 'server');

/** The one place in `time.Now` where the wall clock is known and nothing is made of it yet. */
const BEFORE = 'func Now() Time {\n\tsec, nsec, mono := runtimeNow()\n';
/** The monotonic reading stays what it is, as when a machine's clock is set. */
const ADDED = '\tsec += steppedBy.Load()\n';

/** Why it cannot be had here; undefined where it can. */
export async function noSteppedTemporal(): Promise<string | undefined> {
  return existsSync(PROGRAM) || GO !== undefined ? undefined : `needs ${PROGRAM}, or Go to build it`;
}

/**
 * The program, made where it is not there yet. Those that run side by side wait for one another.
 * @throws Error with what Go says, or naming what is not found in Go's source
 */
export async function steppedTemporal(): Promise<string> {
  return builtOnce(PROGRAM, async (work) => {
    const toolchain = `go${await goVersion(work)}`;
    // Go refuses to lay anything over its module cache, where a toolchain of its own fetching lies: so by another name.
    const root = path.join(work, 'goroot');
    await symlink((await go(work, { GOTOOLCHAIN: toolchain }, ['env', 'GOROOT'])).trim(), root);
    const overlay = await overlayOf(root, work);
    await go(work, { GOTOOLCHAIN: 'local', GOROOT: root, GOBIN: work }, [
      ...['install', '-trimpath', '-ldflags', '-s -w', '-overlay', overlay, COMMAND],
    ]);
  });
}

/** The toolchain that the server asks for: whichever is there, it is then the same source that is patched and compiled. */
async function goVersion(work: string): Promise<string> {
  const { GoMod } = JSON.parse(
    await go(work, { GOTOOLCHAIN: 'auto' }, ['mod', 'download', '-json', MODULE]),
  ) as {
    readonly GoMod: string;
  };
  const version = /^go (\d+\.\d+\.\d+)$/m.exec(await readFile(GoMod, 'utf8'))?.[1];
  if (version === undefined) throw new Error(`${GoMod} names no version of Go`);
  return version;
}

/** Writes the patched source, and the list of what it replaces. @returns the list's file */
async function overlayOf(root: string, work: string): Promise<string> {
  const original = path.join(root, 'src/time/time.go');
  const source = await readFile(original, 'utf8');
  if (source.split(BEFORE).length !== 2)
    throw new Error(`${original}: time.Now does not begin as it did when its patch was written:\n${BEFORE}`);
  const patched = path.join(work, 'time.go');
  await writeFile(
    patched,
    source.replace(BEFORE, () => BEFORE + ADDED),
  );
  const list = path.join(work, 'overlay.json');
  const Replace = {
    [original]: patched,
    // A file that is not there yet is added to the package.
    [path.join(root, 'src/time/stepped_clock.go')]: path.join(import.meta.dirname, 'stepped-clock.go'),
  };
  await writeFile(list, JSON.stringify({ Replace }));
  return list;
}

async function go(work: string, env: NodeJS.ProcessEnv, args: readonly string[]): Promise<string> {
  const root = env['GOROOT'];
  const command = root === undefined ? (GO ?? 'go') : path.join(root, 'bin/go');
  // Without what it says of its downloads; that is in the error where it fails.
  const { stdout } = await run(command, args, { cwd: work, env: { ...process.env, ...env } });
  return stdout;
}
