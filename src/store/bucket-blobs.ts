import { createReadStream } from 'node:fs';
import { rm, type FileHandle } from 'node:fs/promises';
import type { Readable } from 'node:stream';
import type * as S3 from '@aws-sdk/client-s3';
import type { Blobs } from './blobs.ts';
import { explainBucket, isPassing, wordOf } from './bucket-faults.ts';
import { bucketUrl, type Bucket } from './bucket.ts';
import { inFolder, newDraft, type Draft } from './drafts.ts';
import { StoreError, storeError } from './errors.ts';

/** Of a request, also where it is asked again after an answer that will pass. */
const ATTEMPTS = 3;
const CONNECT_MS = 5_000;
/** How long a connection may stand still. */
const SILENT_MS = 30_000;

/** Files in a bucket. They pass through `tmp/` of a folder here in both directions, so that none is used before it is whole. */
export function bucketBlobs(bucket: Bucket, folder: string): Blobs {
  const where = bucketUrl(bucket);
  const endpoint = bucket.endpoint ?? `AWS ${bucket.region}`;
  const Bucket = bucket.name;
  const keyOf = (name: string): string => (bucket.prefix === '' ? name : `${bucket.prefix}/${name}`);
  const open = opener(bucket);

  /** Runs requests; what is said against them comes as a coded error. */
  async function asked<T>(work: (client: S3.S3Client, sdk: Sdk) => Promise<T>): Promise<T> {
    const { client, sdk } = await open();
    try {
      return await work(client, sdk);
    } catch (error) {
      throw error instanceof StoreError ? error : explainBucket(error, where, endpoint);
    }
  }

  async function put({ file, sha256, size }: Draft, name: string): Promise<void> {
    await asked(async (client, { PutObjectCommand }) => {
      for (let attempt = 1; ; attempt += 1) {
        const input: S3.PutObjectCommandInput = {
          Bucket,
          Key: keyOf(name),
          Body: createReadStream(file),
          ContentLength: size,
        };
        const command = new PutObjectCommand(input);
        // Every S3 service compares what came with what was signed: bytes that a line or proxy has changed are turned away.
        command.middlewareStack.add(
          (next) => async (args) => {
            const { headers } = args.request as { readonly headers: Record<string, string> };
            headers['x-amz-content-sha256'] = sha256;
            return next(args);
          },
          { step: 'build', name: 'signedContent' },
        );
        try {
          await client.send(command);
          return;
        } catch (error) {
          // A body that was begun cannot be sent again by the client itself.
          if (attempt === ATTEMPTS || !isPassing(error)) throw error;
        }
      }
    });
  }

  return {
    where,

    async open(name) {
      return asked(async (client, { GetObjectCommand }) => {
        const found = await client
          .send(new GetObjectCommand({ Bucket, Key: keyOf(name) }))
          .catch((error: unknown) => {
            if (['NoSuchKey', 'NotFound'].includes(wordOf(error))) return undefined;
            throw error;
          });
        return found && fetched(found.Body as Readable, folder);
      });
    },

    settle: put,

    async remove(name) {
      await asked(async (client, sdk) => {
        const key = keyOf(name);
        await client.send(new sdk.DeleteObjectCommand({ Bucket, Key: key }));
        for (const VersionId of await versionsOf(client, sdk, Bucket, key))
          await client.send(new sdk.DeleteObjectCommand({ Bucket, Key: key, VersionId }));
      });
    },

    async *names(under) {
      let from: string | undefined;
      do {
        const page = await asked(async (client, { ListObjectsV2Command }) =>
          client.send(
            new ListObjectsV2Command({ Bucket, Prefix: `${keyOf(under)}/`, ContinuationToken: from }),
          ),
        );
        for (const { Key } of page.Contents ?? [])
          if (Key !== undefined) yield bucket.prefix === '' ? Key : Key.slice(bucket.prefix.length + 1);
        from = page.NextContinuationToken;
      } while (from !== undefined);
    },

    async look() {
      const { Name, KeyCount } = await asked(async (client, { ListObjectsV2Command }) =>
        client.send(new ListObjectsV2Command({ Bucket, Prefix: keyOf(''), MaxKeys: 1 })),
      );
      // Some page that a web server shows to everybody.
      if (Name === undefined && KeyCount === undefined)
        throw storeError('evidence-bucket-failed', { where, endpoint, reason: '应答不是 S3 的' });
    },
  };
}

type Sdk = typeof S3;

const quiet = (): void => undefined;

/** The client, made at its first use: the SDK takes longer to load than most commands. */
function opener(bucket: Bucket): () => Promise<{ readonly client: S3.S3Client; readonly sdk: Sdk }> {
  let opened: Promise<{ readonly client: S3.S3Client; readonly sdk: Sdk }> | undefined;
  const { region, endpoint, addressing, accessKeyId, secretAccessKey, sessionToken } = bucket;
  const make = async (): Promise<{ readonly client: S3.S3Client; readonly sdk: Sdk }> => {
    // Words for developers about later releases of the SDK: the office that runs this one could do nothing about them.
    process.env['AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED'] ??= 'true';
    const sdk = await import('@aws-sdk/client-s3');
    const client = new sdk.S3Client({
      region,
      ...(endpoint === undefined ? {} : { endpoint }),
      forcePathStyle: addressing === 'path',
      credentials: { accessKeyId, secretAccessKey, ...(sessionToken === undefined ? {} : { sessionToken }) },
      // Many services of other makers know no newer checksums; ours are the signed hash, and the name.
      requestChecksumCalculation: 'WHEN_REQUIRED',
      responseChecksumValidation: 'WHEN_REQUIRED',
      maxAttempts: ATTEMPTS,
      // Its warnings are of what is tried again here, or told as an error.
      logger: { debug: quiet, info: quiet, warn: quiet, error: quiet },
      requestHandler: { connectionTimeout: CONNECT_MS, socketTimeout: SILENT_MS },
    });
    return { client, sdk };
  };
  return () => (opened ??= make());
}

/** What came, whole, in a file that has no name any more: it is gone when its handle is closed. */
async function fetched(body: Readable, folder: string): Promise<FileHandle> {
  body.on('error', () => undefined);
  const { file, handle } = await newDraft(folder);
  try {
    await rm(file, { force: true });
    for await (const chunk of body as AsyncIterable<Buffer>)
      await inFolder(folder, () => handle.writeFile(chunk));
    return handle;
  } catch (error) {
    await handle.close();
    throw error;
  } finally {
    body.destroy();
  }
}

/** Versions that a bucket still keeps of a file, with marks of its deletion. Services without versions list none, or do not know the question. */
async function versionsOf(client: S3.S3Client, sdk: Sdk, Bucket: string, key: string): Promise<string[]> {
  const found = await client
    .send(new sdk.ListObjectVersionsCommand({ Bucket, Prefix: key }))
    .catch((error: unknown) => {
      if (['NotImplemented', 'MethodNotAllowed'].includes(wordOf(error))) return undefined;
      throw error;
    });
  return [...(found?.Versions ?? []), ...(found?.DeleteMarkers ?? [])].flatMap(({ Key, VersionId }) =>
    Key === key && VersionId !== undefined ? [VersionId] : [],
  );
}
