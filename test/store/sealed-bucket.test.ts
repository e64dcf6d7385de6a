import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { createSealedStore } from '../../src/store/sealed-store.ts';
import { newKey, ringOf } from '../support/rings.ts';
import { S3_SKIPPED } from '../support/s3-program.ts';
import { startS3, type S3Server } from '../support/s3-server.ts';

const coded = (code: string) => expect.objectContaining({ name: 'StoreError', code });

let server: S3Server;
let root: string;

(S3_SKIPPED === '' ? describe : describe.skip)(`sealed items in a bucket${S3_SKIPPED}`, () => {
  beforeAll(async () => {
    server = await startS3();
    root = await mkdtemp(path.join(tmpdir(), 'zhenggai-sealed-bucket-'));
  }, 600_000);
  afterAll(async () => {
    await server?.remove();
    await rm(root, { recursive: true, force: true });
  });

  test.each([false, true])(
    'of an item whose key is destroyed no key is left in the bucket, also where it keeps versions: %s',
    async (versioned) => {
      const bucket = await server.bucket(versioned);
      const sealed = createSealedStore({ folder: root, bucket });
      const [old, current] = [newKey(), newKey('content', 'sm4-ctr-hmac-sm3')];
      const item = await sealed.seal({ name: '线索.txt', stream: Readable.from(['内容']) }, ringOf(old));
      expect(await sealed.rewrap(ringOf(old, current))).toEqual({ rewrapped: 1, current: 0, failed: [] });
      const opened = await sealed.open(item, ringOf(current));
      expect((await buffer(opened.stream)).toString()).toBe('内容');
      const keys = () => server.objects(bucket, 'keys');
      expect(await keys()).toHaveLength(versioned ? 2 : 1);
      await sealed.destroy(item.item, '2026-11-23T10:00:00.000+08:00');
      expect(await keys()).toEqual([]);
      await expect(sealed.open(item, ringOf(old, current))).rejects.toEqual(coded('sealed-destroyed'));
      expect(await sealed.check(item)).toBe('intact');
    },
  );
});
