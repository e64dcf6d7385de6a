import fc from 'fast-check';
import { CLUE_COMMAND_NAMES } from '../../../src/domain/clue/commands.ts';
import { STEPS } from '../../../src/domain/clue/policy.ts';
import { CASE_STAGES } from '../../../src/domain/clue/state.ts';
import { runs } from '../../support/fuzz.ts';
import { decidesAndFolds, odd } from '../fuzzing.ts';
import type { Life } from '../support.ts';
import { accepted, clue, sealed, unit, verified, withClues } from './clue.ts';

/** Commands of clues with fields that are right, nearly right, or neither. */

const maybe = (...values: readonly unknown[]): fc.Arbitrary<unknown> => fc.constantFrom(...values, undefined);
const unitValue = fc.constantFrom<unknown>(
  unit('zfj'),
  unit('fgc'),
  unit('hz'),
  unit('gyc'),
  { ...unit('xh'), posts: [] },
  { ...unit('xh'), posts: [{ ...unit('xh').posts[0], id: 'constructor' }] },
  { ...unit('tzc'), id: '__proto__' },
  { ...unit('tzc'), region: '' },
  { id: 'zfj' },
  null,
);
const items = fc.constantFrom<unknown>(
  [],
  [sealed('x1')],
  [sealed('i1'), sealed('i1')],
  [sealed('constructor')],
  [{ ...sealed('x'), item: '../x' }],
  [{ ...sealed('x'), size: 0 }],
  [null],
  'i1',
);
const date = fc.constantFrom(
  '2022-06-01',
  '2022-06-10',
  '2022-06-20',
  '2022-06-11',
  '9999-12-31',
  '0000-01-01',
  '30 June',
);
const word = fc.constantFrom('线索', 'c1', 'i1', '__proto__', 'constructor', '行\n行', '');
const VALUES: Readonly<Record<string, fc.Arbitrary<unknown>>> = {
  reason: fc.constantFrom('不属本局职责', '', '长'.repeat(501)),
  unit: unitValue,
  person: fc.constantFrom('zfj.h', 'zfj.z', 'gyc.h', 'constructor'),
  team: word,
  document: maybe('1号', '行\n行'),
  items,
  substantiated: fc.constantFrom(true, false, 'true'),
  case: fc.constantFrom('c1', 'c2', 'constructor', '__proto__'),
  stage: fc.constantFrom(...CASE_STAGES, 'constructor'),
  on: date,
  to: date,
  due: date,
  followUp: date,
  warned: maybe(true, false, 1),
  fine: maybe('0', '20000.50', '1e9', '-1', '00', '9'.repeat(12), '9'.repeat(13)),
  outcome: fc.constantFrom('exposed', 'published', 'fined'),
  body: word,
  step: fc.constantFrom(...STEPS, 'constructor'),
  transfer: fc.boolean(),
  accepted: fc.boolean(),
  item: fc.constantFrom('i1', 'x1', 'v1', 'constructor'),
};
const FIELDS: Readonly<Record<string, readonly string[]>> = {
  return_clue: ['reason'],
  close_without_case: ['reason'],
  supplement: ['reason'],
  refuse_clue_extension: ['reason'],
  reroute: ['unit'],
  designate: ['unit', 'reason'],
  assign: ['person'],
  plan: ['team', 'document', 'items'],
  verify: ['substantiated', 'items'],
  file_case: ['document'],
  case_stage: ['case', 'stage', 'on', 'document', 'warned', 'fine'],
  case_outcome: ['case', 'outcome', 'on'],
  drop_case: ['case', 'reason'],
  report_findings: ['document', 'items'],
  feedback: ['items'],
  attach_items: ['items'],
  suspect_crime: ['items'],
  pass_down: ['unit', 'due'],
  transfer_out: ['body', 'document', 'followUp', 'items'],
  record_receipt: ['document', 'on'],
  record_result: ['on', 'items'],
  follow_up_again: ['to'],
  ask_clue_extension: ['step', 'case', 'to', 'reason'],
  decide_crime: ['transfer', 'reason'],
  transfer_crime: ['body', 'document'],
  record_police: ['accepted', 'document', 'on'],
  read: ['item'],
  destroy: ['item', 'reason'],
};

const some = (fields: Readonly<Record<string, fc.Arbitrary<unknown>>>): fc.Arbitrary<object> =>
  fc
    .record(fields)
    .map((found) => Object.fromEntries(Object.entries(found).filter(([, value]) => value !== undefined)));

