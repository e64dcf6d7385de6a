import type { Row } from '../../src/domain/process.ts';
import { createLedger } from '../../src/store/ledger.ts';
import {
  dueProcesses,
  eventsOf,
  getRow,
  listProcesses,
  listProgrammes,
  waitForSeq,
} from '../../src/store/queries.ts';
import { events, freshDatabase, rowAfter, type TestDatabase } from './support.ts';

let database: TestDatabase;
const put = async (process: string, count: number, given: Parameters<typeof rowAfter>[1]): Promise<void> => {
  const records = events(process, count);
  await createLedger(database.db).append(records, rowAfter(records, given));
};
const due = (dueAt: string) => ({ id: `d/${dueAt}`, dueAt, label: '提醒' });
const names = (rows: readonly Row[]) => rows.map(({ process }) => process);

beforeAll(async () => {
  database = await freshDatabase();
  await put('demo', 2, { kind: 'programme', status: 'running', light: '', card: { title: '统计督察整改' } });
  await put('demo/measure/M10', 3, {
    light: 'red',
    nextDuty: due('2022-08-03T08:30:00.000+08:00'),
    card: {
      title: '双随机',
      number: 10,
      holder: '李四（执法局局长）',
      leadUnit: '执法监督局',
    },
  });
  await put('demo/measure/M02', 1, {
    status: 'not_started',
    nextDuty: due('2022-08-03T08:30:00.000+08:00'),
    card: {
      title: '完善制度 100%',
      number: 2,
      holder: '张三（基层处 Zhang）',
      leadUnit: '基层处',
    },
  });
  await put('demo/measure/M09', 1, {
    open: false,
    status: 'signed_off',
    card: { title: '报送', number: 9 },
    nextDuty: due('2022-01-01T00:00:00.000+08:00'),
  });
  await put('demo/measure/M11', 1, {
    card: { title: '线索', number: 11 },
    nextDuty: due('2022-08-01T08:30:00.000+08:00'),
  });
  await put('demo/letter/x/p', 1, { kind: 'letter', light: '', card: { title: '整改提醒' } });
  await put('other', 1, {
    kind: 'programme',
    programme: 'other',
    open: false,
    status: 'closed',
    light: '',
    card: { title: '另一专项' },
    at: '2023-01-01T00:00:00.000+08:00',
  });
});
afterAll(() => database.drop());

describe('lists of processes', () => {
  test('come by kind, then by number, not by spelling', async () => {
    expect(names(await listProcesses(database.db, { programme: 'demo' }))).toEqual([
      'demo/letter/x/p',
      'demo/measure/M02',
      'demo/measure/M09',
      'demo/measure/M10',
      'demo/measure/M11',
      'demo',
    ]);
  });

  test.each([
    [{ kind: 'measure', open: true }, ['M02', 'M10', 'M11']],
    [{ kind: 'measure', open: false }, ['M09']],
    [{ light: 'red' }, ['M10']],
    [{ status: 'not_started' }, ['M02']],
    [{ holder: '张三' }, ['M02']],
    [{ holder: 'zhang' }, ['M02']],
    [{ holder: '%' }, []],
    [{ text: '100%' }, ['M02']],
    [{ text: '执法监督' }, ['M10']],
    [{ kind: 'measure', limit: 2, offset: 1 }, ['M09', 'M10']],
    [{ programme: 'nothing' }, []],
  ] as const)('narrowed by %j', async (filter, expected) => {
    const found = await listProcesses(database.db, { programme: 'demo', ...filter });
    expect(names(found).map((process) => process.split('/').at(-1))).toEqual(expected);
  });

  test('of what is due give open processes only, the earliest first', async () => {
    expect(names(await dueProcesses(database.db, 'demo'))).toEqual([
      'demo/measure/M11',
      'demo/measure/M02',
      'demo/measure/M10',
    ]);
    expect(names(await dueProcesses(database.db, 'demo', { upTo: '2022-08-01T08:30:00.000+08:00' }))).toEqual(
      ['demo/measure/M11'],
    );
    expect(names(await dueProcesses(database.db, 'demo', { limit: 2 }))).toEqual([
      'demo/measure/M11',
      'demo/measure/M02',
    ]);
    expect(await dueProcesses(database.db, 'other')).toEqual([]);
  });

  test('of programmes count their measures', async () => {
    expect(await listProgrammes(database.db)).toEqual([
      {
        programme: 'other',
        title: '另一专项',
        status: 'closed',
        open: false,
        measures: 0,
        openMeasures: 0,
        at: '2023-01-01T00:00:00.000+08:00',
      },
      {
        programme: 'demo',
        title: '统计督察整改',
        status: 'running',
        open: true,
        measures: 4,
        openMeasures: 3,
        at: '2022-08-01T09:00:03.000+08:00',
      },
    ]);
  });
});

describe('one process', () => {
  test('is undefined where the ledger does not know it', async () => {
    expect(await getRow(database.db, 'demo/measure/M99')).toBeUndefined();
    expect(await eventsOf(database.db, 'demo/measure/M99')).toEqual([]);
  });

  test('gives its events from any number on', async () => {
    const seqs = async (range: Parameters<typeof eventsOf>[2]) =>
      (await eventsOf(database.db, 'demo/measure/M10', range)).map(({ seq }) => seq);
    expect(await seqs({ fromSeq: 2 })).toEqual([2, 3]);
    expect(await seqs({ toSeq: 2 })).toEqual([1, 2]);
    expect(await seqs({ limit: 1 })).toEqual([1]);
    expect(await seqs({ fromSeq: 4 })).toEqual([]);
  });
});

describe('waiting for the ledger', () => {
  test('ends at once when it is there', async () => {
    expect(await waitForSeq(database.db, 'demo/measure/M10', 3, 0)).toEqual({ kind: 'reached' });
  });

  test('ends as soon as it comes', async () => {
    const records = events('demo/measure/M20', 5);
    const waiting = waitForSeq(database.db, 'demo/measure/M20', 5, 5_000);
    const begin = performance.now();
    setTimeout(() => void createLedger(database.db).append(records, rowAfter(records)), 100);
    expect(await waiting).toEqual({ kind: 'reached' });
    expect(performance.now() - begin).toBeLessThan(1_000);
    expect(await getRow(database.db, 'demo/measure/M20')).toMatchObject({ seq: 5 });
  });

  test('says how far behind it is when the time is over', async () => {
    expect(await waitForSeq(database.db, 'demo/measure/M10', 7, 60)).toEqual({
      kind: 'lag',
      seq: 3,
      behind: 4,
    });
    expect(await waitForSeq(database.db, 'demo/measure/none', 1, 0)).toEqual({
      kind: 'lag',
      seq: 0,
      behind: 1,
    });
  });
});
