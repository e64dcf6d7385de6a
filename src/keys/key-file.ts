import { randomBytes } from 'node:crypto';
import { statSync } from 'node:fs';
import { expectedText } from '../contracts/expected.ts';
import { keyFile } from '../contracts/key-file.ts';
import { keysError, type KeysError } from './errors.ts';
import { readSmall, reasonOf, writeSecret } from './files.ts';
import type { CipherName, KeyPurpose, KeyRing, SecretKey } from './ring.ts';

/** A key as its file keeps it. */
export interface KeptKey extends SecretKey {
  /** When it was made. */
  readonly created: string;
}

/** What a key file holds. */
export interface KeyFile {
  readonly current: { readonly [purpose in KeyPurpose]?: string };
  /** In the order in which they were made. */
  readonly keys: readonly KeptKey[];
}

const KEY_BYTES = 32;
const NONE: KeyFile = { current: {}, keys: [] };

/**
 * Reads a key file; undefined where there is none.
 * @throws keys-file-unreadable, -exposed, -malformed, keys-unknown-field, keys-id-twice, keys-length
 */
export function readKeyFile(file: string): KeyFile | undefined {
  const found = readable(file, () => readSmall(file));
  if (found === undefined) return undefined;
  if ((found.mode & 0o077) !== 0)
    throw keysError('keys-file-exposed', { file, mode: `0${found.mode.toString(8)}` });
  return parsed(found.text, file);
}

/**
 * Writes a key file in place of `before` (undefined: there was none).
 * @throws keys-file-unwritable; keys-changed-meanwhile when it is not as it was
 */
export async function writeKeyFile(file: string, now: KeyFile, before: KeyFile | undefined): Promise<void> {
  if (JSON.stringify(readKeyFile(file)) !== JSON.stringify(before))
    throw keysError('keys-changed-meanwhile', { file });
  try {
    await writeSecret(file, textOf(now), before === undefined);
  } catch (error) {
    if (reasonOf(error) === 'EEXIST') throw keysError('keys-changed-meanwhile', { file }, error);
    throw keysError('keys-file-unwritable', { file, reason: reasonOf(error) }, error);
  }
}

/** The same with a new random key, which is the current one from now on. */
export function withNewKey(
  { keys, current }: KeyFile = NONE,
  purpose: KeyPurpose,
  cipher: CipherName,
  created: string,
): { readonly file: KeyFile; readonly key: KeptKey } {
  const id = `${purpose}-${randomBytes(6).toString('hex')}`;
  const key = { id, purpose, cipher, created, bytes: new Uint8Array(randomBytes(KEY_BYTES)) };
  return { file: { keys: [...keys, key], current: { ...current, [purpose]: id } }, key };
}

/**
 * The keys of a file as it was when this was made, with those that have come since: the file is looked at again when a key is asked for that was not
 * there. What is current stays until somebody opens the file anew, having noted the new key as used.
 */
export class FileRing implements KeyRing {
  readonly file: string;
  private readonly held: KeyFile;
  private later: readonly KeptKey[] = [];
  private readonly stamp: string;
  /** The file as it was last read. */
  private looked: string;

  /** @throws what {@link readKeyFile} throws; a file that is not there is a ring without keys */
  constructor(file: string) {
    this.file = file;
    this.stamp = stampOf(file);
    this.looked = this.stamp;
    this.held = readKeyFile(file) ?? NONE;
  }

  current(purpose: KeyPurpose): KeptKey | undefined {
    return this.held.keys.find((one) => one.id === this.held.current[purpose]);
  }

  /** @throws what {@link readKeyFile} throws, when the file has been changed into one that cannot be used */
  find(id: string): KeptKey | undefined {
    const known = this.known(id);
    const stamp = stampOf(this.file);
    if (known !== undefined || stamp === this.looked) return known;
    this.later = readKeyFile(this.file)?.keys ?? [];
    this.looked = stamp;
    return this.known(id);
  }

  /** The keys that were there when this was made. */
  all(): readonly KeptKey[] {
    return this.held.keys;
  }

  /** Whether the file is another than the one this was made from. */
  changed(): boolean {
    return stampOf(this.file) !== this.stamp;
  }

  private known(id: string): KeptKey | undefined {
    return [...this.held.keys, ...this.later].find((one) => one.id === id);
  }
}

function stampOf(file: string): string {
  const found = statSync(file, { throwIfNoEntry: false });
  return found === undefined ? '' : `${found.ino} ${found.mtimeMs} ${found.size} ${found.mode}`;
}

function readable<T>(file: string, read: () => T): T {
  try {
    return read();
  } catch (error) {
    throw keysError('keys-file-unreadable', { file, reason: reasonOf(error) }, error);
  }
}

function parsed(text: string, file: string): KeyFile {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    throw keysError('keys-file-malformed', { file, place: '全文', problem: '不是完整的 JSON' }, error);
  }
  const read = keyFile.safeParse(value, { error: expectedText, reportInput: false });
  if (!read.success) {
    const [issue] = read.error.issues;
    throw keysError(issue?.code === 'unrecognized_keys' ? 'keys-unknown-field' : 'keys-file-malformed', {
      file,
      place: placeOf(issue?.path ?? []),
      problem:
        issue?.code === 'unrecognized_keys' ? issue.keys.join('、') : (issue?.message ?? '应为允许的值'),
    });
  }
  const keys = read.data.keys.map(({ id, for: purpose, cipher, created, bytes }): KeptKey => ({
    id,
    purpose,
    cipher,
    created,
    bytes: new Uint8Array(Buffer.from(bytes, 'base64')),
  }));
  const { current } = read.data;
  const problem = contradiction({ keys, current }, file);
  if (problem !== undefined) throw problem;
  return { keys, current };
}

function contradiction({ keys, current }: KeyFile, file: string): KeysError | undefined {
  const ids = new Set<string>();
  for (const [at, { id, bytes }] of keys.entries()) {
    if (ids.has(id)) return keysError('keys-id-twice', { file, place: `keys[${at}].id`, id });
    if (bytes.length !== KEY_BYTES)
      return keysError('keys-length', { file, place: `keys[${at}].bytes`, id, found: bytes.length });
    ids.add(id);
  }
  const purposes = new Set(keys.map(({ purpose }) => purpose));
  for (const purpose of purposes) {
    const named = keys.find(({ id }) => id === current[purpose]);
    if (named?.purpose === purpose) continue;
    const known = keys.filter((one) => one.purpose === purpose).map(({ id }) => id);
    const problem = `现用的应为 ${known.join('、')} 之一`;
    return keysError('keys-file-malformed', { file, place: `current.${purpose}`, problem });
  }
  const idle = (Object.keys(current) as KeyPurpose[]).find((purpose) => !purposes.has(purpose));
  if (idle === undefined) return undefined;
  return keysError('keys-file-malformed', {
    file,
    place: `current.${idle}`,
    problem: `没有编号为 ${current[idle]} 的这种密钥`,
  });
}

function placeOf(path: readonly PropertyKey[]): string {
  const place = path
    .map((part) => (typeof part === 'number' ? `[${part}]` : `.${String(part)}`))
    .join('')
    .replace(/^\./, '');
  return place === '' ? '全文' : place;
}

function textOf({ keys, current }: KeyFile): string {
  const kept = keys.map(({ id, purpose, cipher, created, bytes }) => ({
    id,
    for: purpose,
    cipher,
    created,
    bytes: Buffer.from(bytes).toString('base64'),
  }));
  return `${JSON.stringify({ v: 1, current, keys: kept }, null, 2)}\n`;
}
