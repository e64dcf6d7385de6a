import { createServer, connect, type AddressInfo, type Server, type Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';

/** How the way to the SMTP server is. */
export type GateMode =
  | { readonly kind: 'open' }
  /** Every answer of the server comes so many milliseconds late. */
  | { readonly kind: 'slow'; readonly milliseconds: number }
  /** Connections are taken and never answered. */
  | { readonly kind: 'silent' };

/** A TCP way to the SMTP server that can be slow, silent or gone. Workers know its address only. */
export class Gate {
  mode: GateMode = { kind: 'open' };
  private readonly target: number;
  private readonly sockets = new Set<Socket>();
  private server: Server | undefined;
  private port = 0;

  constructor(target: number) {
    this.target = target;
  }

  get url(): string {
    return `smtp://127.0.0.1:${this.port}`;
  }

  /** Lets connections come, at the port of the first time. */
  async open(): Promise<void> {
    if (this.server !== undefined) return;
    const server = createServer((socket) => this.pass(socket));
    await new Promise<void>((resolve, reject) => {
      server.once('error', reject);
      server.listen(this.port, '127.0.0.1', resolve);
    });
    this.port = (server.address() as AddressInfo).port;
    this.server = server;
  }

  /** From now on connections are refused; those there are break. */
  async close(): Promise<void> {
    const { server } = this;
    this.server = undefined;
    if (server === undefined) return;
    const closed = new Promise((resolve) => server.close(resolve));
    for (const socket of this.sockets) socket.destroy();
    await closed;
  }

  private pass(client: Socket): void {
    this.keep(client);
    if (this.mode.kind === 'silent') return;
    const upstream = connect(this.target, '127.0.0.1');
    this.keep(upstream);
    client.pipe(upstream);
    client.once('close', () => upstream.destroy());
    let last = Promise.resolve();
    upstream.on('data', (chunk) => {
      last = last.then(async () => {
        if (this.mode.kind === 'slow') await sleep(this.mode.milliseconds);
        if (!client.destroyed) client.write(chunk);
      });
    });
    upstream.once('close', () => void last.then(() => client.destroy()));
  }

  private keep(socket: Socket): void {
    this.sockets.add(socket);
    // A broken connection is the other side's affair.
    socket.on('error', () => undefined);
    socket.once('close', () => this.sockets.delete(socket));
  }
}
