import { mkdir, open } from 'node:fs/promises';
import path from 'node:path';
import type { LetterContent } from '../domain/notice.ts';

/** What is kept of a letter that a server has taken, one line of JSON each. No content. */
export interface JournalLine {
  readonly v: 1;
  readonly messageId: string;
  readonly programme: string;
  readonly person: string;
  /** Ids of the notices it carried. */
  readonly notices: readonly string[];
  /** The server's yes: its moment, on the real clock, and its words. */
  readonly at: string;
  readonly response: string;
}

/** A record of letters sent, outside the database: what a restored one does not know is told by it. */
export interface Journal {
  /** Safe on disk when this returns. @throws the system's errors */
  note(letter: LetterContent, response: string, at: string): Promise<void>;
}

/**
 * A journal in a folder, a file a month: `2022-08.jsonl` (0600). Lines that come at once share one sync. Several processes may
 * write.
 */
export function createJournal(folder: string): Journal {
  let waiting: { readonly file: string; readonly line: string }[] = [];
  let writing: Promise<void> | undefined;
  let next: Promise<void> | undefined;

  const write = async (): Promise<void> => {
    const lines = waiting;
    waiting = [];
    await mkdir(folder, { recursive: true, mode: 0o700 });
    for (const file of new Set(lines.map((one) => one.file))) {
      const text = lines.filter((one) => one.file === file).map((one) => one.line);
      const handle = await open(path.join(folder, file), 'a+', 0o600);
      try {
        // A line that a full disk or a power cut broke off is ended first: it is lost, not the next one too.
        const { size } = await handle.stat();
        const last =
          size === 0 ? '\n' : (await handle.read(Buffer.alloc(1), 0, 1, size - 1)).buffer.toString();
        await handle.appendFile(last === '\n' ? text.join('') : `\n${text.join('')}`);
        await handle.sync();
      } finally {
        await handle.close();
      }
    }
  };

  return {
    async note(letter, response, at) {
      const line: JournalLine = {
        v: 1,
        messageId: letter.messageId,
        programme: letter.programme.id,
        person: letter.person.id,
        notices: letter.notices.map(({ notice }) => notice.id),
        at,
        response,
      };
      waiting.push({ file: `${at.slice(0, 7)}.jsonl`, line: `${JSON.stringify(line)}\n` });
      // One write at a time; whoever comes meanwhile goes with the next.
      next ??= (writing ?? Promise.resolve())
        .catch(() => undefined)
        .then(() => {
          next = undefined;
          writing = write();
          return writing;
        });
      await next;
    },
  };
}
