/** A bucket of an S3 service, and how it is spoken to. */
export interface Bucket {
  readonly name: string;
  /** Put before every name; empty, or without slashes at its ends. */
  readonly prefix: string;
  readonly region: string;
  /** Address of the service; absent: Amazon's. */
  readonly endpoint?: string;
  /** `path`: `https://service/bucket/…`; `host`: `https://bucket.service/…`, as some public clouds want it. */
  readonly addressing: 'path' | 'host';
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  /** Of temporary keys. */
  readonly sessionToken?: string;
}

/** As people name it. */
export function bucketUrl({ name, prefix }: Bucket): string {
  return prefix === '' ? `s3://${name}` : `s3://${name}/${prefix}`;
}
