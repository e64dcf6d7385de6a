import { randomBytes } from 'node:crypto';
import { closeSync, fstatSync, openSync, readFileSync } from 'node:fs';
import { link, open, rename, rm } from 'node:fs/promises';
import path from 'node:path';

/** The code a system error carries, or what it says. */
export function reasonOf(error: unknown): string {
  // No instanceof: under Jest, Node's own errors come from another realm.
  const code = typeof error === 'object' && error !== null && 'code' in error ? error.code : undefined;
  return typeof code === 'string' ? code : String(error);
}

/** A small file as it is now; `stamp` changes when it does. */
export interface ReadFile {
  readonly text: string;
  /** Permission bits. */
  readonly mode: number;
}

/** Reads a small file; undefined where there is none. Throws the system's error. */
export function readSmall(file: string): ReadFile | undefined {
  let handle: number;
  try {
    handle = openSync(file, 'r');
  } catch (error) {
    if (['ENOENT', 'ENOTDIR'].includes(reasonOf(error))) return undefined;
    throw error;
  }
  try {
    // Of the file that is read, whatever the name stands for by now.
    return { mode: fstatSync(handle).mode & 0o777, text: readFileSync(handle, 'utf8') };
  } finally {
    closeSync(handle);
  }
}

/**
 * Writes a whole file (0600) or nothing, safe from a power cut when this returns: beside it first, synced, then put in its place.
 * @param fresh there is no such file: one that has come meanwhile is left alone (EEXIST)
 */
export async function writeSecret(file: string, text: string, fresh: boolean): Promise<void> {
  const neighbour = `${file}.${process.pid}-${randomBytes(4).toString('hex')}.tmp`;
  try {
    const handle = await open(neighbour, 'wx', 0o600);
    try {
      await handle.writeFile(text);
      await handle.chmod(0o600);
      await handle.sync();
    } finally {
      await handle.close();
    }
    if (fresh) await link(neighbour, file);
    else await rename(neighbour, file);
    const folder = await open(path.dirname(file), 'r');
    try {
      await folder.sync();
    } finally {
      await folder.close();
    }
  } finally {
    await rm(neighbour, { force: true });
  }
}
