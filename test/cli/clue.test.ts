import { clueBody, type Known } from '../../src/cli/clue/body.ts';
import { CLUE_FORMS, clueCommandOf, type ClueActOptions } from '../../src/cli/clue/forms.ts';
import { itemOf } from '../../src/cli/clue/items.ts';
import { custodyLines } from '../../src/cli/views/custody.ts';
import { clueShowLines } from '../../src/cli/views/clue.ts';
import { wordsOf } from '../../src/cli/words/index.ts';
import { custodyOf } from '../../src/audit/custody.ts';
import { CLUE_COMMAND_NAMES, readClueCommand, type ClueCommandType } from '../../src/domain/clue/commands.ts';
import { clueInput, clue, accepted, sealed, unit, verified } from '../domain/clue/clue.ts';
import { recordsOf } from '../domain/clue/records.ts';
import { at, CALENDAR_2022 } from '../domain/support.ts';
import { cli, removeFolders, row } from './support.ts';

afterAll(removeFolders);

const TYPES = Object.keys(CLUE_COMMAND_NAMES) as ClueCommandType[];

/** Something for each option. */
const GIVEN: Required<Omit<ClueActOptions, 'as' | 'post' | 'requestId'>> = {
  reason: '按职责分工',
  unit: 'zfj',
  person: 'zfj.h',
  team: '张三、李四',
  number: '浙统函〔2022〕8号',
  content: ['a.pdf'],
  result: '属实',
  case: 'c1',
  stage: '作出决定',
  date: '2022-06-01',
  to: '2022-07-08',
  step: '核查',
  warned: true,
  fine: '20000.50',
  body: '市公安局',
  item: 'i1',
};

const KNOWN: Known = {
  unit: unit('zfj'),
  items: [{ item: 'i1', sha256: 'a'.repeat(64), keyId: 'k', size: 3 }],
  step: { step: 'verify' },
  item: 'i1',
};

const RESULTS: Partial<Record<ClueCommandType, readonly string[]>> = {
  verify: ['属实', '不属实', 'true'],
  decide_crime: ['移送', '不移送'],
  record_police: ['立案', '不予立案'],
  case_outcome: ['曝光', '公示', 'exposed'],
};

describe('what is typed after `clue act`', () => {
  it.each(TYPES)(
    '%s comes out as a command that a clue reads, of what it must have and of all it may',
    (type) => {
      const { must, may } = CLUE_FORMS[type];
      for (const fields of [must, [...must, ...may]])
        for (const result of RESULTS[type] ?? ['']) {
          const options = Object.fromEntries(fields.map((field) => [field, GIVEN[field]]));
          const typed = { ...options, ...(fields.includes('result') ? { result } : {}), as: 'zfj.h' };
          const read = readClueCommand(JSON.parse(JSON.stringify(clueBody(type, typed, KNOWN))));
          expect(read).toEqual({ command: expect.objectContaining({ type }) });
        }
    },
  );

  it('names a command in Chinese, in English, or as people say it', () => {
    for (const type of TYPES.filter((one) => one !== 'read')) {
      expect(clueCommandOf(type)).toBe(type);
      expect(clueCommandOf(CLUE_COMMAND_NAMES[type])).toBe(type);
    }
    expect(clueCommandOf('return')).toBe('return_clue');
    expect(clueCommandOf('补充核查')).toBe('supplement');
  });

  it.each([
    [['act', '17', '签手', '--as', 'x'], '没有“签手”这一办理，是否指“签收”。'],
    [['act', '17', '查阅', '--as', 'x'], '没有“查阅”这一办理'],
    [['act', '17', '退回', '--as', 'x'], '“退回”须填 --reason。'],
    [['act', '17', '签收', '--as', 'x', '--reason', 'y'], '“签收”不用 --reason；可用的选项：--post。'],
    [['act', '17', '移送', '--as', 'x', '--body', 'y'], '“移送”须填 --number、--to。'],
    [['act', '17', '签收'], '必须给出选项 --as <人员>。'],
    [['hand-over', '--as', 'x', '--category', 'y', '--to', 'z'], '必须给出选项 --content <文件...>。'],
    [
      ['hand-over', '--as', 'x', '--category', 'y', '--content', 'f'],
      '“移交线索”须填 --to（或 --outside）。',
    ],
    [
      ['hand-over', '--as', 'x', '--category', 'y', '--content', 'f', '--outside', '市监委'],
      '“移交线索”须填 --number、--follow-up。',
    ],
    [
      ['hand-over', '--as', 'x', '--category', 'y', '--content', 'f', '--letter', '〔2022〕1号'],
      '“移交线索”须填 --letter-from。',
    ],
    [
      [
        'hand-over',
        '--as',
        'x',
        '--category',
        'y',
        '--content',
        'f',
        '--to',
        'z',
        '--letter-due',
        '2022-09-30',
      ],
      '“移交线索”不用 --letter-due',
    ],
    [['show', '17', '--read', '1'], '“查阅材料”须填 -o、--as。'],
    [['show', '17', '-o', 'x'], '“查看线索”不用 -o'],
  ] as const)('%j is a wrong usage, told before anything is asked or sealed', async (argv, text) => {
    const said = await cli(['clue', ...argv]);
    expect(said.err).toContain(text);
    expect(said.code).toBe(2);
  });

  it('of a result that the command does not know says which there are', () => {
    expect(() => clueBody('verify', { as: 'x', result: '大概' }, KNOWN)).toThrow(
      '“核查”的 --result 应为 属实、不属实，收到“大概”。',
    );
  });

  it('ends with 3 where nothing runs', async () => {
    for (const argv of [['list'], ['show', '1'], ['custody', '1'], ['act', '1', '签收', '--as', 'x']])
      expect((await cli(['clue', ...argv])).code).toBe(3);
  });
});

