import { createTransport } from 'nodemailer';
import { cleanLine } from './clean.ts';

/** What a mail server said to our greeting; `stage`: how far it came. */
export type SmtpAnswer =
  | { readonly kind: 'ready' }
  | {
      readonly kind: 'failed';
      readonly stage: 'address' | 'connect' | 'tls' | 'greeting' | 'login';
      readonly reason: string;
    };

/** nodemailer's codes by stage (its `lib/errors.js`). */
const STAGES: Readonly<Record<string, 'connect' | 'tls' | 'login'>> = {
  ECONNECTION: 'connect',
  EDNS: 'connect',
  ESOCKET: 'connect',
  ETIMEDOUT: 'connect',
  ECONNREFUSED: 'connect',
  ETLS: 'tls',
  EREQUIRETLS: 'tls',
  EAUTH: 'login',
  ENOAUTH: 'login',
  EOAUTH2: 'login',
};

/** Connects, greets (EHLO), goes over to TLS and logs in as letters do, and takes leave. Sends no mail. Never throws. */
export async function checkSmtp(url: string, milliseconds = 8_000): Promise<SmtpAnswer> {
  let parsed: URL;
  try {
    parsed = new URL(url);
  } catch {
    return { kind: 'failed', stage: 'address', reason: '不是一个网址' };
  }
  if (!['smtp:', 'smtps:'].includes(parsed.protocol))
    return { kind: 'failed', stage: 'address', reason: `协议是 ${parsed.protocol.slice(0, -1)}` };
  const transport = createTransport({
    url,
    connectionTimeout: milliseconds,
    greetingTimeout: milliseconds,
    socketTimeout: milliseconds,
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  try {
    await transport.verify();
    return { kind: 'ready' };
  } catch (error) {
    const { code = '', message = '' } = error as { readonly code?: string; readonly message?: string };
    const certificate = /CERT|SELF_SIGNED|UNABLE_TO|certificate/.test(`${code} ${message}`);
    const stage = certificate ? 'tls' : (STAGES[code] ?? 'greeting');
    return { kind: 'failed', stage, reason: cleanLine(message || code) };
  } finally {
    transport.close();
  }
}
