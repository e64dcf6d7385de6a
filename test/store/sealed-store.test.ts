import { createHash } from 'node:crypto';
import { chmod, mkdtemp, readdir, readFile, rename, rm, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import type { CipherName, KeyRing, SecretKey } from '../../src/keys/ring.ts';
import { createSealedStore, type SealedItem, type SealedStore } from '../../src/store/sealed-store.ts';
import { newKey, ringOf } from '../support/rings.ts';

const AT = '2026-11-23T10:00:00.000+08:00';
const coded = (code: string) => expect.objectContaining({ name: 'StoreError', code });
const sha = (content: Buffer): string => createHash('sha256').update(content).digest('hex');

let folder: string;
let store: SealedStore;
let key: SecretKey;
let ring: KeyRing;
beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'zhenggai-sealed-'));
  store = createSealedStore({ folder, maxSize: 5_000_000 });
  key = newKey();
  ring = ringOf(key);
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const place = (kind: 'sealed' | 'keys' | 'destroyed', item: string): string =>
  path.join(folder, kind, item.slice(0, 2), item);

async function files(): Promise<string[]> {
  const found = await readdir(folder, { recursive: true, withFileTypes: true });
  return found.filter((entry) => entry.isFile()).map((entry) => path.join(entry.parentPath, entry.name));
}

const seal = (content: string | Buffer, name = '线索.txt'): Promise<SealedItem> =>
  store.seal({ name, stream: Readable.from([content]) }, ring);

async function read(item: SealedItem, by = ring): Promise<string> {
  return (await buffer((await store.open(item, by)).stream)).toString();
}

async function change(file: string, at: number): Promise<void> {
  const bytes = await readFile(file);
  bytes[at] = (bytes[at] ?? 0) ^ 1;
  await chmod(file, 0o600);
  await writeFile(file, bytes);
}

describe.each<CipherName>(['aes-256-gcm', 'sm4-ctr-hmac-sm3'])('content sealed by %s', (cipher) => {
  beforeEach(() => {
    key = newKey('content', cipher);
    ring = ringOf(key);
  });

  test('comes back with its name, and nothing of either is on the disk', async () => {
    const name = '关于MARKER企业的举报信.pdf';
    const content = Buffer.alloc(3_000_000, 'MARKER的违法事实');
    const elsewhere = await mkdtemp(path.join(tmpdir(), 'zhenggai-source-'));
    await writeFile(path.join(elsewhere, name), content);
    const sealed = await store.seal(path.join(elsewhere, name), ring);
    await rm(elsewhere, { recursive: true });
    expect(sealed).toEqual({
      item: expect.stringMatching(/^[0-9a-f]{32}$/),
      sha256: sha(await readFile(place('sealed', sealed.item))),
      size: (await readFile(place('sealed', sealed.item))).length,
      keyId: key.id,
      cipher,
    });
    const opened = await store.open(sealed, ring);
    expect([opened.name, opened.mime]).toEqual([name, 'application/pdf']);
    expect((await buffer(opened.stream)).equals(content)).toBe(true);
    for (const one of await files()) {
      expect(one).not.toContain('MARKER');
      expect((await readFile(one)).includes('MARKER')).toBe(false);
    }
    expect(await store.check(sealed)).toBe('intact');
  });

  test('is another item each time, so that equal contents are not seen to be equal, nor how long a name is', async () => {
    const [one, two] = [await seal('同样', '甲.txt'), await seal('同样', `${'乙'.repeat(100)}.txt`)];
    expect(one.sha256).not.toBe(two.sha256);
    expect(one.size).toBe(two.size);
  });
});

