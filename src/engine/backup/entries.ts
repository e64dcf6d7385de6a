import { open, readdir } from 'node:fs/promises';
import path from 'node:path';
import { errno } from '../files.ts';

/** A file or folder on its way into an archive. */
export interface Entry {
  /** Within the archive, with slashes. */
  readonly path: string;
  readonly mode: number;
  readonly size: number;
  /** Exactly `size` bytes; absent for a folder. */
  readonly content?: AsyncIterable<Buffer>;
}

const CHUNK = 1 << 18;

/**
 * Everything in a folder, folders before what is in them. Files may change, shrink or vanish meanwhile: each is given with the
 * length it had when it was opened, and what is missing of it as zeros, as PostgreSQL's own tool does.
 * @param leave says which paths within the folder are left out; a folder with all that is in it
 */
export async function* entriesOf(
  folder: string,
  as: string,
  leave: (inside: string) => boolean = () => false,
  inside = '',
): AsyncGenerator<Entry> {
  const names = await readdir(path.join(folder, inside), { withFileTypes: true }).catch((error: unknown) => {
    if (errno(error) === 'ENOENT') return [];
    throw error;
  });
  for (const name of names.toSorted((a, b) => (a.name < b.name ? -1 : 1))) {
    const at = path.posix.join(inside, name.name);
    if (leave(at)) continue;
    if (name.isDirectory()) {
      yield { path: `${as}/${at}`, mode: 0o700, size: 0 };
      yield* entriesOf(folder, as, leave, at);
    } else if (name.isFile()) {
      const entry = await fileEntry(path.join(folder, at), `${as}/${at}`);
      if (entry !== undefined) yield entry;
    }
  }
}

/** One file; undefined where it has vanished. It is open until its content has been read, or given up. */
export async function fileEntry(file: string, as: string): Promise<Entry | undefined> {
  const handle = await open(file, 'r').catch((error: unknown) => {
    if (errno(error) === 'ENOENT') return undefined;
    throw error;
  });
  if (handle === undefined) return undefined;
  const { size, mode } = await handle.stat();
  async function* read(given: NonNullable<typeof handle>): AsyncGenerator<Buffer> {
    try {
      for (let at = 0; at < size;) {
        const buffer = Buffer.alloc(Math.min(CHUNK, size - at));
        const { bytesRead } = await given.read(buffer, 0, buffer.length, at);
        at += bytesRead === 0 ? buffer.length : bytesRead;
        yield bytesRead === 0 ? buffer : buffer.subarray(0, bytesRead);
      }
    } finally {
      await given.close();
    }
  }
  return { path: as, mode: mode & 0o700, size, content: read(handle) };
}

/** A file made here. */
export function textEntry(as: string, text: string): Entry {
  const bytes = Buffer.from(text, 'utf8');
  async function* once(): AsyncGenerator<Buffer> {
    yield bytes;
  }
  return { path: as, mode: 0o600, size: bytes.length, content: once() };
}
