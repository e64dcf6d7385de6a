import type { FileHandle } from 'node:fs/promises';
import type { Draft } from './drafts.ts';

/**
 * Where the store's files lie, each whole under its name: a folder, or a bucket of an S3 service. Names are the same in both (`ab/abcdef…`), so that
 * one can be copied into the other. Several processes may share it.
 */
export interface Blobs {
  /** For messages: the folder, or `s3://bucket/prefix`. */
  readonly where: string;
  /**
   * A file as it is now: what happens to it meanwhile does not touch the handle, which the caller closes. Undefined where there is none.
   * @throws evidence-folder, evidence-unreadable, evidence-bucket-…
   */
  open(name: string): Promise<FileHandle | undefined>;
  /** Puts a draft in its place, instead of what is there. It is safe when this returns; before, the place is as it was. */
  settle(draft: Draft, name: string): Promise<void>;
  /** Takes a file away for good, with every version that a bucket keeps of it. */
  remove(name: string): Promise<void>;
  /** The names of the files below a folder of the store. */
  names(under: string): AsyncIterable<string>;
  /** Whether it could be used: writes nothing. */
  look(): Promise<void>;
}
