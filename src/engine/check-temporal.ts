import { Connection } from '@temporalio/client';
import { accessOptions, type EngineAccess } from '../contracts/engine-access.ts';
import { EngineError, engineError } from './errors.ts';
import { errno, errorText } from './files.ts';
import { CLOSED, knock, speaksTls, type Door } from './knock.ts';
import { isForbidden } from './namespace.ts';

/** What a Temporal server says of itself. */
export interface TemporalAnswer {
  readonly serverVersion: string;
}

/** A `host:port` taken apart. */
export interface Address {
  readonly host: string;
  readonly port: number;
}

/** Options of {@link checkTemporal}. */
export interface CheckTemporalOptions {
  /** 5,000 by default. */
  readonly milliseconds?: number;
  /** Absent: plain, and without a key. */
  readonly access?: EngineAccess | undefined;
  /** Asked about as well, to see that a key, or the lack of one, is accepted; it need not be there. */
  readonly namespace?: string;
}

/**
 * Takes `host:port` (or `[ipv6]:port`) apart.
 * @throws engine-address-malformed
 */
export function parseAddress(address: string): Address {
  const parts = /^(?:\[([0-9a-fA-F:.]+)\]|([^\s:/]+)):(\d{1,5})$/.exec(address);
  const host = parts?.[1] ?? parts?.[2];
  const port = Number(parts?.[3]);
  if (host === undefined || !(port >= 1 && port <= 65_535))
    throw engineError('engine-address-malformed', { address });
  return { host, port };
}

/**
 * Makes sure that a Temporal frontend answers at `address`, and us, within `milliseconds`.
 * @throws engine-address-malformed; engine-temporal-silent: a set address that is silent is an error, never a reason to start another engine;
 * engine-tls-untrusted, engine-tls-name, engine-tls-client, engine-tls-wanted, engine-tls-unspoken; engine-access-refused
 */
export async function checkTemporal(
  address: string,
  options: CheckTemporalOptions = {},
): Promise<TemporalAnswer> {
  const { milliseconds = 5_000, access } = options;
  const door: Door = { ...parseAddress(address), tls: access?.tls, milliseconds };
  try {
    await knock(door);
    return await ask(address, { ...options, milliseconds });
  } catch (error) {
    throw await told(error, address, door, access?.tls?.client !== undefined);
  }
}

/** An error of knocking or asking, as it is told to people. */
async function told(error: unknown, address: string, door: Door, certified: boolean): Promise<EngineError> {
  if (error instanceof EngineError) return error;
  const code = errno(error) ?? '';
  const reason =
    code === '' || errorText(error).includes(code) ? errorText(error) : `${code}：${errorText(error)}`;
  if (door.tls === undefined) {
    const closed = errorText(error) === CLOSED || code === 'ECONNRESET';
    if (closed && (await speaksTls(door))) return engineError('engine-tls-wanted', { address }, error);
    return engineError('engine-temporal-silent', { address, reason }, error);
  }
  const name = door.tls.serverName ?? door.host;
  if (code === 'ERR_TLS_CERT_ALTNAME_INVALID')
    return engineError('engine-tls-name', { address, name, names: namesOf(error) }, error);
  // First: the server's complaint about our certificate, which names certificates too.
  if (/ALERT/.test(code)) {
    const given = certified ? '已出示' : '未设置';
    return engineError('engine-tls-client', { address, given, reason }, error);
  }
  if (UNTRUSTED.test(code)) return engineError('engine-tls-untrusted', { address, reason }, error);
  if (PLAIN.test(code)) return engineError('engine-tls-unspoken', { address }, error);
  return engineError('engine-temporal-silent', { address, reason }, error);
}

/** The names in the certificate that Node has turned down. */
function namesOf(error: unknown): string {
  const { cert } = error as { readonly cert?: { readonly subjectaltname?: string } };
  return cert?.subjectaltname?.replaceAll(/DNS:|IP Address:/g, '') ?? '无';
}

/** OpenSSL's words for a certificate that does not lead to a trusted issuer, or is out of its time. */
const UNTRUSTED = /CERT|SELF_SIGNED|UNABLE_TO|INVALID_CA|PATH_LENGTH|INVALID_PURPOSE|CRL/;

/** What a greeting for TLS gets from a server that speaks plainly. */
const PLAIN = /WRONG_VERSION_NUMBER|PACKET_LENGTH_TOO_LONG|UNEXPECTED_MESSAGE|EPROTO/;

async function ask(
  address: string,
  { milliseconds, access, namespace }: CheckTemporalOptions & { readonly milliseconds: number },
): Promise<TemporalAnswer> {
  // Not Connection.connect, which keeps trying in the background after it has failed.
  const connection = Connection.lazy({ address, connectTimeout: milliseconds, ...accessOptions(access) });
  const within = <T>(question: () => Promise<T>): Promise<T> =>
    connection.withDeadline(Date.now() + milliseconds, question);
  try {
    const info = await within(() => connection.workflowService.getSystemInfo({}));
    // The server tells everyone who it is: only a question about something shows whether we may ask.
    if (namespace !== undefined)
      await within(() => connection.workflowService.describeNamespace({ namespace })).catch(
        (error: unknown) => {
          if (isForbidden(error)) throw error;
        },
      );
    return { serverVersion: info.serverVersion };
  } catch (error) {
    if (!isForbidden(error)) throw error;
    const key = access?.apiKey === undefined ? '未设置' : '已设置';
    throw engineError('engine-access-refused', { address, key, reason: errorText(error) }, error);
  } finally {
    await connection.close();
  }
}
