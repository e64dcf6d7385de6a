import { hkdfSync } from 'node:crypto';
import type { z } from 'zod';
import { usedKeys } from '../contracts/key-file.ts';
import { keysError } from './errors.ts';
import { readSmall, reasonOf, writeSecret } from './files.ts';
import type { FileRing } from './key-file.ts';
import type { SecretKey } from './ring.ts';

/** A key that an instance has worked with. */
export type UsedKey = z.infer<typeof usedKeys>['keys'][number];

/** How a key that is needed stands in the key file. */
export type Standing = 'there' | 'missing' | 'wrong';

/**
 * The keys that an instance has worked with, by what tells them apart from others of the same id. Holds no secret: it lies with the instance, and
 * goes into its backup, so that work never goes on with a wrong key, or without one.
 * @throws keys-used-damaged
 */
export function readUsed(file: string): readonly UsedKey[] {
  try {
    const found = readSmall(file);
    return found === undefined ? [] : usedKeys.parse(JSON.parse(found.text)).keys;
  } catch (error) {
    const reason =
      error instanceof SyntaxError || !reasonOf(error).startsWith('E') ? '内容不对' : reasonOf(error);
    throw keysError('keys-used-damaged', { file, reason }, error);
  }
}

/** Whether the ring has a key that was used, and whether it is the same. */
export function standingOf(ring: FileRing, { id, check }: UsedKey): Standing {
  const key = ring.find(id);
  if (key === undefined) return 'missing';
  return checkOf(key) === check ? 'there' : 'wrong';
}

/**
 * Makes sure that every key that was used is there, and the same.
 * @throws keys-used-damaged, keys-file-missing, keys-missing, keys-wrong
 */
export function checkUsed(ring: FileRing, file: string): void {
  const used = readUsed(file);
  const by = `本实例用过它（${file}）`;
  if (used.length > 0 && ring.all().length === 0 && readSmall(ring.file) === undefined)
    throw keysError('keys-file-missing', {
      file: ring.file,
      why: `本实例用过其中的密钥 ${used.map(({ id }) => id).join('、')}`,
    });
  for (const one of used) {
    const standing = standingOf(ring, one);
    if (standing === 'there') continue;
    const code = standing === 'missing' ? 'keys-missing' : 'keys-wrong';
    throw keysError(code, { file: ring.file, id: one.id, by });
  }
}

/** Notes every key of the ring as used, before anything is sealed with it. */
export async function noteUsed(ring: FileRing, file: string, now: string): Promise<void> {
  const used = readUsed(file);
  const fresh = ring
    .all()
    .filter(({ id }) => !used.some((one) => one.id === id))
    .map((key): UsedKey => ({ id: key.id, for: key.purpose, since: now, check: checkOf(key) }));
  if (fresh.length === 0) return;
  await writeSecret(file, `${JSON.stringify({ v: 1, keys: [...used, ...fresh] }, null, 2)}\n`, false);
}

const CHECK_BYTES = 16;

/** What a key is known by; nothing about its bytes follows from it. */
function checkOf({ id, bytes }: SecretKey): string {
  return Buffer.from(hkdfSync('sha256', bytes, '', `zhenggai key check ${id}`, CHECK_BYTES)).toString('hex');
}
