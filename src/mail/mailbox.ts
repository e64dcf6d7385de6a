import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { simpleParser, type AddressObject, type ParsedMail } from 'mailparser';
import { fileNamePart, listEml, type EmlName } from './eml-folder.ts';
import { MEASURES_HEADER } from './headers.ts';
import { instantOf, type Instant } from '../domain/time.ts';

/** A caught mail, read. */
export interface CaughtLetter {
  /** Its number in the folder. */
  readonly id: number;
  readonly file: string;
  readonly from: MailAddress;
  readonly to: MailAddress;
  readonly subject: string;
  /** The Date header's moment. */
  readonly date: Instant;
  /** Without angle brackets. */
  readonly messageId: string;
  readonly references: readonly string[];
  /** The measures it speaks of. */
  readonly measures: readonly string[];
  readonly text: string;
  readonly html: string;
  readonly attachments: readonly Attachment[];
}

interface MailAddress {
  readonly name: string;
  readonly address: string;
}

interface Attachment {
  readonly filename: string;
  readonly contentType: string;
  readonly content: Buffer;
}

/** Which mails to list; what is absent does not filter. */
export interface MailFilter {
  /** An address, or part of a name. */
  readonly person?: string;
  readonly measure?: string;
}

export interface MailList {
  readonly letters: readonly CaughtLetter[];
  /** Files that could not be read as mails. */
  readonly skipped: readonly { readonly file: string; readonly reason: string }[];
}

const AT_ONCE = 16;

/** The mails of a catcher's folder, in the order in which they came. A missing folder is an empty one. */
export async function listMails(folder: string, filter: MailFilter = {}): Promise<MailList> {
  const names = (await listEml(folder)).filter((name) => mayBeFor(name, filter.person));
  const letters: CaughtLetter[] = [];
  const skipped: { file: string; reason: string }[] = [];
  for (let i = 0; i < names.length; i += AT_ONCE) {
    const read = await Promise.all(
      names.slice(i, i + AT_ONCE).map(async (name) => {
        try {
          return await readLetter(folder, name);
        } catch (error) {
          skipped.push({ file: name.file, reason: error instanceof Error ? error.message : String(error) });
          return undefined;
        }
      }),
    );
    letters.push(
      ...read.filter((letter) => letter !== undefined).filter((letter) => matches(letter, filter)),
    );
  }
  return { letters, skipped };
}

/**
 * One mail by its number; undefined where there is none.
 * @throws Error when the file cannot be read as a mail.
 */
export async function readMail(folder: string, id: number): Promise<CaughtLetter | undefined> {
  const name = (await listEml(folder)).find(({ seq }) => seq === id);
  return name && readLetter(folder, name);
}

/** An address stands in the file's name: other people's files need not be opened. */
function mayBeFor({ recipient }: EmlName, person: string | undefined): boolean {
  return person === undefined || !person.includes('@') || recipient === fileNamePart(person.trim());
}

function matches({ to, measures }: CaughtLetter, { person, measure }: MailFilter): boolean {
  if (measure !== undefined && !measures.includes(measure)) return false;
  if (person === undefined) return true;
  const wanted = person.trim().toLowerCase();
  return (
    to.address.toLowerCase() === wanted || (!wanted.includes('@') && to.name.toLowerCase().includes(wanted))
  );
}

async function readLetter(folder: string, { file, seq }: EmlName): Promise<CaughtLetter> {
  const mail = await simpleParser(await readFile(path.join(folder, file)), {
    skipHtmlToText: true,
    skipTextToHtml: true,
    skipImageLinks: true,
    skipTextLinks: true,
  });
  const from = firstAddress(mail.from);
  const to = firstAddress(mail.to);
  if (!from || !to || mail.date === undefined || mail.messageId === undefined) {
    throw new Error('不是完整的邮件：缺少 From、To、Date 或 Message-ID');
  }
  return {
    id: seq,
    file,
    from,
    to,
    subject: mail.subject ?? '',
    date: instantOf(mail.date.getTime()),
    messageId: bare(mail.messageId),
    references: [mail.references ?? []].flat().map(bare),
    measures: measuresOf(mail),
    text: mail.text ?? '',
    html: mail.html === false ? '' : (mail.html ?? ''),
    attachments: mail.attachments.map(({ filename, contentType, content }) => ({
      filename: filename ?? '',
      contentType,
      content,
    })),
  };
}

function firstAddress(field: AddressObject | AddressObject[] | undefined): MailAddress | undefined {
  const [first] = [field ?? []].flat().flatMap(({ value }) => value);
  return first?.address === undefined ? undefined : { name: first.name, address: first.address };
}

function measuresOf(mail: ParsedMail): readonly string[] {
  const value = mail.headers.get(MEASURES_HEADER.toLowerCase());
  if (typeof value !== 'string') return [];
  return value
    .split(',')
    .map((measure) => decodeURIComponent(measure.trim()))
    .filter((measure) => measure !== '');
}

function bare(messageId: string): string {
  return messageId.replace(/^<|>$/g, '');
}
