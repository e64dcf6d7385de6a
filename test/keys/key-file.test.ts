import { chmodSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { addKey, rotateKey } from '../../src/cli/keys/making.ts';
import { keysAtHand, usedFile } from '../../src/cli/keys/at-hand.ts';
import { KeysError } from '../../src/keys/errors.ts';
import { FileRing, readKeyFile } from '../../src/keys/key-file.ts';

const NOW = '2022-06-06T07:00:00.000+08:00';
const KEY = Buffer.alloc(32, 7).toString('base64');

let data: string;
let keyFile: string;

beforeEach(() => {
  data = mkdtempSync(path.join(tmpdir(), 'zhenggai-keys-'));
  keyFile = path.join(data, 'keys.json');
});

afterEach(() => rmSync(data, { recursive: true, force: true }));

const place = (named = false) => ({ data, keyFile, keyFileNamed: named });

/** The refusal that something ends with. */
async function refusal(work: () => unknown): Promise<KeysError> {
  try {
    await work();
  } catch (error) {
    if (error instanceof KeysError) return error;
    throw error;
  }
  throw new Error('nothing was refused');
}

function write(value: unknown, mode = 0o600): void {
  writeFileSync(keyFile, typeof value === 'string' ? value : JSON.stringify(value));
  chmodSync(keyFile, mode);
}

const one = (change: object = {}): object => ({
  id: 'payload-1',
  for: 'payload',
  cipher: 'aes-256-gcm',
  created: NOW,
  bytes: KEY,
  ...change,
});

describe('the key file', () => {
  it('is made with the first key, readable by its owner only, and leaves nothing beside it', async () => {
    const key = await addKey(place(), { purpose: 'payload', now: NOW });
    expect(statSync(keyFile).mode & 0o777).toBe(0o600);
    expect(readdirSync(data)).toEqual(['keys.json']);
    const ring = new FileRing(keyFile);
    expect(ring.current('payload')).toEqual(key);
    expect(key.bytes).toHaveLength(32);
    expect(ring.current('content')).toBeUndefined();
  });

  it('keeps old keys for reading when a new one becomes current, with the same cipher unless told otherwise', async () => {
    const first = await addKey(place(), { purpose: 'payload', cipher: 'sm4-ctr-hmac-sm3', now: NOW });
    const { key, before } = await rotateKey(place(), { purpose: 'payload', now: NOW });
    const ring = new FileRing(keyFile);
    expect([before.id, ring.find(first.id)?.bytes]).toEqual([first.id, first.bytes]);
    expect(ring.current('payload')).toEqual(key);
    expect(key.cipher).toBe('sm4-ctr-hmac-sm3');
    expect(key.id).not.toBe(first.id);
  });

  it('refuses a second first key, a rotation of none, and any rotation of the subject key, changing nothing', async () => {
    await addKey(place(), { purpose: 'subject', now: NOW });
    const before = readFileSync(keyFile, 'utf8');
    const codes = [
      await refusal(() => addKey(place(), { purpose: 'subject', now: NOW })),
      await refusal(() => rotateKey(place(), { purpose: 'payload', now: NOW })),
      await refusal(() => rotateKey(place(), { purpose: 'subject', now: NOW })),
    ].map(({ code }) => code);
    expect(codes).toEqual(['keys-there-already', 'keys-none-yet', 'keys-subject-fixed']);
    expect(readFileSync(keyFile, 'utf8')).toBe(before);
  });

  it('runs the re-wrapping of items once the new content key is in the file', async () => {
    await addKey(place(), { purpose: 'content', now: NOW });
    const seen: (string | undefined)[] = [];
    const { key, sealed } = await rotateKey(place(), { purpose: 'content', now: NOW }, async (ring) => {
      seen.push(ring.current('content')?.id, readKeyFile(keyFile)?.current.content);
      return { rewrapped: 3, current: 0, failed: [] };
    });
    expect([seen, sealed?.rewrapped]).toEqual([[key.id, key.id], 3]);
  });

  it.each([
    ['keys-file-exposed', { v: 1, current: {}, keys: [] }, 0o640, '0640'],
    ['keys-file-malformed', '{"v": 1,', 0o600, '全文'],
    ['keys-file-malformed', { v: 2, current: {}, keys: [] }, 0o600, ' v '],
    ['keys-file-malformed', { v: 1, current: { payload: 'payload-1' }, keys: [] }, 0o600, 'current.payload'],
    ['keys-file-malformed', { v: 1, current: {}, keys: [one()] }, 0o600, 'current.payload'],
    [
      'keys-file-malformed',
      { v: 1, current: { payload: 'payload-1' }, keys: [one({ cipher: 'rot13' })] },
      0o600,
      'keys[0].cipher',
    ],
    [
      'keys-unknown-field',
      { v: 1, current: { payload: 'payload-1' }, keys: [one({ note: 'x' })] },
      0o600,
      'note',
    ],
    ['keys-unknown-field', { v: 1, current: {}, keys: [], more: 1 }, 0o600, 'more'],
    ['keys-id-twice', { v: 1, current: { payload: 'payload-1' }, keys: [one(), one()] }, 0o600, 'keys[1].id'],
    [
      'keys-length',
      { v: 1, current: { payload: 'payload-1' }, keys: [one({ bytes: 'AAAA' })] },
      0o600,
      '3 字节',
    ],
  ])('is refused with %s where it is wrong, naming file and place', async (code, value, mode, named) => {
    write(value, mode);
    const error = await refusal(() => new FileRing(keyFile));
    expect(error.code).toBe(code);
    expect(error.message).toContain(keyFile);
    expect(error.message).toContain(named);
    expect(error.message).not.toContain(KEY);
  });

  it('that a setting names must be there; an unnamed one need not', async () => {
    expect((await refusal(() => keysAtHand(place(true)))).code).toBe('keys-file-missing');
    expect((await keysAtHand(place())).payloads.sealing).toBe(false);
    expect(readdirSync(data)).toEqual([]);
  });

  it('once used must stay the same: lost, without a key, or with another of the same id it is refused, and nothing is written', async () => {
    const key = await addKey(place(), { purpose: 'payload', now: NOW });
    await (await keysAtHand(place())).note();
    await (await keysAtHand(place())).note();
    expect(readFileSync(usedFile(place()), 'utf8')).not.toContain(Buffer.from(key.bytes).toString('base64'));
    const before = readFileSync(usedFile(place()), 'utf8');
    const told: [string, string][] = [];
    const tell = async (): Promise<void> => {
      const { code, message } = await refusal(() => keysAtHand(place()));
      expect([message.includes(key.id), message.includes(keyFile)]).toEqual([true, true]);
      told.push([code, (await refusal(() => addKey(place(), { purpose: 'content', now: NOW }))).code]);
    };
    rmSync(keyFile);
    await tell();
    write({ v: 1, current: { payload: 'payload-1' }, keys: [one()] });
    await tell();
    write({ v: 1, current: { payload: key.id }, keys: [one({ id: key.id })] });
    await tell();
    expect(told).toEqual([
      ['keys-file-missing', 'keys-file-missing'],
      ['keys-missing', 'keys-missing'],
      ['keys-wrong', 'keys-wrong'],
    ]);
    expect(readFileSync(usedFile(place()), 'utf8')).toBe(before);
  });

  it('is looked at again for a key made since, but what is current stays, also when the file goes away', async () => {
    const first = await addKey(place(), { purpose: 'payload', now: NOW });
    const ring = new FileRing(keyFile);
    const { key } = await rotateKey(place(), { purpose: 'payload', now: NOW });
    expect(ring.changed()).toBe(true);
    expect(ring.find(key.id)).toEqual(key);
    expect(ring.current('payload')).toEqual(first);
    rmSync(keyFile);
    expect(ring.find('payload-none')).toBeUndefined();
    expect([ring.current('payload')?.id, ring.find(first.id)?.id]).toEqual([first.id, first.id]);
  });
});
