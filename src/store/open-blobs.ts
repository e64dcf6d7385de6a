import path from 'node:path';
import type { Blobs } from './blobs.ts';
import { bucketBlobs } from './bucket-blobs.ts';
import type { Bucket } from './bucket.ts';
import { folderBlobs } from './folder-blobs.ts';

/** Where a store lies. */
export interface BlobsOptions {
  /** The folder of the files; with a bucket only of those on their way. Made when the first one comes. */
  readonly folder: string;
  readonly bucket?: Bucket | undefined;
}

export function openBlobs({ folder, bucket }: BlobsOptions): Blobs {
  const at = path.resolve(folder);
  return bucket === undefined ? folderBlobs(at) : bucketBlobs(bucket, at);
}
