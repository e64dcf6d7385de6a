import { createHash, randomBytes } from 'node:crypto';
import { mkdir, open, readdir, rm, stat, type FileHandle } from 'node:fs/promises';
import path from 'node:path';
import { StoreError, storeError } from './errors.ts';
import { faultCode, faultMessage } from './faults.ts';

/** A file on its way in: whole, synced, and not yet in its place. */
export interface Draft {
  readonly file: string;
  readonly sha256: string;
  /** In bytes. */
  readonly size: number;
}

const STALE = 24 * 3_600_000;

/** Writes bytes aside, in `tmp/` of a folder, and lets `use` put them in their place; nothing is left aside after that. */
export async function withDraft<T>(
  folder: string,
  bytes: AsyncIterable<Uint8Array>,
  use: (draft: Draft) => Promise<T>,
): Promise<T> {
  const { file, handle } = await newDraft(folder);
  try {
    const hash = createHash('sha256');
    let size = 0;
    try {
      for await (const chunk of bytes) {
        size += chunk.byteLength;
        hash.update(chunk);
        await inFolder(folder, () => handle.writeFile(chunk));
      }
      await inFolder(folder, () => handle.sync());
    } finally {
      await handle.close();
    }
    return await use({ file, sha256: hash.digest('hex'), size });
  } finally {
    await rm(file, { force: true }).catch(() => undefined);
  }
}

/** A new empty file in `tmp/` of a folder, open for writing and reading; the caller closes and removes it. */
export async function newDraft(
  folder: string,
): Promise<{ readonly file: string; readonly handle: FileHandle }> {
  const temporary = path.resolve(folder, 'tmp');
  const file = path.join(temporary, `${process.pid}-${randomBytes(8).toString('hex')}.part`);
  return inFolder(folder, async () => {
    await mkdir(temporary, { recursive: true, mode: 0o750 });
    await sweep(temporary);
    return { file, handle: await open(file, 'wx+', 0o440) };
  });
}

/** Runs work on the store's own folder; what the system says against it comes as a coded error. */
export async function inFolder<T>(folder: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw error instanceof StoreError
      ? error
      : storeError('evidence-folder', { folder: path.resolve(folder), reason: reasonOf(error) }, error);
  }
}

/** The code of a system's error, or else what it says. */
export function reasonOf(error: unknown): string {
  return faultCode(error) || faultMessage(error);
}

/** Removes what processes that died left half copied. */
async function sweep(temporary: string): Promise<void> {
  for (const name of await readdir(temporary)) {
    const file = path.join(temporary, name);
    const found = await stat(file).catch(() => undefined);
    if (found !== undefined && Date.now() - found.mtimeMs > STALE) await rm(file, { force: true });
  }
}
