import type { Ledger } from '../../src/domain/ports.ts';
import { LedgerConflict } from '../../src/store/errors.ts';
import { createLedger } from '../../src/store/ledger.ts';
import { eventsOf, getRow } from '../../src/store/queries.ts';
import { events, freshDatabase, history, rowAfter, type TestDatabase } from './support.ts';

let database: TestDatabase;
let ledger: Ledger;
beforeAll(async () => {
  database = await freshDatabase();
  ledger = createLedger(database.db);
});
afterAll(() => database.drop());

const coded = (code: string) => expect.objectContaining({ code });

describe('appending to the ledger', () => {
  test('gives back exactly the records and the row that were written', async () => {
    const [first, second] = history('demo/measure/M01', [
      {
        type: 'Opened',
        cause: 'start',
        data: { plan: { 标题: '制度', days: [1, 2.5, -3], gone: undefined } },
      },
      {
        type: 'Urged',
        cause: 'duty',
        dutyId: 'd/1/urge',
        dueAt: '2022-08-02T08:30:00.000+08:00',
        actor: {
          person: 'zhang',
          name: '张三',
          role: 'case_handler',
          post: 'p1',
          postTitle: '承办人',
          appointment: 'a1',
        },
      },
    ]);
    const row = rowAfter([first!, second!], {
      nextDuty: { id: 'd/1/remind', dueAt: '2022-08-20T08:30:00.000+08:00', label: '提醒承办人' },
      card: { title: '完善制度', number: 2, holder: '张三（承办人）', met: 1, of: 3 },
    });
    await ledger.append([first!, second!], row);
    expect(await eventsOf(database.db, 'demo/measure/M01')).toEqual([first, second]);
    expect(await getRow(database.db, 'demo/measure/M01')).toEqual(row);
  });

  test('lets the database itself confirm every hash', async () => {
    const records = history('demo/measure/M02', [{ data: { text: '汉字 “引号” \\u0000 \n' } }, {}]);
    await ledger.append(records, rowAfter(records));
    const bad = await database.db
      .selectFrom('event')
      .select('seq')
      .where(({ eb, fn }) =>
        eb(
          fn('encode', [fn('sha256', [fn('convert_to', ['record', eb.val('UTF8')])]), eb.val('hex')]),
          '!=',
          eb.ref('hash'),
        ),
      )
      .execute();
    expect(bad).toEqual([]);
  });

  test('skips what is there, whether all or the beginning of the batch', async () => {
    const records = events('demo/measure/M03', 6);
    await ledger.append(records.slice(0, 4), rowAfter(records.slice(0, 4)));
    await ledger.append(records.slice(0, 4), rowAfter(records.slice(0, 4)));
    await ledger.append(records.slice(2), rowAfter(records));
    expect(await eventsOf(database.db, 'demo/measure/M03')).toEqual(records);
    expect((await getRow(database.db, 'demo/measure/M03'))?.seq).toBe(6);
  });

  test('refuses a second history for the same number and writes nothing of it', async () => {
    const records = events('demo/measure/M04', 3);
    await ledger.append(records, rowAfter(records));
    const other = history('demo/measure/M04', [{ data: { text: '另一说法' } }, {}], records[1]);
    await expect(ledger.append(other, rowAfter(other, { status: 'signed_off' }))).rejects.toThrow(
      LedgerConflict,
    );
    await expect(ledger.append(other, rowAfter(other))).rejects.toThrow(/第 3 号记录.*未予写入/s);
    expect(await eventsOf(database.db, 'demo/measure/M04')).toEqual(records);
    expect((await getRow(database.db, 'demo/measure/M04'))?.status).toBe('under_way');
  });

  test('refuses a record that continues another past than the one on record', async () => {
    const records = events('demo/measure/M05', 2);
    await ledger.append(records, rowAfter(records));
    const past = history('demo/measure/M05', [{}, { data: { text: '不同' } }]);
    const next = history('demo/measure/M05', [{}], past[1]);
    await expect(ledger.append(next, rowAfter(next))).rejects.toEqual(coded('ledger-conflict'));
  });

  test('notices a gap, before the batch and inside it', async () => {
    const records = events('demo/measure/M06', 9);
    await ledger.append(records.slice(0, 3), rowAfter(records.slice(0, 3)));
    await expect(ledger.append(records.slice(5), rowAfter(records))).rejects.toThrow(
      /第 6 号起，而台账只到第 3 号/,
    );
    await expect(ledger.append([records[3]!, records[5]!], rowAfter(records))).rejects.toEqual(
      coded('ledger-gap'),
    );
    const never = events('demo/measure/M07', 2).slice(1);
    await expect(ledger.append(never, rowAfter(never))).rejects.toThrow(/台账只到第 0 号/);
    expect(await eventsOf(database.db, 'demo/measure/M06')).toEqual(records.slice(0, 3));
    expect(await getRow(database.db, 'demo/measure/M07')).toBeUndefined();
  });

  test('notices a record that was changed on its way', async () => {
    const [record] = events('demo/measure/M08', 1);
    const changed = { ...record!, data: { text: '改过' } };
    await expect(ledger.append([changed], rowAfter([record!]))).rejects.toEqual(coded('ledger-bad-record'));
    await expect(
      ledger.append([record!], rowAfter([record!], { process: 'demo/measure/M09' })),
    ).rejects.toEqual(coded('ledger-bad-record'));
  });

  test('keeps the newest row, whatever order rows come in', async () => {
    const records = events('demo/measure/M10', 5);
    await ledger.append(records, rowAfter(records, { status: 'under_review' }));
    await ledger.append(records.slice(0, 2), rowAfter(records.slice(0, 2), { status: 'not_started' }));
    expect(await getRow(database.db, 'demo/measure/M10')).toMatchObject({ seq: 5, status: 'under_review' });
    await ledger.append(
      [],
      rowAfter(records, { status: 'under_review', light: 'red', at: '2022-09-01T00:00:00.000+08:00' }),
    );
    await ledger.append([], rowAfter(records, { status: 'under_review', light: 'yellow' }));
    expect(await getRow(database.db, 'demo/measure/M10')).toMatchObject({ seq: 5, light: 'red' });
  });

  test('takes the same batch from several writers at once, once', async () => {
    const records = events('demo/measure/M11', 100);
    await Promise.all(Array.from({ length: 8 }, () => ledger.append(records, rowAfter(records))));
    expect(await eventsOf(database.db, 'demo/measure/M11')).toEqual(records);
  });

  test('lets one of two histories win when both come at once', async () => {
    const mine = history('demo/measure/M12', [{ data: { text: '甲' } }]);
    const theirs = history('demo/measure/M12', [{ data: { text: '乙' } }]);
    const results = await Promise.allSettled([mine, theirs].map((one) => ledger.append(one, rowAfter(one))));
    expect(results.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected']);
    expect(await eventsOf(database.db, 'demo/measure/M12')).toHaveLength(1);
  });

  test('is stopped by no text that somebody may send', async () => {
    const text = 'NUL \0 half \uD83D pair 😀 \\u0000 " \u2028';
    const records = history('demo/measure/M13', [
      { requestId: text, data: { text, [text]: [text] }, actor: { person: text, name: text } },
    ]);
    const row = rowAfter(records, {
      card: { holder: text },
      nextDuty: { id: text, dueAt: records[0]!.recordedAt, label: text },
    });
    await ledger.append(records, row);
    expect(await eventsOf(database.db, 'demo/measure/M13')).toEqual(records);
    const stored = await getRow(database.db, 'demo/measure/M13');
    expect(stored?.card.holder).toBe('NUL \uFFFD half \uFFFD pair 😀 \\u0000 " \u2028');
  });

  test('takes a whole life in one go: a rebuild', async () => {
    const records = events('demo/measure/M14', 3_000);
    const begin = performance.now();
    await ledger.append(records, rowAfter(records));
    expect(await eventsOf(database.db, 'demo/measure/M14', { fromSeq: 2_999 })).toEqual(records.slice(2_998));
    expect(performance.now() - begin).toBeLessThan(5_000);
  });
});
