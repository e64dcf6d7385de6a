import { createServer, type AddressInfo, type Server } from 'node:net';
import { SMTPServer, type SMTPServerOptions } from 'smtp-server';
import { NOTICE_KINDS } from '../../src/domain/notice.ts';
import { startCatcher, type Catcher, type CatcherOptions } from '../../src/mail/catcher.ts';
import { compose } from '../../src/mail/compose.ts';
import { listMails } from '../../src/mail/mailbox.ts';
import { createSmtpMailer, type SmtpMailer, type SmtpMailerOptions } from '../../src/mail/smtp-mailer.ts';
import { newFolder, removeFolders } from './support/folder.ts';
import { letterOf, letterWith, noticeOf, WANG, ZHANG } from './support/letters.ts';

const FROM = 'zgb@tjj.example';
const cleanUp: (() => unknown)[] = [];

afterEach(async () => {
  for (const undo of cleanUp.splice(0).toReversed()) await undo();
});
afterAll(removeFolders);

async function catcher(options: Partial<CatcherOptions> = {}): Promise<Catcher> {
  const started = await startCatcher({ folder: await newFolder(), ...options });
  cleanUp.push(() => started.stop());
  return started;
}

function mailer(url: string, options: Partial<SmtpMailerOptions> = {}): SmtpMailer {
  const made = createSmtpMailer({ url, from: FROM, ...options });
  cleanUp.push(() => made.close());
  return made;
}

/** A server of smtp-server with its own answers. */
async function server(options: SMTPServerOptions): Promise<string> {
  const smtp = new SMTPServer({
    disabledCommands: ['AUTH', 'STARTTLS'],
    disableReverseLookup: true,
    closeTimeout: 50,
    logger: false,
    ...options,
  });
  smtp.on('error', () => undefined);
  await new Promise<void>((done) => smtp.listen(0, '127.0.0.1', done));
  cleanUp.push(() => new Promise<void>((done) => smtp.close(done)));
  return `smtp://127.0.0.1:${(smtp.server.address() as AddressInfo).port}`;
}

/** A server that says what the script says, whatever it hears. */
async function rawServer(
  talk: (line: string) => string | undefined,
  greeting = '220 raw\r\n',
): Promise<string> {
  const raw: Server = createServer((socket) => {
    socket.on('error', () => undefined);
    socket.write(greeting);
    socket.on('data', (chunk) => {
      const answer = talk(chunk.toString());
      if (answer === 'close') socket.destroy();
      else if (answer !== undefined) socket.write(answer);
    });
    cleanUp.push(() => socket.destroy());
  });
  await new Promise<void>((done) => raw.listen(0, '127.0.0.1', done));
  cleanUp.push(() => raw.close());
  return `smtp://127.0.0.1:${(raw.address() as AddressInfo).port}`;
}

function refusing(code: number, message: string): Error {
  return Object.assign(new Error(message), { responseCode: code });
}