describe('an item', () => {
  const items = ['aa11bb', 'aa22cc', '7'].map((item) => ({ ...sealed(item), unit: 'gyc', seq: 1 }));

  it('is named by its place in the list, its number or the beginning of it', () => {
    expect([itemOf(items, '2'), itemOf(items, 'aa1'), itemOf(items, 'aa22cc')]).toEqual([
      'aa22cc',
      'aa11bb',
      'aa22cc',
    ]);
    expect(itemOf(items, 'zz')).toBe('zz');
    expect(() => itemOf(items, 'aa')).toThrow('以“aa”开头的材料不止一件：aa11bb、aa22cc。');
  });
});

const stage = (name: string, more: object = {}) => ({
  type: 'case_stage',
  case: 'c1',
  stage: name,
  on: '2022-06-01',
  ...more,
});

/** A life that meets most of what can happen. */
function longLife() {
  const life = clue()
    .must('zfj.z', { type: 'return_clue', reason: '不属本局职责' })
    .must('gyc.h', { type: 'reroute', unit: unit('fgc') })
    .must('fgc.h', { type: 'acknowledge' })
    .must('fgc.z', { type: 'return_clue', reason: '不属本处职责' })
    .must('gyc.h', { type: 'reroute', unit: unit('zfj'), reason: '经商定' });
  verified(accepted(life))
    .must('zfj.h', { type: 'file_case', document: '浙统立〔2022〕1号' })
    .must('zfj.h', stage('review'))
    .must('zfj.h', stage('notice'))
    .must('zfj.h', stage('decision', { fine: '20000.50', warned: true }))
    .must('zfj.h', { type: 'read', item: 'i1' });
  return life;
}

describe('what people read of a clue', () => {
  it('is a sentence for every event, with the numbers of items and never what is in them', () => {
    const words = recordsOf(longLife()).map(wordsOf);
    expect(words.filter((one) => one.startsWith('事件 '))).toEqual([]);
    for (const said of [
      '名gyc.h 由工业统计处移交执法监督局：线索〔2022〕1号（数据造假），材料 1 件（密封）。',
      '执法监督局office_head 名zfj.z 退回，理由：不属本局职责。',
      '工业统计处case_handler 名gyc.h 重新移交政策法规处。',
      '执法监督局case_handler 名zfj.h 签收，承办人 名zfj.h。',
      '执法监督局case_handler 名zfj.h 完成核查：属实，材料 1 件（密封）。',
      '执法监督局case_handler 名zfj.h 办理案件 c1：作出决定（2022-06-01），警告，罚款 20000.50 元。',
      '执法监督局case_handler 名zfj.h 查阅材料 i1。',
    ])
      expect(words).toContain(said);
  });

  it('is how it stands: who has it, dates, cases, items', () => {
    const { state } = longLife();
    const lines = clueShowLines(
      row({ process: 'zj/clue/1', kind: 'clue', status: state.status, light: state.light }),
      state,
      { width: 120, colour: false, calendar: CALENDAR_2022, today: '2022-06-01', at: at('2022-06-01') },
    ).join('\n');
    for (const said of [
      '线索〔2022〕1号　案件办理中　● 绿灯',
      '现由：执法监督局，自',
      '承办人 名zfj.h',
      '送达决定（案件c1）：2022-06-13（周一），余7日',
      '核查结论：属实',
      'c1：2022-06-01 立案，案件审核 2022-06-01，行政处罚告知 2022-06-01，作出决定 2022-06-01，警告，罚款20000.50元，待送达决定',
      '1. i1，工业统计处存入（第 1 号记录），100 字节',
    ])
      expect(lines).toContain(said);
  });

  it('is its custody: each unit with its steps, days used of days allowed, and what was done', () => {
    const life = longLife();
    const text = custodyLines(custodyOf(clueInput(), recordsOf(life), at('2022-06-20')), 120).join('\n');
    for (const said of [
      '1. 执法监督局',
      '移交，历时 0 个工作日',
      '签收：时限 06-02，用时 0/1 个工作日',
      '2. 工业统计处',
      '被退回',
      '送达决定（案件c1）：时限 06-13，用时 12/7 个工作日，逾期，正在办理',
      '· 2022-06-01 ',
    ])
      expect(text).toContain(said);
  });
});
