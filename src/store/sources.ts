import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import path from 'node:path';
import type { Readable } from 'node:stream';
import { reasonOf } from './drafts.ts';
import { StoreError, storeError } from './errors.ts';
import { acceptedType, cleanName, limited, tooLarge } from './intake.ts';

/** Bytes on their way in, and the name they go by. */
export interface NamedStream {
  readonly name: string;
  readonly stream: Readable;
}

/** What is taken in: its name and type found fit, its bytes to be read once. */
export interface Intake {
  readonly name: string;
  readonly mime: string;
  /** @throws evidence-empty, evidence-too-large; evidence-unreadable of a file; the stream's own errors */
  readonly bytes: AsyncIterable<Uint8Array>;
}

/**
 * Opens a file by its path, or takes a stream, which is closed in the end whatever comes of it.
 * @throws evidence-missing-file, -unreadable, -not-a-file, -empty, -too-large, -type, -name, and what `use` throws
 */
export async function takeIn<T>(
  source: string | NamedStream,
  maxSize: number,
  use: (intake: Intake) => Promise<T>,
): Promise<T> {
  if (typeof source === 'string') return takeFile(source, maxSize, use);
  const { stream } = source;
  // It may fail before anybody reads it; reading tells of that then.
  stream.on('error', () => undefined);
  try {
    const name = cleanName(source.name);
    const mime = acceptedType(name);
    return await use({ name, mime, bytes: limited(stream, name, maxSize) });
  } finally {
    stream.destroy();
  }
}

async function takeFile<T>(file: string, maxSize: number, use: (intake: Intake) => Promise<T>): Promise<T> {
  const size = await sizeOf(file);
  const name = cleanName(path.basename(file));
  acceptedType(name);
  if (size === 0) throw storeError('evidence-empty', { name });
  if (size > maxSize) throw tooLarge(name, maxSize);
  return takeIn({ name, stream: createReadStream(file) }, maxSize, use).catch((error: unknown) => {
    throw error instanceof StoreError ? error : unreadable(file, error);
  });
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
  const reason = reasonOf(error);
  if (reason === 'ENOENT' || reason === 'ENOTDIR')
    return storeError('evidence-missing-file', { path: file }, error);
  return storeError('evidence-unreadable', { path: file, reason }, error);
}
