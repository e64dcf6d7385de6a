import { z } from 'zod';

/** Kinds of keys, as commands and the key file name them. */
export const KEY_PURPOSES = ['content', 'subject', 'payload'] as const;

/** Ciphers, as the key file names them. */
export const KEY_CIPHERS = ['aes-256-gcm', 'sm4-ctr-hmac-sm3'] as const;

const id = z.string().regex(/^[a-z0-9][a-z0-9-]{2,60}$/, { error: '应为 3 至 61 个小写字母、数字或连字符' });

/** The key file, before its keys are held against one another. `bytes` is base64. */
export const keyFile = z.strictObject({
  v: z.literal(1),
  current: z.strictObject({
    content: id.exactOptional(),
    subject: id.exactOptional(),
    payload: id.exactOptional(),
  }),
  keys: z.array(
    z.strictObject({
      id,
      for: z.enum(KEY_PURPOSES),
      cipher: z.enum(KEY_CIPHERS),
      created: z.iso.datetime({ offset: true, error: '应为带时区的时刻' }),
      bytes: z.base64({ error: '应为 base64' }),
    }),
  ),
});

/** What an instance notes about the keys it has worked with. `check` tells whether a key is the one, and nothing else. */
export const usedKeys = z.strictObject({
  v: z.literal(1),
  keys: z.array(
    z.strictObject({
      id,
      for: z.enum(KEY_PURPOSES),
      since: z.string(),
      check: z.string().regex(/^[0-9a-f]{32}$/),
    }),
  ),
});
