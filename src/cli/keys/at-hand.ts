import path from 'node:path';
import type { Config } from '../../config.ts';
import { keysError } from '../../keys/errors.ts';
import { FileRing } from '../../keys/key-file.ts';
import { Payloads } from '../../keys/payloads.ts';
import { checkUsed, noteUsed, readUsed } from '../../keys/used.ts';
import { isThere } from '../../engine/files.ts';

/** The keys of an instance, checked against those it has worked with. */
export interface KeysAtHand {
  readonly ring: FileRing;
  readonly payloads: Payloads;
  /** Notes the keys as used; before anything is sealed with them. */
  note(): Promise<void>;
}

/** Where keys are, and those used. */
export type KeyPlace = Pick<Config, 'data' | 'keyFile' | 'keyFileNamed'>;

/** Lies with the instance, and is in its backup. Holds no key. */
const USED = 'keys-used.json';

export function usedFile({ data }: Pick<Config, 'data'>): string {
  return path.join(data, USED);
}

/**
 * Reads the keys of an instance and holds them against those it has worked with. Writes nothing, asks nobody.
 * @throws keys-…
 */
export async function keysAtHand(place: KeyPlace): Promise<KeysAtHand> {
  const used = usedFile(place);
  if (place.keyFileNamed && !(await isThere(place.keyFile)))
    throw keysError('keys-file-missing', { file: place.keyFile, why: 'ZHENGGAI_KEYS 指明要用它' });
  const ring = new FileRing(place.keyFile);
  checkUsed(ring, used);
  const wasUsed = (id: string): boolean => readUsed(used).some((one) => one.id === id);
  return {
    ring,
    payloads: new Payloads({ ring, file: ring.file, wasUsed }),
    note: () => noteUsed(ring, used, new Date().toISOString()),
  };
}
