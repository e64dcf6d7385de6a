import type { FileHandle } from 'node:fs/promises';
import { FrameChanged, openFrames } from '../keys/frames.ts';
import type { SecretKey } from '../keys/ring.ts';
import { storeError } from './errors.ts';
import type { Intake } from './sources.ts';

/**
 * What is sealed: a head with the file's name (it is content too), then the file's bytes. The head is filled up to a multiple of {@link HEAD_STEP}
 * bytes, so that the length of the whole tells nothing of the name's.
 */
const LENGTH_BYTES = 4;
const HEAD_STEP = 1_024;

/** A file's name and bytes, as they are sealed. */
export async function* contentOf({ name, mime, bytes }: Intake): AsyncGenerator<Uint8Array> {
  const text = Buffer.from(JSON.stringify({ v: 1, name, mime }));
  const head = Buffer.alloc(Math.ceil((LENGTH_BYTES + text.length) / HEAD_STEP) * HEAD_STEP, ' ');
  head.writeUInt32BE(head.length - LENGTH_BYTES);
  text.copy(head, LENGTH_BYTES);
  yield head;
  yield* bytes;
}

/** A sealed file that has been opened: its name, and its bytes still to come. */
export interface OpenedContent {
  readonly name: string;
  readonly mime: string;
  /** @throws sealed-changed in its course, after nothing but genuine bytes */
  readonly bytes: AsyncGenerator<Buffer>;
}

/** Opens what lies sealed in a file, which has to stay open as long as the bytes are wanted. @throws sealed-changed */
export async function openContent(key: SecretKey, item: string, handle: FileHandle): Promise<OpenedContent> {
  const frames = openFrames(key, item, readerOf(handle));
  const next = async (): Promise<Buffer | undefined> => {
    try {
      const one = await frames.next();
      return one.done === true ? undefined : one.value;
    } catch (error) {
      if (error instanceof FrameChanged) throw storeError('sealed-changed', { item, what: '内容' }, error);
      throw error;
    }
  };
  async function* rest(first: Buffer): AsyncGenerator<Buffer> {
    for (let frame: Buffer | undefined = first; frame !== undefined; frame = await next()) yield frame;
  }
  const first = (await next()) ?? Buffer.alloc(0);
  const end = LENGTH_BYTES + first.readUInt32BE();
  const head = JSON.parse(first.toString('utf8', LENGTH_BYTES, end)) as Pick<Intake, 'name' | 'mime'>;
  return { name: head.name, mime: head.mime, bytes: rest(first.subarray(end)) };
}

/** Reads on; fewer bytes only at the end. */
function readerOf(handle: FileHandle): (bytes: number) => Promise<Buffer> {
  let position = 0;
  return async (bytes) => {
    const buffer = Buffer.alloc(bytes);
    let length = 0;
    while (length < bytes) {
      const { bytesRead } = await handle.read(buffer, length, bytes - length, position);
      if (bytesRead === 0) break;
      length += bytesRead;
      position += bytesRead;
    }
    return buffer.subarray(0, length);
  };
}
