import type { AddressInfo } from 'node:net';
import {
  SMTPServer,
  type SMTPServerDataStream,
  type SMTPServerOptions,
  type SMTPServerSession,
} from 'smtp-server';
import { openEmlFolder } from './eml-folder.ts';

/** An SMTP answer that refuses. */
interface SmtpRefusal {
  readonly code: number;
  readonly message: string;
}

export interface CatcherOptions {
  /** Where mails are kept; made if absent. */
  readonly folder: string;
  /** A free one if absent. */
  readonly port?: number;
  /** For tests: refuse a recipient. */
  readonly onRcpt?: (address: string) => SmtpRefusal | undefined;
  /**
   * For tests: refuse a mail (it is not kept), or break the connection instead of answering: `drop` before keeping it,
   * `keep_and_drop` after, as a server that took it and died.
   */
  readonly onData?: (mail: CaughtMail) => SmtpRefusal | 'drop' | 'keep_and_drop' | undefined;
}

interface CaughtMail {
  readonly recipients: readonly string[];
  readonly raw: Buffer;
}

export interface Catcher {
  /** `smtp://127.0.0.1:port` */
  readonly url: string;
  readonly folder: string;
  stop(): Promise<void>;
}

/** Larger mails are refused (552). */
const SIZE_MAX = 25 * 1024 * 1024;
const HOST = '127.0.0.1';

/**
 * A real SMTP server on loopback that keeps every mail as an `.eml` file and passes none on. Mails are not synced to the
 * disk one by one: it serves rehearsals and tests.
 * @throws Error of the system when the port is taken or the folder cannot be made.
 */
export async function startCatcher(options: CatcherOptions): Promise<Catcher> {
  const { folder } = options;
  const kept = await openEmlFolder(folder);
  const server = new SMTPServer({
    banner: 'zhenggai catcher',
    disabledCommands: ['AUTH', 'STARTTLS'],
    authOptional: true,
    disableReverseLookup: true,
    size: SIZE_MAX,
    closeTimeout: 200,
    logger: false,
    onRcptTo({ address }, _session, done) {
      const refusal = options.onRcpt?.(address);
      done(refusal && refusalError(refusal));
    },
    onData: dataHandler(async (raw, session) => {
      const recipients = session.envelope.rcptTo.map(({ address }) => address);
      const verdict = options.onData?.({ recipients, raw });
      if (verdict === 'drop') return dropConnection(server, session);
      if (typeof verdict === 'object') throw refusalError(verdict);
      const names: string[] = [];
      for (const recipient of recipients) names.push(await kept.keep(recipient, raw));
      if (verdict === 'keep_and_drop') return dropConnection(server, session);
      return `OK kept as ${names.map((name) => name.split('-')[1]).join(',')}`;
    }),
  });
  // A broken connection is the client's affair.
  server.on('error', () => undefined);
  await listen(server, options.port ?? 0);
  const { port } = server.server.address() as AddressInfo;
  return {
    url: `smtp://${HOST}:${port}`,
    folder,
    stop: () => new Promise((done) => server.close(() => done())),
  };
}

/** Reads a mail whole and answers with what `take` says; `undefined` means: no answer, the connection is gone. */
function dataHandler(
  take: (raw: Buffer, session: SMTPServerSession) => Promise<string | undefined>,
): NonNullable<SMTPServerOptions['onData']> {
  return (stream, session, done) => {
    void read(stream)
      .then((raw) => take(raw, session))
      .then(
        (answer) => (answer === undefined ? undefined : () => done(null, answer)),
        (error: unknown) => () => done(temporary(error)),
      )
      .then((reply) => reply?.());
  };
}

async function read(stream: SMTPServerDataStream): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of stream) chunks.push(chunk as Buffer);
  if (stream.sizeExceeded) throw refusalError({ code: 552, message: `Message exceeds ${SIZE_MAX} bytes` });
  return Buffer.concat(chunks);
}

/** A fault of our own (a full disk) is told as 451: try again. */
function temporary(error: unknown): Error {
  if (error instanceof Error && 'responseCode' in error) return error;
  return refusalError({ code: 451, message: `Not kept: ${String(error)}` });
}

function refusalError({ code, message }: SmtpRefusal): Error & { readonly responseCode: number } {
  return Object.assign(new Error(message), { responseCode: code });
}

function dropConnection(server: SMTPServer, session: SMTPServerSession): undefined {
  for (const connection of server.connections) {
    if (connection.session.id === session.id) connection._socket.destroy();
  }
}

function listen(server: SMTPServer, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.server.once('error', reject);
    server.listen(port, HOST, () => {
      server.server.off('error', reject);
      resolve();
    });
  });
}
