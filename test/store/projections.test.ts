import type { Person } from '../../src/domain/plan.ts';
import { createLedger } from '../../src/store/ledger.ts';
import {
  evidenceOf,
  findEvidence,
  findPerson,
  getRow,
  listLetters,
  listPeople,
  noteEvidence,
} from '../../src/store/queries.ts';
import { freshDatabase, history, rowAfter, type EventDraft, type TestDatabase } from './support.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await freshDatabase();
});
afterAll(() => database.drop());

const post = (id: string, title: string, region = '330000') => ({
  id,
  title,
  unit: `${region}/jcc`,
  unitName: '基层处',
  region,
});
const FIRST_OF_SEPTEMBER = '2022-09-01T10:00:00.000+08:00';
const appointed = (id: string, person: Person, at: string) => ({
  appointment: { id, person: person.id, post: at, from: FIRST_OF_SEPTEMBER },
  person: { ...person },
  post: post(at, '承办人'),
});
const zhang = { id: 'zhang', name: '张三', address: 'zhang@jcc.example' };
const li = { id: 'li', name: '李四', address: 'li@jcc.example' };
const opened: EventDraft = {
  type: 'DirectoryOpened',
  occurredAt: '2022-08-01T00:00:00.000+08:00',
  data: {
    people: [zhang, li],
    posts: [post('p1', '承办人'), post('p2', '处长'), post('p3', '副处长')],
    appointments: [
      { person: 'zhang', post: 'p1' },
      { person: 'li', post: 'p2' },
      { person: 'li', post: 'p3' },
    ],
  },
};

describe('the directory', () => {
  const append = async (programme: string, drafts: readonly EventDraft[], from = 0): Promise<void> => {
    const records = history(`${programme}/directory`, drafts);
    await createLedger(database.db).append(
      records.slice(from),
      rowAfter(records, { kind: 'directory', programme, light: '' }),
    );
  };

  test('shows who holds which post, at which address, since when', async () => {
    await append('one', [opened]);
    const people = await listPeople(database.db, 'one');
    expect(people.map(({ person, post, since }) => [person, post, since.slice(0, 10)])).toEqual([
      ['zhang', 'p1', '2022-08-01'],
      ['li', 'p2', '2022-08-01'],
      ['li', 'p3', '2022-08-01'],
    ]);
    expect(people[0]).toEqual({
      person: 'zhang',
      name: '张三',
      address: 'zhang@jcc.example',
      appointment: 'a1.1',
      post: 'p1',
      postTitle: '承办人',
      unit: '330000/jcc',
      unitName: '基层处',
      region: '330000',
      since: '2022-08-01T00:00:00.000+08:00',
    });
    expect(await listPeople(database.db, 'two')).toEqual([]);
  });

  test('follows appointments, reliefs and changes of address, also when a batch comes twice', async () => {
    const wang = { id: 'wang', name: '王五', address: 'wang@jcc.example' };
    const changes: EventDraft[] = [
      { type: 'PersonRelieved', data: { appointment: { id: 'a1.1' } }, occurredAt: FIRST_OF_SEPTEMBER },
      { type: 'PersonAppointed', data: appointed('a3', wang, 'p1') },
      { type: 'AddressChanged', data: { person: { ...wang, address: 'wang5@jcc.example' } } },
      { type: 'Subscribed', data: { process: 'one/measure/M01', posts: ['p1'] } },
      { type: 'AddressChanged', data: { person: { ...wang, address: 'w@jcc.example' } } },
    ];
    await append('one', [opened, ...changes.slice(0, 2)], 1);
    await append('one', [opened, ...changes]);
    await append('one', [opened, ...changes.slice(0, 3)]);
    expect(await listPeople(database.db, 'one', { post: 'p1' })).toMatchObject([
      { person: 'wang', address: 'w@jcc.example' },
    ]);
    expect(await listPeople(database.db, 'one', { post: 'p1', former: true })).toMatchObject([
      { person: 'zhang', until: FIRST_OF_SEPTEMBER },
      { person: 'wang', since: FIRST_OF_SEPTEMBER },
    ]);
    expect(await listPeople(database.db, 'one', { text: '王五' })).toHaveLength(1);
    expect(await listPeople(database.db, 'one', { region: '330100' })).toEqual([]);
  });

  test('finds a person by id or whole name, never by a part; namesakes all', async () => {
    await append('three', [opened]);
    await append('three', [
      opened,
      { type: 'PersonAppointed', data: appointed('a2', { ...zhang, id: 'zhang2' }, 'p9') },
    ]);
    expect(await findPerson(database.db, 'three', 'li')).toMatchObject([
      { person: 'li', name: '李四', posts: [{ post: 'p2' }, { post: 'p3' }] },
    ]);
    expect(await findPerson(database.db, 'three', '张三')).toMatchObject([
      { person: 'zhang' },
      { person: 'zhang2' },
    ]);
    expect(await findPerson(database.db, 'three', '张')).toEqual([]);
    expect(await findPerson(database.db, 'one', 'zhang')).toMatchObject([{ posts: [] }]);
  });

  test('opens with a large body of people', async () => {
    const count = 1_200;
    const many = Array.from({ length: count }, (_, index) => `${index}`);
    await append('large', [
      {
        type: 'DirectoryOpened',
        data: {
          people: many.map((id) => ({ id, name: `人员${id}`, address: `${id}@demo.example` })),
          posts: many.map((id) => post(id, '科员')),
          appointments: many.map((id) => ({ person: id, post: id })),
        },
      },
    ]);
    expect(await listPeople(database.db, 'large')).toHaveLength(count);
  });

  test('refuses an event whose shape it does not know, naming the field, and keeps nothing of the batch', async () => {
    await expect(
      append('four', [opened, { type: 'AddressChanged', data: { person: { id: 'zhang', name: '张三' } } }]),
    ).rejects.toMatchObject({
      code: 'ledger-shape',
      message: expect.stringMatching(/第 2 号（AddressChanged），person\.address/),
    });
    expect(await getRow(database.db, 'four/directory')).toBeUndefined();
    expect(await listPeople(database.db, 'four')).toEqual([]);
  });
});