const fitting = fc
  .constantFrom(...Object.keys(CLUE_COMMAND_NAMES))
  .chain((type) =>
    some(Object.fromEntries((FIELDS[type] ?? []).map((field) => [field, VALUES[field] ?? odd]))).map(
      (fields) => ({ ...fields, type }),
    ),
  );
const broken = fc
  .tuple(fitting, fc.constantFrom(...Object.keys(VALUES), '__proto__'), odd)
  .map(([command, field, value]) => ({ ...command, [field]: value }));

const handOver = some({
  from: fc.constantFrom('gyc', 'zfj', '工业统计处', 'constructor', '__proto__', 7),
  to: maybe('zfj', 'gyc', 'constructor', ''),
  outside: maybe(
    { body: '监委', document: '清单', followUp: '2022-06-20' },
    { body: '监委', document: '清单', followUp: '2022-06-11' },
    { body: '监委' },
    'x',
    [],
  ),
  category: fc.constantFrom('数据造假', '', '长'.repeat(41)),
  items,
  mark: maybe('a'.repeat(64), 'b'.repeat(64), 'A'.repeat(64), 'constructor'),
  letter: maybe(
    { number: '1号', issuer: '国家统计局', received: '2022-06-01' },
    { number: '1号', issuer: '国家统计局', received: '2022-06-01', due: '2022-06-20' },
    { number: '1号', issuer: '国家统计局', received: '9999-12-31', due: '0000-01-01' },
    { number: null },
  ),
  measure: maybe('M01', 'M99', '__proto__'),
  found: maybe('f1', '__proto__'),
}).map((fields) => ({ ...fields, type: 'hand_over' }));

const PEOPLE = [
  'zfj.h',
  'zfj.z',
  'gyc.h',
  'gyc.z',
  'vice1',
  'vice2',
  '330000.boss',
  'office',
  'hz.h',
  'nobody',
  'constructor',
];
const asks = (command: fc.Arbitrary<unknown>) =>
  fc.array(fc.tuple(command, fc.constantFrom(...PEOPLE), fc.integer({ min: 0, max: 72 })), {
    minLength: 1,
    maxLength: 14,
  });

const LIVES: Readonly<Record<string, () => Life<unknown>>> = {
  'handed over': () => clue(),
  'by letter': () => accepted(clue({ letter: { number: '1号', issuer: '国家统计局', due: '2022-06-16' } })),
  'being verified': () => accepted(),
  'with a case': () => verified().must('zfj.h', { type: 'file_case' }),
  'passed down': () => accepted().must('zfj.h', { type: 'pass_down', unit: unit('hz'), due: '2022-06-20' }),
  'suspected of a crime': () => verified().must('zfj.h', { type: 'suspect_crime', items: [] }),
  reported: () =>
    verified()
      .must('zfj.h', { type: 'close_without_case', reason: '查无实据' })
      .must('zfj.h', { type: 'report_findings', items: [] }),
};

describe('whatever is asked', () => {
  const acts = asks(fc.oneof({ weight: 5, arbitrary: fitting }, { weight: 1, arbitrary: broken }));

  it.each(Object.keys(LIVES))('of a clue %s is decided and folds, nothing doubled, nothing left', (name) => {
    fc.assert(fc.property(acts, decidesAndFolds(LIVES[name] as () => Life<unknown>)), { numRuns: runs(60) });
  });

  it('of a programme that takes in clues is decided and folds, and its numbers have no gap', () => {
    const property = fc.property(asks(handOver), (asked) => {
      let life: ReturnType<typeof withClues> | undefined;
      decidesAndFolds(() => (life = withClues()))(asked);
      const numbers = life?.all('ClueRegistered').map(({ data }) => data['number']) ?? [];
      expect(numbers).toEqual(numbers.map((_, at) => at + 1));
      // Each of them opened a process or came into one that was there.
      const opened = life?.effects.filter(({ kind }) => kind === 'start') ?? [];
      const joined = life?.effects.filter((one) => one.kind === 'signal' && one.type === 'join') ?? [];
      const clues = opened.filter((one) => one.kind === 'start' && one.workflow === 'clue');
      expect(clues.length + joined.length).toBe(numbers.length);
    });
    fc.assert(property, { numRuns: runs(150) });
  });
});
