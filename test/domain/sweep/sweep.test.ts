import { findingsOf, type LetterFacts, type ProcessFacts } from '../../../src/domain/sweep/findings.ts';
import { sweepRules1 } from '../../../src/domain/sweep/rules.ts';
import { sweepInput, type Looked, type SweepState } from '../../../src/domain/sweep/state.ts';
import type { Outcome } from '../../../src/domain/effects.ts';
import { CALENDAR_MENDED } from '../programme/amendment.ts';
import { at, dutiesOf, Life, noticesOf, PEOPLE, rosterWith } from '../support.ts';
import { programmeInput } from '../programme/programme.ts';

const { office, head, outsider } = PEOPLE;
const NOW = '2022-06-20T09:00:00.000+08:00';
const CLEAN: Looked = { at: NOW, processes: 3, letters: 2, findings: [], more: 0 };
const AMISS: Looked = {
  ...CLEAN,
  findings: [{ kind: 'ended', process: 'zj/measure/M06', detail: '流程引擎中为“已被终止”' }],
};

function sweep(): Life<SweepState> {
  return new Life(sweepRules1, sweepInput(programmeInput(), 1), at('2022-06-01'));
}

/** What came of the look that was asked for last. */
function answer(life: Life<SweepState>, looked: unknown): Life<SweepState> {
  const asked = life.effects.findLast((one) => one.kind === 'inspect');
  const result = looked as Outcome['result'];
  return life.learn({ effectId: `${asked?.seq ?? 0}.${asked?.k ?? 0}`, kind: 'inspect', result });
}

describe('the daily sweep', () => {
  it('looks once on every working day, before the slot of letters', () => {
    // Friday to Tuesday.
    const life = sweep().until(at('2022-06-10')).until(at('2022-06-14'));
    const days = life.all('SweepBegun').map((one) => one.occurredAt.slice(0, 10));
    expect(days.slice(-3)).toEqual(['2022-06-10', '2022-06-13', '2022-06-14']);
    expect(new Set(days).size).toBe(days.length);
    for (const one of life.all('SweepBegun')) expect(one.occurredAt.slice(11, 16) < '08:30').toBe(true);
  });

  it('looks once after downtime, not once for every day missed', () => {
    const life = sweep().until(at('2022-06-02')).sleepUntil(at('2022-06-16'));
    expect(life.all('SweepBegun')).toHaveLength(2);
    expect(life.pending.map((one) => one.dueAt.slice(0, 10))).toEqual(['2022-06-17']);
  });

  it('is silent while nothing is amiss, and remembers what it saw', () => {
    const life = answer(sweep().until(NOW), CLEAN);
    expect(noticesOf(life.last('SweepDone'))).toEqual([]);
    expect(life.state.last).toEqual(CLEAN);
    expect(life.row.card).toMatchObject({ lightText: '已查事项3项、未了信件2封，未见异常', met: 0 });
    expect(life.row.status).toBe('waiting');
  });

  it('tells the rectification office at once within working hours, with a copy to those who mend', () => {
    const life = answer(sweep().until(NOW), AMISS);
    const [notice] = noticesOf(life.last('SweepDone'));
    expect(notice).toMatchObject({ kind: 'sweep', urgent: true, leaveAt: NOW });
    expect(notice?.to.map((one) => one.person)).toContain(office);
    expect(notice?.facts.missing).toEqual(['zj/measure/M06：流程引擎中为“已被终止”']);
    expect(life.effects.filter((one) => one.kind === 'letter').length).toBeGreaterThan(0);
  });

  it('tells a refused letter once, and what is not mended again', () => {
    const refused = { kind: 'letter_undeliverable', process: 'zj/letter/x', detail: '致 张三：被拒收' };
    const both = { ...AMISS, findings: [...AMISS.findings, refused] };
    const life = answer(sweep().until(NOW), both);
    expect(life.effects.findLast((one) => one.kind === 'inspect')).not.toHaveProperty('since');
    life.until(at('2022-06-21'));
    expect(life.effects.findLast((one) => one.kind === 'inspect')).toMatchObject({
      since: '2022-06-19T09:00:00.000+08:00',
    });
    answer(life, both);
    expect(noticesOf(life.last('SweepDone'))[0]?.facts.missing).toEqual([
      'zj/measure/M06：流程引擎中为“已被终止”',
    ]);
  });

  it('tells those who hold the posts now', () => {
    const life = sweep().until(NOW);
    const [post = ''] = life.state.input.office;
    const roster = rosterWith({ [post]: [head] }, 7);
    life.hear('roster', { roster: { seq: 7, holders: { [post]: roster.holders[post] ?? [] } } as never });
    answer(life, AMISS);
    expect(noticesOf(life.last('SweepDone'))[0]?.to.map((one) => one.person)).toEqual([head]);
  });

  it('looks when the rectification office asks it to, and for nobody else', () => {
    const life = sweep();
    expect(life.ask(outsider, { type: 'sweep' })).toEqual({
      code: 'not_holder',
      params: { person: outsider, command: '巡检' },
    });
    expect(life.act(office, { type: 'sweep' })).toBeUndefined();
    expect(life.last('SweepBegun').actor).toMatchObject({ person: office, role: 'rectification_office' });
    expect(() => life.act(office, { type: 'sweep', all: true })).toThrow();
  });

  it.each([undefined, 'x', {}, { ...CLEAN, findings: [{}] }, { ...CLEAN, more: 'x' }])(
    'keeps as it came an answer that is none: %j',
    (looked) => {
      const life = answer(sweep().until(NOW), looked);
      expect(life.types.at(-1)).toBe('EffectRefused');
      expect(life.until(at('2022-06-21')).types.at(-1)).toBe('SweepBegun');
    },
  );
});

