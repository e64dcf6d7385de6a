import fc from 'fast-check';
import { envelopeProblem } from '../../src/domain/envelope.ts';
import { isDeep, isModest, jsonOf, MAX_MESSAGE } from '../../src/domain/guards.ts';
import { CLUE_COMMAND_NAMES, readClueCommand } from '../../src/domain/clue/commands.ts';
import { DIRECTORY_COMMAND_NAMES, readDirectoryCommand } from '../../src/domain/directory/commands.ts';
import { COMMAND_NAMES, readMeasureCommand } from '../../src/domain/measure/commands.ts';
import * as machine from '../../src/domain/machine.ts';
import { isSignal } from '../../src/domain/signal.ts';
import { readProgrammeCommand } from '../../src/domain/programme/commands.ts';
import { runs } from '../support/fuzz.ts';
import { directory } from './directory/directory.ts';
import { decidesAndFolds, number, odd, text } from './fuzzing.ts';
import { AFTERWARDS, approveAll, FULL_CHAIN, measure, submit } from './measure/measure.ts';
import { CALENDAR_MENDED, on } from './programme/amendment.ts';
import { gathering, programmeWithProblem, REACHED, tells } from './programme/programme.ts';
import { at, envelopeOf, measureInput, PEOPLE, type Life } from './support.ts';

const TYPES = [
  ...Object.keys(COMMAND_NAMES),
  ...Object.keys(DIRECTORY_COMMAND_NAMES),
  'sign_off_problem',
  'amend',
  'recalendar',
  ...Object.keys(CLUE_COMMAND_NAMES),
  'hand_over',
];
const FIELDS = [
  'text',
  'reason',
  'to',
  'requirement',
  'milestone',
  'period',
  'figures',
  'title',
  'documentNumber',
  'sha256',
  'fileName',
  'size',
  'opinion',
  'round',
  'step',
  'number',
  'date',
  'recorder',
  'result',
  'sample',
  'problem',
  'standard',
  'person',
  'post',
  'name',
  'address',
  'seq',
  'leader',
  'instruction',
  'on',
  'reference',
  'found',
  'unit',
  'posts',
  'hostOffice',
  'base',
  'planHash',
  'document',
  'changes',
  'added',
  'dropped',
  'directory',
  'calendar',
  'from',
  'outside',
  'category',
  'items',
  'mark',
  'letter',
  'measure',
  'case',
  'stage',
  'warned',
  'fine',
  'outcome',
  'team',
  'substantiated',
  'due',
  'body',
  'followUp',
  'transfer',
  'accepted',
  'item',
];

const figures = fc.array(
  fc.record({ locality: text, value: number, base: number }, { requiredKeys: ['value'] }),
  { maxLength: 3 },
);

/** Commands of every type: with fields that are nearly right, and with anything in them. */
const command = fc
  .tuple(
    fc.oneof({ weight: 9, arbitrary: fc.constantFrom(...TYPES) }, { weight: 1, arbitrary: odd }),
    fc.dictionary(
      fc.oneof({ weight: 9, arbitrary: fc.constantFrom(...FIELDS) }, { weight: 1, arbitrary: text }),
      fc.oneof({ weight: 3, arbitrary: text }, odd),
      { maxKeys: 4 },
    ),
    fc.oneof({ weight: 4, arbitrary: fc.constant(undefined) }, { weight: 1, arbitrary: figures }),
  )
  .map(([type, fields, list]) => ({ ...fields, ...(list === undefined ? {} : { figures: list }), type }));

