import { cpSync, mkdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { parse, stringify } from 'yaml';
import { formatErrors, readPlan, type PlanError } from '../../src/plan/read-plan.ts';
import { runs } from '../support/fuzz.ts';
import { edited, errorsOf, lineOf, removeFolders, ZHEJIANG } from './support.ts';

const FILES = ['plan.yaml', 'directory.yaml'] as const;
type File = (typeof FILES)[number];
const TEXTS = Object.fromEntries(
  FILES.map((name) => [name, readFileSync(join(ZHEJIANG, name), 'utf8')]),
) as Record<File, string>;

let folder = '';
beforeAll(() => (folder = edited({})));
afterAll(removeFolders);

/** Reads the real folder with one file replaced: never throws, and every error says where, what, and what is allowed. */
function soundlyRead(name: File, content: string | Buffer): readonly PlanError[] {
  for (const one of FILES) writeFileSync(join(folder, one), one === name ? content : TEXTS[one]);
  const read = readPlan(folder);
  if (read.ok) return [];
  expect(read.errors.length).toBeGreaterThan(0);
  expect(read.errors.length).toBeLessThanOrEqual(1_000);
  for (const error of read.errors) {
    expect(error.file).not.toBe('');
    expect(Number.isSafeInteger(error.line) && error.line >= 0).toBe(true);
    expect(error.value).not.toBe('');
    expect(error.value.length).toBeLessThan(1_500);
    expect(error.expected).toMatch(/\p{Script=Han}/u);
    expect(JSON.stringify(error)).not.toMatch(/\p{Cc}|\p{Cf}|\p{Cs}/u);
  }
  expect(formatErrors(read.errors).split('\n')).toHaveLength(read.errors.length * 2 + 1);
  return read.errors;
}

/** What somebody's editor, spreadsheet or cat may leave in a file. */
const LEFTOVERS = [
  '\t',
  '\r\n',
  '\ufeff',
  '\u0000',
  '\u001b[2J',
  '\u202e',
  '"',
  "'",
  ':',
  ': ',
  '- ',
  '{',
  '}',
  '[',
  ']',
  '&a ',
  '*a',
  '<<: *a',
  '!!binary ',
  '%YAML 1.1\n---\n',
  '\n---\n',
  '? ',
  '|',
  '>-',
  '#',
  '，',
  '：',
  '2022-02-30',
  '0001-01-01',
  '9999-12-31',
  '99999999999999999999',
  '.inf',
  '.nan',
  '-0',
  '1e999',
  'null',
  '~',
  'true',
  '__proto__: 1\n',
  'constructor',
  '\ud83d',
];

const edit = fc.record({
  at: fc.double({ min: 0, max: 1, noNaN: true }),
  cut: fc.integer({ min: 0, max: 40 }),
  put: fc.oneof(
    { weight: 3, arbitrary: fc.constantFrom(...LEFTOVERS) },
    { weight: 1, arbitrary: fc.string({ unit: 'binary' }) },
  ),
});

/** Values that stand in no plan. */
const oddity = fc.oneof(
  fc.jsonValue({ maxDepth: 2 }),
  fc.constantFrom<unknown>(
    null,
    '',
    ' ',
    0,
    -1,
    -0,
    1.5,
    1e308,
    Infinity,
    NaN,
    2 ** 53,
    true,
    [],
    {},
    [[]],
    'M01',
    '330000',
    '2022-02-31',
    '0000-00-00',
    '2100-12-31',
    '2000-01-01',
    '9999-12-31',
    'constructor',
    '__proto__',
    'toString',
    '\u0000',
    '\u202e',
    '😀',
    'x'.repeat(5_000),
    { before: [7, 7] },
  ),
);

interface Change {
  /** Picks a place: how far along the list of all places. */
  readonly at: number;
  readonly how: 'remove' | 'replace' | 'twice' | 'rename';
  readonly by: unknown;
}

const change: fc.Arbitrary<Change> = fc.record({
  at: fc.double({ min: 0, max: 0.999999, noNaN: true }),
  how: fc.constantFrom('remove', 'replace', 'twice', 'rename'),
  by: oddity,
});

type Holder = unknown[] | Record<string, unknown>;

function places(value: unknown): readonly (readonly [Holder, string])[] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, item]) => [[value as Holder, key] as const, ...places(item)]);
}

