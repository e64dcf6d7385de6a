import { defaultPayloadConverter, type Payload } from '@temporalio/common';
import fc from 'fast-check';
import { KeysError } from '../../src/keys/errors.ts';
import { Payloads, SEALED, sealedWith } from '../../src/keys/payloads.ts';
import type { CipherName, KeyRing, SecretKey } from '../../src/keys/ring.ts';

const CIPHERS: readonly CipherName[] = ['aes-256-gcm', 'sm4-ctr-hmac-sm3'];

const key = (id: string, cipher: CipherName, fill = 1): SecretKey => ({
  id,
  purpose: 'payload',
  cipher,
  bytes: new Uint8Array(32).fill(fill),
});

/** Keys at hand, the last of which is current. */
function payloads(keys: readonly SecretKey[], used: readonly string[] = []): Payloads {
  const ring: KeyRing = {
    current: () => keys.at(-1),
    find: (id) => keys.find((one) => one.id === id),
  };
  return new Payloads({ ring, file: '/keys.json', wasUsed: (id) => used.includes(id) });
}

const MARK = '某企业涉嫌虚报';
const plain = (value: unknown): Payload => defaultPayloadConverter.toPayload(value);
const valueOf = (payload: Payload): unknown => defaultPayloadConverter.fromPayload(payload);

describe.each(CIPHERS)('payloads sealed with %s', (cipher) => {
  const own = payloads([key('k1', cipher)]);

  it('say nothing of what is in them, and open to the same value', () => {
    const sealed = own.seal(plain({ text: MARK }));
    expect(Buffer.from(sealed.data ?? []).includes(MARK)).toBe(false);
    expect(JSON.stringify(sealed.metadata)).not.toContain(MARK);
    expect(sealedWith(sealed)).toBe('k1');
    const opened = own.open(sealed);
    expect(opened.kind === 'whole' && valueOf(opened.payload)).toEqual({ text: MARK });
  });

  it('open to any value that a converter makes', () => {
    fc.assert(
      fc.property(fc.oneof(fc.jsonValue(), fc.uint8Array(), fc.constant(undefined)), (value) => {
        const given = plain(value);
        const opened = own.open(own.seal(given));
        expect(opened.kind === 'whole' && valueOf(opened.payload)).toEqual(valueOf(given));
      }),
    );
  });

  it('are smaller than plain ones where people write much, as plain ones are in the database', () => {
    const long = plain({ text: '已走访三县，核对名录。'.repeat(500) });
    expect((own.seal(long).data ?? []).length).toBeLessThan((long.data ?? []).length / 10);
    const opened = own.open(own.seal(long));
    expect(opened.kind === 'whole' && valueOf(opened.payload)).toEqual(valueOf(long));
  });

  it('are odd when any byte of them, or what they are bound to, was changed', () => {
    const sealed = own.seal(plain({ text: MARK }));
    const data = sealed.data ?? new Uint8Array();
    for (let at = 0; at < data.length; at += 1) {
      const changed = Uint8Array.from(data, (byte, i) => (i === at ? byte ^ 1 : byte));
      expect(own.open({ ...sealed, data: changed }).kind).toBe('odd');
    }
    const bytes = Buffer.from('binary/plain');
    expect(own.open({ ...sealed, metadata: { ...sealed.metadata, 'zhenggai-of': bytes } }).kind).toBe('odd');
    expect(own.open({ ...sealed, data: data.subarray(0, 10) }).kind).toBe('odd');
    expect(own.open({ metadata: { encoding: Buffer.from(SEALED) } }).kind).toBe('odd');
  });

  it('cannot be passed off as under another key, even one of the same bytes', () => {
    const two = payloads([key('k1', cipher), key('k2', cipher)]);
    const sealed = two.seal(plain(MARK));
    expect(sealedWith(sealed)).toBe('k2');
    const metadata = { ...sealed.metadata, 'zhenggai-key': Buffer.from('k1') };
    expect(two.open({ ...sealed, metadata }).kind).toBe('odd');
  });
});

it('sealed with an older key, of another cipher, open after rotation; those from before any key stay as they are', () => {
  const old = payloads([key('k1', 'aes-256-gcm')]).seal(plain(MARK));
  const now = payloads([key('k1', 'aes-256-gcm'), key('k2', 'sm4-ctr-hmac-sm3', 2)]);
  const opened = now.open(old);
  expect(opened.kind === 'whole' && valueOf(opened.payload)).toBe(MARK);
  const before = plain(MARK);
  expect(now.open(before)).toEqual({ kind: 'whole', payload: before });
});

it('without a key nothing is sealed', () => {
  const given = plain(MARK);
  expect(payloads([]).seal(given)).toBe(given);
});

it('under a key that was used here and is not at hand are an error, never taken for something else', async () => {
  const sealed = payloads([key('k1', 'aes-256-gcm')]).seal(plain(MARK));
  const lost = payloads([], ['k1']);
  expect(() => lost.open(sealed)).toThrow(KeysError);
  for (const strict of [true, false])
    await expect(lost.codec(strict).decode([sealed])).rejects.toMatchObject({ code: 'keys-missing' });
  expect(lost.standing(sealed)).toBe('missing');
});

it('of a stranger go on to the converter in a worker, unless no stranger can send them there; a client refuses them', async () => {
  const odd: Payload = { metadata: { encoding: Buffer.from(SEALED) }, data: Buffer.from('x') };
  const own = payloads([key('k1', 'aes-256-gcm')]);
  const signal = { type: 'workflow', namespace: 'n', workflowId: 'p' } as const;
  const answer = { type: 'activity', namespace: 'n', workflowId: 'p', isLocal: false } as const;
  await expect(own.codec(false).decode([odd], signal)).resolves.toEqual([odd]);
  await expect(own.codec(false).decode([odd], answer)).rejects.toMatchObject({
    code: 'keys-payload-damaged',
  });
  await expect(own.codec(true).decode([odd], signal)).rejects.toMatchObject({ code: 'keys-payload-damaged' });
});
