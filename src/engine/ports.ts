import { createServer } from 'node:net';
import type { Server } from 'node:net';
import { randomInt } from 'node:crypto';

/**
 * Free TCP ports of 127.0.0.1, all different. All are held open together until the last is found. They lie below the range
 * from which the system takes ports for outgoing connections (32768 on Linux, 49152 elsewhere), so that none is lost between this call
 * and the server's start, or over a restart, but to a server that starts on the very same number.
 * @param preferred ports tried first, each in its place: those used last, so that addresses stay the same.
 */
export async function freePorts(count: number, preferred: readonly number[] = []): Promise<number[]> {
  const held: Server[] = [];
  const ports: number[] = [];
  try {
    for (let index = 0; index < count; index += 1) {
      let port = preferred[index] ?? randomInt(18_000, 32_000);
      for (;;) {
        const server = ports.includes(port) ? undefined : await hold(port);
        if (server) {
          held.push(server);
          ports.push(port);
          break;
        }
        port = randomInt(18_000, 32_000);
      }
    }
    return ports;
  } finally {
    await Promise.all(held.map((server) => new Promise((done) => server.close(done))));
  }
}

/** Whether nobody listens on a port of 127.0.0.1. */
export async function isFree(port: number): Promise<boolean> {
  const server = await hold(port);
  if (server === undefined) return false;
  await new Promise((done) => server.close(done));
  return true;
}

function hold(port: number): Promise<Server | undefined> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', () => resolve(undefined));
    server.listen({ port, host: '127.0.0.1', exclusive: true }, () => resolve(server));
  });
}
