import { open, readFile } from 'node:fs/promises';
import path from 'node:path';
import { instantOf } from '../domain/time.ts';
import { NOTICES_HEADER, RECIPIENT_HEADER } from './headers.ts';
import type { JournalLine } from './journal.ts';
import { noticeKey, recipientKey } from './keys.ts';
import { keptIn } from './kept-folder.ts';

/** A letter that was sent, as its journal or the mail itself tells. */
export interface KeptLetter {
  /** Without angle brackets. */
  readonly messageId: string;
  /** Whom it went to and what it carried, by the keys of its headers. */
  readonly recipient: string;
  readonly notices: readonly string[];
  /** By the journal: the server's yes. By the mail: its Date. */
  readonly at: string;
  /** The server's words, where they were kept. */
  readonly response: string;
  /** Ids, where the journal tells them. */
  readonly person?: string;
  readonly noticeIds?: readonly string[];
}

/** Longest head of a mail that is looked at, in bytes. */
const HEAD = 1 << 18;

/**
 * All letters that a folder keeps: journals (`*.jsonl`) and mails (`*.eml`), in it or in its `letters` and `mail`. Each once, by
 * Message-ID, the journal's word before the mail's; in order of time. Lines broken off half way are passed over.
 */
export async function readKept(folder: string): Promise<readonly KeptLetter[]> {
  const found = new Map<string, KeptLetter>();
  const files = await keptIn(folder);
  for (const file of files.filter((one) => one.endsWith('.jsonl')))
    for (const letter of await journalled(file))
      if (!found.has(letter.messageId)) found.set(letter.messageId, letter);
  for (const file of files.filter((one) => one.endsWith('.eml'))) {
    const letter = await mailed(file);
    if (letter !== undefined && !found.has(letter.messageId)) found.set(letter.messageId, letter);
  }
  return [...found.values()].toSorted((a, b) => (a.at < b.at ? -1 : 1));
}

async function journalled(file: string): Promise<readonly KeptLetter[]> {
  const lines = (await readFile(file, 'utf8')).split('\n').filter((line) => line !== '');
  return lines.flatMap((line) => {
    try {
      const { messageId, programme, person, notices, at, response } = JSON.parse(line) as JournalLine;
      return [
        {
          messageId,
          recipient: recipientKey(programme, person),
          notices: notices.map(noticeKey),
          at,
          response,
          person,
          noticeIds: notices,
        },
      ];
    } catch {
      return [];
    }
  });
}

async function mailed(file: string): Promise<KeptLetter | undefined> {
  const head = await headOf(file);
  const [, messageId] = /^<(.+)>$/.exec(head('Message-ID')) ?? [];
  if (messageId === undefined) return undefined;
  const millis = Date.parse(head('Date'));
  return {
    messageId,
    recipient: head(RECIPIENT_HEADER),
    notices: head(NOTICES_HEADER)
      .split(',')
      .map((one) => one.trim())
      .filter((one) => one !== ''),
    at: Number.isNaN(millis) ? '' : instantOf(millis),
    response: `留存的邮件 ${path.basename(file)}`,
  };
}

/** The values of a mail's headers by name; empty where it has none. */
async function headOf(file: string): Promise<(name: string) => string> {
  const handle = await open(file, 'r');
  try {
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(HEAD), 0, HEAD, 0);
    const text = buffer.subarray(0, bytesRead).toString('latin1');
    const end = text.indexOf('\r\n\r\n');
    const lines = (end < 0 ? text : text.slice(0, end)).replace(/\r\n[ \t]+/g, ' ').split('\r\n');
    return (name) => {
      const start = `${name.toLowerCase()}:`;
      const line = lines.find((one) => one.toLowerCase().startsWith(start));
      return line === undefined ? '' : line.slice(start.length).trim();
    };
  } finally {
    await handle.close();
  }
}