describe('an item that cannot be opened says why:', () => {
  test('its office key is not in the key file', async () => {
    const item = await seal('内容');
    await expect(store.open(item, ringOf(newKey()))).rejects.toEqual(coded('sealed-key-unknown'));
    await expect(store.open(item, ringOf())).rejects.toThrow(key.id);
  });

  test('the key file has another key under the same id', async () => {
    const item = await seal('内容');
    const other = ringOf({ ...newKey(), id: key.id });
    await expect(store.open(item, other)).rejects.toEqual(coded('sealed-wrong-key'));
  });

  test('its bytes were changed, cut off or exchanged with those of another item', async () => {
    const [item, cut, one, two] = [
      await seal('内容'),
      await seal('内容'),
      await seal('甲'),
      await seal('乙'),
    ];
    await change(place('sealed', item.item), 100);
    await chmod(place('sealed', cut.item), 0o600);
    await truncate(place('sealed', cut.item), 50);
    await rename(place('sealed', one.item), place('sealed', two.item));
    for (const changed of [item, cut, two]) {
      await expect(store.open(changed, ring)).rejects.toEqual(coded('sealed-changed'));
      expect(await store.check(changed)).toBe('changed');
    }
    // Also to somebody who could change the record's hash with it.
    await expect(store.open({ ...two, sha256: one.sha256 }, ring)).rejects.toEqual(coded('sealed-changed'));
    const forged = { ...item, sha256: sha(await readFile(place('sealed', item.item))) };
    await expect(store.open(forged, ring)).rejects.toEqual(coded('sealed-changed'));
  });

  test('its wrapped key was changed, or exchanged with that of another item', async () => {
    const [item, one, two] = [await seal('内容'), await seal('甲'), await seal('乙')];
    await change(place('keys', item.item), 30);
    await rename(place('keys', one.item), place('keys', two.item));
    await expect(store.open(item, ring)).rejects.toThrow(/的密钥已被改动/);
    await expect(store.open(two, ring)).rejects.toEqual(coded('sealed-changed'));
  });

  test('its bytes or its key are gone', async () => {
    const [one, two] = [await seal('甲'), await seal('乙')];
    await rm(place('sealed', one.item));
    await rm(place('keys', two.item));
    await expect(store.open(one, ring)).rejects.toThrow(/的内容不在佐证库/);
    await expect(store.open(two, ring)).rejects.toThrow(/的密钥不在佐证库/);
    expect(await store.check(one)).toBe('absent');
  });

  test('there is no such item, or the number is none', async () => {
    const sha256 = '0'.repeat(64);
    await expect(store.open({ item: 'ab'.repeat(16), sha256 }, ring)).rejects.toEqual(coded('sealed-absent'));
    for (const item of ['', '../../etc/passwd', 'AB'.repeat(16)]) {
      await expect(store.open({ item, sha256 }, ring)).rejects.toEqual(coded('sealed-bad-item'));
      await expect(store.destroy(item, AT)).rejects.toEqual(coded('sealed-bad-item'));
    }
  });
});

test('without a content key nothing is sealed, and the command to make one is told', async () => {
  ring = ringOf(newKey('payload'));
  await expect(seal('内容')).rejects.toThrow(/zhenggai keys add/);
  expect(await files()).toEqual([]);
});

test('files are refused by size and type as evidence is, and nothing of them is left', async () => {
  await expect(seal('MZ', 'a.exe')).rejects.toEqual(coded('evidence-type'));
  await expect(seal(Buffer.alloc(5_000_001))).rejects.toEqual(coded('evidence-too-large'));
  await expect(seal('')).rejects.toEqual(coded('evidence-empty'));
  expect(await files()).toEqual([]);
});

test('an item opened and not read to its end keeps no file open', async () => {
  const { stream } = await store.open(await seal(Buffer.alloc(4_000_000, 'x')), ring);
  stream.destroy();
  await new Promise((resolve) => stream.once('close', resolve));
  const open = await readdir('/proc/self/fd').then((fds) =>
    Promise.all(
      fds.map((fd) =>
        import('node:fs/promises').then((fs) => fs.readlink(`/proc/self/fd/${fd}`).catch(() => '')),
      ),
    ),
  );
  expect(open.filter((target) => target.startsWith(folder))).toEqual([]);
});

