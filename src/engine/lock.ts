import { link, readdir, readFile, rm, unlink } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { errno, writeAtomic } from './files.ts';
import { startToken } from './processes.ts';

/** A held lock; release it once. A process that dies without releasing leaves it free. */
export interface Lock {
  release(): Promise<void>;
}

/** The living process that holds a lock. */
export interface Holder {
  readonly holder: number;
}

/**
 * Takes the lock `file`, or says which living process holds it.
 *
 * Node has no flock. So the lock is the file `<file>.<n>`, made whole by link(2) with the holder's number and start time; the
 * highest n counts. A dead holder's lock is passed by making n+1, which only one process can, so that no two take it over.
 */
export async function tryLock(file: string): Promise<Lock | Holder> {
  const me = { pid: process.pid, token: await startToken(process.pid) };
  for (;;) {
    const before = await generations(file);
    const top = before.at(-1);
    if (top !== undefined) {
      const holder = await livingHolder(`${file}.${top}`);
      if (holder !== undefined) return { holder };
    }
    const mine = `${file}.${(top ?? 0) + 1}`;
    const draft = `${file}-draft-${process.pid}-${Math.random().toString(36).slice(2)}`;
    await writeAtomic(draft, JSON.stringify(me), 0o600);
    try {
      await link(draft, mine);
    } catch (error) {
      if (errno(error) === 'EEXIST') continue;
      throw error;
    } finally {
      await rm(draft, { force: true });
    }
    const after = await generations(file);
    if (after.at(-1) !== (top ?? 0) + 1) {
      // Another passed the same dead holder before us and stands higher.
      await unlink(mine).catch(() => undefined);
      continue;
    }
    for (const dead of before) await rm(`${file}.${dead}`, { force: true });
    return { release: () => rm(mine, { force: true }) };
  }
}

/**
 * Takes the lock, waiting while another living process holds it; `onWait` hears the holder's number once.
 * @throws the signal's reason
 */
export async function waitLock(
  file: string,
  onWait: (holder: number) => void,
  signal?: AbortSignal,
): Promise<Lock> {
  for (let told = false; ;) {
    signal?.throwIfAborted();
    const got = await tryLock(file);
    if ('release' in got) return got;
    if (!told) onWait(got.holder);
    told = true;
    await sleep(200);
  }
}

async function generations(file: string): Promise<number[]> {
  const prefix = `${path.basename(file)}.`;
  const names = await readdir(path.dirname(file));
  return names
    .filter((name) => name.startsWith(prefix) && /^\d+$/.test(name.slice(prefix.length)))
    .map((name) => Number(name.slice(prefix.length)))
    .toSorted((a, b) => a - b);
}

async function livingHolder(file: string): Promise<number | undefined> {
  const text = await readFile(file, 'utf8').catch(() => '');
  if (text === '') return undefined;
  const { pid, token } = JSON.parse(text) as { pid: number; token?: string };
  return token !== undefined && (await startToken(pid)) === token ? pid : undefined;
}
