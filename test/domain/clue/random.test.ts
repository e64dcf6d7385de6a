import fc from 'fast-check';
import { clueLight, firstClock, isOver } from '../../../src/domain/clue/clocks.ts';
import { CLUE_COMMAND_NAMES } from '../../../src/domain/clue/commands.ts';
import { CLUE_PERMISSIONS } from '../../../src/domain/clue/permissions.ts';
import { STEPS } from '../../../src/domain/clue/policy.ts';
import { CASE_STAGES } from '../../../src/domain/clue/state.ts';
import { workingDayOnOrAfter } from '../../../src/domain/calendar.ts';
import { addDays, dateOf, HOUR_MS, addMillis } from '../../../src/domain/time.ts';
import { CALENDAR_2022, dutiesOf } from '../support.ts';
import { accepted, BOOK, clue, EVERYBODY, sealed, unit, verified, type Clue } from './clue.ts';

/** Whatever people do, in whatever order: exactly one unit has it, and what is owed is owed by that unit. */

const PEOPLE = [...new Set(Object.values(EVERYBODY.holders).flatMap((all) => all.map((one) => one.person)))];
const UNITS = BOOK.units.map((one) => one.id);
const TYPES = Object.keys(CLUE_COMMAND_NAMES) as (keyof typeof CLUE_PERMISSIONS)[];
/** What gets a clue on; the others are asked for now and then. */
const MOVING = TYPES.filter((type) => CLUE_PERMISSIONS[type].statuses.length < 9);