/** Such as are read more often than not: only fields that their type has. */
const FITTING: Readonly<Record<string, readonly string[]>> = {
  start: ['text'],
  report: ['text', 'requirement', 'milestone', 'period', 'figures', 'instruction'],
  attach: ['title', 'requirement', 'documentNumber'],
  comment: ['text', 'opinion'],
  submit: ['text'],
  withdraw: ['text'],
  approve: ['text', 'round', 'step'],
  countersign: ['text', 'round', 'step'],
  close_meeting: ['number', 'date', 'recorder', 'text', 'round', 'step'],
  record_objection: ['reason'],
  look_back: ['result', 'text', 'sample'],
  reopen: ['reason', 'to'],
  return: ['reason', 'round', 'step'],
  request_extension: ['to', 'reason'],
  grant_extension: ['text'],
  refuse_extension: ['reason'],
  urge: ['text'],
  suspend: ['reason'],
  resume: ['text', 'to'],
  cancel: ['reason', 'number', 'date'],
  correct: ['seq', 'reason', 'text', 'figures', 'title', 'documentNumber'],
  instruct: ['text', 'leader', 'to'],
  reply: ['instruction', 'text'],
  change_unit: ['unit', 'reason', 'posts', 'hostOffice'],
  add_supporting: ['unit', 'text', 'to', 'posts'],
  remove_supporting: ['reason'],
  report_part: ['text'],
  authorise: ['person', 'name', 'address', 'to', 'text'],
  revoke: ['person'],
  appoint: ['person', 'post', 'name', 'address'],
  relieve: ['person', 'post'],
  change_address: ['person', 'address'],
  sign_off_problem: ['problem', 'standard', 'text'],
  amend: ['base', 'planHash', 'document', 'letter', 'changes', 'added', 'dropped'],
  recalendar: ['base', 'document', 'calendar', 'calendarHash'],
  send_report: ['text'],
  propose_report: ['text'],
  hold_report: ['measure', 'reason'],
};
const VALUES: Readonly<Record<string, fc.Arbitrary<unknown>>> = {
  text: fc.constantFrom('已办理', undefined),
  reason: fc.constantFrom('缺文号'),
  to: fc.constantFrom('2022-08-12', '2022-08-31', '2022-09-01', '2022-12-31', '9999-12-31', '0000-01-01'),
  requirement: fc.constantFrom('r1', 'r2', 'constructor', undefined),
  milestone: fc.constantFrom('m1', 'm2', 'toString', undefined),
  period: fc.constantFrom('2022', undefined),
  figures: fc.oneof(fc.constant(undefined), figures),
  title: fc.constantFrom('工作方案', 'constructor'),
  documentNumber: fc.constantFrom('1号', undefined),
  opinion: fc.constantFrom('support', 'oppose', undefined),
  round: fc.constantFrom(1, 2, undefined),
  step: fc.constantFrom(1, 2, undefined),
  unit: fc.constantFrom({ id: 'zhc', name: '综合处' }, { id: 'fgc', name: '法规处' }, { id: '', name: '' }),
  posts: fc.array(
    fc.record({
      role: fc.constantFrom('case_handler', 'office_head', 'supporting_head', 'supporting_handler'),
      id: fc.constantFrom('zhc/head', 'zhc/handler', 'fgc/head', 'constructor', '__proto__'),
      title: fc.constantFrom('处长'),
      unit: fc.constantFrom('zhc', 'fgc', 'constructor'),
      unitName: fc.constantFrom('综合处'),
      region: fc.constantFrom('330000'),
    }),
    { maxLength: 4 },
  ),
  hostOffice: fc.constantFrom(true, false, undefined),
  seq: fc.integer({ min: 1, max: 12 }),
  leader: fc.constantFrom('ld/principal', 'constructor', undefined),
  instruction: fc.oneof(fc.integer({ min: 1, max: 12 }), fc.constant(undefined)),
  number: fc.constantFrom('〔2022〕9号'),
  date: fc.constantFrom('2022-06-20', '2022-06-21', '9999-12-31', '0000-01-01'),
  recorder: fc.constantFrom('钱十一'),
  result: fc.constantFrom('found', 'not_found'),
  sample: fc.constantFrom('抽查3家'),
  problem: fc.constantFrom('P04', '__proto__', 'constructor'),
  standard: fc.constantFrom('合格率95%'),
  measure: fc.constantFrom('M01', 'M02', '__proto__', 'constructor'),
  person: fc.constantFrom(...Object.values(PEOPLE), 'xin', '__proto__', 'constructor'),
  post: fc.constantFrom('jcc/head', 'constructor', '__proto__'),
  name: fc.constantFrom('新人', undefined),
  address: fc.constantFrom('xin@tjj.example', undefined),
  base: fc.constantFrom('p'.repeat(64), 'c'.repeat(64), 'q'),
  planHash: fc.constantFrom('p'.repeat(64), 'q'),
  document: fc.constantFrom('3号'),
  letter: fc.constantFrom('5号', undefined),
  changes: fc.array(
    fc.record({
      measure: fc.constantFrom('M01', 'M02', 'M09', 'constructor'),
      set: fc.constantFrom(
        {},
        { title: '名称' },
        { deadline: on('2022-09-16') },
        { deadline: on('2022-05-20') },
        { requirements: [{ type: 'constructor' }] },
        { policy: { ladder: [null] } },
      ),
    }),
    { maxLength: 2 },
  ),
  added: fc.constantFrom(
    [],
    [null],
    [{ plan: { ...measureInput().plan, id: 'M03', number: 3 }, inputHash: 'h' }],
    [{ plan: { ...measureInput().plan, id: 'constructor', number: 3 }, inputHash: 'h' }],
  ),
  dropped: fc.constantFrom([], ['M02'], ['__proto__']),
  calendar: fc.constantFrom(CALENDAR_MENDED, { ...CALENDAR_MENDED, holidays: ['x'] }, {}),
  calendarHash: fc.constantFrom('c'.repeat(64), 'd'.repeat(64)),
};
const fitting = fc.constantFrom(...Object.keys(FITTING)).chain((type) =>
  fc
    .record(Object.fromEntries((FITTING[type] ?? []).map((field) => [field, VALUES[field] ?? odd])))
    .map((fields) => ({
      ...Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)),
      type,
    })),
);

