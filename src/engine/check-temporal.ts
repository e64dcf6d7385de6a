import { connect } from 'node:net';
import { Connection } from '@temporalio/client';
import { engineError } from './errors.ts';
import { errorText } from './files.ts';

/** What a Temporal server says of itself. */
export interface TemporalAnswer {
  readonly serverVersion: string;
}

/** A `host:port` taken apart. */
export interface Address {
  readonly host: string;
  readonly port: number;
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
 * Makes sure that a Temporal frontend answers at `address`, within `milliseconds`.
 * @throws engine-address-malformed; engine-temporal-silent: a set address that is silent is an error, never a reason to start another engine
 */
export async function checkTemporal(address: string, milliseconds = 5_000): Promise<TemporalAnswer> {
  const { host, port } = parseAddress(address);
  try {
    await knock(host, port, milliseconds);
    return await ask(address, milliseconds);
  } catch (error) {
    throw engineError('engine-temporal-silent', { address, reason: errorText(error) }, error);
  }
}

/** HTTP/2's opening words of a client, with empty settings (RFC 9113, 3.4). */
const HELLO = Buffer.from('PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n\0\0\0\u0004\0\0\0\0\0', 'latin1');

/**
 * Greets the server plainly first: gRPC would try a closed port again until its time is up, and clings to a server that takes the
 * connection and says nothing, so that this process could not end.
 */
function knock(host: string, port: number, milliseconds: number): Promise<void> {
  return new Promise((resolve, reject) => {
    const socket = connect({ host, port });
    const end = (error?: Error): void => {
      clearTimeout(timer);
      socket.destroy();
      if (error) reject(error);
      else resolve();
    };
    const timer = setTimeout(() => end(new Error(`${milliseconds / 1000} 秒内没有回应`)), milliseconds);
    socket.once('connect', () => socket.write(HELLO));
    // A server's first frame is its settings, type 4. One short packet: it never comes in parts.
    socket.once('data', (data) => end(data[3] === 4 ? undefined : new Error('那里是别的服务')));
    socket.once('error', end);
    socket.once('end', () => end(new Error('连接被对方关闭')));
  });
}

async function ask(address: string, milliseconds: number): Promise<TemporalAnswer> {
  // Not Connection.connect, which keeps trying in the background after it has failed.
  const connection = Connection.lazy({ address, connectTimeout: milliseconds });
  try {
    await connection.ensureConnected();
    const info = await connection.withDeadline(Date.now() + milliseconds, () =>
      connection.workflowService.getSystemInfo({}),
    );
    return { serverVersion: info.serverVersion };
  } finally {
    await connection.close();
  }
}