function changed(tree: unknown, { at, how, by }: Change): void {
  const all = places(tree);
  const [holder, key] = all[Math.floor(at * all.length)] ?? [];
  if (holder === undefined || key === undefined) return;
  const index = Number(key);
  if (Array.isArray(holder)) {
    if (how === 'remove') holder.splice(index, 1);
    else if (how === 'replace') holder[index] = by;
    else holder.splice(index, 0, holder[index]);
    return;
  }
  const value = holder[key];
  if (how !== 'replace') delete holder[key];
  if (how === 'replace') holder[key] = by;
  else if (how !== 'remove') holder[how === 'twice' ? `${key}${key}` : String(by)] = value;
}

describe('a programme folder in any state whatever is read without a fault, and each error says its place', () => {
  it('when its text was edited at random', () => {
    const property = fc.property(
      fc.constantFrom(...FILES),
      fc.array(edit, { minLength: 1, maxLength: 4 }),
      (name, edits) => {
        let text = TEXTS[name];
        for (const { at, cut, put } of edits) {
          const from = Math.floor(at * text.length);
          text = text.slice(0, from) + put + text.slice(from + cut);
        }
        soundlyRead(name, text);
      },
    );
    fc.assert(property, { numRuns: runs(60) });
  });

  it('when what it says was changed at random', () => {
    const property = fc.property(
      fc.constantFrom(...FILES),
      fc.array(change, { minLength: 1, maxLength: 4 }),
      (name, changes) => {
        const tree: unknown = parse(TEXTS[name]);
        for (const one of changes) changed(tree, one);
        soundlyRead(name, stringify(tree, { aliasDuplicateObjects: false }));
      },
    );
    fc.assert(property, { numRuns: runs(60) });
  });

  it('when bytes of it were overwritten', () => {
    const bytes = fc.array(
      fc.tuple(fc.double({ min: 0, max: 0.9999, noNaN: true }), fc.integer({ min: 0, max: 255 })),
      { minLength: 1, maxLength: 6 },
    );
    const property = fc.property(fc.constantFrom(...FILES), bytes, (name, pokes) => {
      const content = Buffer.from(TEXTS[name]);
      for (const [at, byte] of pokes) content[Math.floor(at * content.length)] = byte;
      soundlyRead(name, content);
    });
    fc.assert(property, { numRuns: runs(30) });
  });

  it('on whatever date it is to start', () => {
    for (const name of FILES) writeFileSync(join(folder, name), TEXTS[name]);
    const day = fc.oneof(
      fc.string(),
      fc
        .date({ min: new Date('2000-01-01'), max: new Date('2100-12-31'), noInvalidDate: true })
        .map((one) => one.toISOString().slice(0, 10)),
    );
    const property = fc.property(day, (start) => {
      const read = readPlan(folder, { start });
      if (!read.ok) expect(read.errors.every(({ expected }) => /应|请/.test(expected))).toBe(true);
    });
    fc.assert(property, { numRuns: runs(15) });
  });

  it.each<readonly [string, string | Buffer]>([
    ['with a byte order mark', `\ufeff${TEXTS['plan.yaml']}`],
    ['with the line ends of Windows', TEXTS['plan.yaml'].replaceAll('\n', '\r\n')],
  ])('%s it is read as it is', (_, content) => expect(soundlyRead('plan.yaml', content)).toEqual([]));

  it.each<readonly [string, string | Buffer, Readonly<Record<string, unknown>>]>([
    ['in UTF-16', Buffer.from(TEXTS['plan.yaml'], 'utf16le'), { line: 0, value: '不是 UTF-8 文本' }],
    [
      'in bytes of another Chinese encoding',
      Buffer.from([0xd5, 0xfb, 0xb8, 0xc4]),
      { value: '不是 UTF-8 文本' },
    ],
    ['with a list that holds itself', 'measures: &a\n  - *a\n', { value: '引用绕回了自身' }],
    ['with aliases upon aliases', bomb(), { value: '引用展开后过大，或嵌套过深' }],
    ['nested a hundred thousand deep', '['.repeat(100_000), { line: 1, expected: '嵌套不应超过数百层' }],
    ['of 50 MB', Buffer.alloc(50_000_000, 'a: b\n'), { line: 0, value: '50 MB', expected: '应不超过 5 MB' }],
    ['with a field twenty thousand times', 'a: 1\n'.repeat(20_000), { value: '（其余错误从略）' }],
    [
      'with thirty thousand fields nobody knows',
      Array.from({ length: 30_000 }, (_, n) => `k${n}: 1`).join('\n'),
      { path: 'k0', expected: expect.stringContaining('没有这个字段') },
    ],
    [
      'with control characters in its title',
      TEXTS['plan.yaml'].replace(/^title: .*/m, 'title: "a\\e[2J\\0\\u202e"'),
      {
        path: 'title',
        value: '“a\\u{1b}[2J\\u{0}\\u{202e}”',
        expected: '应为至多 20000 字的文字，不含控制字符',
      },
    ],
    [
      'with an endless number',
      TEXTS['plan.yaml'].replace('takes: 10', 'takes: .inf'),
      { value: 'Infinity', expected: '应为 1 至 250 的整数（工作日）' },
    ],
    [
      'with the last day of all',
      TEXTS['plan.yaml'].replace('date: 2022-08-12', 'date: 9999-12-45'),
      { expected: expect.stringContaining('9999年12月只有31天') },
    ],
    [
      'with a name that every object answers to',
      TEXTS['plan.yaml'].replace('id: m1, title: 课程上线', 'id: constructor, title: 课程上线'),
      { value: '“constructor”', expected: expect.stringContaining('保留字') },
    ],
  ])('%s it is refused in words', (_, content, error) => {
    expect(soundlyRead('plan.yaml', content)).toContainEqual(expect.objectContaining(error));
  });

  it('when what stands for a file is none', () => {
    const plan = join(folder, 'plan.yaml');
    const value = (): unknown => errorsOf(folder).map((one) => [one.file, one.line, one.value])[0];
    rmSync(plan);
    symlinkSync(plan, plan);
    expect(value()).toEqual([plan, 0, '符号链接绕成了圈']);
    rmSync(plan);
    symlinkSync('/dev/zero', plan);
    expect(value()).toEqual([plan, 0, '不是普通文件']);
    rmSync(plan);
    mkdirSync(plan);
    expect(value()).toEqual([plan, 0, '这是文件夹']);
    rmSync(plan, { recursive: true });
    cpSync(join(ZHEJIANG, 'plan.yaml'), plan);
    expect(errorsOf(join(folder, 'x'.repeat(300)))[0]).toMatchObject({ value: '路径过长' });
    expect(errorsOf('a\u0000b')[0]).toMatchObject({ file: 'a\\u{0}b', value: '路径中含有不能用的字符' });
  });
});

