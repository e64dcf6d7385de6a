import { createHash, randomBytes } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { mkdir, open, readdir, rename, rm, stat, type FileHandle } from 'node:fs/promises';
import path from 'node:path';
import type { Readable } from 'node:stream';
import { StoreError, storeError } from './errors.ts';
import { EVIDENCE_EXTENSIONS, extensionOf, mimeOf } from './evidence-types.ts';
import { faultCode, faultMessage } from './faults.ts';

/** A file of the store, by its content. */
export interface StoredEvidence {
  readonly sha256: string;
  /** In bytes. */
  readonly size: number;
  readonly name: string;
  readonly mime: string;
}

/** Bytes on their way in, and the name they go by. */
interface NamedStream {
  readonly name: string;
  readonly stream: Readable;
}

/** Files of evidence (佐证材料), each under the hash of its content, so that none can be exchanged unnoticed. */
export interface EvidenceStore {
  /**
   * Takes in a file, by its path or as a stream. The same content is kept once. It is safe on disk when this returns.
   * @throws evidence-missing-file, -unreadable, -not-a-file, -empty, -too-large, -type, -name, -folder
   */
  put(source: string | NamedStream): Promise<StoredEvidence>;
  /**
   * The bytes, after they were found to be what was stored.
   * @throws evidence-bad-hash, evidence-absent, evidence-changed
   */
  get(sha256: string): Promise<Readable>;
  /** Whether the file is there, whole and unchanged. */
  check(sha256: string): Promise<'intact' | 'changed' | 'absent'>;
}

/** Settings of a store. */
export interface EvidenceOptions {
  /** The folder of the files; made when the first one comes. */
  readonly folder: string;
  /** Largest file in bytes; 200 MB by default. */
  readonly maxSize?: number;
}

const MAX_NAME = 200;
const STALE = 24 * 3_600_000;

/** A store in a folder: `ab/abcdef…` for each file, `tmp/` for those on their way in. Several processes may share it. */
export function createEvidenceStore({
  folder: given,
  maxSize = 200_000_000,
}: EvidenceOptions): EvidenceStore {
  const folder = path.resolve(given);
  const temporary = path.join(folder, 'tmp');
  const placeOf = (sha256: string): string => path.join(folder, sha256.slice(0, 2), sha256);

  async function take({ name, stream }: NamedStream): Promise<StoredEvidence> {
    // It may fail before anybody reads it; reading tells of that then.
    stream.on('error', () => undefined);
    const draft = path.join(temporary, `${process.pid}-${randomBytes(8).toString('hex')}.part`);
    try {
      const mime = acceptedType(name);
      await inFolder(folder, async () => {
        await mkdir(temporary, { recursive: true, mode: 0o750 });
        await sweep(temporary);
      });
      const { sha256, size } = await copy(stream, draft, name);
      if (size === 0) throw storeError('evidence-empty', { name });
      await inFolder(folder, () => settle(draft, sha256));
      return { sha256, size, name, mime };
    } finally {
      stream.destroy();
      await rm(draft, { force: true }).catch(() => undefined);
    }
  }

  async function copy(
    stream: Readable,
    draft: string,
    name: string,
  ): Promise<{ sha256: string; size: number }> {
    const hash = createHash('sha256');
    let size = 0;
    const handle = await inFolder(folder, () => open(draft, 'wx', 0o440));
    try {
      for await (const chunk of stream as AsyncIterable<Uint8Array | string>) {
        const bytes = typeof chunk === 'string' ? Buffer.from(chunk) : chunk;
        size += bytes.byteLength;
        if (size > maxSize) throw tooLarge(name);
        hash.update(bytes);
        await inFolder(folder, () => handle.writeFile(bytes));
      }
      await inFolder(folder, () => handle.sync());
      return { sha256: hash.digest('hex'), size };
    } finally {
      await handle.close();
    }
  }

  /** Moves a whole file to its place; one that is there and intact stays, a damaged one is healed. */
  async function settle(draft: string, sha256: string): Promise<void> {
    const place = placeOf(sha256);
    if ((await check(sha256)) === 'intact') return;
    await mkdir(path.dirname(place), { recursive: true, mode: 0o750 });
    await rename(draft, place);
    for (const at of [path.dirname(place), folder]) await syncFolder(at);
  }

  async function check(sha256: string): Promise<'intact' | 'changed' | 'absent'> {
    const found = await hashOf(placeOf(checkedHash(sha256)));
    if (found === undefined) return 'absent';
    return found === sha256 ? 'intact' : 'changed';
  }

  function tooLarge(name: string): StoreError {
    return storeError('evidence-too-large', { name, limit: sizeText(maxSize) });
  }

  return {
    async put(source) {
      if (typeof source !== 'string') return take({ ...source, name: cleanName(source.name) });
      const size = await sizeOf(source);
      const name = cleanName(path.basename(source));
      acceptedType(name);
      if (size === 0) throw storeError('evidence-empty', { name });
      if (size > maxSize) throw tooLarge(name);
      return take({ name, stream: createReadStream(source) }).catch((error: unknown) => {
        throw error instanceof StoreError ? error : unreadable(source, error);
      });
    },

    async get(sha256) {
      const place = placeOf(checkedHash(sha256));
      const found = await hashOf(place);
      if (found === undefined) throw storeError('evidence-absent', { sha256, folder });
      if (found !== sha256) throw storeError('evidence-changed', { sha256, found });
      return createReadStream(place);
    },

    check,
  };
}

