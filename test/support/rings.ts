import { randomBytes } from 'node:crypto';
import type { CipherName, KeyPurpose, KeyRing, SecretKey } from '../../src/keys/ring.ts';

/** A key of the test's own. */
export function newKey(purpose: KeyPurpose = 'content', cipher: CipherName = 'aes-256-gcm'): SecretKey {
  return {
    id: `${purpose}-${randomBytes(4).toString('hex')}`,
    purpose,
    cipher,
    bytes: new Uint8Array(randomBytes(32)),
  };
}

/** A ring of keys in memory; of each purpose the last is the current one. */
export function ringOf(...keys: readonly SecretKey[]): KeyRing {
  return {
    current: (purpose) => keys.findLast((key) => key.purpose === purpose),
    find: (id) => keys.find((key) => key.id === id),
  };
}
