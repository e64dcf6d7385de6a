/** What a key is for: sealing what people have written and attached, marking subjects, or encrypting the engine's payloads. */
export type KeyPurpose = 'content' | 'subject' | 'payload';

/** `sm4-ctr-hmac-sm3`: SM4 (GB/T 32907) in counter mode, then HMAC over SM3 (GB/T 32905). */
export type CipherName = 'aes-256-gcm' | 'sm4-ctr-hmac-sm3';

export interface SecretKey {
  /** Names the key for ever; it says nothing about it. */
  readonly id: string;
  readonly purpose: KeyPurpose;
  readonly cipher: CipherName;
  /** 32 bytes. */
  readonly bytes: Uint8Array;
}

/** The keys of an office, as its key file has them. */
export interface KeyRing {
  /** The key that new things are sealed with; undefined where there is none for the purpose. */
  current(purpose: KeyPurpose): SecretKey | undefined;
  /** Any key that ever sealed something, as long as it is kept. */
  find(id: string): SecretKey | undefined;
}