describe('whatever is sent as a command', () => {
  it('is read, or turned away in words that name the field', () => {
    const property = fc.property(fc.oneof(command, odd), (raw) => {
      const reads = [readMeasureCommand, readDirectoryCommand, readProgrammeCommand, readClueCommand];
      for (const read of reads.map((one) => one(raw))) {
        if (!('problem' in read)) {
          expect(JSON.parse(JSON.stringify(read.command))).toEqual(read.command);
          continue;
        }
        expect(read.problem).toMatch(/^([\w.[\]]+ |应为对象|没有名为|无法识别)/);
        expect(read.problem.length).toBeLessThan(500);
        expect(read.problem).not.toMatch(/\p{Cs}/u);
      }
    });
    const items = (item: unknown): [unknown] => [{ type: 'suspect_crime', items: [item] }];
    fc.assert(property, { numRuns: runs(2_000), examples: [items(0), items({ x: 1 })] });
  });

  it('in whatever envelope, never makes the machine throw', () => {
    const life = measure().until(at('2022-06-20'));
    const good = envelopeOf(
      life.input.process,
      PEOPLE.head,
      { type: 'comment', text: '好' },
      { at: life.now, requestId: 'q' },
    );
    const property = fc.property(
      fc.dictionary(fc.constantFrom('v', 'requestId', 'command', 'admission', 'more'), odd, { maxKeys: 3 }),
      fc.dictionary(
        fc.constantFrom('person', 'post', 'process', 'directorySeq', 'proven', 'at', 'validUntil'),
        odd,
        { maxKeys: 3 },
      ),
      fc.boolean(),
      (changes, admission, whole) => {
        const raw = whole
          ? { ...good, ...changes }
          : { ...good, admission: { ...good.admission, ...admission } };
        const problem = envelopeProblem(raw);
        const said = machine.rejection(life.rules, life.frame, life.input.process, raw, life.now, life.now);
        if (problem !== undefined) expect(said).toBe(`请求格式有误：${problem}。`);
        else expect(said === undefined || typeof said === 'string').toBe(true);
      },
    );
    fc.assert(property, { numRuns: runs(1_000) });
  });

  const people = [...Object.values(PEOPLE), 'nobody', '__proto__', 'constructor'];
  const acts = fc.array(
    fc.tuple(
      fc.oneof({ weight: 5, arbitrary: fitting }, { weight: 1, arbitrary: command }),
      fc.constantFrom(...people),
      fc.integer({ min: 0, max: 72 }),
    ),
    {
      minLength: 1,
      maxLength: 12,
    },
  );

  it.each<readonly [string, () => Life<unknown>]>([
    ['a measure under way', () => measure().until(at('2022-06-20'))],
    ['a measure under review', () => submit(measure(), at('2022-06-20'))],
    ['a measure in a full chain', () => submit(measure({ steps: FULL_CHAIN }), at('2022-06-20'))],
    [
      'a measure that is signed off',
      () =>
        approveAll(submit(measure({ policy: AFTERWARDS }), at('2022-06-20')), at('2022-06-20')).until(
          at('2022-06-28'),
        ),
    ],
    ['a programme', () => programmeWithProblem()],
    [
      'a programme with a report that waits',
      () => tells(gathering(1).until(at('2022-09-07', '08:00')), 'M01', { news: REACHED }),
    ],
    ['a directory', () => directory()],
  ])('decides and folds for %s, numbered without a gap, every duty armed once and ended once', (_, begin) => {
    fc.assert(fc.property(acts, decidesAndFolds(begin)), { numRuns: runs(60) });
  });

  it('a measure left alone to the end of all dates comes to rest', () => {
    const life = measure().until(at('9999-12-31', '23:59'));
    expect(machine.nextDuty(life.rules, life.frame)).toBeUndefined();
    expect(life.row.light).toBe('red');
  });
});

describe('the size of what comes in', () => {
  it('is measured without a stack, whatever the nesting', () => {
    const deep: unknown = JSON.parse(`${'['.repeat(200_000)}${']'.repeat(200_000)}`);
    expect([isDeep(deep), isModest(deep), jsonOf(deep)]).toEqual([true, false, '（嵌套过深）']);
    expect(readMeasureCommand({ type: 'comment', text: deep })).toEqual({
      problem: 'text 应为 1 到 4000 字的文字，不含控制字符，收到 （嵌套过深）',
    });
  });

  it.each<readonly [string, unknown, boolean]>([
    ['texts', 'x'.repeat(MAX_MESSAGE), false],
    ['many values', Array.from({ length: 30_000 }, () => 0), false],
    ['long names of fields', { ['k'.repeat(MAX_MESSAGE)]: 1 }, false],
    ['a number beyond all', { value: JSON.parse('1e999') as unknown }, false],
    [
      'the largest honest report',
      {
        figures: Array.from({ length: 200 }, () => ({ locality: '长'.repeat(200), value: 1, base: 2 })),
        text: '长'.repeat(4_000),
      },
      true,
    ],
  ])('counts %s', (_, value, modest) => {
    expect(isModest(value)).toBe(modest);
    const signal = { from: 'a', seq: 1, head: '', k: 0, at: at('2022-06-20'), type: 't', data: { value } };
    expect(isSignal(signal)).toBe(modest);
  });
});
