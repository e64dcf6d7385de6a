import { execFile } from 'node:child_process';
import { randomInt } from 'node:crypto';
import { readFile, readdir } from 'node:fs/promises';
import path from 'node:path';
import { types } from 'node:util';
import { sql } from 'kysely';
import { fetchRuns } from '../../src/client/histories.ts';
import type { CaughtLetter } from '../../src/mail/mailbox.ts';
import { closeDatabase, openDatabase } from '../../src/store/database.ts';
import { listProcesses } from '../../src/store/queries.ts';
import type { Database } from '../../src/store/schema.ts';
import type { Json, Said } from '../cli/support.ts';
import { clueDesk, type ClueDesk } from '../support/clues.ts';
import { shared } from '../support/shared.ts';

/**
 * Two characters that nobody uses. What is compressed in a page is cut into groups of eight bytes: of words as short as these some
 * come through whole, where there are many.
 */
const rare = (): string =>
  Array.from({ length: 2 }, () => String.fromCodePoint(randomInt(0x3400, 0x4db0))).join('');
/** In contents, in the names of files and in the subject: never to be seen outside what is sealed. */
const SECRET = rare();
/** In fields that are no secret: what is searched would show it. */
const CONTROL = rare();
const MONTHS = '2022-01/07';

/** A clue of the data checks of M08, from the day it is found to its closing; every step is typed at the command line. */
describe('a clue from a data check', () => {
  let desk: ClueDesk;
  let letters: readonly CaughtLetter[];
  let inFiles: Record<'secret' | 'control', readonly string[]>;
  let inHistories: Record<'secret' | 'control', number>;
  let opened: string;
  const said: Partial<Record<Name, Said>> = {};

  beforeAll(async () => {
    desk = await clueDesk({ measures: ['M08', 'M11'] });
    const { act, to, z, file } = desk;
    const secret = (name: string): readonly string[] => [
      '--content',
      file(`${name}${SECRET}.txt`, `${name}：${SECRET}`),
    ];
    const step = async (
      at: string,
      by: string,
      command: string,
      ...more: readonly string[]
    ): Promise<Said> => {
      await to(at);
      return act(1, by, command, ...more);
    };

    await to('2022-07-04T10:00');
    const found = ['--on', '2022-07-01', '--reference', '工业2022-07-01'];
    said.found = await z('act', 'M08', '发现线索', '--as', 'sgzx-chengban', ...found);
    const of = ['--measure', 'M08', '--found', 'f1', '--subject', SECRET];
    said.handed = await desk.handOver('sgzx-chengban', `某企业虚报产值：${SECRET}`, '--to', 'fgc', ...of);
    await step('2022-07-04T15:00', 'fgc-chengban', '签收');
    said.returned = await act(1, 'fgc-fuze', '退回', '--reason', `不属本处职责${CONTROL}`);
    said.rerouted = await step('2022-07-05T09:00', 'sgzx-fuze', '重新移交', '--unit', '执法监督局');
    await step('2022-07-05T10:00', 'zfj-chengban', '签收');
    await act(1, 'zfj-fuze', '受理');
    await to('2022-07-08T10:00');
    opened = path.join(desk.data, 'opened.txt');
    said.read = await z('clue', 'show', '1', '--read', '1', '--as', 'zfj-chengban', '-o', opened);
    said.former = await z('clue', 'show', '1', '--read', '1', '--as', 'fgc-chengban', '-o', `${opened}.2`);
    said.stranger = await z('clue', 'show', '1', '--read', '1', '--as', 'tzc-chengban', '-o', `${opened}.3`);
    const plan = ['--team', CONTROL, '--number', `核查方案${CONTROL}1号`, ...secret('方案')];
    await act(1, 'zfj-chengban', '制定核查方案', ...plan);
    said.early = await z('clue', 'show', '1', '--read', '2', '--as', 'fgc-chengban', '-o', `${opened}.4`);
    await step('2022-07-20T10:00', 'zfj-chengban', '核查', '--result', '属实', ...secret('核查报告'));
    said.rotated = await z('keys', 'rotate', '--for', 'content', '--cipher', 'sm4');
    await act(1, 'zfj-chengban', '立案', '--number', `浙统立${CONTROL}〔2022〕1号`);
    await act(1, 'zfj-chengban', '立案', '--number', `浙统立${CONTROL}〔2022〕2号`);
    await act(1, 'zfj-chengban', '撤案', '--case', 'c2', '--reason', `违法事实不能成立${CONTROL}`);
    const stages: readonly (readonly [string, string, ...(readonly string[])])[] = [
      ['2022-07-22', '案件审核'],
      ['2022-07-25', '行政处罚告知'],
      ['2022-07-29', '作出决定', '--warned', '--fine', '20000.50', '--number', '浙统罚〔2022〕1号'],
      ['2022-08-05', '送达决定'],
      ['2022-08-15', '执行'],
      ['2022-08-16', '结案'],
    ];
    for (const [on, stage, ...more] of stages)
      await step(
        `${on}T10:00`,
        'zfj-chengban',
        '办案',
        '--case',
        'c1',
        '--stage',
        stage,
        '--date',
        on,
        ...more,
      );
    await act(1, 'zfj-chengban', '登记案件结果', '--case', 'c1', '--result', '曝光', '--date', '2022-08-16');
    await act(1, 'zfj-chengban', '报告', '--number', `浙统执报${CONTROL}〔2022〕1号`, ...secret('报告'));
    await step('2022-08-17T10:00', 'sgzx-chengban', '补充核查', '--reason', `请核实同期数据${CONTROL}`);
    await step('2022-08-18T10:00', 'zfj-chengban', '核查', '--result', '属实', ...secret('补充'));
    await act(1, 'zfj-chengban', '不予立案', '--reason', `同期数据未见其他违法${CONTROL}`);
    await act(1, 'zfj-chengban', '报告');
    await step('2022-08-19T10:00', 'sgzx-chengban', '反馈', ...secret('反馈'));
    await act(1, 'sgzx-fuze', '办结');
    said.last = await z('clue', 'show', '1', '--read', '3', '--as', 'zfj-fuze', '-o', `${opened}.5`);
    said.keys = await z('keys', 'check');
    said.show = await z('clue', 'show', '1');
    said.custody = await z('clue', 'custody', '1');
    said.custodyJson = await z('clue', 'custody', '1', '--json');
    said.list = await z('clue', 'list');
    said.measure = await z('show', 'M08');
    said.timeline = await z('timeline', 'zhejiang-2022/clue/1');
    for (const [requirement, figure] of [
      ['r4', '223件'],
      ['r7', '2.00005万元'],
    ] as const)
      await z(
        ...['act', 'M11', '报告进展', '--as', 'zfj-chengban', '--requirement', requirement],
        ...['--period', MONTHS, '--figure', figure, '--text', '填报'],
      );
    said.figures = await z('figures', 'M11');
    said.cases = await z('show', 'M11');
    await to('2022-08-22T10:00');
    letters = await desk.letters();
    inFiles = { secret: await filesWith(desk, SECRET), control: await filesWith(desk, CONTROL) };
    inHistories = { secret: await historiesWith(desk, SECRET), control: await historiesWith(desk, CONTROL) };
  }, 300_000);
  afterAll(() => desk.close(), 120_000);

  const flat = (name: Name): string => said[name]?.out.replaceAll(/\s+/g, '') ?? '';
  const mailed = (tag: string): readonly string[] =>
    letters
      .filter((one) => one.subject.startsWith(`【${tag}`) && one.text.includes('线索〔2022〕1号'))
      .map((one) => `${one.date.slice(0, 10)} ${one.to.address.split('@')[0] ?? ''}`)
      .toSorted();

  it('gets a number, and its office a mail that says what is due, without what it is about', () => {
    expect(said.handed?.out).toContain('已移交：线索〔2022〕1号。查看：zhenggai clue show 1');
    const asked = letters.find((one) => one.subject.startsWith('【待签收】'));
    expect(asked?.subject).toBe('【待签收】线索〔2022〕1号，请于7月5日前签收');
    expect(asked?.text).toContain('线索内容、附件和有关理由请登录查看，邮件不载');
    expect(mailed('待签收')).toEqual([
      '2022-07-04 fgc-chengban',
      '2022-07-04 fgc-fuze',
      '2022-07-05 zfj-chengban',
      '2022-07-05 zfj-fuze',
    ]);
  });

  it('goes back to its sender when it is returned, whose limit runs until it is sent elsewhere', () => {
    expect(said.returned?.out).toContain(
      '线索〔2022〕1号 已退回，待重新移交　● 绿灯　现由 数据管理中心　时限 2022-07-06',
    );
    expect(said.rerouted?.out).toContain('线索〔2022〕1号 待签收　● 黄灯　现由 执法监督局　时限 2022-07-06');
    expect(mailed('线索退回')).toEqual(['2022-07-04 sgzx-chengban', '2022-07-04 sgzx-fuze']);
    expect(mailed('线索接收')).toEqual(['2022-07-06 sgzx-chengban', '2022-07-06 sgzx-fuze']);
  });

  it('is read by who holds it and who held it, and by nobody else; each reading is on record', async () => {
    expect(said.read).toMatchObject({ code: 0 });
    expect(await readFile(opened, 'utf8')).toBe(`某企业虚报产值：${SECRET}`);
    expect(said.former).toMatchObject({ code: 0 });
    expect(said.stranger).toMatchObject({ code: 4 });
    // What came after it had left is none of the former holder's business.
    expect(said.early).toMatchObject({ code: 4 });
    expect(await readdir(desk.data)).not.toContain('opened.txt.3');
    const readings = (await desk.records(1)).filter((one) => one.type === 'ContentRead');
    expect(readings.map((one) => one.actor?.person)).toEqual(['zfj-chengban', 'fgc-chengban', 'zfj-fuze']);
    expect(flat('timeline')).toContain('tzc-chengban办理“查阅”被拒绝');
  });

  it('stays readable when the office changes its key, and what comes after is sealed by the new one', async () => {
    expect(said.rotated?.out).toContain('3 件密封材料的密钥已改由新密钥封装');
    expect(said.last).toMatchObject({ code: 0, err: '' });
    expect(await readFile(`${opened}.5`, 'utf8')).toBe(`核查报告：${SECRET}`);
    expect(said.keys?.out).toMatch(/6 件密封材料的密钥由 \S+ 封装：在\n/);
    expect(said.keys?.out).toContain('所需的密钥齐全');
  });

  it('is reported, sent back for more, reported again, answered and closed', () => {
    expect(mailed('办理情况报告')).toEqual([
      '2022-08-16 sgzx-chengban',
      '2022-08-16 sgzx-fuze',
      '2022-08-18 sgzx-chengban',
      '2022-08-18 sgzx-fuze',
    ]);
    expect(mailed('补充核查')).toEqual(['2022-08-17 zfj-chengban', '2022-08-17 zfj-fuze']);
    expect(mailed('反馈意见')).toEqual(['2022-08-19 zfj-chengban', '2022-08-19 zfj-fuze']);
    expect(mailed('线索办结')).toEqual([
      '2022-08-19 zfj-chengban',
      '2022-08-19 zfj-fuze',
      '2022-08-19 zgb-lianluo',
      '2022-08-19 zgb-zhuren',
    ]);
    expect(flat('list')).toContain('1线索〔2022〕1号已办结');
    expect(flat('show')).toContain(
      'c1：2022-07-20立案，案件审核2022-07-22，行政处罚告知2022-07-25，作出决定2022-07-29（浙统罚〔2022〕1号），送达决定2022-08-05，执行2022-08-15，结案2022-08-16，警告，罚款20000.50元，曝光',
    );
    expect(flat('show')).toContain('c2：2022-07-20立案，2022-07-20撤案');
  });

  it('has a custody without a gap: who held it from when to when, days used of days allowed', () => {
    const { custody, problems }: Json = said.custodyJson?.json() ?? {};
    expect(problems).toEqual([]);
    const held = custody.map((one: Json) => [one.name, one.how, one.from.slice(0, 16), one.to.slice(0, 16)]);
    expect(held).toEqual([
      ['政策法规处', 'ClueHandedOver', '2022-07-04T10:00', '2022-07-04T15:00'],
      ['数据管理中心', 'ClueReturned', '2022-07-04T15:00', '2022-07-05T09:00'],
      ['执法监督局', 'Rerouted', '2022-07-05T09:00', '2022-08-16T10:00'],
      ['数据管理中心', 'FindingsReported', '2022-08-16T10:00', '2022-08-17T10:00'],
      ['执法监督局', 'SupplementAsked', '2022-08-17T10:00', '2022-08-18T10:00'],
      ['数据管理中心', 'FindingsReported', '2022-08-18T10:00', '2022-08-19T10:00'],
    ]);
    expect(flat('custody')).toContain('逐条重算，与引擎历史一致');
    expect(flat('custody')).toContain('核查：时限07-26，用时11/15个工作日');
    expect(flat('custody')).toContain('作出决定（案件c1）：时限10-18，用时9/90天');
    expect(flat('custody')).not.toContain('逾期');
  });

  it('stands with its measure, which can be submitted as far as clues go', () => {
    expect(flat('measure')).toContain(
      'f1“工业2022-07-01”2022-07-01发现，应于2022-07-08前移交，2022-07-04移交（线索〔2022〕1号）',
    );
    expect(flat('measure')).toContain(
      '线索〔2022〕1号（第1号）已办结，2022-07-04移交，2022-08-19办结，查实，案件2件',
    );
    expect(flat('measure')).toContain('✓r4〔线索〕核查中发现的统计违法线索逐件移交');
  });

  it('counts with its cases where cases are counted, and a figure that differs is shown beside them', () => {
    expect(flat('cases')).toContain('其他来源的线索1件，其案件2件计入本措施的案件统计');
    expect(flat('figures')).toContain('2022-01/07：223件，系统内案件2件');
    expect(flat('figures')).toContain('2022-01/07：2.00005万元，系统内案件2.00005万元');
    expect(flat('cases')).toContain('※r4矛盾：');
    expect(flat('cases')).not.toContain('※r7矛盾：');
  });

  it('is nowhere but where it is sealed: not in database files, logs, histories, tables or mails', async () => {
    expect(inFiles.secret).toEqual([]);
    expect(inFiles.control.length).toBeGreaterThan(0);
    expect(inHistories.secret).toBe(0);
    expect(inHistories.control).toBeGreaterThan(0);
    expect(await tablesWith(desk, SECRET)).toEqual([]);
    const control = await tablesWith(desk, CONTROL);
    expect(control).toEqual(expect.arrayContaining(['zhenggai/event', 'temporal/history_node']));
    expect(letters.length).toBeGreaterThan(20);
    expect(JSON.stringify(letters)).not.toContain(SECRET);
    const shown = Object.entries(said).filter(([name]) => !['read', 'former', 'last'].includes(name));
    expect(JSON.stringify(shown)).not.toContain(SECRET);
  });
});

