import fc from 'fast-check';
import { createWorld, type World } from '../support/world.ts';
import { COMMAND_WORDS } from '../../src/cli/commands/index.ts';
import { EXIT_CODES } from '../../src/cli/exit-codes.ts';
import { doneOf } from '../../src/cli/acting.ts';
import { CliError } from '../../src/cli/errors.ts';
import { runs } from '../support/fuzz.ts';
import { pointAt } from './instance-of.ts';
import { cli, folder, removeFolders, smallPlan } from './support.ts';

afterAll(removeFolders);

const WORDS = [
  ...COMMAND_WORDS.filter((word) => word !== 'run' && word !== 'engine'),
  'list',
  'show',
  'check',
  'gantt',
  'appoint',
  'relieve',
  'help',
  'M06',
  'directory',
  '报审',
  '报告进展',
  '退回',
  'approve',
  'x',
  '-',
  '--',
  '',
  ' ',
  '\u0000',
  '\u001b[2J',
  '\u202e',
  '\ud800',
  '__proto__',
  'constructor',
  'toString',
  '长'.repeat(5_000),
  '/nowhere',
  '/dev/null',
  '../..',
  '%s',
  '$(id)',
  '2022-02-31',
  '9999-12-31',
  '1e999',
  '-1',
];
const OPTIONS = [
  '--json',
  '--driven',
  '--as',
  '--post',
  '--text',
  '--reason',
  '--to',
  '--figure',
  '--file',
  '--title',
  '--number',
  '--round',
  '--step',
  '--start',
  '--width',
  '--explain',
  '--programme',
  '--request-id',
  '--opinion',
  '--dry-run',
  '--progress',
  '--light',
  '--until',
  '--as=',
  '--text=\u0000',
  '--__proto__',
  '--constructor=1',
  '--figure=1/0',
  '-V',
  '-h',
  '--help',
  '-',
  '-x',
];

const argument = fc.oneof(
  fc.constantFrom(...WORDS),
  fc.constantFrom(...OPTIONS),
  fc.string({ unit: 'binary', maxLength: 12 }),
);

/** Runs that would start something of their own are not tried here. */
function starts(argv: readonly string[]): boolean {
  return argv.includes('run') || argv.includes('engine');
}