describe('a letter that arrives', () => {
  it('reads as it was written, for every kind of notice', async () => {
    const { url, folder } = await catcher();
    const smtp = mailer(url);
    const letters = NOTICE_KINDS.map((kind) => letterWith(kind));
    for (const letter of letters) expect(await smtp.deliver(letter)).toMatchObject({ kind: 'delivered' });
    const { letters: caught, skipped } = await listMails(folder);
    expect(skipped).toEqual([]);
    expect(caught).toHaveLength(NOTICE_KINDS.length);
    for (const [i, letter] of letters.entries()) {
      const mail = caught[i]!;
      const composed = compose(letter);
      expect(mail.subject).toBe(composed.subject);
      expect(mail.text.trimEnd()).toBe(composed.text.trimEnd());
      expect(mail.html.trimEnd()).toBe(composed.html.trimEnd());
      expect(mail.messageId).toBe(letter.messageId);
      expect(mail.references).toEqual([letter.thread]);
      expect(mail.date).toBe(letter.at);
      expect(mail.from).toEqual({ name: '省统计局整改办', address: FROM });
      expect(mail.to).toEqual({ name: ZHANG.name, address: ZHANG.address });
      const { measure, report } = letter.notices[0]!.notice.facts;
      const listed = report === undefined ? [] : [...report.overdue, ...report.settled];
      expect(mail.measures).toEqual([...new Set([measure, ...listed.map((one) => one.measure)])]);
      expect(mail.attachments.map(({ contentType, content }) => [contentType, content.toString()])).toEqual(
        composed.ics ? [['text/calendar', composed.ics.content]] : [],
      );
    }
  });

  it('tells machines not to answer it, and is dated in civil time', async () => {
    let raw = '';
    const { url } = await catcher({ onData: (mail) => void (raw = mail.raw.toString()) });
    await mailer(url).deliver(letterWith('reminder'));
    const head = raw.slice(0, raw.indexOf('\r\n\r\n'));
    expect(head).toMatch(/^Auto-Submitted: auto-generated\r$/m);
    expect(head).toMatch(/^X-Auto-Response-Suppress: All\r$/m);
    expect(head).toMatch(/^Date: Mon, 22 Aug 2022 08:30:00 \+0800\r$/m);
    expect(head).toMatch(/^List-ID: <zhejiang-2022\.zhenggai>\r$/m);
    expect(head).toMatch(/^In-Reply-To: <thread-m06@zhenggai>\r$/m);
    expect(raw).toMatch(/Content-Type: text\/calendar; charset=utf-8; method=PUBLISH/i);
    expect(raw.split('\r\n').every((line) => line.length <= 998)).toBe(true);
  });

  it('goes to a hundred people over a few connections', async () => {
    const { url, folder } = await catcher();
    const smtp = mailer(url);
    const answers = await Promise.all(
      Array.from({ length: 100 }, () => smtp.deliver(letterWith('reminder'))),
    );
    expect(answers.every(({ kind }) => kind === 'delivered')).toBe(true);
    expect((await listMails(folder)).letters).toHaveLength(100);
  });
});

describe('what people wrote', () => {
  it('cannot make headers or recipients', async () => {
    const heads: string[] = [];
    const recipients: string[][] = [];
    const { url, folder } = await catcher({
      onData: (mail) => {
        heads.push(mail.raw.toString().split('\r\n\r\n')[0] ?? '');
        recipients.push([...mail.recipients]);
        return undefined;
      },
    });
    const evil = 'X\r\nBcc: evil@example.org\r\n\r\n<b>body</b>';
    const letter = letterWith(
      'reminder',
      { measure: `M06${evil}`, title: evil, process: evil },
      {
        person: { id: ZHANG.person, name: `张三"${evil}<evil@example.org>, 李四`, address: ZHANG.address },
        messageId: `id-1@zhenggai${evil}`,
        thread: `thread${evil}`,
        programme: { id: evil, title: evil, office: `整改办${evil}`, contact: evil, phone: evil },
      },
    );
    expect(await mailer(url).deliver(letter)).toMatchObject({ kind: 'delivered' });
    expect(recipients).toEqual([[ZHANG.address]]);
    expect(heads[0]).not.toMatch(/^bcc:/im);
    const [mail] = (await listMails(folder)).letters;
    expect(mail?.to.address).toBe(ZHANG.address);
    expect(mail?.from.address).toBe(FROM);
    expect(mail?.subject).not.toContain('\n');
    expect(mail?.html).not.toContain('<b>body');
  });

  it.each([
    'a@b.example\r\nRCPT TO:<evil@example.org>',
    'a@b.example, evil@example.org',
    'no-at-sign',
    '',
    '<a@b.example>',
    'a b@c.example',
  ])('an address that is none is refused without asking a server: %j', async (address) => {
    const { url, folder } = await catcher();
    const answer = await mailer(url).deliver(
      letterWith('reminder', {}, { person: { id: 'x', name: '某', address } }),
    );
    expect(answer).toMatchObject({ kind: 'refused', code: 553 });
    expect((await listMails(folder)).letters).toEqual([]);
  });
});