describe('destroying a key', () => {
  test('makes the content unreadable for ever, whoever has the key file; hash and moment stay', async () => {
    const [item, other] = [await seal('误传的秘密'), await seal('别的')];
    expect(await store.destroy(item.item, AT)).toEqual({ item: item.item, at: AT });
    await expect(store.open(item, ring)).rejects.toThrow(`已于 ${AT} 销毁`);
    expect(await store.check(item)).toBe('intact');
    await expect(readFile(place('keys', item.item))).rejects.toThrow('ENOENT');
    expect(await read(other)).toBe('别的');
  });

  test('a second time changes nothing, and tells of the first', async () => {
    const item = await seal('误传的秘密');
    await store.destroy(item.item, AT);
    expect(await store.destroy(item.item, '2027-01-01T00:00:00.000+08:00')).toEqual({
      item: item.item,
      at: AT,
    });
  });

  test('killed between its two steps it is ended by the next, or by a rotation; nobody reads it meanwhile', async () => {
    const [one, two] = [await seal('甲'), await seal('乙')];
    for (const item of [one, two]) {
      const kept = await readFile(place('keys', item.item));
      await store.destroy(item.item, AT);
      // As it lay when the process was killed: told, and not yet taken away.
      await writeFile(place('keys', item.item), kept);
      await expect(store.open(item, ring)).rejects.toEqual(coded('sealed-destroyed'));
    }
    await store.destroy(one.item, AT);
    expect(await store.rewrap(ringOf(key, newKey()))).toEqual({ rewrapped: 0, current: 1, failed: [] });
    for (const item of [one, two]) await expect(readFile(place('keys', item.item))).rejects.toThrow('ENOENT');
  });

  test('of an item that is not there is an error', async () => {
    await expect(store.destroy('ab'.repeat(16), AT)).rejects.toEqual(coded('sealed-absent'));
  });

  test('while all keys are wrapped anew leaves none of it, in whichever order the two come', async () => {
    const next = newKey();
    const items = await Promise.all(Array.from({ length: 30 }, (_, n) => seal(`第${n}件`)));
    const [done] = await Promise.all([
      store.rewrap(ringOf(key, next)),
      ...items.map(async ({ item }, n) => n % 2 === 0 && store.destroy(item, AT)),
    ]);
    expect(done).toMatchObject({ failed: [] });
    for (const [n, item] of items.entries()) {
      if (n % 2 === 1) expect(await read(item, ringOf(next))).toBe(`第${n}件`);
      else await expect(readFile(place('keys', item.item))).rejects.toThrow('ENOENT');
    }
  });
});

describe('rotation', () => {
  test('wraps every key by the current one, of whatever cipher, and touches no content', async () => {
    const next = newKey('content', 'sm4-ctr-hmac-sm3');
    const items = await Promise.all(['甲', '乙', '丙'].map((one) => seal(one)));
    const before = await Promise.all(items.map(({ item }) => readFile(place('sealed', item))));
    expect(await store.rewrap(ringOf(key, next))).toEqual({ rewrapped: 3, current: 0, failed: [] });
    expect(await store.rewrap(ringOf(key, next))).toEqual({ rewrapped: 0, current: 3, failed: [] });
    for (const [n, item] of items.entries()) {
      expect((await readFile(place('sealed', item.item))).equals(before[n] ?? Buffer.alloc(0))).toBe(true);
      // The old key may go.
      expect(await read(item, ringOf(next))).toBe(['甲', '乙', '丙'][n]);
      await expect(store.open(item, ringOf(key))).rejects.toEqual(coded('sealed-key-unknown'));
    }
  });

  test('begun and cut off, goes on where it was; both keys open what lies between', async () => {
    const next = newKey();
    const items = await Promise.all(['甲', '乙', '丙'].map((one) => seal(one)));
    const old = await readFile(place('keys', items[1]?.item ?? ''));
    await store.rewrap(ringOf(key, next));
    await rm(place('keys', items[1]?.item ?? ''));
    await writeFile(place('keys', items[1]?.item ?? ''), old);
    const both = ringOf(key, next);
    for (const [n, item] of items.entries()) expect(await read(item, both)).toBe(['甲', '乙', '丙'][n]);
    expect(await store.rewrap(both)).toEqual({ rewrapped: 1, current: 2, failed: [] });
  });

  test('names what it cannot wrap, and does the rest', async () => {
    const [lost, damaged, wrong] = [await seal('甲'), await seal('乙'), await seal('丙')];
    const other = newKey();
    ring = ringOf(other);
    const well = await seal('丁');
    await change(place('keys', damaged.item), 5);
    const next = newKey();
    const done = await store.rewrap(ringOf({ ...newKey(), id: key.id }, other, next));
    expect(done.rewrapped).toBe(1);
    expect(new Map(done.failed.map(({ item, code }) => [item, code]))).toEqual(
      new Map([
        [lost.item, 'sealed-wrong-key'],
        [wrong.item, 'sealed-wrong-key'],
        [damaged.item, 'sealed-changed'],
      ]),
    );
    expect(await read(well, ringOf(next))).toBe('丁');
    expect(await read(lost, ringOf(key))).toBe('甲');
    await expect(store.rewrap(ringOf())).rejects.toEqual(coded('sealed-no-key'));
  });
});
