import { createTransport, type MailMessage, type SendMailOptions } from 'nodemailer';
import type { LetterContent } from '../domain/notice.ts';
import { instantOf } from '../domain/time.ts';
import { isAddress } from './address.ts';
import { cleanLine } from './clean.ts';
import { compose, type ComposedLetter } from './compose.ts';
import { readFailure, type SmtpFailure } from './smtp-failure.ts';

/** What became of one attempt. */
export type Attempt =
  { readonly kind: 'delivered'; readonly response: string; readonly at: string } | SmtpFailure;

/** Hands letters to an SMTP server. */
export interface SmtpMailer {
  /** One attempt; never throws. */
  deliver(letter: LetterContent): Promise<Attempt>;
  /** Ends the connections; attempts that run are finished first, waiting ones come back deferred. */
  close(): void;
}

export interface SmtpMailerOptions {
  /** `smtp://user:password@host:port` or `smtps://…`; nodemailer's query parameters work. */
  readonly url: string;
  /** The office's address: envelope sender and From. The name before it is the programme's office. */
  readonly from: string;
  /** Connections kept open at most; 5 by default. */
  readonly connections?: number;
  /** For tests; milliseconds. */
  readonly timeouts?: Partial<Timeouts>;
}

interface Timeouts {
  readonly connection: number;
  readonly greeting: number;
  /** Silence of the server. */
  readonly socket: number;
  /** A whole attempt, waiting for a free connection included. */
  readonly attempt: number;
}

const TIMEOUTS: Timeouts = { connection: 10_000, greeting: 10_000, socket: 30_000, attempt: 120_000 };

/** An idle connection is given up before servers tend to drop it, so that a letter seldom meets a dead one. */
const IDLE_MS = 15_000;

/** The code of a malformed mailbox (RFC 5321 §4.2.2), for addresses that cannot even be asked about. */
const MAILBOX_NAME_NOT_ALLOWED = 553;

/**
 * A pool of connections to one server.
 * @throws Error when `from` is not an address: a fault of the settings.
 */
export function createSmtpMailer({ url, from, connections = 5, timeouts }: SmtpMailerOptions): SmtpMailer {
  if (!isAddress(from))
    throw new Error(`发件地址“${from}”不是有效的邮箱地址，例如 zhenggai@example.gov.cn。`);
  const limits = { ...TIMEOUTS, ...timeouts };
  const transport = createTransport({
    url,
    pool: true,
    maxConnections: connections,
    // A pooled connection found dead before a byte of the message was sent is replaced once: that is not an attempt.
    maxRequeues: 1,
    idleTimeout: IDLE_MS,
    connectionTimeout: limits.connection,
    greetingTimeout: limits.greeting,
    socketTimeout: limits.socket,
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  // Connections report through the attempt that uses them; what a pool says of itself must not end the process.
  transport.on('error', () => undefined);
  const whole = new WeakSet<object>();
  transport.use('stream', (mail, done) => {
    watchEnd(mail, () => whole.add(mail.data.headers as object));
    done();
  });

  const deliver = async (letter: LetterContent): Promise<Attempt> => {
    const address = letter.person.address.trim();
    if (!isAddress(address)) {
      const response = `邮箱地址格式不正确，未提交服务器：${cleanLine(address)}`;
      return { kind: 'refused', response, code: MAILBOX_NAME_NOT_ALLOWED };
    }
    let headers: object = {};
    try {
      const mail = mailOf(compose(letter), from, address);
      headers = mail.headers;
      const info = await transport.sendMail({ ...mail, signal: AbortSignal.timeout(limits.attempt) });
      return { kind: 'delivered', response: cleanLine(info.response ?? ''), at: instantOf(Date.now()) };
    } catch (error) {
      return readFailure(error, whole.has(headers));
    }
  };

  return { deliver, close: () => transport.close() };
}

function mailOf(
  composed: ComposedLetter,
  from: string,
  address: string,
): SendMailOptions & { readonly headers: Record<string, string> } {
  return {
    from: { name: composed.fromName, address: from },
    to: { name: composed.toName, address },
    envelope: { from, to: [address] },
    subject: composed.subject,
    text: composed.text,
    html: composed.html,
    // Chinese in quoted-printable takes nine bytes a character, and its encoding a third of the time of sending.
    textEncoding: 'base64',
    headers: { ...composed.headers },
    ...(composed.ics && {
      attachments: [
        {
          filename: composed.ics.filename,
          content: composed.ics.content,
          contentType: `text/calendar; charset=utf-8; method=${composed.ics.method}`,
        },
      ],
    }),
  };
}

/** Notices when the connection has read the message to its end: from then on the server may have it. */
function watchEnd({ message }: MailMessage, atEnd: () => void): void {
  const create = message.createReadStream.bind(message);
  message.createReadStream = (options) => create(options).once('end', atEnd);
}
