import { seal, unseal } from './cipher.ts';
import type { SecretKey } from './ring.ts';

/**
 * A long text in frames, each sealed by itself and bound to its item, its place and whether it is the last (the STREAM construction): memory stays
 * at one frame whatever the size, and none can be changed, left out, exchanged, cut off or added without being noticed.
 *
 * On disk: {@link MAGIC}, then for each frame four bytes with its length and the sealed bytes.
 */

/** Bytes of text in a frame; only the last may hold fewer. */
export const FRAME_BYTES = 1 << 20;
const MAGIC = Buffer.from('ZGSEAL1\n');
const LENGTH_BYTES = 4;
/** What a frame may have beside its text: nonce and tag of any cipher. */
const OVERHEAD = 256;

/** Bytes that cannot be what was sealed, with this key, for this item. */
export class FrameChanged extends Error {
  constructor(place: string) {
    super(`sealed frames: ${place} is not what was sealed`);
    this.name = 'FrameChanged';
  }
}

/** Seals a text of any length; what it gives is to be written one after the other. */
export async function* sealFrames(
  key: SecretKey,
  item: string,
  text: AsyncIterable<Uint8Array>,
): AsyncGenerator<Buffer> {
  yield MAGIC;
  let index = 0;
  for await (const { bytes, last } of inFrames(text)) {
    const sealed = seal(key, bytes, boundTo(key, item, index, last));
    const length = Buffer.alloc(LENGTH_BYTES);
    length.writeUInt32BE(sealed.length);
    yield length;
    yield sealed;
    index += 1;
  }
}

/**
 * The text of sealed frames, one frame at a time, each only after it was found to be genuine.
 * @param read gives the next bytes, fewer only at the end
 * @throws FrameChanged
 */
export async function* openFrames(
  key: SecretKey,
  item: string,
  read: (bytes: number) => Promise<Buffer>,
): AsyncGenerator<Buffer> {
  if (!(await read(MAGIC.length)).equals(MAGIC)) throw new FrameChanged('its head');
  let next = await read(LENGTH_BYTES);
  for (let index = 0; ; index += 1) {
    const place = `frame ${index}`;
    if (next.length < LENGTH_BYTES) throw new FrameChanged(place);
    const length = next.readUInt32BE();
    if (length > FRAME_BYTES + OVERHEAD) throw new FrameChanged(place);
    const sealed = await read(length);
    if (sealed.length < length) throw new FrameChanged(place);
    next = await read(LENGTH_BYTES);
    const last = next.length === 0;
    const text = unseal(key, sealed, boundTo(key, item, index, last));
    if (text === undefined) throw new FrameChanged(place);
    yield text;
    if (last) return;
  }
}

function boundTo({ cipher }: SecretKey, item: string, index: number, last: boolean): Buffer {
  return Buffer.from(`zhenggai sealed frame 1 ${item} ${cipher} ${index} ${last ? 'last' : 'more'}`);
}

async function* inFrames(
  text: AsyncIterable<Uint8Array>,
): AsyncGenerator<{ readonly bytes: Buffer; readonly last: boolean }> {
  let held: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of text) {
    held.push(chunk);
    length += chunk.length;
    // Not at its very size: that may have been the last.
    if (length <= FRAME_BYTES) continue;
    let all = Buffer.concat(held);
    for (; all.length > FRAME_BYTES; all = all.subarray(FRAME_BYTES))
      yield { bytes: all.subarray(0, FRAME_BYTES), last: false };
    held = [all];
    length = all.length;
  }
  yield { bytes: Buffer.concat(held), last: true };
}
