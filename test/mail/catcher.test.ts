import { readdir, readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { createTransport } from 'nodemailer';
import { startCatcher, type Catcher } from '../../src/mail/catcher.ts';
import { listMails, readMail } from '../../src/mail/mailbox.ts';
import { createSmtpMailer } from '../../src/mail/smtp-mailer.ts';
import { newFolder, removeFolders } from './support/folder.ts';
import { letterOf, letterWith, LI, noticeOf, ZHANG } from './support/letters.ts';

const running: Catcher[] = [];

async function start(folder: string): Promise<Catcher> {
  const catcher = await startCatcher({ folder });
  running.push(catcher);
  return catcher;
}

async function sendTo(
  url: string,
  ...letters: Parameters<ReturnType<typeof createSmtpMailer>['deliver']>[0][]
): Promise<void> {
  const smtp = createSmtpMailer({ url, from: 'zgb@tjj.example' });
  for (const letter of letters) expect(await smtp.deliver(letter)).toMatchObject({ kind: 'delivered' });
  smtp.close();
}

const li = { id: LI.person, name: LI.name, address: LI.address };

afterEach(async () => {
  await Promise.all(running.splice(0).map((catcher) => catcher.stop()));
});
afterAll(removeFolders);

describe('the catcher', () => {
  it('keeps one whole file a mail, named after its own date, number and recipient', async () => {
    const { url, folder } = await start(await newFolder());
    await sendTo(url, letterWith('reminder'), letterWith('urge', {}, { person: li }));
    expect((await readdir(folder)).toSorted()).toEqual([
      '20220822T083000-000001-zhang.san@tjj.example.eml',
      '20220901T083000-000002-li.si@tjj.example.eml',
    ]);
  });

  it('goes on with the numbers after a restart', async () => {
    const folder = await newFolder();
    const first = await start(folder);
    await sendTo(first.url, letterWith('reminder'), letterWith('reminder'));
    await first.stop();
    const second = await start(folder);
    await sendTo(second.url, letterWith('reminder'));
    expect((await listMails(folder)).letters.map(({ id }) => id)).toEqual([1, 2, 3]);
  });

  it('makes its folder, and makes it again when somebody removes it', async () => {
    const folder = path.join(await newFolder(), 'deep', 'mail');
    const { url } = await start(folder);
    await rm(folder, { recursive: true });
    await sendTo(url, letterWith('reminder'));
    expect((await listMails(folder)).letters).toHaveLength(1);
  });

  it('gives each recipient a file, whatever their address looks like, and none outside the folder', async () => {
    const { url, folder } = await start(await newFolder());
    const transport = createTransport(url);
    await transport.sendMail({
      from: 'a@b.example',
      to: ['a/b!c|d@b.example', '张三@统计.example'],
      subject: 's',
      text: 't',
    });
    transport.close();
    const files = (await readdir(folder)).toSorted();
    expect(files).toHaveLength(2);
    expect(files.every((file) => /^\d{8}T\d{6}-\d{6}-[^/\s"]+\.eml$/.test(file))).toBe(true);
  });

  it('stops at once, idle connections or not', async () => {
    const { url, folder } = await start(await newFolder());
    const smtp = createSmtpMailer({ url, from: 'zgb@tjj.example' });
    await smtp.deliver(letterWith('reminder'));
    const before = Date.now();
    await running.pop()?.stop();
    expect(Date.now() - before).toBeLessThan(2_000);
    smtp.close();
    expect(await readdir(folder)).toHaveLength(1);
  });

  it('tells when its port is taken', async () => {
    const { url } = await start(await newFolder());
    await expect(
      startCatcher({ folder: await newFolder(), port: Number(new URL(url).port) }),
    ).rejects.toThrow('EADDRINUSE');
  });
});

describe('the mailbox', () => {
  it('lists by address, by part of a name and by measure', async () => {
    const { url, folder } = await start(await newFolder());
    const two = letterOf([
      { notice: noticeOf('reminder', { measure: 'M07' }), as: 'to' },
      { notice: noticeOf('reminder', { measure: '措施，一' }), as: 'to' },
    ]);
    await sendTo(url, letterWith('reminder'), letterWith('urge', {}, { person: li }), two);
    const ids = async (filter: Parameters<typeof listMails>[1]): Promise<number[]> =>
      (await listMails(folder, filter)).letters.map(({ id }) => id);
    expect(await ids({})).toEqual([1, 2, 3]);
    expect(await ids({ person: ZHANG.address.toUpperCase() })).toEqual([1, 3]);
    expect(await ids({ person: '李' })).toEqual([2]);
    expect(await ids({ measure: 'M07' })).toEqual([3]);
    expect(await ids({ measure: '措施，一' })).toEqual([3]);
    expect(await ids({ measure: 'M06', person: 'li.si@tjj.example' })).toEqual([2]);
    expect(await ids({ measure: 'M0' })).toEqual([]);
  });

  it('reads one by its number', async () => {
    const { url, folder } = await start(await newFolder());
    await sendTo(url, letterWith('reminder'));
    const mail = await readMail(folder, 1);
    expect(mail).toMatchObject({ id: 1, subject: '【整改提醒】M06 距时限7个工作日(8月31日)' });
    expect(mail?.attachments[0]?.filename).toBe('M06.ics');
    expect(await readMail(folder, 2)).toBeUndefined();
  });

  it('passes over what is no mail, and says so', async () => {
    const { url, folder } = await start(await newFolder());
    await sendTo(url, letterWith('reminder'));
    const [good] = await readdir(folder);
    const raw = await readFile(path.join(folder, good ?? ''));
    await writeFile(path.join(folder, '20220822T083000-000002-x@tjj.example.eml'), '');
    await writeFile(
      path.join(folder, '20220822T083000-000003-x@tjj.example.eml'),
      Buffer.from([0, 255, 254, 13, 10]),
    );
    await writeFile(path.join(folder, '20220822T083000-000004-x@tjj.example.eml'), raw.subarray(0, 40));
    await writeFile(path.join(folder, 'notes.txt'), 'hello');
    await writeFile(path.join(folder, `.${good}.1.tmp`), raw.subarray(0, 100));
    const { letters, skipped } = await listMails(folder);
    expect(letters.map(({ id }) => id)).toEqual([1]);
    expect(skipped.map(({ file }) => file.slice(16, 22)).toSorted()).toEqual(['000002', '000003', '000004']);
    expect(skipped[0]?.reason).toContain('不是完整的邮件');
  });

  it('of a folder that is not there is empty', async () => {
    expect(await listMails('/nonexistent/mail')).toEqual({ letters: [], skipped: [] });
  });
});