describe('a letter that does not arrive', () => {
  it('is refused for good when its recipient is: RCPT 550', async () => {
    const { url } = await catcher({ onRcpt: () => ({ code: 550, message: '5.1.1 No such user' }) });
    const answer = await mailer(url).deliver(letterWith('reminder'));
    expect(answer).toMatchObject({ kind: 'refused', code: 550 });
    expect(answer.response).toContain('No such user');
  });

  it('is refused for good when the server will not have it: DATA 554', async () => {
    const { url } = await catcher({ onData: () => ({ code: 554, message: 'Rejected as spam' }) });
    expect(await mailer(url).deliver(letterWith('reminder'))).toMatchObject({ kind: 'refused', code: 554 });
  });

  it('is refused for good when DATA itself is: 554 before the message', async () => {
    const url = await rawServer((line) => {
      if (line.startsWith('DATA')) return '554 no valid recipients\r\n';
      return '250 ok\r\n';
    });
    expect(await mailer(url).deliver(letterWith('reminder'))).toMatchObject({ kind: 'refused', code: 554 });
  });

  it.each([
    ['RCPT 450', { onRcpt: () => ({ code: 450, message: 'Greylisted' }) }, 'Greylisted'],
    [
      'RCPT 503, a muddled session',
      { onRcpt: () => ({ code: 503, message: 'Bad sequence' }) },
      'Bad sequence',
    ],
    [
      'RCPT 530, the server wants us to log in',
      { onRcpt: () => ({ code: 530, message: 'Authentication required' }) },
      'required',
    ],
    ['DATA 451', { onData: () => ({ code: 451, message: 'Try later' }) }, 'Try later'],
  ] as const)('is put off, with no copy gone, after %s', async (_, options, words) => {
    const { url } = await catcher(options);
    const answer = await mailer(url).deliver(letterWith('reminder'));
    expect(answer).toMatchObject({ kind: 'deferred', mayHaveLeft: false });
    expect(answer.response).toContain(words);
  });

  it('is put off when we are not welcome as senders: MAIL FROM 550', async () => {
    const url = await server({
      onMailFrom: (_address, _session, done) => done(refusing(550, 'Sender not allowed')),
    });
    const answer = await mailer(url).deliver(letterWith('reminder'));
    expect(answer).toMatchObject({ kind: 'deferred', mayHaveLeft: false });
    expect(answer.response).toContain('Sender not allowed');
  });

  it('is put off when the server greets with 554', async () => {
    const url = await rawServer(() => undefined, '554 no service for you\r\n');
    const answer = await mailer(url).deliver(letterWith('reminder'));
    expect(answer).toMatchObject({ kind: 'deferred', mayHaveLeft: false });
    expect(answer.response).toContain('no service for you');
  });

  it('is put off when the password is wrong', async () => {
    const url = await server({
      disabledCommands: ['STARTTLS'],
      allowInsecureAuth: true,
      onAuth: (_auth, _session, done) => done(refusing(535, 'Invalid credentials')),
    });
    const answer = await mailer(url.replace('smtp://', 'smtp://user:secret@')).deliver(
      letterWith('reminder'),
    );
    expect(answer).toMatchObject({ kind: 'deferred', mayHaveLeft: false });
    expect(answer.response).toContain('Invalid credentials');
    expect(answer.response).not.toContain('secret');
  });

  it('is put off when TLS cannot be trusted', async () => {
    const url = await server({ disabledCommands: ['AUTH'] });
    expect(await mailer(url).deliver(letterWith('reminder'))).toMatchObject({
      kind: 'deferred',
      mayHaveLeft: false,
    });
  });

  it('is put off when nobody listens', async () => {
    const gone = await startCatcher({ folder: await newFolder() });
    await gone.stop();
    const answer = await mailer(gone.url).deliver(letterWith('reminder'));
    expect(answer).toMatchObject({ kind: 'deferred', mayHaveLeft: false });
    expect(answer.response).toContain('ECONNREFUSED');
  });

  it('is put off when the server never greets', async () => {
    const url = await rawServer(() => undefined, '');
    const answer = await mailer(url, { timeouts: { greeting: 100 } }).deliver(letterWith('reminder'));
    expect(answer).toMatchObject({ kind: 'deferred', mayHaveLeft: false });
  });

  it('is put off when the server closes at once, and asked of it twice at most', async () => {
    let asked = 0;
    const url = await server({
      onConnect: (session, done) => {
        asked += 1;
        done(refusing(421, `Too busy for ${session.id}`));
      },
    });
    expect(await mailer(url).deliver(letterWith('reminder'))).toMatchObject({
      kind: 'deferred',
      mayHaveLeft: false,
    });
    expect(asked).toBeLessThanOrEqual(2);
  });
});

