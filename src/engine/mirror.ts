import { createHash } from 'node:crypto';
import { chmod, mkdtemp, open, readdir, rename, rm } from 'node:fs/promises';
import path from 'node:path';
import { extract } from 'tar';
import { ARCHIVED, archiveName, SUMS, sumIn } from './archive.ts';
import { EngineError, engineError } from './errors.ts';
import { executable } from './executables.ts';
import { errorText, syncFile } from './files.ts';
import { mirrorUrl, openMirrored, shownUrl, type Mirrored } from './mirror-read.ts';
import { capture } from './processes.ts';
import { TEMPORAL_VERSION } from './temporal-version.ts';

/** Where archives of the engine's programs lie, as set. */
export interface Mirror {
  /** `https://…`, `http://…`, `file://…`, or the path of a folder. */
  readonly url: string;
  /** What the archive's SHA-256 must be; absent: what `SHA256SUMS` beside it says. */
  readonly sha256?: string;
}

export interface FetchOptions {
  readonly mirror: Mirror;
  /** Where the programs are to lie; the caller holds this folder's lock. */
  readonly folder: string;
  readonly onProgress?: ((message: string) => void) | undefined;
  readonly signal?: AbortSignal | undefined;
}

/** Prefix of the folders we work in. */
const WORK = '.fetch-';

/** A transfer that breaks is begun again this often. */
const TRIES = 3;

/**
 * Fetches the archive of this release for this machine, checks it, unpacks it aside, tries its programs and moves them into place. Whatever is
 * not as it should be leaves nothing behind.
 * @throws engine-mirror-malformed, engine-mirror-unreachable, engine-mirror-checksum, engine-mirror-archive; the signal's reason
 */
export async function fetchEngine({ mirror, folder, onProgress, signal }: FetchOptions): Promise<void> {
  for (const name of await readdir(folder))
    if (name.startsWith(WORK)) await rm(path.join(folder, name), { recursive: true, force: true });
  const url = mirrorUrl(mirror.url, archiveName());
  const expected = await expectedSum(mirror, signal);
  const work = await mkdtemp(path.join(folder, WORK));
  try {
    onProgress?.(`正在取得 Temporal 程序：${shownUrl(url)}`);
    const archive = path.join(work, 'archive.tar.gz');
    const found = await download(url, archive, { onProgress, signal });
    if (found !== expected)
      throw engineError('engine-mirror-checksum', { url: shownUrl(url), expected, found });
    await unpack(archive, work, url);
    for (const name of ARCHIVED) {
      await syncFile(path.join(work, name));
      await rename(path.join(work, name), path.join(folder, name));
    }
    onProgress?.('Temporal 程序已取得，校验无误。');
  } finally {
    await rm(work, { recursive: true, force: true });
  }
}

/** Whether another way to the programs may be tried: what was sent wrong is a reason to stop, what could not be had is not. */
export function mayGoOn(error: unknown): error is EngineError {
  return error instanceof EngineError && error.code === 'engine-mirror-unreachable';
}

async function expectedSum({ url, sha256 }: Mirror, signal: AbortSignal | undefined): Promise<string> {
  if (sha256 !== undefined) {
    if (/^[0-9a-f]{64}$/i.test(sha256)) return sha256.toLowerCase();
    throw engineError('engine-setting-malformed', {
      setting: 'ZHENGGAI_ENGINE_SHA256',
      value: sha256,
      allowed: '应为 64 位十六进制的 SHA-256',
    });
  }
  const list = mirrorUrl(url, SUMS);
  const chunks: Buffer[] = [];
  await again(list, signal, async () => {
    chunks.length = 0;
    for await (const chunk of (await openMirrored(list, signal)).chunks) chunks.push(chunk);
  });
  const sum = sumIn(Buffer.concat(chunks).toString('utf8'), archiveName());
  if (sum === undefined)
    throw engineError('engine-mirror-unreachable', {
      url: shownUrl(list),
      reason: `其中没有 ${archiveName()}`,
    });
  return sum;
}

/** Writes it to `file` as it comes, and gives its SHA-256. */
async function download(
  url: string,
  file: string,
  { onProgress, signal }: Pick<FetchOptions, 'onProgress' | 'signal'>,
): Promise<string> {
  let sum = '';
  await again(url, signal, async () => {
    sum = await keep(await openMirrored(url, signal), file, onProgress);
  });
  return sum;
}

async function keep(
  { chunks, size }: Mirrored,
  file: string,
  onProgress: FetchOptions['onProgress'],
): Promise<string> {
  const hash = createHash('sha256');
  const handle = await open(file, 'w');
  let [received, told] = [0, Date.now()];
  try {
    for await (const chunk of chunks) {
      hash.update(chunk);
      await handle.write(chunk);
      received += chunk.length;
      if (Date.now() - told < 10_000) continue;
      told = Date.now();
      const of = size === undefined ? '' : `，共 ${megabytes(size)}`;
      onProgress?.(`仍在取得 Temporal 程序，已收到 ${megabytes(received)}${of}…`);
    }
  } finally {
    await handle.close();
  }
  if (size !== undefined && received !== size)
    throw new Error(`传输中断：应有 ${size} 字节，只收到 ${received} 字节`);
  return hash.digest('hex');
}

/** A transfer that breaks half way is begun again; whatever else is wrong stays wrong. */
async function again(
  url: string,
  signal: AbortSignal | undefined,
  transfer: () => Promise<void>,
): Promise<void> {
  for (let tries = 1; ; tries += 1) {
    try {
      await transfer();
      return;
    } catch (error) {
      signal?.throwIfAborted();
      if (error instanceof EngineError) throw error;
      if (tries === TRIES)
        throw engineError(
          'engine-mirror-unreachable',
          { url: shownUrl(url), reason: reasonOf(error) },
          error,
        );
    }
  }
}

/** fetch says "fetch failed" and hides why in the cause. */
function reasonOf(error: unknown): string {
  const { cause } = error as { readonly cause?: unknown };
  return cause === undefined ? errorText(error) : `${errorText(error)}：${errorText(cause)}`;
}

async function unpack(archive: string, work: string, url: string): Promise<void> {
  const refuse = (reason: string, cause?: unknown): EngineError =>
    engineError('engine-mirror-archive', { url: shownUrl(url), reason }, cause);
  const wanted: readonly string[] = ARCHIVED;
  try {
    await extract({
      file: archive,
      cwd: work,
      strict: true,
      filter: (name, entry) =>
        'type' in entry && entry.type === 'File' && wanted.includes(name.replace(/^\.\//, '')),
    });
  } catch (error) {
    throw refuse(errorText(error), error);
  }
  for (const name of ARCHIVED) {
    const program = path.join(work, name);
    await chmod(program, 0o755).catch(() => undefined);
    if (!(await executable(program))) throw refuse(`其中没有程序 ${name}`);
    const { output } = await capture(program, ['--version']);
    if (!isVersion(output))
      throw refuse(`程序 ${name} 应为 ${TEMPORAL_VERSION} 版，它自称“${output.trim().slice(0, 200)}”`);
  }
}

/** Whether a program's own words name the release that is needed. */
export function isVersion(output: string): boolean {
  return new RegExp(`\\b${TEMPORAL_VERSION.replaceAll('.', '\\.')}\\b`).test(output);
}

function megabytes(bytes: number): string {
  return `${(bytes / 1e6).toFixed(1)} MB`;
}
