import type { CipherName, KeyPurpose } from '../../keys/ring.ts';
import type { Standing } from '../../keys/used.ts';

/** What keys are for, in words. */
export const PURPOSE_NAMES: Readonly<Record<KeyPurpose, string>> = {
  content: '内容',
  subject: '对象标记',
  payload: '引擎数据',
};

export const CIPHER_NAMES: Readonly<Record<CipherName, string>> = {
  'aes-256-gcm': 'AES-256-GCM',
  'sm4-ctr-hmac-sm3': 'SM4-CTR + HMAC-SM3',
};

export const STANDING_NAMES: Readonly<Record<Standing, string>> = {
  there: '在',
  missing: '缺',
  wrong: '不是原来那一把',
};
