import { createHash } from 'node:crypto';
import { chmod, mkdir, mkdtemp, readdir, rm, truncate, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { createEvidenceStore, type EvidenceStore } from '../../src/store/evidence-store.ts';

let root: string;
let folder: string;
let store: EvidenceStore;
beforeEach(async () => {
  root = await mkdtemp(path.join(tmpdir(), 'zhenggai-evidence-'));
  folder = path.join(root, 'evidence');
  store = createEvidenceStore({ folder, maxSize: 1_000_000 });
});
afterEach(() => rm(root, { recursive: true, force: true }));

const sha = (content: string | Buffer): string => createHash('sha256').update(content).digest('hex');
const coded = (code: string) => expect.objectContaining({ name: 'StoreError', code });

async function file(name: string, content: string | Buffer): Promise<string> {
  const at = path.join(root, name);
  await writeFile(at, content);
  return at;
}

async function kept(): Promise<string[]> {
  const names = await readdir(folder, { recursive: true, withFileTypes: true }).catch(() => []);
  return names.filter((entry) => entry.isFile()).map((entry) => entry.name);
}

describe('taking in evidence', () => {
  test('keeps a file under the hash of its content and gives it back', async () => {
    const content = Buffer.alloc(300_000, '统计');
    const stored = await store.put(await file('网格智治方案（印发）.PDF', content));
    expect(stored).toEqual({
      sha256: sha(content),
      size: 300_000,
      name: '网格智治方案（印发）.PDF',
      mime: 'application/pdf',
    });
    expect(await readdir(path.join(folder, stored.sha256.slice(0, 2)))).toEqual([stored.sha256]);
    expect((await buffer(await store.get(stored.sha256))).equals(content)).toBe(true);
    expect(await store.check(stored.sha256)).toBe('intact');
  });

  test('takes a stream like a file', async () => {
    const stored = await store.put({
      name: '记录.txt',
      stream: Readable.from(['第一行\n', Buffer.from('第二行')]),
    });
    expect(stored.sha256).toBe(sha('第一行\n第二行'));
    expect((await buffer(await store.get(stored.sha256))).toString()).toBe('第一行\n第二行');
  });

  test('keeps the same content once, whatever its name and however many bring it', async () => {
    const [one, two] = [await file('一.txt', '同样'), await file('二.docx', '同样')];
    const stored = await Promise.all([store.put(one), store.put(two), store.put(one)]);
    expect(new Set(stored.map(({ sha256 }) => sha256)).size).toBe(1);
    expect(stored.map(({ name }) => name)).toEqual(['一.txt', '二.docx', '一.txt']);
    expect(await kept()).toEqual([sha('同样')]);
  });

  test.each([
    ['a missing file', 'evidence-missing-file', () => path.join(root, 'none.pdf')],
    [
      'a folder',
      'evidence-not-a-file',
      async () => (await mkdir(path.join(root, 'a.pdf')), path.join(root, 'a.pdf')),
    ],
    ['an empty file', 'evidence-empty', () => file('空.pdf', '')],
    ['a program', 'evidence-type', () => file('setup.exe', 'MZ')],
    ['a file that says nothing of its kind', 'evidence-type', () => file('README', 'x')],
    ['a name that only begins with a dot', 'evidence-type', () => file('.pdf', 'x')],
    ['a property of every object', 'evidence-type', () => file('x.constructor', 'x')],
    ['a file over the limit', 'evidence-too-large', () => file('大.pdf', Buffer.alloc(1_000_001))],
  ])('refuses %s', async (_, code, source) => {
    await expect(store.put(await source())).rejects.toEqual(coded(code));
    expect(await kept()).toEqual([]);
  });

  test('says what is allowed', async () => {
    await expect(store.put(await file('a.exe', 'x'))).rejects.toThrow(/“a\.exe”.*（\.exe）.*pdf、ofd、doc/);
    await expect(store.put(await file('b.pdf', Buffer.alloc(1_000_001)))).rejects.toThrow(/超过 1 MB 的上限/);
  });

  test('leaves nothing behind of a stream that is empty, too long or breaks off', async () => {
    const endless = Readable.from(
      (function* () {
        for (;;) yield Buffer.alloc(100_000);
      })(),
    );
    await expect(store.put({ name: 'a.zip', stream: endless })).rejects.toEqual(coded('evidence-too-large'));
    expect(endless.destroyed).toBe(true);
    await expect(store.put({ name: 'a.zip', stream: Readable.from([]) })).rejects.toEqual(
      coded('evidence-empty'),
    );
    const broken = Readable.from(
      (function* () {
        yield 'begin';
        throw new Error('line cut');
      })(),
    );
    await expect(store.put({ name: 'a.zip', stream: broken })).rejects.toThrow('line cut');
    expect(await kept()).toEqual([]);
  });

  test('is told of a stream that had failed before it was read, and closes one that it turns away', async () => {
    const failed = new Readable({ read: () => undefined });
    failed.destroy(new Error('line cut'));
    await expect(store.put({ name: 'a.zip', stream: failed })).rejects.toThrow('line cut');
    const unwanted = Readable.from(['x']);
    await expect(store.put({ name: 'a.exe', stream: unwanted })).rejects.toEqual(coded('evidence-type'));
    expect(unwanted.destroyed).toBe(true);
  });

  test('strips a name of folders and control characters', async () => {
    const put = async (name: string) => (await store.put({ name, stream: Readable.from(['x']) })).name;
    expect(await put('C:\\整改\\方案.doc')).toBe('方案.doc');
    expect(await put('../../etc/表\u0000.xls\n')).toBe('表.xls');
    await expect(put(`${'长'.repeat(300)}.pdf`)).rejects.toEqual(coded('evidence-name'));
    await expect(put('dir/')).rejects.toEqual(coded('evidence-name'));
  });

  test('says that its folder cannot be written', async () => {
    const blocked = createEvidenceStore({ folder: await file('blocked', 'x') });
    await expect(blocked.put(await file('a.txt', 'x'))).rejects.toEqual(coded('evidence-folder'));
  });

  test('clears away what a dead process left half copied, and not what is under way', async () => {
    await store.put(await file('a.txt', 'a'));
    const [old, young] = [path.join(folder, 'tmp', 'old.part'), path.join(folder, 'tmp', 'young.part')];
    for (const at of [old, young]) await writeFile(at, 'half');
    await utimes(old, 0, 0);
    await store.put(await file('b.txt', 'b'));
    expect((await kept()).filter((name) => name.endsWith('.part'))).toEqual(['young.part']);
  });
});

describe('evidence that was tampered with', () => {
  test('is noticed on reading, and healed when the true file comes again', async () => {
    const original = await file('a.txt', '原件内容');
    const { sha256 } = await store.put(original);
    const place = path.join(folder, sha256.slice(0, 2), sha256);
    await chmod(place, 0o600);
    await truncate(place, 3);
    await expect(store.get(sha256)).rejects.toEqual(coded('evidence-changed'));
    expect(await store.check(sha256)).toBe('changed');
    await store.put(original);
    expect((await buffer(await store.get(sha256))).toString()).toBe('原件内容');
  });

  test('is told from evidence that is gone', async () => {
    const absent = sha('never');
    await expect(store.get(absent)).rejects.toEqual(coded('evidence-absent'));
    expect(await store.check(absent)).toBe('absent');
    for (const bad of ['', '../../etc/passwd', absent.toUpperCase(), `${absent}\n`]) {
      await expect(store.get(bad)).rejects.toEqual(coded('evidence-bad-hash'));
    }
  });
});
