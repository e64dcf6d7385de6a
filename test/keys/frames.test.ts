import fc from 'fast-check';
import { FRAME_BYTES, openFrames, sealFrames } from '../../src/keys/frames.ts';
import { readWrappedKey, unwrapKey, wrapKey, wrappedKeyText } from '../../src/keys/item-key.ts';
import type { CipherName, SecretKey } from '../../src/keys/ring.ts';
import { newKey } from '../support/rings.ts';

const CIPHERS: readonly CipherName[] = ['aes-256-gcm', 'sm4-ctr-hmac-sm3'];
const ITEM = 'ab'.repeat(16);

async function* inChunks(text: Buffer, size: number): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < text.length; at += size) yield text.subarray(at, at + size);
}

async function sealed(key: SecretKey, text: Buffer, chunk = 65_536, item = ITEM): Promise<Buffer> {
  const parts: Buffer[] = [];
  for await (const part of sealFrames(key, item, inChunks(text, chunk))) parts.push(part);
  return Buffer.concat(parts);
}

/** What comes out before the end or an error, and whether it ended well. */
async function opened(key: SecretKey, bytes: Buffer, item = ITEM): Promise<{ text: Buffer; well: boolean }> {
  let at = 0;
  const read = async (length: number): Promise<Buffer> => {
    const part = bytes.subarray(at, at + length);
    at += part.length;
    return part;
  };
  const parts: Buffer[] = [];
  try {
    for await (const part of openFrames(key, item, read)) parts.push(part);
    return { text: Buffer.concat(parts), well: true };
  } catch (error) {
    expect(error).toMatchObject({ name: 'FrameChanged' });
    return { text: Buffer.concat(parts), well: false };
  }
}

describe.each(CIPHERS)('content sealed by %s', (cipher) => {
  const key = newKey('content', cipher);

  test('comes out as it went in, at any size around the borders of frames, in pieces of any size', async () => {
    const size = fc.oneof(
      fc.integer({ min: 0, max: 300 }),
      fc
        .tuple(fc.integer({ min: 1, max: 3 }), fc.integer({ min: -2, max: 2 }))
        .map(([frames, more]) => frames * FRAME_BYTES + more),
    );
    const piece = fc.oneof(fc.integer({ min: 50_000, max: 3_000_000 }), fc.constant(FRAME_BYTES));
    await fc.assert(
      fc.asyncProperty(size, piece, async (length, chunk) => {
        const text = Buffer.alloc(length, '整改线索');
        const out = await opened(key, await sealed(key, text, chunk));
        expect(out.well && out.text.equals(text)).toBe(true);
      }),
      { numRuns: 25 },
    );
  });

  test('has no byte that can be changed unnoticed', async () => {
    const bytes = await sealed(key, Buffer.from('某企业违法排污的线索'));
    for (let at = 0; at < bytes.length; at += 1) {
      const other = Buffer.from(bytes);
      other[at] = (other[at] ?? 0) ^ (1 << (at % 8));
      expect(await opened(key, other)).toEqual({ text: Buffer.alloc(0), well: false });
    }
  });

  test('cannot be cut off, prolonged, or have its frames exchanged, and gives out nothing that is not genuine', async () => {
    const text = Buffer.concat([
      Buffer.alloc(FRAME_BYTES, 'a'),
      Buffer.alloc(FRAME_BYTES, 'b'),
      Buffer.from('c'),
    ]);
    const bytes = await sealed(key, text);
    const [frame, head] = [bytes.readUInt32BE(8) + 4, 8];
    const [one, two] = [bytes.subarray(head, head + frame), bytes.subarray(head + frame, head + 2 * frame)];
    const last = bytes.subarray(head + 2 * frame);
    const start = bytes.subarray(0, head);
    const changed = [
      Buffer.concat([start, one, two]),
      Buffer.concat([start, one]),
      start,
      Buffer.alloc(0),
      Buffer.concat([start, two, one, last]),
      Buffer.concat([start, one, last]),
      Buffer.concat([bytes, last]),
      Buffer.concat([bytes, Buffer.from([0])]),
      bytes.subarray(0, -1),
    ];
    for (const other of changed) {
      const out = await opened(key, other);
      expect(out.well).toBe(false);
      expect(text.subarray(0, out.text.length).equals(out.text)).toBe(true);
    }
  });

  test('opens as its own item only, with its own key only', async () => {
    const bytes = await sealed(key, Buffer.from('x'));
    expect((await opened(key, bytes, 'cd'.repeat(16))).well).toBe(false);
    expect((await opened(newKey('content', cipher), bytes)).well).toBe(false);
  });

  test('has a wrapped key of which no byte can be changed, and that fits no other item or key', () => {
    const by = newKey('content', cipher);
    const text = Buffer.from(wrappedKeyText(wrapKey(by, { ...key, id: ITEM })));
    const kept = readWrappedKey(text);
    if (kept === undefined) throw new Error('not read');
    expect(unwrapKey(by, kept)).toEqual({ ...key, id: ITEM });
    for (let at = 0; at < text.length; at += 1) {
      const other = Buffer.from(text);
      other[at] = (other[at] ?? 0) ^ (1 << (at % 8));
      expect(readWrappedKey(other)).toBeUndefined();
    }
    // Whoever can write a sum as well still cannot make it another's.
    expect(unwrapKey(by, { ...kept, item: 'cd'.repeat(16) })).toBeUndefined();
    expect(unwrapKey({ ...by, id: 'content-other' }, { ...kept, keyId: 'content-other' })).toBeUndefined();
    expect(unwrapKey({ ...by, bytes: newKey().bytes }, kept)).toBeUndefined();
  });
});
