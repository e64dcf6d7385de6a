import { execFile } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { promisify } from 'node:util';
import type { Bucket } from '../../src/store/bucket.ts';
import { S3_SKIPPED } from '../support/s3-program.ts';
import { startS3, type S3Server } from '../support/s3-server.ts';
import { emptyHome, fileOf, type Ended, type Home, type Running } from './owner-support.ts';
import { removeFolders, ROOT, smallPlan, type Json } from './support.ts';

jest.setTimeout(300_000);

let home: Home;
let server: S3Server;
let bucket: Bucket;

(S3_SKIPPED === '' ? describe : describe.skip)(
  `an office whose evidence lies in a bucket${S3_SKIPPED}`,
  () => {
    beforeAll(async () => {
      await promisify(execFile)(path.join(ROOT, 'scripts/build'));
      home = await emptyHome();
      server = await startS3();
      bucket = await server.bucket();
    }, 600_000);
    afterAll(async () => {
      await home?.remove();
      await server?.remove();
      removeFolders();
    });

    /** The row of the evidence store, as `doctor` sees it with these settings. */
    async function row(more: Readonly<Record<string, string>>, at = home): Promise<Json> {
      const { json } = await at.run(['doctor', '--driven', '--json'], more);
      return json().rows.find((one: { readonly row: string }) => one.row === 'evidence');
    }

    const wrong = (change: Partial<Bucket>, more: Readonly<Record<string, string>> = {}) =>
      row({ ...server.settings({ ...bucket, ...change }), ...more });

    test('doctor tells a bucket that works from a service that is away, a wrong key and a bucket that is not there', async () => {
      expect(await wrong({})).toMatchObject({
        verdict: 'ok',
        found: expect.stringContaining(`s3://${bucket.name}/office/driven`),
      });
      expect(await wrong({}, { AWS_SECRET_ACCESS_KEY: 'wrong' })).toMatchObject({
        verdict: 'broken',
        advice: expect.stringContaining('AWS_SECRET_ACCESS_KEY'),
      });
      expect(await wrong({ name: 'no-such-bucket' })).toMatchObject({
        verdict: 'broken',
        advice: expect.stringContaining('ZHENGGAI_EVIDENCE'),
      });
      await server.stop();
      expect(await wrong({})).toMatchObject({
        verdict: 'broken',
        found: expect.stringContaining(server.endpoint),
        advice: expect.stringContaining('AWS_ENDPOINT_URL'),
      });
      await server.start();
    });

    test('doctor tells a folder of evidence that is none', async () => {
      const other = await emptyHome();
      try {
        expect(await row({}, other)).toMatchObject({ verdict: 'ok' });
        mkdirSync(other.data('driven'), { recursive: true });
        writeFileSync(path.join(other.data('driven'), 'evidence'), 'a file in its place');
        expect(await row({}, other)).toMatchObject({
          verdict: 'broken',
          found: expect.stringContaining('ENOTDIR'),
          advice: expect.stringContaining('移开'),
        });
      } finally {
        await other.remove();
      }
    });

    describe('while it runs', () => {
      let owner: Running;
      const attach = async (text: string): Promise<Ended> => {
        const file = path.join(home.folder, '印发文件.txt');
        writeFileSync(file, text);
        // Without the settings: it goes by those of the running instance.
        return home.run([
          ...['act', 'M06', 'attach', '--driven', '--as', 'jcc-chengban', '--json'],
          ...['--title', '印发文件', '--file', file],
        ]);
      };

      beforeAll(async () => {
        const plan = smallPlan(['M06']);
        owner = home.start(['run', '--driven', '--plan', plan], server.settings(bucket));
        await owner.says('按 Ctrl-C 停止');
      });

      test('a file put forward lies in the bucket, and nothing of it in the data folder', async () => {
        const ended = await attach('已印发');
        expect([ended.code, ended.err]).toEqual([0, ended.err]);
        const [name = ''] = await server.objects(bucket);
        expect(readFileSync(server.file(bucket, name), 'utf8')).toBe('已印发');
        expect(fileOf(home.data('driven'), 'instance.json').evidenceBucket.name).toBe(bucket.name);
      });

      test('with the service away a file is refused and nothing recorded; when it is back the same goes through', async () => {
        await server.stop();
        const refused = await attach('又一份');
        expect([refused.code, refused.json().error.code]).toEqual([7, 'evidence-bucket-unreachable']);
        await server.start();
        expect((await attach('又一份')).code).toBe(0);
        expect(await server.objects(bucket)).toHaveLength(2);
      });

      test('a backup says that the evidence is not in it and where it is, and so does its restore', async () => {
        const archive = path.join(home.folder, 'backup.tar.gz');
        const where = `s3://${bucket.name}/office/driven`;
        const made = await home.run(['backup', '-o', archive, '--driven']);
        expect(made.out).toContain(`佐证材料和密件在 ${where}，不在本备份中`);
        owner.send('SIGTERM');
        await owner.ended;
        rmSync(home.data('driven'), { recursive: true });
        const restored = await home.run(['restore', archive]);
        expect(restored.out).toContain(`佐证材料和密件不在备份中，当时在 ${where}`);
      });

      test('a start with the service away says so, and goes on', async () => {
        await server.stop();
        const fresh = await emptyHome();
        const next = fresh.start(['run', '--driven', '--plan', smallPlan(['M06'])], server.settings(bucket));
        await next.says('按 Ctrl-C 停止');
        expect(next.text()).toContain('在此之前不能提交佐证材料，其余照常办理');
        next.send('SIGTERM');
        await next.ended;
        await fresh.remove();
        await server.start();
      });
    });
  },
);
