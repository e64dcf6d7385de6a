import { randomBytes } from 'node:crypto';
import { access, chmod, chown, constants, mkdir, open, readFile, rename, rm, stat } from 'node:fs/promises';
import path from 'node:path';
import { engineError } from './errors.ts';

/** A user and group by number. */
export interface Ids {
  readonly uid: number;
  readonly gid: number;
}

/** The code a system error carries ("ENOENT", "ECONNREFUSED", an SQLSTATE), or undefined. */
export function errno(error: unknown): string | undefined {
  // No instanceof: under Jest, Node's own errors come from another realm.
  const code = typeof error === 'object' && error !== null && 'code' in error ? error.code : undefined;
  return typeof code === 'string' ? code : undefined;
}

/** What an error says for itself, or its code where it says nothing (a refused connection to a name of two addresses). */
export function errorText(error: unknown): string {
  const message =
    typeof error === 'object' && error !== null && 'message' in error ? String(error.message) : String(error);
  return message || (errno(error) ?? 'unknown');
}

/** The text of a file, or undefined where there is none. */
export async function readIfThere(file: string): Promise<string | undefined> {
  try {
    return await readFile(file, 'utf8');
  } catch (error) {
    if (errno(error) === 'ENOENT' || errno(error) === 'ENOTDIR') return undefined;
    throw error;
  }
}

/** Whether anything is at that path. */
export async function isThere(file: string): Promise<boolean> {
  return stat(file).then(
    () => true,
    () => false,
  );
}

/** Writes a whole file or nothing: to a neighbour first, synced, then renamed over. `mode` is exact, whatever the umask. */
export async function writeAtomic(file: string, text: string, mode: number, owner?: Ids): Promise<void> {
  const neighbour = `${file}.${process.pid}-${randomBytes(4).toString('hex')}.tmp`;
  try {
    const handle = await open(neighbour, 'wx', mode);
    try {
      await handle.writeFile(text);
      await handle.chmod(mode);
      if (owner) await handle.chown(owner.uid, owner.gid);
      await handle.sync();
    } finally {
      await handle.close();
    }
    await rename(neighbour, file);
  } catch (error) {
    await rm(neighbour, { force: true });
    throw error;
  }
}

/** Makes sure the bytes are on the disk before the name is: a power cut must not leave an empty program. */
export async function syncFile(file: string): Promise<void> {
  const handle = await open(file, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/**
 * Makes a folder and its parents if absent; a folder that was there keeps its mode unless `owner` is given.
 * @throws engine-folder-forbidden naming `setting`, when it cannot be made or written to.
 */
export async function ensureFolder(
  folder: string,
  mode: number,
  setting: string,
  owner?: Ids,
): Promise<void> {
  try {
    const first = await mkdir(folder, { recursive: true });
    if (first !== undefined) {
      // Parents too: under a strict umask they would shut the system user out.
      for (let made = folder; made.length >= first.length; made = path.dirname(made)) await chmod(made, mode);
    }
    if (owner) {
      await chown(folder, owner.uid, owner.gid);
      await chmod(folder, mode);
    }
    await access(folder, constants.R_OK | constants.W_OK | constants.X_OK);
  } catch (error) {
    throw engineError(
      'engine-folder-forbidden',
      { folder, setting, reason: errno(error) ?? String(error) },
      error,
    );
  }
}

/** The last `lines` lines of a file, for error messages; empty when it cannot be read. */
export async function tail(file: string, lines = 15): Promise<string> {
  const text = await readFile(file, 'utf8').catch(() => '');
  return text.trimEnd().split('\n').slice(-lines).join('\n');
}

/** Opens a log for appending (0600); one over `limit` bytes is set aside as `.1` first. The caller closes the handle. */
export async function openLog(file: string, limit = 20_000_000): Promise<Awaited<ReturnType<typeof open>>> {
  const size = await stat(file).then(
    (s) => s.size,
    () => 0,
  );
  if (size > limit) await rename(file, `${file}.1`);
  return open(file, 'a', 0o600);
}