describe('whatever is typed', () => {
  it('ends with an understandable answer, never with a fault of the program', async () => {
    const data = folder();
    const vector = fc.tuple(
      fc.oneof({ weight: 5, arbitrary: fc.constantFrom(...WORDS) }, { weight: 1, arbitrary: argument }),
      fc.array(argument, { maxLength: 6 }),
    );
    const property = fc.asyncProperty(vector, async ([first, rest]) => {
      const argv = [first, ...rest];
      fc.pre(!starts(argv));
      const said = await cli(argv, { data });
      expect(said.code).not.toBe(EXIT_CODES.defect);
      expect(Object.values(EXIT_CODES)).toContain(said.code);
      expect(`${said.out}${said.err}`).not.toMatch(/\n\s+at .*\.[tj]s|TypeError|undefined|\[object/);
      if (said.code !== EXIT_CODES.ok) expect(`${said.out}${said.err}`).toMatch(/\p{Script=Han}/u);
      if (said.code !== EXIT_CODES.ok && argv.includes('--json') && said.out !== '')
        expect(said.json()).toMatchObject({
          v: 1,
          error: { text: expect.stringMatching(/\p{Script=Han}/u) as string },
        });
    });
    await fc.assert(property, { numRuns: runs(150) });
  });
});

describe('what the engine turns away', () => {
  it('is told with its reason, and is not taken for a fault', () => {
    const why = '同一事项正在办理的请求过多，引擎未受理，请稍后重新提出。';
    const told = (): unknown => doneOf({ kind: 'not_recorded', requestId: 'r', text: why }, 'x/measure/M06');
    expect(told).toThrow(CliError);
    expect(told).toThrow(`未记录：请求 r 在有效期内未被受理，不会再办理。可以重新提出。${why}`);
  });
});

describe('with a programme running', () => {
  let world: World;
  const data = folder();

  beforeAll(async () => {
    world = await createWorld();
    await world.note('zhejiang-2022');
    await pointAt(world, data);
    expect((await cli(['launch', smallPlan(['M06'])], { data })).code).toBe(0);
  }, 120_000);

  afterAll(() => world.close(), 120_000);

  const HEAD = ['--as', 'jcc-fuze'];

  it.each<readonly [string, readonly string[], keyof typeof EXIT_CODES, string]>([
    ['10 MB of text', ['批注', ...HEAD, '--text', '长'.repeat(3_500_000)], 'rejected', '请求过大'],
    ['a control character', ['批注', ...HEAD, '--text', '响\u0007铃'], 'rejected', '不含控制字符'],
    ['NUL', ['批注', ...HEAD, '--text', '\u0000'], 'rejected', '不含控制字符'],
    ['half a character', ['批注', ...HEAD, '--text', '\ud83d'], 'rejected', '不含控制字符'],
    [
      'a request id of 10 KB',
      ['批注', ...HEAD, '--text', '好', '--request-id', 'i'.repeat(10_000)],
      'rejected',
      'requestId 应为',
    ],
    [
      'an empty request id',
      ['批注', ...HEAD, '--text', '好', '--request-id', ''],
      'rejected',
      'requestId 应为',
    ],
    ['a person of NUL', ['批注', '--as', 'a\u0000b', '--text', '好'], 'rejected', 'admission.person 应为'],
    [
      'a person of half a character',
      ['批注', '--as', '\ud800', '--text', '好'],
      'rejected',
      'admission.person 应为',
    ],
    [
      'a person called like what every object has',
      ['批注', '--as', '__proto__', '--text', '好'],
      'refused',
      '不担任任何岗位',
    ],
    [
      'a post of line breaks',
      ['批注', ...HEAD, '--text', '好', '--post', 'a\r\nb'],
      'rejected',
      'admission.post 应为',
    ],
    [
      'a title with a header',
      ['附佐证材料', ...HEAD, '--title', '通知\nBcc: a@b.example'],
      'rejected',
      'title 应为',
    ],
    [
      'a figure beyond exact sums',
      ['报告进展', ...HEAD, '--text', '报', '--requirement', 'r1', '--figure', '9'.repeat(20)],
      'usage',
      '最多 15 位有效数字',
    ],
  ])('an act with %s is answered in words', async (_, args, exit, words) => {
    for (const json of [[], ['--json']]) {
      const said = await cli(['act', 'M06', ...args, ...json], { data });
      expect(`${said.out}${said.err}`).toContain(words);
      expect(said.code).toBe(EXIT_CODES[exit]);
    }
  });

  it.each<readonly [readonly string[]]>([
    [['show', 'M06\u0000']],
    [['show', '\ud800']],
    [['timeline', '\u0000']],
    [['act', '\u0000', '批注', ...HEAD, '--text', '好']],
    [['status', '--unit', '\u0000']],
    [['status', '--programme', '\u0000']],
    [['people', 'list', '--programme', '\ud800']],
    [['mail', 'list', '--person', '\u0000']],
    [
      [
        'people',
        'appoint',
        'x\u0000',
        'y\u0000',
        ...HEAD,
        '--name',
        '新\r\nBcc: a@b.example',
        '--address',
        'a@b.example\r\nRCPT TO:<c@d.example>',
      ],
    ],
    [['advance', '--until', '9999-12-31\u0000']],
  ])('%j is understood or answered, and is no fault of the program', async (argv) => {
    const said = await cli(argv, { data });
    expect([said.code, said.err]).not.toEqual([EXIT_CODES.defect, said.err]);
    expect(`${said.out}${said.err}`).toMatch(/\p{Script=Han}/u);
  });
});