describe('an attempt whose answer is lost', () => {
  it.each(['drop', 'keep_and_drop'] as const)(
    'may have left a copy: the connection broke after DATA (%s)',
    async (how) => {
      let taken = 0;
      const { url, folder } = await catcher({
        onData: () => {
          taken += 1;
          return how;
        },
      });
      const answer = await mailer(url).deliver(letterWith('reminder'));
      expect(answer).toMatchObject({ kind: 'deferred', mayHaveLeft: true });
      expect(taken).toBe(1);
      expect((await listMails(folder)).letters).toHaveLength(how === 'drop' ? 0 : 1);
    },
  );

  it('may have left a copy: the server fell silent after DATA', async () => {
    const url = await rawServer((line) => {
      if (line.startsWith('DATA')) return '354 go on\r\n';
      return /^(EHLO|MAIL|RCPT)/.test(line) ? '250 ok\r\n' : undefined;
    });
    const answer = await mailer(url, { timeouts: { socket: 150 } }).deliver(letterWith('reminder'));
    expect(answer).toMatchObject({ kind: 'deferred', mayHaveLeft: true });
  });

  it('has an end, however slowly the server talks', async () => {
    const url = await rawServer((line) => (/^(EHLO|MAIL)/.test(line) ? '250 ok\r\n' : undefined));
    const answer = await mailer(url, { timeouts: { attempt: 150 } }).deliver(letterWith('reminder'));
    expect(answer).toMatchObject({ kind: 'deferred', mayHaveLeft: false });
  });
});

describe('the pool', () => {
  it('goes on after a refusal, on the same connection', async () => {
    const { url, folder } = await catcher({
      onRcpt: (address) => (address === WANG.address ? { code: 550, message: 'No' } : undefined),
    });
    const smtp = mailer(url, { connections: 1 });
    const wang = { id: WANG.person, name: WANG.name, address: WANG.address };
    const answers = await Promise.all([
      smtp.deliver(letterWith('reminder')),
      smtp.deliver(letterWith('reminder', {}, { person: wang })),
      smtp.deliver(letterWith('reminder')),
    ]);
    expect(answers.map(({ kind }) => kind)).toEqual(['delivered', 'refused', 'delivered']);
    expect((await listMails(folder)).letters).toHaveLength(2);
  });

  it('survives the server going away and coming back', async () => {
    const folder = await newFolder();
    const first = await startCatcher({ folder });
    const smtp = mailer(first.url);
    expect(await smtp.deliver(letterWith('reminder'))).toMatchObject({ kind: 'delivered' });
    await first.stop();
    expect(await smtp.deliver(letterWith('reminder'))).toMatchObject({ kind: 'deferred' });
    await catcher({ folder, port: Number(new URL(first.url).port) });
    expect(await smtp.deliver(letterWith('reminder'))).toMatchObject({ kind: 'delivered' });
    expect((await listMails(folder)).letters).toHaveLength(2);
  });

  it('closed, gives letters back instead of keeping them', async () => {
    const { url } = await catcher();
    const smtp = mailer(url);
    smtp.close();
    expect(await smtp.deliver(letterWith('reminder'))).toMatchObject({
      kind: 'deferred',
      mayHaveLeft: false,
    });
  });
});

it('does not start with a sender that is no address', () => {
  expect(() => createSmtpMailer({ url: 'smtp://127.0.0.1:1', from: '整改办' })).toThrow('发件地址“整改办”');
});

it('takes a letter of forty notices', async () => {
  const { url, folder } = await catcher();
  const notices = Array.from({ length: 40 }, (_, i) => ({
    notice: noticeOf('reminder', { measure: `M${i + 10}`, process: `zhejiang-2022/measure/M${i + 10}` }),
    as: 'to' as const,
  }));
  expect(await mailer(url).deliver(letterOf(notices))).toMatchObject({ kind: 'delivered' });
  const [mail] = (await listMails(folder)).letters;
  expect(mail?.measures).toHaveLength(40);
  expect(mail?.subject).toBe('【整改日报】8月22日：提醒40件');
});
