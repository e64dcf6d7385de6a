import { mkdir, readdir, rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { instantOf } from '../domain/time.ts';

/** What the name of a kept mail tells: `20220829T083000-000012-zhang.san@example.gov.cn.eml`. */
export interface EmlName {
  readonly file: string;
  readonly seq: number;
  /** The recipient, with what a file name should not hold put as `_`. */
  readonly recipient: string;
}

const NAME = /^\d{8}T\d{6}-(\d+)-(.+)\.eml$/;
const SEQ_DIGITS = 6;
const RECIPIENT_MAX = 100;

/** Names of the kept mails in the order in which they came; other files are passed over. Empty where there is no folder. */
export async function listEml(folder: string): Promise<readonly EmlName[]> {
  const files = await readdir(folder).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return [];
    throw error;
  });
  return files
    .flatMap((file) => {
      const [, seq, recipient] = NAME.exec(file) ?? [];
      return seq === undefined || recipient === undefined ? [] : [{ file, seq: Number(seq), recipient }];
    })
    .toSorted((a, b) => a.seq - b.seq || (a.file < b.file ? -1 : 1));
}

/** An address as file names hold it. */
export function fileNamePart(address: string): string {
  const safe = address.toLowerCase().replace(/[^\p{L}\p{N}._@+-]/gu, '_');
  return safe.slice(0, RECIPIENT_MAX) || '_';
}

/**
 * Writes mails into a folder, one file a recipient, whole or not at all. Numbers go on after the highest there is. One
 * writer a folder: two would give the same numbers.
 */
export async function openEmlFolder(folder: string): Promise<{
  keep(recipient: string, raw: Buffer): Promise<string>;
}> {
  await mkdir(folder, { recursive: true });
  let seq = (await listEml(folder)).at(-1)?.seq ?? 0;
  return {
    async keep(recipient, raw) {
      seq += 1;
      const number = String(seq).padStart(SEQ_DIGITS, '0');
      const name = `${stampOf(raw)}-${number}-${fileNamePart(recipient)}.eml`;
      const neighbour = path.join(folder, `.${name}.${process.pid}.tmp`);
      await mkdir(folder, { recursive: true });
      try {
        await writeFile(neighbour, raw, { flag: 'wx' });
        await rename(neighbour, path.join(folder, name));
      } catch (error) {
        await rm(neighbour, { force: true });
        throw error;
      }
      return name;
    },
  };
}

/** The civil moment of the mail's Date header as `yyyymmddThhmmss`; zeros where it has none. */
function stampOf(raw: Buffer): string {
  const end = raw.indexOf('\r\n\r\n');
  const head = raw.subarray(0, end < 0 ? raw.length : end).toString('latin1');
  const [, value] = /^date:\s*(.+)$/im.exec(head) ?? [];
  const millis = Date.parse(value ?? '');
  return Number.isNaN(millis) ? '00000000T000000' : instantOf(millis).slice(0, 19).replace(/[-:]/g, '');
}
