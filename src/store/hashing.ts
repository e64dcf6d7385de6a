import { createHash } from 'node:crypto';
import type { FileHandle } from 'node:fs/promises';
import type { Blobs } from './blobs.ts';
import { reasonOf } from './drafts.ts';
import { storeError } from './errors.ts';

/** The SHA-256 of an open file of the store. @throws evidence-unreadable */
export async function hashOf(handle: FileHandle, name: string): Promise<string> {
  const hash = createHash('sha256');
  const stream = handle.createReadStream({ start: 0, autoClose: false });
  try {
    for await (const chunk of stream as AsyncIterable<Buffer>) hash.update(chunk);
  } catch (error) {
    throw storeError('evidence-unreadable', { path: name, reason: reasonOf(error) }, error);
  }
  return hash.digest('hex');
}

/** Whether a file of the store is there and still has the hash it should. */
export async function checkBlob(
  blobs: Blobs,
  name: string,
  sha256: string,
): Promise<'intact' | 'changed' | 'absent'> {
  const handle = await blobs.open(name);
  if (handle === undefined) return 'absent';
  try {
    return (await hashOf(handle, name)) === sha256 ? 'intact' : 'changed';
  } finally {
    await handle.close();
  }
}
