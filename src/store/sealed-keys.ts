import { buffer } from 'node:stream/consumers';
import { readWrappedKey, unwrapKey, wrapKey, wrappedKeyText, type WrappedKey } from '../keys/item-key.ts';
import type { KeyRing, SecretKey } from '../keys/ring.ts';
import type { Blobs } from './blobs.ts';
import { withDraft } from './drafts.ts';
import { storeError, StoreError, type StoreErrorCode } from './errors.ts';

/** That an item's key was destroyed; who did it and why stands in the process's record. */
export interface Tombstone {
  readonly item: string;
  /** When, as it was given. */
  readonly at: string;
}

/** What came of wrapping all keys anew. */
export interface Rewrapped {
  readonly rewrapped: number;
  /** Wrapped by the current key already, or destroyed meanwhile. */
  readonly current: number;
  /** Left as they were, and why. */
  readonly failed: readonly { readonly item: string; readonly code: StoreErrorCode }[];
}

/** An office's content key, as items need it. */
export interface Wrapping {
  readonly id: string;
  readonly items: number;
  readonly example: string;
  /** `wrong`: of this name there is another one, or what was wrapped is damaged. */
  readonly standing: 'there' | 'missing' | 'wrong';
}

/** The keys of sealed items, each wrapped, in an object of its own apart from the item. */
export interface SealedKeys {
  keep(by: SecretKey, key: SecretKey): Promise<void>;
  /** @throws sealed-destroyed, sealed-absent, sealed-changed, sealed-key-unknown, sealed-wrong-key */
  find(item: string, ring: KeyRing): Promise<SecretKey>;
  /** Destroys a key, and with it the content, for ever; a second time changes nothing, and tells of the first. @throws sealed-absent */
  destroy(item: string, at: string): Promise<Tombstone>;
  /** Wraps every key by the ring's current one. Killed at any point it has lost nothing, and the next time goes on. @throws sealed-no-key */
  rewrap(ring: KeyRing): Promise<Rewrapped>;
  /** The keys that items' keys are wrapped by, and whether they are at hand. Opens no content. */
  wrappings(ring: KeyRing): Promise<readonly Wrapping[]>;
}

const KEYS = 'keys';

/** `keys/ab/abcdef…` for each key, `destroyed/ab/abcdef…` for each that was. */
export function sealedKeys(blobs: Blobs, folder: string): SealedKeys {
  const keyName = (item: string): string => `${KEYS}/${item.slice(0, 2)}/${item}`;
  const tombName = (item: string): string => `destroyed/${item.slice(0, 2)}/${item}`;

  async function read(name: string): Promise<Buffer | undefined> {
    const handle = await blobs.open(name);
    if (handle === undefined) return undefined;
    try {
      return await buffer(handle.createReadStream({ start: 0, autoClose: false }));
    } finally {
      await handle.close();
    }
  }

  async function write(name: string, text: string): Promise<void> {
    await withDraft(folder, once(text), (draft) => blobs.settle(draft, name));
  }

  async function tombOf(item: string): Promise<Tombstone | undefined> {
    const bytes = await read(tombName(item));
    if (bytes === undefined) return undefined;
    // It says no more than that the key is gone: one that is damaged says it still.
    return { item, at: momentIn(bytes) ?? '（时刻已不可考）' };
  }

  /** The key as it is kept. */
  async function wrappedOf(item: string): Promise<WrappedKey> {
    const bytes = await read(keyName(item));
    if (bytes === undefined) {
      const tomb = await tombOf(item);
      throw tomb === undefined
        ? storeError('sealed-absent', { item, what: '密钥', where: blobs.where })
        : storeError('sealed-destroyed', tomb);
    }
    const kept = readWrappedKey(bytes);
    if (kept === undefined || kept.item !== item) throw storeError('sealed-changed', { item, what: '密钥' });
    return kept;
  }

  function unwrapped(kept: WrappedKey, ring: KeyRing): SecretKey {
    const { item, keyId } = kept;
    const by = ring.find(keyId);
    if (by === undefined) throw storeError('sealed-key-unknown', { item, keyId });
    const key = unwrapKey(by, kept);
    if (key === undefined) throw storeError('sealed-wrong-key', { item, keyId });
    return key;
  }

  /** Whether it was anything to do. */
  async function rewrapOne(item: string, ring: KeyRing, by: SecretKey): Promise<boolean> {
    // Destroyed, and whoever did it was killed before its end.
    if ((await tombOf(item)) !== undefined) {
      await blobs.remove(keyName(item));
      return false;
    }
    const kept = await wrappedOf(item);
    if (kept.keyId === by.id) return false;
    await write(keyName(item), wrappedKeyText(wrapKey(by, unwrapped(kept, ring))));
    // Destroyed meanwhile: it must not come back.
    if ((await tombOf(item)) !== undefined) await blobs.remove(keyName(item));
    return true;
  }

  return {
    keep: (by, key) => write(keyName(key.id), wrappedKeyText(wrapKey(by, key))),

    async find(item, ring) {
      const tomb = await tombOf(item);
      if (tomb !== undefined) throw storeError('sealed-destroyed', tomb);
      return unwrapped(await wrappedOf(item), ring);
    },

    async destroy(item, at) {
      let tomb = await tombOf(item);
      if (tomb === undefined) {
        if ((await read(keyName(item))) === undefined)
          throw storeError('sealed-absent', { item, what: '密钥', where: blobs.where });
        // First: from here on nobody opens it, or wraps it anew.
        tomb = { item, at };
        await write(tombName(item), `${JSON.stringify({ v: 1, ...tomb })}\n`);
      }
      await blobs.remove(keyName(item));
      return tomb;
    },

    async wrappings(ring) {
      const found = new Map<string, Wrapping>();
      for await (const name of blobs.names(KEYS)) {
        const item = name.slice(name.lastIndexOf('/') + 1);
        const kept = readWrappedKey((await read(name)) ?? Buffer.alloc(0));
        const id = kept?.keyId ?? '';
        const by = ring.find(id);
        const opens = by !== undefined && kept !== undefined && unwrapKey(by, kept) !== undefined;
        const standing = opens ? 'there' : by === undefined && kept !== undefined ? 'missing' : 'wrong';
        const at = `${id}/${standing}`;
        found.set(at, { id, items: (found.get(at)?.items ?? 0) + 1, example: item, standing });
      }
      return [...found.values()].toSorted((a, b) => a.id.localeCompare(b.id));
    },

    async rewrap(ring) {
      const by = ring.current('content');
      if (by === undefined) throw storeError('sealed-no-key', { purpose: '封存内容' });
      let [rewrapped, current] = [0, 0];
      const failed: { item: string; code: StoreErrorCode }[] = [];
      for await (const name of blobs.names(KEYS)) {
        const item = name.slice(name.lastIndexOf('/') + 1);
        try {
          if (await rewrapOne(item, ring, by)) rewrapped += 1;
          else current += 1;
        } catch (error) {
          if (!(error instanceof StoreError) || !error.code.startsWith('sealed-')) throw error;
          if (error.code === 'sealed-destroyed') current += 1;
          else failed.push({ item, code: error.code });
        }
      }
      return { rewrapped, current, failed };
    },
  };
}

async function* once(text: string): AsyncGenerator<Uint8Array> {
  yield Buffer.from(text);
}

function momentIn(bytes: Buffer): string | undefined {
  try {
    const { at } = JSON.parse(bytes.toString('utf8')) as { readonly at?: unknown };
    return typeof at === 'string' ? at : undefined;
  } catch {
    return undefined;
  }
}
