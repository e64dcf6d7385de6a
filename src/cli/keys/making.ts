import type { Rewrapped } from '../../store/sealed-keys.ts';
import path from 'node:path';
import { ensureFolder, isThere } from '../../engine/files.ts';
import { keysError } from '../../keys/errors.ts';
import { FileRing, readKeyFile, withNewKey, writeKeyFile, type KeptKey } from '../../keys/key-file.ts';
import type { CipherName, KeyPurpose, KeyRing } from '../../keys/ring.ts';
import { checkUsed } from '../../keys/used.ts';
import { PURPOSE_NAMES } from '../words/keys.ts';
import { usedFile, type KeyPlace } from './at-hand.ts';

/** A key to be made. */
export interface Wanted {
  readonly purpose: KeyPurpose;
  /** Where none is given: that of the key it follows, or AES. */
  readonly cipher?: CipherName;
  readonly now: string;
}

/** Puts what is sealed with older content keys under the current one. */
export type Rewrap = (ring: KeyRing) => Promise<Rewrapped>;

/**
 * Makes the first key for a purpose, and the key file where there is none.
 * @throws keys-there-already, keys-missing and keys-wrong where the file is not the one that was used, keys-file-…
 */
export async function addKey(place: KeyPlace, { purpose, cipher, now }: Wanted): Promise<KeptKey> {
  const { keyFile: file } = place;
  const before = readKeyFile(file);
  checkUsed(new FileRing(file), usedFile(place));
  const there = before?.current[purpose];
  if (there !== undefined)
    throw keysError('keys-there-already', { file, purpose: PURPOSE_NAMES[purpose], id: there });
  const made = withNewKey(before, purpose, cipher ?? 'aes-256-gcm', now);
  await prepareFolder(path.dirname(file));
  await writeKeyFile(file, made.file, before);
  return made.key;
}

/**
 * Makes a new key for a purpose the current one; the old ones stay for what they have sealed.
 * @param rewrap for content keys: run once the new key is safe on disk
 * @throws keys-subject-fixed, keys-none-yet, keys-missing and keys-wrong where the file is not the one that was used, keys-file-…
 */
export async function rotateKey(
  place: KeyPlace,
  { purpose, cipher, now }: Wanted,
  rewrap?: Rewrap,
): Promise<{ readonly key: KeptKey; readonly before: KeptKey; readonly sealed?: Rewrapped }> {
  const { keyFile: file } = place;
  const before = readKeyFile(file);
  checkUsed(new FileRing(file), usedFile(place));
  const old = before?.keys.find(({ id }) => id === before.current[purpose]);
  if (old === undefined)
    throw keysError('keys-none-yet', { file, purpose: PURPOSE_NAMES[purpose], name: purpose });
  if (purpose === 'subject') throw keysError('keys-subject-fixed', { file, id: old.id });
  const made = withNewKey(before, purpose, cipher ?? old.cipher, now);
  await writeKeyFile(file, made.file, before);
  if (purpose !== 'content' || rewrap === undefined) return { key: made.key, before: old };
  return { key: made.key, before: old, sealed: await rewrap(new FileRing(file)) };
}

/** A key made before the first start lies in a data folder that is not there yet; one that is there keeps its mode. */
async function prepareFolder(folder: string): Promise<void> {
  if (await isThere(folder)) return;
  await ensureFolder(folder, process.getuid?.() === 0 ? 0o755 : 0o700, 'ZHENGGAI_KEYS、ZHENGGAI_DATA');
}