/** The name without folders and control characters, composed as Chinese input methods write it. */
function cleanName(given: string): string {
  const base = given.split(/[/\\]/).at(-1) ?? '';
  const name = base
    .normalize('NFC')
    .replaceAll(/[\p{Cc}\u2028\u2029]/gu, '')
    .trim();
  if (name === '' || name === '.' || name === '..' || name.length > MAX_NAME) {
    throw storeError('evidence-name', { name: given.slice(0, 60) });
  }
  return name;
}

function acceptedType(name: string): string {
  const mime = mimeOf(name);
  if (mime !== undefined) return mime;
  const extension = extensionOf(name);
  throw storeError('evidence-type', {
    name,
    extension: extension === '' ? '无扩展名' : `.${extension}`,
    allowed: EVIDENCE_EXTENSIONS.join('、'),
  });
}

function checkedHash(sha256: string): string {
  if (!/^[0-9a-f]{64}$/.test(sha256)) throw storeError('evidence-bad-hash', { given: sha256 });
  return sha256;
}

async function sizeOf(file: string): Promise<number> {
  try {
    const found = await stat(file);
    if (!found.isFile()) throw storeError('evidence-not-a-file', { path: file });
    return found.size;
  } catch (error) {
    throw error instanceof StoreError ? error : unreadable(file, error);
  }
}

function unreadable(file: string, error: unknown): StoreError {
  const reason = errno(error);
  if (reason === 'ENOENT' || reason === 'ENOTDIR')
    return storeError('evidence-missing-file', { path: file }, error);
  return storeError('evidence-unreadable', { path: file, reason }, error);
}

/** Runs work on the store's own folder; what the system says against it comes as a coded error. */
async function inFolder<T>(folder: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw error instanceof StoreError
      ? error
      : storeError('evidence-folder', { folder, reason: errno(error) }, error);
  }
}

function errno(error: unknown): string {
  return faultCode(error) || faultMessage(error);
}

/** The SHA-256 of a file; undefined where there is none. */
async function hashOf(file: string): Promise<string | undefined> {
  const hash = createHash('sha256');
  try {
    for await (const chunk of createReadStream(file) as AsyncIterable<Buffer>) hash.update(chunk);
  } catch (error) {
    if (errno(error) === 'ENOENT') return undefined;
    throw unreadable(file, error);
  }
  return hash.digest('hex');
}

/** Makes a rename last through a power cut. */
async function syncFolder(folder: string): Promise<void> {
  const handle: FileHandle = await open(folder, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/** Removes what processes that died left half copied. */
async function sweep(temporary: string): Promise<void> {
  for (const name of await readdir(temporary)) {
    const file = path.join(temporary, name);
    const found = await stat(file).catch(() => undefined);
    if (found !== undefined && Date.now() - found.mtimeMs > STALE) await rm(file, { force: true });
  }
}

function sizeText(bytes: number): string {
  return bytes >= 1_000_000 ? `${Number((bytes / 1_000_000).toFixed(1))} MB` : `${bytes} 字节`;
}
