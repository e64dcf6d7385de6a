import { createHash, randomBytes } from 'node:crypto';
import { cp, mkdir, mkdtemp, readdir, readFile, rm, truncate, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { buffer } from 'node:stream/consumers';
import { createEvidenceStore, type EvidenceStore } from '../../src/store/evidence-store.ts';
import { openBlobs } from '../../src/store/open-blobs.ts';
import type { Bucket } from '../../src/store/bucket.ts';
import { S3_SKIPPED } from '../support/s3-program.ts';
import { startS3, type S3Server } from '../support/s3-server.ts';

const coded = (code: string) => expect.objectContaining({ name: 'StoreError', code });
const sha = (content: string | Buffer): string => createHash('sha256').update(content).digest('hex');

let server: S3Server;
let root: string;
let bucket: Bucket;
let store: EvidenceStore;

(S3_SKIPPED === '' ? describe : describe.skip)(`evidence in a bucket${S3_SKIPPED}`, () => {
  beforeAll(async () => {
    server = await startS3();
  }, 600_000);
  afterAll(async () => server?.remove());
  beforeEach(async () => {
    root = await mkdtemp(path.join(tmpdir(), 'zhenggai-bucket-'));
    bucket = await server.bucket();
    store = createEvidenceStore({ folder: root, bucket, maxSize: 30_000_000 });
  });
  afterEach(() => rm(root, { recursive: true, force: true }));

  async function file(name: string, content: string | Buffer): Promise<string> {
    const at = path.join(root, name);
    await writeFile(at, content);
    return at;
  }

  const drafts = (): Promise<string[]> => readdir(path.join(root, 'tmp')).catch(() => []);

  test('is kept under the hash of its content, once, whatever its name, and comes back as it was', async () => {
    const content = Buffer.alloc(20_000_000, '统计');
    const stored = await store.put(await file('一.pdf', content));
    expect(stored).toEqual({
      sha256: sha(content),
      size: content.length,
      name: '一.pdf',
      mime: 'application/pdf',
    });
    await store.put(await file('二.docx', content));
    expect(await server.objects(bucket)).toHaveLength(1);
    const place = server.file(bucket, `${stored.sha256.slice(0, 2)}/${stored.sha256}`);
    expect((await readFile(place)).equals(content)).toBe(true);
    expect((await buffer(await store.get(stored.sha256))).equals(content)).toBe(true);
    expect(await store.check(stored.sha256)).toBe('intact');
    expect(await drafts()).toEqual([]);
  });

  test('that was changed in the bucket is noticed on reading, and healed when the true file comes again', async () => {
    const original = await file('a.txt', '原件内容');
    const { sha256 } = await store.put(original);
    await truncate(server.file(bucket, `${sha256.slice(0, 2)}/${sha256}`), 3);
    await expect(store.get(sha256)).rejects.toEqual(coded('evidence-changed'));
    expect(await store.check(sha256)).toBe('changed');
    await store.put(original);
    expect((await buffer(await store.get(sha256))).toString()).toBe('原件内容');
  });

  test('that is gone is told from what is changed, with the bucket named', async () => {
    await expect(store.get(sha('never'))).rejects.toThrow(`s3://${bucket.name}/office/driven`);
    expect(await store.check(sha('never'))).toBe('absent');
  });

  test('is refused by size and type as in a folder, and nothing of it is left', async () => {
    await expect(store.put(await file('a.exe', 'MZ'))).rejects.toEqual(coded('evidence-type'));
    await expect(store.put(await file('大.pdf', Buffer.alloc(30_000_001)))).rejects.toEqual(
      coded('evidence-too-large'),
    );
    await expect(store.put(await file('空.pdf', ''))).rejects.toEqual(coded('evidence-empty'));
    expect(await drafts()).toEqual([]);
  });

  test('finds its files where a folder of evidence was copied into the bucket', async () => {
    const folder = path.join(root, 'folder');
    const { sha256 } = await createEvidenceStore({ folder }).put(await file('a.txt', '从前的材料'));
    expect(await store.check(sha256)).toBe('absent');
    await cp(folder, server.file(bucket, ''), { recursive: true });
    expect((await buffer(await store.get(sha256))).toString()).toBe('从前的材料');
  });

  test('a service that is away, a wrong key, a wrong secret, and a bucket that is not there are told apart; what was there stays', async () => {
    const at = await file('a.txt', '在此');
    const { sha256 } = await store.put(at);
    const other = (change: Partial<Bucket>): EvidenceStore =>
      createEvidenceStore({ folder: root, bucket: { ...bucket, ...change } });
    for (const [change, code, setting] of [
      [{ accessKeyId: 'nobody' }, 'evidence-bucket-refused', 'AWS_ACCESS_KEY_ID'],
      [{ secretAccessKey: 'wrong' }, 'evidence-bucket-refused', 'AWS_SECRET_ACCESS_KEY'],
      [{ name: 'no-such-bucket' }, 'evidence-bucket-missing', 'ZHENGGAI_EVIDENCE'],
    ] as const) {
      for (const asked of [
        other(change).put(at),
        other(change).get(sha256),
        other(change).check(sha256),
        openBlobs({ folder: root, bucket: { ...bucket, ...change } }).look(),
      ]) {
        const error = await asked.then(
          () => undefined,
          (reason: unknown) => reason as Error,
        );
        expect(error).toEqual(coded(code));
        expect(error?.message).toContain(setting);
        expect(error?.message).not.toContain(bucket.secretAccessKey);
      }
    }
    await server.stop();
    await expect(store.put(at)).rejects.toEqual(coded('evidence-bucket-unreachable'));
    await expect(store.get(sha256)).rejects.toThrow(server.endpoint);
    expect(await drafts()).toEqual([]);
    await server.start();
    expect((await buffer(await store.get(sha256))).toString()).toBe('在此');
  });

  test.each([0, 20, 60, 120])(
    'killed %s ms into an upload or a download the service has the file whole or not at all, and the next try goes through',
    async (wait) => {
      const at = await file('大.zip', randomBytes(25_000_000));
      const outcome = (work: Promise<unknown>): Promise<string> =>
        work.then(
          () => 'done',
          (error: Error & { readonly code?: string }) => error.code ?? error.message,
        );
      const upload = outcome(store.put(at));
      await new Promise((resolve) => setTimeout(resolve, wait));
      await server.stop();
      expect(['done', 'evidence-bucket-unreachable']).toContain(await upload);
      await server.start();
      const { sha256 } = await store.put(at);
      const download = outcome(store.get(sha256).then((stream) => buffer(stream)));
      await new Promise((resolve) => setTimeout(resolve, wait));
      await server.stop();
      expect(['done', 'evidence-bucket-unreachable']).toContain(await download);
      await server.start();
      expect(await store.check(sha256)).toBe('intact');
      expect(await drafts()).toEqual([]);
    },
  );

  test('is turned away by the service when its bytes are not those that were signed', async () => {
    const at = await file('draft', 'changed on the way');
    const blobs = openBlobs({ folder: root, bucket });
    const draft = { file: at, size: 18, sha256: sha('as it was') };
    await expect(blobs.settle(draft, 'ab/x')).rejects.toEqual(coded('evidence-bucket-failed'));
    expect(await server.objects(bucket)).toEqual([]);
  });

  test('lists more files than a service names at once', async () => {
    const blobs = openBlobs({ folder: root, bucket });
    const names = Array.from({ length: 1_050 }, (_, n) => `keys/ab/${String(n).padStart(32, '0')}`);
    await mkdir(server.file(bucket, 'keys/ab'), { recursive: true });
    for (const name of names) await writeFile(server.file(bucket, name), 'x');
    const found: string[] = [];
    for await (const name of blobs.names('keys')) found.push(name);
    expect(found).toEqual(names);
  });

  test.each([
    ['a page of a web server', 200, 'text/html', '<html><body>It works!</body></html>'],
    ['an error of another program', 404, 'application/json', '{"error":"no such route"}'],
  ])('%s in place of a service is told', async (_, status, type, body) => {
    const web = createServer((_, response) => response.writeHead(status, { 'content-type': type }).end(body));
    await new Promise<void>((resolve) => web.listen(0, '127.0.0.1', resolve));
    const endpoint = `http://127.0.0.1:${(web.address() as AddressInfo).port}`;
    await expect(openBlobs({ folder: root, bucket: { ...bucket, endpoint } }).look()).rejects.toEqual(
      coded('evidence-bucket-failed'),
    );
    web.closeAllConnections();
    web.close();
  });
});