const step = fc.oneof(
  {
    weight: 12,
    arbitrary: fc.record({
      kind: fc.constant('act' as const),
      // Mostly who has it, mostly what moves it on.
      who: fc.oneof(
        { weight: 4, arbitrary: fc.constantFrom('holder', 'sender') },
        { weight: 1, arbitrary: fc.constantFrom(...PEOPLE) },
      ),
      pick: fc.nat(1_000),
      odd: fc.boolean(),
      unit: fc.constantFrom(...UNITS),
      days: fc.integer({ min: -2, max: 30 }),
      yes: fc.boolean(),
      stage: fc.constantFrom(...CASE_STAGES),
      step: fc.constantFrom(...STEPS),
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({ kind: fc.constant('wait' as const), hours: fc.integer({ min: 1, max: 60 }) }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      kind: fc.constant('relieve' as const),
      post: fc.constantFrom(...Object.keys(EVERYBODY.holders)),
      back: fc.boolean(),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      kind: fc.constant('recalendar' as const),
      // Of the days to come, which are off now.
      off: fc.array(fc.integer({ min: 0, max: 30 }), { minLength: 1, maxLength: 5 }),
    }),
  },
);
type Move = typeof step extends fc.Arbitrary<infer T> ? T : never;

const filed = (): Clue => verified().must('zfj.h', { type: 'file_case' });
const reported = (): Clue =>
  verified()
    .must('zfj.h', { type: 'close_without_case', reason: '查无实据' })
    .must('zfj.h', { type: 'report_findings', items: [] });
/** Few random histories get far from the beginning by themselves. */
const returned = (): Clue => clue().must('zfj.z', { type: 'return_clue', reason: '不属本局职责' });
const BEGUN: readonly (() => Clue)[] = [clue, returned, accepted, verified, filed, reported];

let item = 0;
let told = 10;

function play(life: Clue, move: Move): void {
  switch (move.kind) {
    case 'wait':
      life.until(addMillis(life.now, move.hours * HOUR_MS));
      return;
    case 'relieve': {
      told += 1;
      const holders = { [move.post]: move.back ? (EVERYBODY.holders[move.post] ?? []) : [] };
      life.hear('roster', { roster: { seq: told, holders } } as never);
      return;
    }
    case 'recalendar': {
      const off = move.off.map((days) => addDays(dateOf(life.now), days));
      const { holidays, ...rest } = life.state.input.calendar;
      const calendar = { ...rest, holidays: [...new Set([...holidays, ...off])].toSorted() };
      const data = { change: 1, document: '节假日安排（示例）', calendar, calendarHash: 'e'.repeat(64) };
      const before = life.state.late;
      life.hear('recalendar', data, { from: 'zj' });
      expect(life.state.late).toBe(before);
      return;
    }
    case 'act': {
      const { custody, level } = life.state;
      const units = move.who === 'holder' ? custody.unit : level.from;
      const post = units.posts[move.days % 2 === 0 ? 0 : 1];
      const holder = post === undefined ? undefined : life.state.roster.holders[post.id]?.[0]?.person;
      const person = move.who === 'holder' || move.who === 'sender' ? (holder ?? 'nobody') : move.who;
      life.ask(person, command(life, move));
    }
  }
}

function command(
  life: Clue,
  { pick, odd, unit: to, days, yes, stage, step: of }: Extract<Move, { kind: 'act' }>,
): never {
  item += 1;
  const open = MOVING.filter((one) => CLUE_PERMISSIONS[one].statuses.includes(life.state.status));
  const from = odd && pick % 4 === 0 ? TYPES : open.length === 0 ? TYPES : open;
  const type = from[pick % from.length] ?? 'read';
  const today = dateOf(life.now);
  const ahead = workingDayOnOrAfter(CALENDAR_2022, addDays(today, days));
  const items = [sealed(`x${item}`)];
  const cases = life.state.cases.map((one) => one.id);
  const all: Readonly<Record<string, object>> = {
    return_clue: { reason: '理由' },
    close_without_case: { reason: '理由' },
    supplement: { reason: '理由' },
    refuse_clue_extension: { reason: '理由' },
    reroute: { unit: unit(to) },
    designate: { unit: unit(to) },
    assign: { person: `${to}.z` },
    plan: { team: '专班', items },
    verify: { substantiated: yes, items },
    case_stage: {
      case: cases.at(-1) ?? 'c1',
      stage: CASE_STAGES.find((one) => one === life.state.cases.at(-1)?.stage) ?? stage,
      on: today,
      ...(life.state.cases.at(-1)?.stage === 'decision' && yes ? { fine: '100.5' } : {}),
    },
    case_outcome: { case: cases[0] ?? 'c1', outcome: yes ? 'exposed' : 'published', on: today },
    drop_case: { case: cases.at(-1) ?? 'c1', reason: '理由' },
    report_findings: { items },
    feedback: { items },
    attach_items: { items },
    suspect_crime: { items },
    pass_down: { unit: unit(to), due: ahead },
    transfer_out: { body: '监委', document: '清单', followUp: ahead, items },
    record_receipt: { document: '回执', on: today },
    record_result: { on: today, items },
    follow_up_again: { to: ahead },
    ask_clue_extension: { step: life.state.clocks[0]?.step ?? of, to: ahead, reason: '理由' },
    decide_crime: { transfer: yes, reason: '理由' },
    transfer_crime: { body: '公安厅', document: '移送书' },
    record_police: { accepted: yes, document: '告知书', on: today },
    read: { item: 'i1' },
    destroy: { item: `x${item - days}`, reason: '理由' },
  };
  return { type, ...all[type] } as never;
}

function check(life: Clue): void {
  const { state } = life;
  const { custody, past, clocks } = state;
  // One holder, without gap: each custody begins when the one before it ends.
  [...past, { ...custody, to: undefined, until: undefined }].forEach((one, index, all) => {
    const before = all[index - 1];
    if (before !== undefined) expect([one.from, one.seq]).toEqual([before.to, before.until]);
  });
  // What is pending is the present holder's, or of who passed it down and answers for it; there is something unless it is over.
  const passers = clocks.filter((one) => one.side === 'passer');
  const rounds = [`/h${past.length + 1}e`, ...passers.flatMap(({ seq }) => [`/pe${seq}/`, `/pe${seq}p`])];
  for (const { id } of life.pending) expect(rounds.some((round) => id.includes(round))).toBe(true);
  for (const one of passers) expect(one.level).toBeLessThanOrEqual(state.below.length);
  expect(state.light).toBe(clueLight(state, life.now));
  expect(firstClock(state) === undefined).toBe(isOver(state));
  expect(clocks.filter((one) => one.side === 'sender').map((one) => one.step)).toEqual(
    state.extension === undefined ? [] : ['extension'],
  );
  expect(new Set(clocks.map((one) => `${one.step} ${one.case ?? one.level ?? ''}`)).size).toBe(clocks.length);
  // Every open case waits for its stage.
  for (const one of state.cases.filter(
    ({ closedOn }) => closedOn === undefined && state.status === 'handling',
  ))
    expect(clocks.some((clock) => clock.case === one.id && clock.step === `case_${one.stage}`)).toBe(true);
  // Every duty ends once, and those that have not are pending.
  const armed = life.drafts.flatMap((one) => dutiesOf(one).armed.map(({ id }) => id));
  const ended = life.drafts.flatMap((one) => dutiesOf(one).ended.map(({ id }) => id));
  const over = new Set(ended);
  expect(over.size).toBe(ended.length);
  const open = new Set(armed.filter((id) => !over.has(id)));
  expect(open).toEqual(new Set(life.pending.map((one) => one.id)));
}

/** Plays random histories, from a seed where it is given, and checks each after every move; gives the types of all that happened. */
function played(runs: { readonly numRuns: number; readonly seed?: number }): ReadonlySet<string> {
  const seen = new Set<string>();
  fc.assert(
    fc.property(
      fc.constantFrom(...BEGUN),
      fc.array(step, { minLength: 5, maxLength: 40 }),
      (begun, moves) => {
        const life = begun();
        for (const move of moves) {
          play(life, move);
          life.remember();
          check(life);
        }
        for (const one of life.drafts) seen.add(one.type);
      },
    ),
    runs,
  );
  return seen;
}

it('has exactly one holder at any moment, whose duties are all there and nobody else’s', () => {
  // The histories are no trifles: a known seed shows it, others are new every time.
  const seen = played({ numRuns: 100, seed: 7 });
  for (const type of [
    'ClueReturned',
    'Rerouted',
    'PassedDown',
    'ClueWithdrawn',
    'TransferredOut',
    'SupplementAsked',
    'ClueClosed',
    'CaseAdvanced',
    'ClueRecalendared',
  ])
    expect([...seen]).toContain(type);
  played({ numRuns: 50 });
});