describe('letters', () => {
  const gathered = (notice: string, about: string, as: 'to' | 'cc' = 'to'): EventDraft => ({
    type: 'NoticeGathered',
    data: { as, from: about, notice: { id: notice, kind: 'reminder', facts: { process: about } } },
  });

  test('are found by notice, by measure and by recipient, with how they fared', async () => {
    const ledger = createLedger(database.db);
    const digest = history('one/letter/2022-08-19/z', [
      { type: 'LetterOpened' },
      gathered('n1', 'one/measure/M01'),
      gathered('n2', 'one/measure/M02', 'cc'),
      { type: 'NoticeTurnedAway', data: gathered('n0', 'one/measure/M01').data ?? {} },
    ]);
    await ledger.append(
      digest,
      rowAfter(digest, {
        kind: 'letter',
        programme: 'one',
        status: 'gathering',
        card: { title: '整改提醒', person: 'zhang', messageId: 'digest@demo' },
      }),
    );
    expect(await listLetters(database.db, { notice: 'n1' })).toEqual([
      {
        notice: 'n1',
        kind: 'reminder',
        about: 'one/measure/M01',
        person: 'zhang',
        name: '张三',
        as: 'to',
        letter: 'one/letter/2022-08-19/z',
        messageId: 'digest@demo',
        title: '整改提醒',
        status: 'gathering',
        open: true,
        response: '',
        copies: 0,
        attempts: 0,
        at: digest.at(-1)!.recordedAt,
      },
    ]);

    await ledger.noteAttempt('digest@demo');
    await ledger.noteDelivery('digest@demo', '250 queued', '2022-08-19T08:30:01.000+08:00');
    expect(await listLetters(database.db, { about: 'one/measure/M02' })).toMatchObject([
      { as: 'cc', response: '250 queued', copies: 1, attempts: 1 },
    ]);

    const sent = history('one/letter/2022-08-19/z', [{ type: 'Delivered' }], digest.at(-1));
    await ledger.append(
      sent,
      rowAfter(sent, {
        kind: 'letter',
        programme: 'one',
        status: 'delivered',
        open: false,
        card: {
          title: '整改提醒',
          person: 'zhang',
          messageId: 'digest@demo',
          response: '250 queued as 7',
          copies: 2,
          attempts: 3,
        },
      }),
    );
    expect(await listLetters(database.db, { programme: 'one', person: 'zhang' })).toMatchObject([
      { notice: 'n1', status: 'delivered', response: '250 queued as 7', copies: 2, attempts: 3 },
      { notice: 'n2', open: false },
    ]);
    expect(await listLetters(database.db, { letter: 'one/letter/none' })).toEqual([]);
  });

  test('show it when a defect puts one notice into two letters', async () => {
    const ledger = createLedger(database.db);
    for (const letter of ['one/letter/a/z', 'one/letter/b/z']) {
      const records = history(letter, [gathered('n3', 'one/measure/M03')]);
      await ledger.append(
        records,
        rowAfter(records, { kind: 'letter', programme: 'one', card: { person: 'zhang' } }),
      );
    }
    expect(await listLetters(database.db, { notice: 'n3' })).toHaveLength(2);
  });
});

describe('evidence', () => {
  const sha256 = 'ab'.repeat(32);

  test('is listed with the event and the requirement it is put forward for', async () => {
    await noteEvidence(
      database.db,
      { sha256, size: 3_000_000_000, name: '通知.pdf', mime: 'application/pdf' },
      '2022-08-01T09:00:00.000+08:00',
    );
    const records = history('one/measure/M06', [
      {
        type: 'EvidenceAttached',
        data: {
          title: '实施方案',
          sha256,
          fileName: '方案（终）.pdf',
          size: 1,
          documentNumber: '浙统〔2022〕1号',
          requirement: 'r1',
        },
      },
      { type: 'EvidenceAttached', data: { title: '口头说明' } },
      {
        type: 'EvidenceAttached',
        data: { title: '会议记录', sha256: 'cd'.repeat(32), fileName: '记录.docx', size: 20 },
      },
    ]);
    await createLedger(database.db).append(records, rowAfter(records));
    expect(await evidenceOf(database.db, 'one/measure/M06')).toEqual([
      {
        process: 'one/measure/M06',
        seq: 1,
        sha256,
        title: '实施方案',
        name: '方案（终）.pdf',
        mime: 'application/pdf',
        size: 3e9,
        documentNumber: '浙统〔2022〕1号',
        requirement: 'r1',
      },
      expect.objectContaining({
        seq: 3,
        name: '记录.docx',
        size: 20,
        mime: expect.stringContaining('wordprocessing'),
      }),
    ]);
    expect(await findEvidence(database.db, sha256)).toHaveLength(1);
  });
});
