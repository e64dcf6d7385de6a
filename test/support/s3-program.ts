import { existsSync } from 'node:fs';
import path from 'node:path';
import { capture, startToken } from '../../src/engine/processes.ts';
import { cacheFolder } from '../engine/fixtures.ts';
import { builtOnce, GO } from './go-program.ts';

/** A real S3 service for tests: Versity's gateway over a folder. Built by Go in two minutes, once, into the cache that the engine's programs are in. */
const VERSION = '1.8.0';
const MODULE = `github.com/versity/versitygw/cmd/versitygw@v${VERSION}`;
const PROGRAM = path.join(cacheFolder, 'versitygw', VERSION, 'versitygw');

/** Says why, where tests that need it are passed over. */
export const S3_SKIPPED =
  existsSync(PROGRAM) || GO !== undefined ? '' : ` (SKIPPED: no ${PROGRAM}, and no Go to build it)`;

/** The program, made where it is not there yet. Test files that run side by side wait for one another. */
export async function s3Program(): Promise<string> {
  return builtOnce(PROGRAM, async (work) => {
    const env = { ...process.env, GOBIN: work, GOTOOLCHAIN: 'auto', GOFLAGS: '-mod=mod' };
    const made = await capture(GO ?? 'go', ['install', '-trimpath', '-ldflags', '-s -w', MODULE], {
      cwd: work,
      env,
    });
    if (made.code !== 0) throw new Error(`${MODULE} was not built:\n${made.output}`);
  });
}

/** Ends a process by its own number, and waits for its end. */
export async function endProcess(pid: number): Promise<void> {
  process.kill(pid, 'SIGKILL');
  for (let n = 0; n < 200 && (await startToken(pid)) !== undefined; n += 1)
    await new Promise((resolve) => setTimeout(resolve, 20));
}
