import { createHash, randomBytes } from 'node:crypto';
import { createReadStream, createWriteStream } from 'node:fs';
import { open, rename, rm } from 'node:fs/promises';
import { pipeline } from 'node:stream/promises';
import { createGunzip, createGzip } from 'node:zlib';
import { extract, pack, type Header, type Pack } from 'tar-stream';
import type { Entry } from './entries.ts';
import { isManifest, MANIFEST, type FileSum, type Manifest } from './manifest.ts';

/** Fast, and half as large as nothing: a backup is taken while people work. */
const LEVEL = 4;

/** An archive that cannot be used, with what is wrong with it. */
export class ArchiveDamaged extends Error {
  constructor(problem: string) {
    super(problem);
    this.name = 'ArchiveDamaged';
  }
}

/**
 * Writes entries into a `.tar.gz` (0600), and last what they are: size and SHA-256 of each. The file appears whole, under its name,
 * or not at all.
 */
export async function writeArchive(
  file: string,
  entries: AsyncIterable<Entry>,
  about: () => Omit<Manifest, 'files'>,
): Promise<Manifest> {
  const neighbour = `${file}.${process.pid}-${randomBytes(4).toString('hex')}.tmp`;
  const tar = pack();
  const stored = pipeline(
    tar,
    createGzip({ level: LEVEL }),
    createWriteStream(neighbour, { flags: 'wx', mode: 0o600 }),
  );
  try {
    const files: Record<string, FileSum> = {};
    const filling = (async (): Promise<Manifest> => {
      for await (const entry of entries) files[entry.path] = await put(tar, entry);
      const manifest: Manifest = { ...about(), files };
      const text = JSON.stringify(manifest, null, 1);
      await whole(tar, { name: MANIFEST, mode: 0o600 }, text);
      tar.finalize();
      return manifest;
    })();
    // Whichever fails first: a full disk ends the one, a vanished server the other.
    const [manifest] = await Promise.all([filling, stored]);
    const handle = await open(neighbour, 'r');
    await handle.sync();
    await handle.close();
    await rename(neighbour, file);
    return manifest;
  } catch (error) {
    tar.destroy();
    await stored.catch(() => undefined);
    await rm(neighbour, { force: true });
    throw error;
  }
}

async function put(tar: Pack, { path, mode, size, content }: Entry): Promise<FileSum> {
  if (content === undefined) {
    await whole(tar, { name: path, mode, type: 'directory' });
    return { folder: true };
  }
  const hash = createHash('sha256');
  let done: (error?: Error | null) => void = () => undefined;
  const ended = new Promise<void>((resolve, reject) => {
    done = (error) => (error ? reject(error) : resolve());
  });
  const sink = tar.entry({ name: path, mode, size }, (error) => done(error));
  for await (const chunk of content) {
    hash.update(chunk);
    if (!sink.write(chunk)) await Promise.race([ended, drained(sink)]);
  }
  sink.end(undefined);
  await ended;
  return { size, sha256: hash.digest('hex') };
}

function drained(sink: ReturnType<Pack['entry']>): Promise<void> {
  return new Promise<void>((resolve) => void sink.once('drain', () => resolve()));
}

/** An entry given whole, or one without content. */
function whole(tar: Pack, header: Partial<Header> & { readonly name: string }, text = ''): Promise<void> {
  return new Promise<void>((resolve, reject) => {
    tar.entry(header, text, (error) => (error ? reject(error) : resolve()));
  });
}

/** Where the content of an archive's file goes to. */
export type Take = (
  path: string,
  mode: number,
  content: AsyncIterable<Buffer>,
  folder: boolean,
) => Promise<void>;

/**
 * Reads an archive to its end, giving each entry to `take`, and holds every byte against its manifest.
 * @throws ArchiveDamaged when it is none of ours, cut short, or a byte is not as it was written
 */
export async function readArchive(file: string, take: Take): Promise<Manifest> {
  const found: Record<string, FileSum> = {};
  let manifest: unknown;
  const tar = extract();
  const fed = pipeline(createReadStream(file), createGunzip(), tar);
  try {
    for await (const entry of tar) {
      const { name, mode, type } = entry.header;
      const path = name.replace(/\/$/, '');
      if (path === MANIFEST) {
        const chunks: Buffer[] = [];
        for await (const chunk of entry) chunks.push(chunk as Buffer);
        manifest = JSON.parse(Buffer.concat(chunks).toString('utf8'));
        continue;
      }
      if (!isInside(path)) throw new ArchiveDamaged(`文件名 ${path} 不合规定`);
      const hash = createHash('sha256');
      let size = 0;
      const content = (async function* watched(): AsyncGenerator<Buffer> {
        for await (const chunk of entry) {
          hash.update(chunk as Buffer);
          size += (chunk as Buffer).length;
          yield chunk as Buffer;
        }
      })();
      await take(path, mode, content, type === 'directory');
      // What was not taken is looked at all the same.
      for await (const _ of content);
      found[path] = type === 'directory' ? { folder: true } : { size, sha256: hash.digest('hex') };
    }
    await fed;
  } catch (error) {
    if (error instanceof ArchiveDamaged || !isContent(error)) throw error;
    throw new ArchiveDamaged(error instanceof Error ? error.message : String(error));
  } finally {
    tar.destroy();
    await fed.catch(() => undefined);
  }
  if (!isManifest(manifest)) throw new ArchiveDamaged('缺少清单 manifest.json');
  for (const path of new Set([...Object.keys(manifest.files), ...Object.keys(found)])) {
    if (JSON.stringify(manifest.files[path]) !== JSON.stringify(found[path]))
      throw new ArchiveDamaged(`${path} 与清单不符`);
  }
  return manifest;
}

/** Errors of zlib, of tar and of JSON: the file's content is to blame, not the disk. */
function isContent(error: unknown): boolean {
  const { code, syscall } = error as { readonly code?: string; readonly syscall?: string };
  return syscall === undefined && (code === undefined || code.startsWith('Z_') || code.startsWith('ERR_'));
}

function isInside(path: string): boolean {
  return (
    path !== '' && !path.startsWith('/') && path.split('/').every((part) => part !== '..' && part !== '')
  );
}