function bomb(): string {
  const nine = (name: string): string => `[${Array.from({ length: 9 }, () => name).join(',')}]`;
  return `a: &a ${nine('x')}\nb: &b ${nine('*a')}\nc: &c ${nine('*b')}\nd: &d ${nine('*c')}\ne: ${nine('*d')}\n`;
}

describe('a policy whose steps collide is refused', () => {
  const OWN = '    deadline: {date: 2022-06-30}';
  const own = (policy: string): string => edited({ plan: [[OWN, `    policy:\n      ${policy}\n${OWN}`]] });
  const paths = (at: string): readonly string[] => errorsOf(at).map(({ path }) => path);

  it('where the one above is told before the approver is asked again', () => {
    const above = edited({ plan: [['aboveAfter: 4', 'aboveAfter: 2']] });
    expect(errorsOf(above)).toEqual([
      expect.objectContaining({
        path: 'policy.approval.aboveAfter',
        value: '2',
        line: lineOf(above, 'plan.yaml', 'aboveAfter: 2'),
      }),
    ]);
    const extension =
      'extension: {decider: supervising_leader, opinion: rectification_office, againAfter: 3, aboveAfter: 1}';
    expect(paths(own(extension))).toEqual(['measures[11].policy.extension.aboveAfter']);
  });

  it("where a measure's own ladder does not climb, or has a rung twice", () => {
    const rung = (after: number): string => `{after: ${after}, kind: urge, to: [office_head], cc: []}`;
    expect(paths(own(`ladder: [${rung(3)}, ${rung(1)}]`))).toEqual(['measures[11].policy.ladder[1].after']);
    expect(paths(own(`ladder: [${rung(3)}, ${rung(3)}]`))).toEqual(['measures[11].policy.ladder[1].after']);
    expect(readPlan(own(`ladder: [${rung(1)}, ${rung(3)}]`)).ok).toBe(true);
  });

  it('where a reminder stands twice for a day, also among those of long measures', () => {
    const reminders = (before: string, long: string): string =>
      `reminders: {before: ${before}, longBefore: ${long}, longerThanCalendarDays: 90, to: [case_handler], cc: []}`;
    expect(paths(own(reminders('[7, 3, 7]', '[30]')))).toEqual(['measures[11].policy.reminders.before[2]']);
    expect(paths(own(reminders('[7, 3]', '[30, 3]')))).toEqual([
      'measures[11].policy.reminders.longBefore[1]',
    ]);
  });

  it('where its slot leaves no hour of its own day before it', () => {
    const early = edited({ plan: [["slot: '08:30'", "slot: '00:30'"]] });
    expect(paths(early)).toContain('policy.hours.slot');
  });
});
