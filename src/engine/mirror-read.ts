import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { engineError } from './errors.ts';
import { errno } from './files.ts';

/** Something being read from a mirror. */
export interface Mirrored {
  readonly chunks: AsyncIterable<Buffer>;
  /** Bytes, where the mirror says how many there are. */
  readonly size?: number;
}

/** Milliseconds a mirror may stay silent. */
const SILENCE_MS = 60_000;

/**
 * Address of a file of a mirror.
 * @param base a URL (https, http or file), or the absolute path of a folder
 * @throws engine-mirror-malformed
 */
export function mirrorUrl(base: string, name: string): string {
  const url = path.isAbsolute(base) ? pathToFileURL(base) : URL.canParse(base) ? new URL(base) : undefined;
  if (url === undefined || !['https:', 'http:', 'file:'].includes(url.protocol))
    throw engineError('engine-mirror-malformed', { value: base });
  // A query is a key for the folder, or the like: it stays behind the file's name.
  return Object.assign(url, { pathname: `${url.pathname.replace(/\/+$/, '')}/${name}` }).href;
}

/** An address as it may be told: without the name, password or key in it. */
export function shownUrl(address: string): string {
  return Object.assign(new URL(address), { username: '', password: '', search: '' }).href;
}

/**
 * Opens a file of a mirror. Fails with an error of the transport's own when it breaks, which may be tried again.
 * @throws engine-mirror-unreachable when it is not there; the signal's reason
 */
export async function openMirrored(url: string, signal: AbortSignal | undefined): Promise<Mirrored> {
  return url.startsWith('file:') ? openFile(url) : openHttp(url, signal);
}

async function openFile(url: string): Promise<Mirrored> {
  const file = new URL(url);
  try {
    const { size } = await stat(file);
    return { size, chunks: createReadStream(file) as AsyncIterable<Buffer> };
  } catch (error) {
    throw engineError('engine-mirror-unreachable', { url, reason: errno(error) ?? String(error) }, error);
  }
}

/** fetch takes no name and password in an address. */
function withoutLogin(address: string): {
  readonly bare: string;
  readonly headers: Record<string, string>;
} {
  const url = new URL(address);
  const { username, password } = url;
  if (username === '' && password === '') return { bare: address, headers: {} };
  const login = Buffer.from(`${decodeURIComponent(username)}:${decodeURIComponent(password)}`);
  return {
    bare: Object.assign(url, { username: '', password: '' }).href,
    headers: { authorization: `Basic ${login.toString('base64')}` },
  };
}

async function openHttp(url: string, signal: AbortSignal | undefined): Promise<Mirrored> {
  const silent = new AbortController();
  const timer = setTimeout(() => silent.abort(new Error(`${SILENCE_MS / 1_000} 秒内没有数据`)), SILENCE_MS);
  const signals = signal === undefined ? [silent.signal] : [silent.signal, signal];
  try {
    const { bare, headers } = withoutLogin(url);
    const answer = await fetch(bare, { headers, signal: AbortSignal.any(signals) });
    if (!answer.ok || answer.body === null) {
      await answer.body?.cancel();
      // 5xx may pass; the rest says that the file is not to be had there.
      if (answer.status >= 500) throw new Error(`HTTP ${answer.status}`);
      throw engineError('engine-mirror-unreachable', { url: shownUrl(url), reason: `HTTP ${answer.status}` });
    }
    const length = answer.headers.get('content-length');
    // A body that is decoded on the way is longer than was announced.
    const plain = answer.headers.get('content-encoding') === null;
    return {
      chunks: heard(answer.body, timer),
      ...(length !== null && plain ? { size: Number(length) } : {}),
    };
  } catch (error) {
    clearTimeout(timer);
    throw error;
  }
}

/** Every piece that comes shows that the mirror is alive. */
async function* heard(body: AsyncIterable<Uint8Array>, timer: NodeJS.Timeout): AsyncGenerator<Buffer> {
  try {
    for await (const chunk of body) {
      timer.refresh();
      yield Buffer.from(chunk);
    }
  } finally {
    clearTimeout(timer);
  }
}
