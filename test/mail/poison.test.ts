import fc from 'fast-check';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { simpleParser, type ParsedMail } from 'mailparser';
import { isLetterNotice } from '../../src/domain/letter/known.ts';
import type { LetterContent, NoticeFacts } from '../../src/domain/notice.ts';
import { NOTICE_KINDS } from '../../src/domain/notice.ts';
import { startCatcher, type Catcher } from '../../src/mail/catcher.ts';
import { compose } from '../../src/mail/compose.ts';
import { listMails } from '../../src/mail/mailbox.ts';
import { createSmtpMailer, type SmtpMailer } from '../../src/mail/smtp-mailer.ts';
import { runs } from '../support/fuzz.ts';
import { newFolder, removeFolders } from './support/folder.ts';
import { letterOf, letterWith, noticeOf, recipient } from './support/letters.ts';

afterAll(removeFolders);

/** What somebody may put into a name or a title to make a mail say something else. */
const INJECTIONS = [
  '张三\r\nBcc: all@evil.example',
  '张三\nX-Evil: yes\n\n<h1>正文</h1>',
  '张三\rTo: other@evil.example',
  '"张三" <other@evil.example>',
  '张三, other@evil.example',
  'a@evil.example;b@evil.example',
  '=?utf-8?B?5byg5LiJ?= <other@evil.example>',
  '张三\u2028Bcc: all@evil.example',
  '\u0000\u001b[2J\u0008张三\u007f',
  '\u202e三张\u202c\u200b\ufeff',
  '<script>alert(1)</script>',
  '"><img src=x onerror=alert(1)>',
  "'; DROP TABLE event; --",
  '&lt;b&gt;',
  '.\r\n.\r\nMAIL FROM:<x@evil.example>',
  '\ud800半个字',
  'BEGIN:VEVENT\r\nATTACH:file:///etc/passwd',
  '--boundary\r\nContent-Type: text/html',
  '长'.repeat(4_000),
];

/** The names of all elements of a mail's HTML. */
function elementsOf(mail: ParsedMail): readonly string[] {
  return [
    ...new Set([...String(mail.html).matchAll(/<\/?([a-z0-9]+)/gi)].map(([, name]) => name ?? '')),
  ].toSorted();
}

describe('what people type into names, titles and reasons', () => {
  let catcher: Catcher;
  let smtp: SmtpMailer;
  let folder: string;
  let honest: ParsedMail;

  beforeAll(async () => {
    folder = await newFolder();
    catcher = await startCatcher({ folder });
    smtp = createSmtpMailer({ url: catcher.url, from: 'zgb@tjj.example' });
    honest = await sent(letterWith('returned'));
  });

  afterAll(async () => {
    smtp.close();
    await catcher.stop();
  });

  /** The mail as the server got it. */
  async function sent(letter: LetterContent): Promise<ParsedMail> {
    expect(await smtp.deliver(letter)).toMatchObject({ kind: 'delivered' });
    const mail = (await listMails(folder)).letters.find((one) => one.messageId === letter.messageId);
    if (mail === undefined) throw new Error('no mail');
    return simpleParser(await readFile(path.join(folder, mail.file)));
  }

  it.each(INJECTIONS)(
    '%j stands in a mail as harmless text: no header, recipient or part is added',
    async (text) => {
      const person = recipient('zhang.san', text, 'case_handler', { postTitle: text });
      const facts: Partial<NoticeFacts> = {
        measure: text,
        title: text,
        leadUnit: text,
        missing: [text],
        reason: text,
        by: { name: text, postTitle: text },
        lastReport: { date: '2022-08-30', text },
      };
      const letter = letterOf(
        [{ notice: noticeOf('returned', facts, { to: [person], cc: [person] }), as: 'to' }],
        {
          programme: { id: 'zhejiang-2022', title: text, office: text, contact: text, phone: text },
          person: { id: person.person, name: text, address: person.address },
        },
      );
      const mail = await sent(letter);
      expect([...mail.headers.keys()].toSorted()).toEqual([...honest.headers.keys()].toSorted());
      expect(mail.headerLines.length).toBe(honest.headerLines.length);
      expect([mail.to].flat().flatMap((one) => one?.value.map(({ address }) => address))).toEqual([
        person.address,
      ]);
      expect(mail.from?.value.map(({ address }) => address)).toEqual(['zgb@tjj.example']);
      expect([mail.cc, mail.bcc]).toEqual([undefined, undefined]);
      expect(mail.attachments.map(({ contentType }) => contentType)).toEqual(
        honest.attachments.map(({ contentType }) => contentType),
      );
      expect(elementsOf(mail)).toEqual(elementsOf(honest));
      const calendar = String(mail.attachments[0]?.content);
      expect(calendar.match(/^(BEGIN:VEVENT|ATTACH)/gm)).toEqual(['BEGIN:VEVENT']);
      // oxlint-disable-next-line no-control-regex -- it is what this looks for
      const unseen = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u200b-\u200f\u202a-\u202e\ufeff]/;
      expect(`${mail.subject}${mail.text?.replaceAll('\r', '')}${mail.from?.text}`).not.toMatch(unseen);
      // What they typed is there to be read.
      const word = /[\p{Script=Han}A-Za-z]+/u.exec(text)?.[0] ?? '';
      expect(mail.text).toContain(word.slice(0, 100));
    },
  );

  it.each([
    'a@b.example\r\nRCPT TO:<all@evil.example>',
    'a@b.example> SIZE=1\r\nDATA',
    'a@b.example, c@evil.example',
    '<a@b.example>',
    'a@b.example\u0000',
    '@',
    '',
    `${'a'.repeat(65)}@b.example`,
    '张三@例子.中国 b',
  ])('an address such as %j is refused before any server is asked', async (address) => {
    const { letters } = await listMails(folder);
    const answer = await smtp.deliver(letterWith('urge', {}, { person: { id: 'x', name: '张三', address } }));
    expect(answer).toMatchObject({
      kind: 'refused',
      code: 553,
      response: expect.stringMatching(/^邮箱地址格式不正确，未提交服务器：/) as string,
    });
    expect((await listMails(folder)).letters).toHaveLength(letters.length);
  });
});

