import type { LetterContent } from '../../src/domain/notice.ts';
import { startCatcher, type Catcher, type CatcherOptions } from '../../src/mail/catcher.ts';
import { listMails } from '../../src/mail/mailbox.ts';
import { createMailer } from '../../src/mail/mailer.ts';
import { createSmtpMailer, type SmtpMailer } from '../../src/mail/smtp-mailer.ts';
import { newFolder, removeFolders } from './support/folder.ts';
import { letterWith } from './support/letters.ts';
import { memoryDeliveries } from './support/memory-deliveries.ts';

let catcher: Catcher;
let smtp: SmtpMailer;

async function start(options: Partial<CatcherOptions> = {}): Promise<void> {
  catcher = await startCatcher({ folder: await newFolder(), ...options });
  smtp = createSmtpMailer({ url: catcher.url, from: 'zgb@tjj.example' });
}

afterEach(async () => {
  smtp.close();
  await catcher.stop();
});
afterAll(removeFolders);

async function received(): Promise<number> {
  return (await listMails(catcher.folder)).letters.length;
}

describe('sending a letter', () => {
  it('twice sends it once, and tells of the first delivery again', async () => {
    await start();
    const mailer = createMailer({ smtp, deliveries: memoryDeliveries() });
    const letter = letterWith('reminder');
    const first = await mailer.send(letter);
    expect(first).toMatchObject({ kind: 'delivered', copies: 1 });
    expect(await mailer.send(letter)).toEqual(first);
    expect(await received()).toBe(1);
  });

  it('twice at the same time sends it once', async () => {
    await start();
    const mailer = createMailer({ smtp, deliveries: memoryDeliveries() });
    const letter = letterWith('reminder');
    const answers = await Promise.all([mailer.send(letter), mailer.send(letter)]);
    expect(answers[0]).toEqual(answers[1]);
    expect(await received()).toBe(1);
  });

  it('does not send what another worker has sent since it was asked for', async () => {
    await start();
    const letter = letterWith('reminder');
    const shared = memoryDeliveries();
    let stopped = true;
    const deliveries = {
      ...shared,
      // Stopped after it had looked and before it noted its attempt; the other one sends in between.
      noteAttempt: async (id: string) => {
        if (stopped) {
          stopped = false;
          await createMailer({ smtp, deliveries: shared }).send(letter);
        }
        return shared.noteAttempt(id);
      },
    };
    expect(await createMailer({ smtp, deliveries }).send(letter)).toMatchObject({ copies: 1 });
    expect(await received()).toBe(1);
  });

  it('again after a crash between the yes and the note repeats it under the same id, and counts both copies', async () => {
    await start();
    const deliveries = memoryDeliveries();
    const letter = letterWith('reminder');
    // The worker died here: the attempt was begun and the server took the letter, but nothing was noted.
    await deliveries.noteAttempt(letter.messageId);
    await smtp.deliver(letter);
    expect(await createMailer({ smtp, deliveries }).send(letter)).toMatchObject({
      kind: 'delivered',
      copies: 2,
    });
    const { letters } = await listMails(catcher.folder);
    expect(letters.map(({ messageId }) => messageId)).toEqual([letter.messageId, letter.messageId]);
  });

  it('counts a copy that may have gone out with a broken connection', async () => {
    let broken = false;
    await start({
      onData: () => {
        if (broken) return undefined;
        broken = true;
        return 'keep_and_drop';
      },
    });
    const mailer = createMailer({ smtp, deliveries: memoryDeliveries() });
    const letter = letterWith('reminder');
    const first = await mailer.send(letter);
    expect(first).toMatchObject({ kind: 'deferred', mayHaveLeft: true });
    expect(await mailer.send(letter)).toMatchObject({ kind: 'delivered', copies: 2 });
    expect(await received()).toBe(2);
  });

  it('does not count attempts that the server put off or refused', async () => {
    const answers = [
      { code: 451, message: 'Try later' },
      { code: 550, message: 'No such user' },
    ];
    await start({ onRcpt: () => answers.shift() });
    const deliveries = memoryDeliveries();
    const mailer = createMailer({ smtp, deliveries });
    const letter = letterWith('reminder');
    expect(await mailer.send(letter)).toMatchObject({ kind: 'deferred' });
    expect(await mailer.send(letter)).toMatchObject({ kind: 'refused', code: 550 });
    expect(await mailer.send(letter)).toMatchObject({ kind: 'delivered', copies: 1 });
    expect(deliveries.failures).toHaveLength(2);
  });
});

describe('when the memory of deliveries is away', () => {
  const away = async (): Promise<never> => {
    throw new Error('connection terminated');
  };

  it('nothing is sent before the attempt could be noted', async () => {
    await start();
    const mailer = createMailer({ smtp, deliveries: { ...memoryDeliveries(), noteAttempt: away } });
    await expect(mailer.send(letterWith('reminder'))).rejects.toThrow('connection terminated');
    expect(await received()).toBe(0);
  });

  it('the yes is still told, so that the letter itself remembers it', async () => {
    await start();
    let asked = 0;
    const noteDelivery = async (): Promise<void> => {
      asked += 1;
      await away();
    };
    const mailer = createMailer({ smtp, deliveries: { ...memoryDeliveries(), noteDelivery } });
    expect(await mailer.send(letterWith('reminder'))).toMatchObject({ kind: 'delivered', copies: 1 });
    expect(asked).toBe(3);
  });

  it('a refusal is still told', async () => {
    await start({ onRcpt: () => ({ code: 550, message: 'No' }) });
    const mailer = createMailer({ smtp, deliveries: { ...memoryDeliveries(), noteFailure: away } });
    expect(await mailer.send(letterWith('reminder'))).toMatchObject({ kind: 'refused' });
  });
});

it('is the mailer of the domain', () => {
  const send: (letter: LetterContent) => unknown = createMailer({
    smtp,
    deliveries: memoryDeliveries(),
  }).send;
  expect(send).toBeInstanceOf(Function);
});
