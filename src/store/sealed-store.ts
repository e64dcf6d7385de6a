import { randomBytes } from 'node:crypto';
import path from 'node:path';
import { Readable } from 'node:stream';
import type { CipherName, KeyRing } from '../keys/ring.ts';
import { sealFrames } from '../keys/frames.ts';
import { newItemKey } from '../keys/item-key.ts';
import { withDraft } from './drafts.ts';
import { storeError } from './errors.ts';
import { checkBlob, hashOf } from './hashing.ts';
import { MAX_SIZE } from './intake.ts';
import { openBlobs } from './open-blobs.ts';
import { contentOf, openContent } from './sealed-content.ts';
import { sealedKeys, type SealedKeys } from './sealed-keys.ts';
import { takeIn, type NamedStream } from './sources.ts';
import type { EvidenceOptions } from './evidence-store.ts';

/** What may be known of a sealed item (密件) outside: nothing of what is in it, not even its name. */
export interface SealedItem {
  /** Random, 32 hex digits. */
  readonly item: string;
  /** Of the sealed bytes: that of the content would confirm whoever guesses it. */
  readonly sha256: string;
  /** Of the sealed bytes: a little more than the content's. */
  readonly size: number;
  /** The office's key that it was sealed by; a later rotation does not change this. */
  readonly keyId: string;
  readonly cipher: CipherName;
}

/** An item opened: its bytes are genuine up to wherever they have been read. */
export interface OpenedItem {
  readonly name: string;
  readonly mime: string;
  readonly stream: Readable;
}

/**
 * Confidential content (密件): each item sealed by a random key of its own, which is kept apart, wrapped by the office's current content key, so that
 * it can be destroyed. Nothing is ever written to disk in the clear.
 */
export interface SealedStore extends Pick<SealedKeys, 'destroy' | 'rewrap' | 'wrappings'> {
  /**
   * Seals a file, by its path, or a stream. Item and key are safe in their places when this returns.
   * @throws sealed-no-key, and what {@link EvidenceStore.put} throws
   */
  seal(source: string | NamedStream, ring: KeyRing): Promise<SealedItem>;
  /**
   * Opens an item after its bytes were found to be those of the record.
   * @throws sealed-bad-item, sealed-destroyed, sealed-absent, sealed-key-unknown, sealed-wrong-key, sealed-changed
   */
  open(sealed: Pick<SealedItem, 'item' | 'sha256'>, ring: KeyRing): Promise<OpenedItem>;
  /** Whether the sealed bytes are there, whole and unchanged. Needs no key. */
  check(sealed: Pick<SealedItem, 'item' | 'sha256'>): Promise<'intact' | 'changed' | 'absent'>;
}

/** A store beside that of evidence: `sealed/ab/abcdef…`, `keys/…`, `destroyed/…`. Several processes may share it. */
export function createSealedStore({ maxSize = MAX_SIZE, ...place }: EvidenceOptions): SealedStore {
  const folder = path.resolve(place.folder);
  const blobs = openBlobs(place);
  const keys = sealedKeys(blobs, folder);

  return {
    async seal(source, ring) {
      return takeIn(source, maxSize, async (intake) => {
        const by = ring.current('content');
        if (by === undefined) throw storeError('sealed-no-key', { purpose: '封存内容' });
        const item = randomBytes(16).toString('hex');
        const key = newItemKey(item, by.cipher);
        return withDraft(folder, sealFrames(key, item, contentOf(intake)), async (draft) => {
          await blobs.settle(draft, nameOf(item));
          await keys.keep(by, key);
          return { item, sha256: draft.sha256, size: draft.size, keyId: by.id, cipher: by.cipher };
        });
      });
    },

    async open({ item, sha256 }, ring) {
      const name = nameOf(item);
      const key = await keys.find(item, ring);
      const handle = await blobs.open(name);
      if (handle === undefined) throw storeError('sealed-absent', { item, what: '内容', where: blobs.where });
      try {
        if ((await hashOf(handle, name)) !== sha256)
          throw storeError('sealed-changed', { item, what: '内容' });
        const { bytes, ...about } = await openContent(key, item, handle);
        const stream = Readable.from(bytes, { objectMode: false });
        stream.once('close', () => void handle.close().catch(() => undefined));
        return { ...about, stream };
      } catch (error) {
        await handle.close();
        throw error;
      }
    },

    check: async ({ item, sha256 }) => checkBlob(blobs, nameOf(item), sha256),
    destroy: async (item, at) => keys.destroy(known(item), at),
    rewrap: (ring) => keys.rewrap(ring),
    wrappings: (ring) => keys.wrappings(ring),
  };
}

function nameOf(item: string): string {
  return `sealed/${known(item).slice(0, 2)}/${item}`;
}

function known(item: string): string {
  if (!/^[0-9a-f]{32}$/.test(item)) throw storeError('sealed-bad-item', { given: item });
  return item;
}
