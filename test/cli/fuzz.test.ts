import fc from 'fast-check';
import { COMMAND_WORDS } from '../../src/cli/commands/index.ts';
import { EXIT_CODES } from '../../src/cli/exit-codes.ts';
import { doneOf } from '../../src/cli/acting.ts';
import { CliError } from '../../src/cli/errors.ts';
import { runs } from '../support/fuzz.ts';
import { cli, folder, removeFolders } from './support.ts';

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
