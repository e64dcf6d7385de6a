import { appendFileSync, mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { letterStart } from '../../src/activities/letter-start.ts';
import { startCatcher } from '../../src/mail/catcher.ts';
import { createJournal } from '../../src/mail/journal.ts';
import { mergeKept } from '../../src/mail/kept-folder.ts';
import { readKept } from '../../src/mail/kept.ts';
import { noticeKey, recipientKey } from '../../src/mail/keys.ts';
import { createMailer } from '../../src/mail/mailer.ts';
import { createSmtpMailer } from '../../src/mail/smtp-mailer.ts';
import { toldBefore } from '../../src/mail/told.ts';
import type { LetterContent } from '../../src/domain/notice.ts';
import { newFolder, removeFolders } from './support/folder.ts';
import { letterWith, noticeOf, ZHANG } from './support/letters.ts';
import { memoryDeliveries } from './support/memory-deliveries.ts';

const AT = '2022-08-29T08:30:01.000+08:00';

function letterOf(messageId: string, person: string, notices: readonly string[]): LetterContent {
  const letter = letterWith('reminder');
  const [first] = letter.notices;
  return {
    ...letter,
    messageId,
    person: { ...letter.person, id: person },
    notices: notices.map((id) => ({ ...first!, notice: { ...first!.notice, id } })),
  };
}

afterAll(removeFolders);

describe('letters kept outside the database', () => {
  let folder: string;
  beforeEach(async () => {
    folder = await newFolder();
  });

  it('are written down whole, also many at once, a file a month, for the owner only', async () => {
    const journal = createJournal(path.join(folder, 'letters'));
    const many = Array.from({ length: 200 }, (_, i) => letterOf(`m${i}@x`, 'zhang', [`n${i}`]));
    await Promise.all(many.map((letter) => journal.note(letter, '250 ok', AT)));
    await journal.note(letterOf('late@x', 'li', ['n']), '250 ok', '2022-09-01T08:30:00.000+08:00');
    const file = path.join(folder, 'letters', '2022-08.jsonl');
    expect(statSync(file).mode & 0o777).toBe(0o600);
    expect(readFileSync(file, 'utf8')).not.toContain('整改');
    const kept = await readKept(folder);
    expect(new Set(kept.map((one) => one.messageId))).toEqual(
      new Set([...many.map((one) => one.messageId), 'late@x']),
    );
    expect(kept.at(-1)).toMatchObject({ messageId: 'late@x', person: 'li', noticeIds: ['n'] });
  });

  it('a line that a power cut broke off costs that line only', async () => {
    const journal = createJournal(folder);
    await journal.note(letterOf('one@x', 'zhang', ['a']), '250 ok', AT);
    appendFileSync(path.join(folder, '2022-08.jsonl'), '{"v":1,"messageId":"bro');
    await journal.note(letterOf('two@x', 'zhang', ['b']), '250 ok', AT);
    expect((await readKept(folder)).map((one) => one.messageId)).toEqual(['one@x', 'two@x']);
  });

  it('a mail by itself says as much as the journal, and names nobody', async () => {
    const catcher = await startCatcher({ folder: path.join(folder, 'mail') });
    const smtp = createSmtpMailer({ url: catcher.url, from: 'z@zhenggai.example' });
    const letter = letterOf('m@x', 'zhang', ['a/remind/1', 'b/remind/2']);
    const journal = createJournal(path.join(folder, 'letters'));
    await createMailer({ smtp, deliveries: memoryDeliveries(), journal }).send(letter);
    smtp.close();
    await catcher.stop();
    const keys = {
      messageId: 'm@x',
      recipient: recipientKey(letter.programme.id, 'zhang'),
      notices: ['a/remind/1', 'b/remind/2'].map(noticeKey),
    };
    expect(await readKept(path.join(folder, 'letters'))).toEqual([expect.objectContaining(keys)]);
    expect(await readKept(path.join(folder, 'mail'))).toEqual([expect.objectContaining(keys)]);
    // Both together: each letter once.
    expect(await readKept(folder)).toHaveLength(1);
  });

  it('an attempt that was refused or put off is not written down', async () => {
    const journal = createJournal(folder);
    const answers = [
      { kind: 'deferred' as const, response: '451', mayHaveLeft: false },
      { kind: 'refused' as const, response: '550', code: 550 },
    ];
    const smtp = {
      deliver: async () => answers.shift() ?? { kind: 'delivered' as const, response: '250', at: AT },
    };
    const mailer = createMailer({ smtp, deliveries: memoryDeliveries(), journal });
    for (let i = 0; i < 2; i += 1) await mailer.send(letterOf('m@x', 'zhang', ['a']));
    expect(await readKept(folder)).toEqual([]);
    await mailer.send(letterOf('m@x', 'zhang', ['a']));
    expect(await readKept(folder)).toHaveLength(1);
  });

  it('put together, those of a backup and those that survived are each there once', async () => {
    const survived = path.join(folder, 'survived');
    const restored = path.join(folder, 'restored');
    for (const [at, ids] of [
      [survived, ['old', 'new']],
      [path.join(restored, 'letters'), ['old']],
    ] as const) {
      const journal = createJournal(at);
      for (const id of ids) await journal.note(letterOf(`${id}@x`, 'zhang', [id]), '250 ok', AT);
    }
    mkdirSync(path.join(restored, 'mail'));
    writeFileSync(path.join(restored, 'mail', '1.eml'), 'as it was');
    writeFileSync(path.join(survived, '1.eml'), 'another');
    await mergeKept(survived, restored);
    await mergeKept(survived, restored);
    expect((await readKept(restored)).map((one) => one.messageId).toSorted()).toEqual(['new@x', 'old@x']);
    expect(readFileSync(path.join(restored, 'mail', '1.eml'), 'utf8')).toBe('as it was');
    expect(
      readFileSync(path.join(restored, 'letters', '2022-08.jsonl'), 'utf8')
        .trim()
        .split('\n'),
    ).toHaveLength(2);
  });
});

describe('what was told before a restore', () => {
  const { programme } = letterWith('reminder');
  const kept = [
    {
      messageId: 'm@x',
      recipient: recipientKey(programme.id, 'zhang'),
      notices: ['p/M06/remind', 'p/M06#7/returned'].map(noticeKey),
      at: AT,
      response: '250 ok',
    },
  ];
  const told = toldBefore(kept);

  it('is told by notice and person, and by nobody else’s letter', () => {
    expect(told.notice(programme.id, 'p/M06/remind', 'zhang')).toBe('m@x');
    expect(told.notice(programme.id, 'p/M06/remind', 'li')).toBeUndefined();
    expect(told.notice('other', 'p/M06/remind', 'zhang')).toBeUndefined();
    expect(told.notice(programme.id, 'p/M06/urge', 'zhang')).toBeUndefined();
  });

  it('never takes a new act for the lost one whose number it bears', () => {
    expect(told.notice(programme.id, 'p/M06#7/returned', 'zhang')).toBeUndefined();
  });

  it('never takes the letter of a new act for that of the lost one, whose number it bears', () => {
    const batch = { programme: programme.id, clock: 'real' as const, at: AT };
    const idOf = (id: string, urgent: boolean, head: string): unknown => {
      const notice = noticeOf('urged_by_leader', {}, { id, urgent });
      return letterStart(batch, ZHANG, notice, programme, head).input['messageId'];
    };
    const act = 'p/M06#7/urged_by_leader';
    expect(idOf(act, true, 'a1')).toBe(idOf(act, true, 'a1'));
    expect(idOf(act, true, 'a1')).not.toBe(idOf(act, true, 'b2'));
    // A duty that fires again is the same one; what gathers for a slot leaves in the slot's letter.
    expect(idOf('p/M06/urge', true, 'a1')).toBe(idOf('p/M06/urge', true, 'b2'));
    expect(idOf(act, false, 'a1')).toBe(idOf(act, false, 'b2'));
  });

  it('sends no letter again of which everything was carried before, and any that has more', async () => {
    const sent: string[] = [];
    const smtp = {
      deliver: async ({ notices }: LetterContent) => {
        sent.push(notices.map(({ notice }) => notice.id).join(' '));
        return { kind: 'delivered' as const, response: '250 new', at: AT };
      },
    };
    const mailer = createMailer({ smtp, deliveries: memoryDeliveries(), told });
    expect(await mailer.send(letterOf('m@x', 'zhang', ['p/M06/remind']))).toEqual({
      kind: 'delivered',
      response: '250 ok',
      at: AT,
      copies: 1,
    });
    expect(sent).toEqual([]);
    const other = createMailer({ smtp, deliveries: memoryDeliveries(), told });
    await other.send(letterOf('m@x', 'zhang', ['p/M06/remind', 'p/M07/remind']));
    expect(sent).toEqual(['p/M06/remind p/M07/remind']);
  });
});
