import type { StoreError } from './errors.ts';
import { storeError } from './errors.ts';
import { EVIDENCE_EXTENSIONS, extensionOf, mimeOf } from './evidence-types.ts';

/** Largest file that is taken, in bytes. */
export const MAX_SIZE = 200_000_000;
const MAX_NAME = 200;

/** The name without folders and control characters, composed as Chinese input methods write it. */
export function cleanName(given: string): string {
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

/** The media type of a file of that name. @throws evidence-type */
export function acceptedType(name: string): string {
  const mime = mimeOf(name);
  if (mime !== undefined) return mime;
  const extension = extensionOf(name);
  throw storeError('evidence-type', {
    name,
    extension: extension === '' ? '无扩展名' : `.${extension}`,
    allowed: EVIDENCE_EXTENSIONS.join('、'),
  });
}

/** A stream's bytes up to a size. @throws evidence-too-large; evidence-empty at an end without any */
export async function* limited(
  stream: AsyncIterable<Uint8Array | string>,
  name: string,
  maxSize: number,
): AsyncGenerator<Uint8Array> {
  let size = 0;
  for await (const chunk of stream) {
    const bytes = typeof chunk === 'string' ? Buffer.from(chunk) : chunk;
    size += bytes.byteLength;
    if (size > maxSize) throw tooLarge(name, maxSize);
    yield bytes;
  }
  if (size === 0) throw storeError('evidence-empty', { name });
}

export function tooLarge(name: string, maxSize: number): StoreError {
  return storeError('evidence-too-large', { name, limit: sizeText(maxSize) });
}

function sizeText(bytes: number): string {
  return bytes >= 1_000_000 ? `${Number((bytes / 1_000_000).toFixed(1))} MB` : `${bytes} 字节`;
}
