import { writeFile } from 'node:fs/promises';
import type { Command } from 'commander';
import type { App } from '../app.ts';
import type { Answer, Call } from '../call.ts';
import { CliError } from '../errors.ts';
import type { Instance } from '../instance.ts';
import { countOption } from '../parse.ts';
import { withInstance } from '../session.ts';
import { galleryLetters } from '../../mail/gallery/letters.ts';
import { galleryPage } from '../../mail/gallery/page.ts';
import { listMails, readMail } from '../../mail/mailbox.ts';
import { mailJson, mailLines, mailListLines } from '../views/mail.ts';

interface ListOptions {
  readonly person?: string;
  readonly measure?: string;
}

interface ShowOptions {
  readonly html?: string;
}

interface GalleryOptions {
  readonly output: string;
}

/** `mail list|show`: the mails that the catcher keeps; `mail gallery`: one of each letter there is. */
export function mailCommand(program: Command, app: App): void {
  const mail = program
    .command('mail')
    .description('查看存于本机的邮件（没有设 SMTP_URL 或推演时），或各种信件的样张');
  mail
    .command('list')
    .description('列出邮件，先到的在前')
    .option('--person <人员>', '只看寄给某人的：邮箱，或姓名的一部分')
    .option('--measure <措施>', '只看涉及某项措施的，如 M06')
    .action(
      app.action<ListOptions>((call, options) =>
        withInstance(call, (instance) => list(call, instance, options)),
      ),
    );
  mail
    .command('show')
    .description('显示一封邮件')
    .argument('<序号>', 'mail list 中的序号', countOption(1, 999_999_999))
    .option('--html <文件>', '把网页格式的正文存为文件，可用浏览器打开')
    .action(
      app.action<ShowOptions>((call, options, [id]) =>
        withInstance(call, (instance) => show(call, instance, Number(id), options)),
      ),
    );
  mail
    .command('gallery')
    .description('把每种信件各写一件样张，存为一个网页，不需要运行中的实例')
    .requiredOption('-o, --output <文件>', '网页存在哪里')
    .action(app.action<GalleryOptions>((_, { output }) => gallery(output)));
}

async function gallery(file: string): Promise<Answer> {
  const letters = galleryLetters();
  await saved(file, galleryPage(letters));
  return {
    lines: [`信件样张共 ${letters.length} 件，已存为 ${file}，可用浏览器打开。`],
    json: {
      file,
      letters: letters.map(({ name, kind, letter }) => ({ name, kind, subject: letter.subject })),
    },
  };
}

/** @throws file-unwritable */
async function saved(file: string, text: string): Promise<void> {
  await writeFile(file, text).catch((error: NodeJS.ErrnoException) => {
    throw new CliError('file-unwritable', { path: file, reason: error.code ?? error.message });
  });
}

async function list(call: Call, instance: Instance, { person, measure }: ListOptions): Promise<Answer> {
  const folder = folderOf(instance);
  const filter = {
    ...(person === undefined ? {} : { person }),
    ...(measure === undefined ? {} : { measure: measure.toUpperCase() }),
  };
  const { letters, skipped } = await listMails(folder, filter);
  return {
    lines: mailListLines(letters, skipped, folder, call.world.io.width),
    json: { folder, mails: letters.map((letter) => mailJson(letter, false)), skipped },
  };
}

async function show(call: Call, instance: Instance, id: number, { html }: ShowOptions): Promise<Answer> {
  const folder = folderOf(instance);
  const letter = await readMail(folder, id).catch((error: unknown) => {
    throw new CliError('mail-unreadable', {
      id: String(id),
      reason: error instanceof Error ? error.message : String(error),
    });
  });
  if (letter === undefined) {
    const ids = (await listMails(folder)).letters.map((one) => one.id);
    const known = ids.length === 0 ? '没有邮件' : `${ids[0] ?? ''} 至 ${ids.at(-1) ?? ''} 号`;
    throw new CliError('mail-unknown', { id: String(id), known });
  }
  if (html !== undefined) {
    await saved(html, letter.html);
  }
  const told = html === undefined ? [] : ['', `网页格式已存为 ${html}。`];
  return {
    lines: [...mailLines(letter, folder, call.world.io.width), ...told],
    json: { mail: mailJson(letter, true), ...(html === undefined ? {} : { html }) },
  };
}

function folderOf({ mailFolder }: Instance): string {
  if (mailFolder === undefined) throw new CliError('mail-not-kept');
  return mailFolder;
}
