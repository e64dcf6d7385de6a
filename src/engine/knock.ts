import { connect, isIP, type Socket } from 'node:net';
import { connect as connectTls } from 'node:tls';
import type { EngineTls } from '../contracts/engine-access.ts';
import { errno } from './files.ts';

/** Where to knock, and how long to wait for an answer, in milliseconds. */
export interface Door {
  readonly host: string;
  readonly port: number;
  readonly tls?: EngineTls | undefined;
  readonly milliseconds: number;
}

/** HTTP/2's opening words of a client, with empty settings (RFC 9113, 3.4). */
const HELLO = Buffer.from('PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n\0\0\0\u0004\0\0\0\0\0', 'latin1');

/**
 * Greets an HTTP/2 server first: gRPC would try a closed port again until its time is up, clings to a server that takes the connection and says
 * nothing, so that this process could not end, and does not tell why a certificate was turned down.
 */
export function knock(door: Door): Promise<void> {
  const socket = open(door);
  return heard(socket, door.milliseconds, () => {
    const greeted = door.tls === undefined ? 'connect' : 'secureConnect';
    socket.once(greeted, () => socket.write(HELLO));
  });
}

/** Whether the server there speaks TLS, whoever it is: nothing is sent but the offer to. */
export async function speaksTls({ host, port, milliseconds }: Door): Promise<boolean> {
  const socket = connectTls({ host, port, ALPNProtocols: ['h2'], rejectUnauthorized: false });
  return new Promise((resolve) => {
    const end = (spoken: boolean): void => {
      clearTimeout(timer);
      socket.destroy();
      resolve(spoken);
    };
    const timer = setTimeout(() => end(false), milliseconds);
    socket.once('secureConnect', () => end(true));
    socket.once('error', (error) => end(/ALERT/.test(errno(error) ?? '')));
    socket.once('close', () => end(false));
  });
}

function open({ host, port, tls }: Door): Socket {
  if (tls === undefined) return connect({ host, port });
  // An address of numbers is no name to ask for (RFC 6066, 3); the certificate is held against it all the same.
  const servername = tls.serverName ?? (isIP(host) === 0 ? host : '');
  return connectTls({ host, port, servername, ALPNProtocols: ['h2'], ca: tls.ca, ...tls.client });
}

function heard(socket: Socket, milliseconds: number, greet: () => void): Promise<void> {
  return new Promise((resolve, reject) => {
    const end = (error?: Error): void => {
      clearTimeout(timer);
      socket.destroy();
      if (error) reject(error);
      else resolve();
    };
    const timer = setTimeout(() => end(new Error(`${milliseconds / 1000} 秒内没有回应`)), milliseconds);
    greet();
    // A server's first frame is its settings, type 4. One short packet: it never comes in parts.
    socket.once('data', (data) => end(data[3] === 4 ? undefined : new Error('那里是别的服务')));
    socket.once('error', end);
    socket.once('end', () => end(new Error(CLOSED)));
  });
}

/** What is said of a connection that the server closed without a word: as one that speaks TLS does when it is greeted plainly. */
export const CLOSED = '连接被对方关闭';