type Name =
  | 'rotated'
  | 'last'
  | 'keys'
  | 'found'
  | 'handed'
  | 'returned'
  | 'rerouted'
  | 'read'
  | 'former'
  | 'stranger'
  | 'early'
  | 'show'
  | 'custody'
  | 'custodyJson'
  | 'list'
  | 'measure'
  | 'timeline'
  | 'figures'
  | 'cases';

/** Files with a text in them: of engine and database, their logs, and everything that the instance keeps. */
async function filesWith({ world, data }: ClueDesk, text: string): Promise<readonly string[]> {
  const admin = await openDatabase(shared().adminDatabaseUrl);
  await sql`checkpoint`.execute(admin);
  await closeDatabase(admin);
  const places = [path.dirname(shared().registry), world.folder, data];
  // What was typed and what was read are people's own files.
  const own = ['--exclude=*.txt', '--exclude=opened*'];
  return new Promise((resolve) => {
    // Ends with 1 where nothing is found, with 2 where a file went away while it was looked at.
    execFile('grep', ['-rlaF', ...own, '--', text, ...places], { maxBuffer: 1e8 }, (_error, stdout) => {
      resolve(stdout.split('\n').filter((line) => line !== ''));
    });
  });
}

/** How many processes have a text in their histories, payloads decoded. */
async function historiesWith({ world }: ClueDesk, text: string): Promise<number> {
  let count = 0;
  for (const { process } of await listProcesses(world.db)) {
    const runs = await fetchRuns(world.engine, process);
    if (textsIn(runs).includes(text)) count += 1;
  }
  return count;
}

