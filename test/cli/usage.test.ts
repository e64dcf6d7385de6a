import { cli, removeFolders } from './support.ts';
import { COMMAND_NAMES } from '../../src/domain/measure/commands.ts';
import { COMMAND_WORDS } from '../../src/cli/commands/index.ts';

afterAll(removeFolders);

describe('a call that cannot be understood', () => {
  const cases: readonly (readonly [readonly string[], string])[] = [
    [[], '请给出命令。用法见 zhenggai --help。'],
    [['stats'], '没有命令“stats”，是否指 status。用法见 zhenggai --help。'],
    [['help', 'stats'], '没有命令“stats”，是否指 status。用法见 zhenggai --help。'],
    [['mail', 'lst'], '没有命令“lst”，是否指 list。用法见 zhenggai help mail。'],
    [['status', '--ligt', 'red'], '没有选项 --ligt，是否指 --light。用法见 zhenggai help status。'],
    [
      ['status', 'extra'],
      '参数过多：应有 0 个，给了 1 个（含空格的文字请加引号）。用法见 zhenggai help status。',
    ],
    [['show'], '缺少参数 <措施>。用法见 zhenggai help show。'],
    [['act', 'M06', '报审'], '必须给出选项 --as <人员>。用法见 zhenggai help act。'],
    [['act', 'M06', '报审', '--as'], '选项 --as <人员> 缺少值。用法见 zhenggai help act。'],
    [
      ['launch', 'x', '--start', '2022-02-31'],
      '选项 --start <日期> 的值“2022-02-31”不对：应为存在的日期，形如 2022-08-31。用法见 zhenggai help launch。',
    ],
    [
      ['mail', 'show', 'x'],
      '参数 <序号> 的值“x”不对：应为 1 至 999999999 的整数。用法见 zhenggai help mail。',
    ],
    [
      ['act', 'M06', '报告进展', '--as', 'x', '--text', 'y', '--figure', '12/x'],
      '选项 --figure <数据> 的值“12/x”不对：“12/x”应形如 12、12家、12/400 或 330100=12/400。用法见 zhenggai help act。',
    ],
    [
      ['status', '--light', 'blue'],
      '选项 --light 的值“blue”不对：应为 绿灯（green）、黄灯（yellow）、红灯（red）、销号（done）、逾期销号（done_late）、中止（suspended）、取消（cancelled） 之一。',
    ],
    [
      ['act', 'M06', '报身', '--as', 'x'],
      `没有“报身”这一办理，是否指“报审”。可用的有：${Object.entries(COMMAND_NAMES)
        .map(([type, name]) => `${name}（${type}）`)
        .join('、')}。`,
    ],
    [['act', 'M06', '退回', '--as', 'x'], '“退回”须填 --reason。'],
    [['act', 'M06', 'attach', '--as', 'x'], '“附佐证材料”须填 --title（或 --file）。'],
    [
      ['act', 'M06', '报审', '--as', 'x', '--figure', '12'],
      '“报审”不用 --figure；可用的选项：--text、--post。',
    ],
    [
      ['act', 'directory', '报审', '--as', 'x'],
      '没有“报审”这一办理。可用的有：任职（appoint）、免职（relieve）、变更邮箱（change_address）。',
    ],
  ];

  it.each(cases)('%j ends with 2 and says in Chinese what is wrong', async (argv, text) => {
    const said = await cli(argv);
    expect(said.err.split('\n').at(-1)).toBe(text);
    expect(said.code).toBe(2);
  });

  it('says it as JSON on standard output where JSON is asked for', async () => {
    const said = await cli(['--json', 'stats']);
    expect(said.json()).toEqual({
      v: 1,
      error: { code: 'usage', text: '没有命令“stats”，是否指 status。用法见 zhenggai --help。' },
    });
    expect([said.code, said.err]).toEqual([2, '']);
  });
});

describe('help', () => {
  it.each([
    [],
    ...COMMAND_WORDS.map((word) => [word]),
    ['people', 'appoint'],
    ['mail', 'list'],
    ['plan', 'show'],
  ])('of %s is in Chinese throughout and fits 80 columns', async (...words) => {
    const said = await cli(['help', ...words], { width: 80 });
    const direct = await cli([...words, '--help'], { width: 80 });
    expect(said.code).toBe(0);
    expect(said.out).toContain('用法： zhenggai');
    expect(said.out).not.toMatch(/Usage|Options|Arguments|Commands|default|display help|\[options\]/);
    expect(direct.code).toBe(0);
    expect(said.out.split('\n').filter((line) => line.length > 80)).toEqual([]);
  });
});

describe('with nothing running', () => {
  it.each([
    ['status'],
    ['show', 'M06'],
    ['timeline', 'M06'],
    ['advance'],
    ['act', 'M06', '报审', '--as', 'x'],
    ['people', 'list'],
    ['people', 'relieve', 'a', 'b', '--as', 'x'],
    ['mail', 'list'],
    ['launch', 'plans/zhejiang-2022'],
  ])('%s ends with 3', async (...argv) => {
    const said = await cli(argv);
    expect(said.err).toMatch(/^没有正在运行的实例（.*live、.*driven）。请先在另一个终端运行 scripts\/run/);
    expect(said.code).toBe(3);
    const json = await cli([...argv, '--json', '--driven']);
    expect(json.json().error.code).toBe('not-running');
    expect(json.json().error.text).toContain('scripts/run --driven。');
  });
});
