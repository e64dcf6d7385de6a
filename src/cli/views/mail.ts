import path from 'node:path';
import { dateOf, timeOf } from '../../domain/time.ts';
import type { CaughtLetter, MailList } from '../../mail/mailbox.ts';
import { wrap } from '../../plan/text.ts';
import { moment } from './dates.ts';
import { table, type Column } from './table.ts';

const COLUMNS: readonly Column[] = [
  { head: '序号', right: true },
  { head: '时间' },
  { head: '收件人', least: 18 },
  { head: '主题', least: 30 },
];

/** The mails of a folder. */
export function mailListLines(
  letters: readonly CaughtLetter[],
  skipped: MailList['skipped'],
  folder: string,
  width: number,
): readonly string[] {
  const rows = letters.map(({ id, date, to, subject }) => [
    String(id),
    `${dateOf(date)} ${timeOf(date)}`,
    to.name === '' ? to.address : to.name,
    subject,
  ]);
  return [
    ...(rows.length === 0 ? ['没有符合条件的邮件。'] : table(COLUMNS, rows, width)),
    ...skipped.map(({ file, reason }) => `读不出 ${file}：${reason}`),
    '',
    ...wrap(`共 ${letters.length} 封，存于 ${folder}。zhenggai mail show <序号> 看全文。`, width),
  ];
}

/** One mail as it is read. */
export function mailLines(letter: CaughtLetter, folder: string, width: number): readonly string[] {
  const { id, from, to, date, subject, messageId, attachments, text } = letter;
  return [
    `第 ${id} 封`,
    `发件人：${from.name} <${from.address}>`,
    `收件人：${to.name} <${to.address}>`,
    `时　间：${moment(date)}`,
    ...wrap(`主　题：${subject}`, width),
    `Message-ID：<${messageId}>`,
    ...(attachments.length === 0
      ? []
      : [`附　件：${attachments.map((one) => `${one.filename}（${one.contentType}）`).join('、')}`]),
    `文　件：${path.join(folder, letter.file)}`,
    '',
    text.trimEnd(),
  ];
}

/** A mail for programs; the bodies only where one mail was asked for. */
export function mailJson(letter: CaughtLetter, whole: boolean): Readonly<Record<string, unknown>> {
  const { id, file, from, to, subject, date, messageId, references, measures, text, html, attachments } =
    letter;
  return {
    id,
    file,
    from,
    to,
    subject,
    date,
    messageId,
    references,
    measures,
    attachments: attachments.map(({ filename, contentType, content }) => ({
      filename,
      contentType,
      size: content.byteLength,
    })),
    ...(whole ? { text, html } : {}),
  };
}