describe('what is amiss', () => {
  const SINCE = '2022-06-19T09:00:00.000+08:00';
  const PAST = '2022-06-20T07:00:00.000+08:00';
  const well: ProcessFacts = {
    process: 'p',
    engine: 'running',
    taskAttempts: 1,
    batchAttempts: 1,
    ledger: { open: true, nextDueAt: '2022-06-21T08:00:00.000+08:00' },
  };
  const letter: LetterFacts = {
    letter: 'l',
    engine: 'running',
    status: 'gathering',
    attempts: 0,
    person: '张三',
    response: '',
    at: PAST,
    nextDueAt: '2022-06-21T08:30:00.000+08:00',
  };
  const { ledger: _, ...unknown } = well;
  const kinds = (
    processes: readonly ProcessFacts[],
    letters: readonly LetterFacts[] = [],
  ): readonly string[] => findingsOf(processes, letters, NOW, SINCE).map((one) => one.kind);

  it.each<[string, ProcessFacts, readonly string[]]>([
    ['nothing about a process at work', well, []],
    ['one that the engine does not know', { ...well, engine: 'missing' }, ['missing']],
    ['one ended by hand', { ...well, engine: 'terminated' }, ['ended']],
    ['one that failed', { ...well, engine: 'failed' }, ['ended']],
    [
      'nothing about one that ended as it should',
      { ...well, engine: 'completed', ledger: { open: false } },
      [],
    ],
    ['one that the ledger lacks', unknown, ['unrecorded']],
    ['one whose task fails again and again', { ...well, taskAttempts: 4 }, ['failing']],
    ['one whose batch fails again and again', { ...well, batchAttempts: 6, failure: 'down' }, ['held']],
    ['one whose duty was due an hour ago', { ...well, ledger: { open: true, nextDueAt: PAST } }, ['overdue']],
    [
      'not yet one whose duty is due just now',
      { ...well, ledger: { open: true, nextDueAt: '2022-06-20T08:30:00.000+08:00' } },
      [],
    ],
  ])('names %s', (_name, facts, expected) => {
    expect(kinds([facts])).toEqual(expected);
  });

  it.each<[string, LetterFacts, readonly string[]]>([
    ['nothing about one that gathers', letter, []],
    ['one ended by hand', { ...letter, engine: 'terminated' }, ['letter_ended']],
    [
      'one tried for half an hour',
      { ...letter, status: 'waiting', attempts: 12, response: '451' },
      ['letter_waiting'],
    ],
    ['one that should have left an hour ago', { ...letter, nextDueAt: PAST }, ['letter_overdue']],
    [
      'one refused since the last look',
      { ...letter, engine: 'completed', status: 'undeliverable', response: '550 no such user' },
      ['letter_undeliverable'],
    ],
    [
      'not again one refused before',
      { ...letter, engine: 'completed', status: 'undeliverable', at: '2022-06-18T09:00:00.000+08:00' },
      [],
    ],
  ])('names, of letters, %s', (_name, facts, expected) => {
    expect(kinds([], [facts])).toEqual(expected);
  });
});

describe('the sweep of a programme that is amended', () => {
  const given = { change: 5, document: '浙统整改〔2022〕3号' };
  const answered = (life: Life<SweepState>): readonly unknown[] =>
    life.effects.flatMap((one) => (one.kind === 'signal' && one.type === 'acknowledge' ? [one.data] : []));

  it('looks for the measures that were added, too', () => {
    const life = sweep().hear('register', { ...given, processes: ['zj/measure/M22'] }, { from: 'zj' });
    expect(answered(life)).toEqual([{ change: 5, applied: true }]);
    life.until(at('2022-06-20'));
    expect(life.effects.findLast((one) => one.kind === 'inspect')).toMatchObject({
      registered: expect.arrayContaining(['zj/measure/M01', 'zj/measure/M22']) as string[],
    });
  });

  it('goes by the new calendar from then on', () => {
    const life = sweep().until(at('2022-10-01'));
    expect(life.pending.map(({ dueAt }) => dueAt.slice(0, 10))).toEqual(['2022-10-08']);
    const data = { ...given, calendar: { ...CALENDAR_MENDED }, calendarHash: 'd' };
    life.hear('recalendar', data, { from: 'zj' });
    expect(life.pending.map(({ dueAt }) => dueAt.slice(0, 10))).toEqual(['2022-10-09']);
    expect(dutiesOf(life.last('SweepRecalendared')).ended).toMatchObject([{ how: 'moved' }]);
    expect(answered(life)).toEqual([{ change: 5, applied: true }]);
  });

  it('listens to its own programme only', () => {
    const life = sweep().hear('register', { ...given, processes: ['x'] }, { from: 'other' });
    expect(life.types.at(-1)).toBe('SignalUnknown');
  });
});
