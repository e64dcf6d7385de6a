import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { copyFile, mkdir, mkdtemp, rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { create } from 'tar';
import { NOTICE } from './archive-notice.ts';
import { engineError } from './errors.ts';
import { errorText, readIfThere, writeAtomic } from './files.ts';
import { TEMPORAL_VERSION } from './temporal-version.ts';

/** The programs in an archive. */
export const ARCHIVED = ['server', 'sql'] as const;

/** The list of checksums beside the archives, as `sha256sum` writes and checks it. */
export const SUMS = 'SHA256SUMS';

/** Name of the archive of this release for this kind of machine. */
export function archiveName(): string {
  return `zhenggai-engine-${TEMPORAL_VERSION}-${process.platform}-${process.arch}.tar.gz`;
}

/** An archive that was made. */
export interface MadeArchive {
  readonly file: string;
  readonly sha256: string;
}

/**
 * Packs the engine's programs (their paths) into `folder` for other machines of this kind, and notes the checksum in `SHA256SUMS` beside those of other archives there.
 * The same programs give the same bytes.
 * @throws engine-archive-unwritable
 */
export async function makeArchive(
  programs: Readonly<Record<(typeof ARCHIVED)[number], string>>,
  folder: string,
): Promise<MadeArchive> {
  let work: string | undefined;
  try {
    await mkdir(folder, { recursive: true });
    work = await mkdtemp(path.join(folder, '.archive-'));
    for (const name of ARCHIVED) await copyFile(programs[name], path.join(work, name));
    const made = path.join(work, 'archive');
    await writeFile(path.join(work, 'NOTICE'), NOTICE);
    const names = [...ARCHIVED, 'NOTICE'];
    await create({ file: made, cwd: work, gzip: { level: 9 }, portable: true, mtime: new Date(0) }, names);
    const file = path.join(folder, archiveName());
    const sha256 = await sha256Of(made);
    await rename(made, file);
    await noteSum(path.join(folder, SUMS), sha256);
    return { file, sha256 };
  } catch (error) {
    throw engineError('engine-archive-unwritable', { folder, reason: errorText(error) }, error);
  } finally {
    if (work !== undefined) await rm(work, { recursive: true, force: true });
  }
}

/** The checksum of an archive in the text of `SHA256SUMS`; undefined where it is not listed. */
export function sumIn(text: string, name: string): string | undefined {
  for (const line of text.split('\n')) {
    const [, sum, file] = /^([0-9a-f]{64}) [ *](?:\.\/)?(.+?)\r?$/i.exec(line) ?? [];
    if (file === name) return sum?.toLowerCase();
  }
  return undefined;
}

async function noteSum(file: string, sha256: string): Promise<void> {
  const others = ((await readIfThere(file)) ?? '')
    .split('\n')
    .filter((line) => line.trim() !== '' && sumIn(line, archiveName()) === undefined);
  await writeAtomic(file, `${[...others, `${sha256}  ${archiveName()}`].join('\n')}\n`, 0o644);
}

async function sha256Of(file: string): Promise<string> {
  const hash = createHash('sha256');
  for await (const chunk of createReadStream(file)) hash.update(chunk as Buffer);
  return hash.digest('hex');
}
