import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import {
  CreateBucketCommand,
  ListObjectVersionsCommand,
  PutBucketVersioningCommand,
  S3Client,
} from '@aws-sdk/client-s3';
import { freePorts } from '../../src/engine/ports.ts';
import type { Bucket } from '../../src/store/bucket.ts';
import { removeFolder, temporaryFolder } from '../engine/fixtures.ts';
import { endProcess, s3Program } from './s3-program.ts';

/** An S3 service of the test's own, with its files in a folder. */
export interface S3Server {
  readonly endpoint: string;
  /** The settings that name a bucket of it. */
  settings(bucket: Bucket): Record<string, string>;
  /** A new bucket; `versioned`: it keeps what is replaced or deleted. */
  bucket(versioned?: boolean): Promise<Bucket>;
  /** The objects of a bucket, each as often as it has versions. */
  objects(bucket: Bucket, under?: string): Promise<string[]>;
  /** Where an object's bytes lie. */
  file(bucket: Bucket, name: string): string;
  stop(): Promise<void>;
  start(): Promise<void>;
  remove(): Promise<void>;
}

const KEY = 'zhenggai-test';
const SECRET = 'p@ss/word+of=tests';

export async function startS3(): Promise<S3Server> {
  // As the product does.
  process.env['AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED'] ??= 'true';
  const program = await s3Program();
  const folder = await temporaryFolder();
  const [data, versions, about] = ['data', 'versions', 'about'].map((name) => path.join(folder, name)) as [
    string,
    string,
    string,
  ];
  for (const one of [data, versions, about]) await mkdir(one);
  const [port] = (await freePorts(1)) as [number];
  const endpoint = `http://127.0.0.1:${port}`;
  const client = new S3Client({
    endpoint,
    region: 'us-east-1',
    forcePathStyle: true,
    credentials: { accessKeyId: KEY, secretAccessKey: SECRET },
  });
  let pid: number | undefined;

  async function start(): Promise<void> {
    const child = spawn(
      program,
      [
        '--port',
        `127.0.0.1:${port}`,
        '--quiet',
        'posix',
        '--sidecar',
        about,
        '--versioning-dir',
        versions,
        data,
      ],
      {
        cwd: folder,
        stdio: 'ignore',
        env: { ...process.env, ROOT_ACCESS_KEY: KEY, ROOT_SECRET_KEY: SECRET },
      },
    );
    ({ pid } = child);
    for (let n = 0; ; n += 1) {
      const answered = await fetch(endpoint).then(
        () => true,
        () => false,
      );
      if (answered) return;
      if (n === 200 || child.exitCode !== null) throw new Error(`${program} does not answer at ${endpoint}`);
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  }

  async function stop(): Promise<void> {
    if (pid !== undefined) await endProcess(pid);
    pid = undefined;
  }

  await start();
  return {
    endpoint,
    start,
    stop,
    settings: ({ name, prefix }) => ({
      ZHENGGAI_EVIDENCE: `s3://${name}/${prefix.replace(/\/(live|driven)$/, '')}`,
      AWS_ENDPOINT_URL: endpoint,
      AWS_ACCESS_KEY_ID: KEY,
      AWS_SECRET_ACCESS_KEY: SECRET,
    }),
    async bucket(versioned = false) {
      const name = `evidence-${randomBytes(4).toString('hex')}`;
      await client.send(new CreateBucketCommand({ Bucket: name }));
      if (versioned)
        await client.send(
          new PutBucketVersioningCommand({
            Bucket: name,
            VersioningConfiguration: { Status: 'Enabled' },
          }),
        );
      return {
        name,
        prefix: 'office/driven',
        region: 'us-east-1',
        endpoint,
        addressing: 'path',
        accessKeyId: KEY,
        secretAccessKey: SECRET,
      };
    },
    async objects({ name, prefix }, under = '') {
      const { Versions = [] } = await client.send(
        new ListObjectVersionsCommand({ Bucket: name, Prefix: `${prefix}/${under}` }),
      );
      return Versions.flatMap(({ Key }) => (Key === undefined ? [] : [Key.slice(prefix.length + 1)]));
    },
    file: ({ name, prefix }, object) => path.join(data, name, prefix, object),
    async remove() {
      await stop();
      client.destroy();
      await removeFolder(folder);
    },
  };
}
