import type { Readable } from 'node:stream';
import { openBlobs, type BlobsOptions } from './open-blobs.ts';
import { withDraft } from './drafts.ts';
import { storeError } from './errors.ts';
import { checkBlob, hashOf } from './hashing.ts';
import { MAX_SIZE } from './intake.ts';
import { takeIn, type NamedStream } from './sources.ts';

/** A file of the store, by its content. */
export interface StoredEvidence {
  readonly sha256: string;
  /** In bytes. */
  readonly size: number;
  readonly name: string;
  readonly mime: string;
}

/** Files of evidence (佐证材料), each under the hash of its content, so that none can be exchanged unnoticed. */
export interface EvidenceStore {
  /**
   * Takes in a file, by its path or as a stream. The same content is kept once. It is safe in its place when this returns.
   * @throws evidence-missing-file, -unreadable, -not-a-file, -empty, -too-large, -type, -name, -folder, -bucket-…
   */
  put(source: string | NamedStream): Promise<StoredEvidence>;
  /**
   * The bytes, after they were found to be what was stored.
   * @throws evidence-bad-hash, evidence-absent, evidence-changed, evidence-bucket-…
   */
  get(sha256: string): Promise<Readable>;
  /** Whether the file is there, whole and unchanged. */
  check(sha256: string): Promise<'intact' | 'changed' | 'absent'>;
}

/** Settings of a store. */
export interface EvidenceOptions extends BlobsOptions {
  /** Largest file in bytes; 200 MB by default. */
  readonly maxSize?: number;
}

/** A store in a folder or a bucket: `ab/abcdef…` for each file. Several processes may share it. */
export function createEvidenceStore({ maxSize = MAX_SIZE, ...place }: EvidenceOptions): EvidenceStore {
  const blobs = openBlobs(place);
  return {
    async put(source) {
      return takeIn(source, maxSize, async ({ name, mime, bytes }) =>
        withDraft(place.folder, bytes, async (draft) => {
          const { sha256, size } = draft;
          const at = nameOf(sha256);
          // One that is there and intact stays, a damaged one is healed.
          if ((await checkBlob(blobs, at, sha256)) !== 'intact') await blobs.settle(draft, at);
          return { sha256, size, name, mime };
        }),
      );
    },

    async get(sha256) {
      const at = nameOf(sha256);
      const handle = await blobs.open(at);
      if (handle === undefined) throw storeError('evidence-absent', { sha256, folder: blobs.where });
      try {
        const found = await hashOf(handle, at);
        if (found !== sha256) throw storeError('evidence-changed', { sha256, found });
        return handle.createReadStream({ start: 0 });
      } catch (error) {
        await handle.close();
        throw error;
      }
    },

    async check(sha256) {
      return checkBlob(blobs, nameOf(sha256), sha256);
    },
  };
}

function nameOf(sha256: string): string {
  if (!/^[0-9a-f]{64}$/.test(sha256)) throw storeError('evidence-bad-hash', { given: sha256 });
  return `${sha256.slice(0, 2)}/${sha256}`;
}
