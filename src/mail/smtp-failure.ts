import { cleanLine } from './clean.ts';

/** What an attempt that did not succeed tells. `mayHaveLeft`: the whole message was sent, and no answer came. */
export type SmtpFailure =
  | { readonly kind: 'refused'; readonly response: string; readonly code: number }
  | { readonly kind: 'deferred'; readonly response: string; readonly mayHaveLeft: boolean };

/**
 * 5xx replies about the session, not about this recipient, whatever command they answer: syntax, unknown command, bad
 * sequence (RFC 5321 §4.2.2), authentication missing or failed (RFC 4954 §6). Another session may do better.
 */
const SESSION_CODES = new Set([500, 501, 502, 503, 504, 530, 534, 535, 538]);

/** The commands whose refusal is final for the recipient. */
const FINAL_COMMANDS = new Set(['RCPT TO', 'DATA']);

/**
 * Reads nodemailer's error. Final is a 5xx to RCPT or DATA; everything else may be tried again.
 * @param sentWhole whether the message had been read to its end when the attempt failed
 */
export function readFailure(error: unknown, sentWhole: boolean): SmtpFailure {
  const { command, responseCode, response, message } = fieldsOf(error);
  const words = cleanLine(response ?? message);
  const answered = command !== undefined && FINAL_COMMANDS.has(command) && responseCode !== undefined;
  if (answered && responseCode >= 500 && responseCode < 600 && !SESSION_CODES.has(responseCode)) {
    return { kind: 'refused', response: words, code: responseCode };
  }
  return { kind: 'deferred', response: words, mayHaveLeft: sentWhole && !answered };
}

interface ErrorFields {
  readonly command?: string;
  readonly responseCode?: number;
  readonly response?: string;
  readonly message: string;
}

function fieldsOf(error: unknown): ErrorFields {
  if (typeof error !== 'object' || error === null) return { message: String(error) };
  const { command, responseCode, response, message } = error as Partial<Record<keyof ErrorFields, unknown>>;
  return {
    ...(typeof command === 'string' && { command }),
    ...(typeof responseCode === 'number' && { responseCode }),
    ...(typeof response === 'string' && response !== '' && { response }),
    message: typeof message === 'string' && message !== '' ? message : 'unknown error',
  };
}
