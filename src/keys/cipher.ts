import {
  createCipheriv,
  createDecipheriv,
  createHmac,
  hkdfSync,
  randomBytes,
  timingSafeEqual,
} from 'node:crypto';
import type { SecretKey } from './ring.ts';

/** Lengths in bytes. Random nonces of 96 bits are good for four thousand million messages of one key: decades of an office. */
const GCM = { nonce: 12, tag: 16 } as const;
const SM4 = { nonce: 16, tag: 32, key: 16, macKey: 32 } as const;

/**
 * Encrypts bytes so that any change to them, or to what they are bound to, is noticed. Gives nonce, ciphertext and tag in one.
 * @param bound what they belong to: not part of the result, and needed again to open it
 */
export function seal(key: SecretKey, text: Uint8Array, bound: Uint8Array): Buffer {
  switch (key.cipher) {
    case 'aes-256-gcm': {
      const nonce = randomBytes(GCM.nonce);
      const cipher = createCipheriv('aes-256-gcm', key.bytes, nonce);
      cipher.setAAD(bound);
      return Buffer.concat([nonce, cipher.update(text), cipher.final(), cipher.getAuthTag()]);
    }
    case 'sm4-ctr-hmac-sm3': {
      const { encryption, mac } = parts(key);
      const nonce = randomBytes(SM4.nonce);
      const cipher = createCipheriv('sm4-ctr', encryption, nonce);
      const sealed = Buffer.concat([nonce, cipher.update(text), cipher.final()]);
      return Buffer.concat([sealed, tagOf(mac, sealed, bound)]);
    }
    default:
      return key.cipher satisfies never;
  }
}

/** What was sealed; undefined when it was not sealed with this key, for this place, or is not as it was. */
export function unseal(key: SecretKey, sealed: Uint8Array, bound: Uint8Array): Buffer | undefined {
  switch (key.cipher) {
    case 'aes-256-gcm': {
      if (sealed.length < GCM.nonce + GCM.tag) return undefined;
      const end = sealed.length - GCM.tag;
      const cipher = createDecipheriv('aes-256-gcm', key.bytes, sealed.subarray(0, GCM.nonce));
      cipher.setAAD(bound);
      cipher.setAuthTag(sealed.subarray(end));
      const text = cipher.update(sealed.subarray(GCM.nonce, end));
      try {
        return Buffer.concat([text, cipher.final()]);
      } catch {
        // Node's only way to say that the tag is not the one.
        return undefined;
      }
    }
    case 'sm4-ctr-hmac-sm3': {
      if (sealed.length < SM4.nonce + SM4.tag) return undefined;
      const { encryption, mac } = parts(key);
      const end = sealed.length - SM4.tag;
      const body = sealed.subarray(0, end);
      if (!timingSafeEqual(tagOf(mac, body, bound), sealed.subarray(end))) return undefined;
      const cipher = createDecipheriv('sm4-ctr', encryption, body.subarray(0, SM4.nonce));
      return Buffer.concat([cipher.update(body.subarray(SM4.nonce)), cipher.final()]);
    }
    default:
      return key.cipher satisfies never;
  }
}

/** Encrypt, then MAC; the length first, so that what is bound and what is sealed cannot run into one another. */
function tagOf(mac: Uint8Array, sealed: Uint8Array, bound: Uint8Array): Buffer {
  const length = Buffer.alloc(8);
  length.writeBigUInt64BE(BigInt(bound.length));
  return createHmac('sm3', mac).update(length).update(bound).update(sealed).digest();
}

interface Parts {
  readonly encryption: Uint8Array;
  readonly mac: Uint8Array;
}

const derived = new WeakMap<SecretKey, Parts>();

/** SM4 and HMAC each with a key of its own, derived from the one (HKDF over SM3). OpenSSL 3.0, of Node 20, has no SM4-GCM. */
function parts(key: SecretKey): Parts {
  const known = derived.get(key);
  if (known !== undefined) return known;
  const bytes = new Uint8Array(
    hkdfSync('sm3', key.bytes, '', 'zhenggai sm4-ctr hmac-sm3', SM4.key + SM4.macKey),
  );
  const made = { encryption: bytes.subarray(0, SM4.key), mac: bytes.subarray(SM4.key) };
  derived.set(key, made);
  return made;
}