describe('a notice that nobody has words for', () => {
  it('of a kind that a later version gives is told all the same, and the others of its letter with it', () => {
    const later = noticeOf('urge', { measure: 'M09' }, { kind: 'teleported' as never });
    const letter = letterOf([
      { notice: later, as: 'cc' },
      { notice: noticeOf('reminder'), as: 'to' },
    ]);
    const { subject, text, html } = compose(letter);
    expect(subject).toMatch(/^【整改日报】.*：提醒1件，另抄送1件$/);
    expect(text).toContain('【通知·抄送】M09 有一件事项');
    expect(html).toContain('请登录系统查看，或与整改办联系');
    expect(text).toContain('【整改提醒】M06');
  });

  it('whatever its facts are, never keeps a letter from being written', () => {
    const odd = fc.oneof(
      fc.jsonValue({ maxDepth: 2 }),
      fc.constantFrom<unknown>(undefined, '9999-99-99', '2022-08-31', -1, 1e308, [null]),
    );
    const facts = fc.dictionary(
      fc.constantFrom(
        ...Object.keys({
          ...noticeOf('returned').facts,
          ...noticeOf('undeliverable').facts,
          step: 1,
          lateSince: 1,
          next: 1,
          actBy: 1,
        }),
      ),
      odd,
    );
    const kind = fc.oneof(
      fc.constantFrom(...NOTICE_KINDS),
      fc.constantFrom('later', 'constructor', '__proto__'),
    );
    const people = fc.array(fc.oneof(fc.constant(recipient('a', '甲', 'office_head')), odd), {
      maxLength: 2,
    });
    const property = fc.property(facts, kind, people, fc.constantFrom('to', 'cc'), (changes, one, to, as) => {
      const honest = noticeOf('returned');
      const entry: unknown = {
        notice: {
          ...honest,
          kind: one,
          to,
          facts: { ...honest.facts, ...changes, measure: 'M07', title: '题', process: 'p' },
        },
        as,
      };
      if (!isLetterNotice(entry)) return;
      const letter = letterOf([entry, { notice: noticeOf('reminder'), as: 'to' }], {
        at: '2022-09-01T08:30:00.000+08:00',
      });
      const { text } = compose(letter);
      expect(text).toContain(one === 'sweep' ? '巡检异常' : 'M07');
      expect(text).toContain('【整改提醒】M06');
    });
    fc.assert(property, { numRuns: runs(500) });
  });
});