/** Every text in a value, those in bytes too. */
function textsIn(value: unknown): string {
  if (typeof value === 'string') return value;
  if (types.isUint8Array(value)) return Buffer.from(value).toString('utf8');
  if (typeof value !== 'object' || value === null) return '';
  return Object.values(value).map(textsIn).join('\n');
}

/** Tables with a text in any row, as text or as bytes: ours and the engine's, whatever a page makes of them. */
async function tablesWith({ world }: ClueDesk, text: string): Promise<readonly string[]> {
  const found: string[] = [];
  for (const name of [
    path.basename(new URL(world.databaseUrl).pathname),
    'temporal',
    'temporal_visibility',
  ]) {
    const url = new URL(shared().adminDatabaseUrl);
    url.pathname = `/${name}`;
    const db = await openDatabase(url.href);
    try {
      for (const table of await tablesOf(db))
        if (await hasText(db, table, text)) found.push(`${name}/${table}`);
    } finally {
      await closeDatabase(db);
    }
  }
  return found.map((one) => one.replace(/^w[0-9a-f]+/, 'zhenggai'));
}

async function tablesOf(db: Database): Promise<readonly string[]> {
  const { rows } = await sql<{ name: string }>`
    select table_name as name from information_schema.tables
    where table_schema = 'public' and table_type = 'BASE TABLE'`.execute(db);
  return rows.map((one) => one.name);
}

async function hasText(db: Database, table: string, text: string): Promise<boolean> {
  const asBytes = Buffer.from(text).toString('hex');
  const { rows } = await sql<{ hit: boolean }>`
    select exists (select 1 from ${sql.table(table)} as t
      where t::text like ${`%${text}%`} or t::text like ${`%${asBytes}%`}) as hit`.execute(db);
  return rows[0]?.hit === true;
}
