import { nextBrief } from '../../../src/domain/programme/brief-dates.ts';
import { briefFacts } from '../../../src/domain/programme/brief-facts.ts';
import { at, CALENDAR_2022, noticesOf } from '../support.ts';
import { gathering, programme, REACHED, tells } from './programme.ts';

const MONDAY = 1;
type Programme = ReturnType<typeof gathering>;
const briefs = (life: Programme) => life.all('BriefSent').map((one) => one.dueAt?.slice(0, 10));
const factsOf = (life: Programme) => noticesOf(life.last('BriefSent'))[0]?.facts.brief;

describe('the day of a weekly brief', () => {
  it.each([
    ['Monday, where Monday is worked', 1, '2022-06-06', '2022-06-13'],
    ['the same week, where its day is still to come', 5, '2022-06-06', '2022-06-10'],
    ['Tuesday, where Monday is a day off', 1, '2022-09-08', '2022-09-13'],
    ['the make-up Saturday, in a week of holidays', 1, '2022-09-30', '2022-10-08'],
    ['no day of a week that is all holiday from there on', 1, '2022-01-24', '2022-02-07'],
  ])('is %s', (_, weekday, after, day) => {
    const calendar =
      after === '2022-01-24'
        ? { ...CALENDAR_2022, makeUpDays: CALENDAR_2022.makeUpDays.filter((one) => one !== '2022-01-30') }
        : CALENDAR_2022;
    expect(nextBrief(calendar, weekday, after)).toBe(day);
  });
});

describe('a weekly brief', () => {
  it('leaves at the slot of every week, to the leaders, copied to the rectification office', () => {
    const life = gathering(MONDAY).until(at('2022-07-01'));
    expect(briefs(life)).toEqual(['2022-06-13', '2022-06-20', '2022-06-27']);
    expect(life.told('brief')[0]).toBe('2022-06-13 brief zhao.liu wang.wu cc sun.qi');
    expect(noticesOf(life.last('BriefSent'))[0]).toMatchObject({
      urgent: false,
      leaveAt: at('2022-06-27', '08:30'),
      facts: { measure: '简报第3期' },
    });
    expect(life.last('BriefSent')).toMatchObject({
      dutyId: 'zj/r1/brief/weekly/0/2022-06-27',
      occurredAt: at('2022-06-27', '08:25'),
    });
  });

  it('counts the lights, names red and yellow, tells what climbed and what was decided since the last', () => {
    const life = gathering(MONDAY).until(at('2022-09-01', '08:00'));
    tells(life, 'M01', { news: { type: 'Escalated', rung: 'urge' } });
    tells(life, 'M02', {
      light: 'yellow',
      due: '2022-09-07',
      news: { type: 'ExtensionGranted', to: '2022-09-07', by: '分管副局长 王五' },
    });
    life.until(at('2022-09-05'));
    expect(factsOf(life)).toMatchObject({
      from: '2022-08-29',
      to: '2022-09-05',
      of: 2,
      lights: { red: 1, yellow: 1 },
      red: [{ measure: 'M01', title: '措施1', unit: '基层基础处' }],
      yellow: [{ measure: 'M02' }],
      climbed: [{ measure: 'M01', on: '2022-09-01', type: 'Escalated', rung: 'urge' }],
      decided: [{ measure: 'M02', type: 'ExtensionGranted', to: '2022-09-07', by: '分管副局长 王五' }],
      due: [{ measure: 'M02', on: '2022-09-07' }],
      problems: { signedOff: 0, of: 1 },
      more: {},
    });
    life.until(at('2022-09-13'));
    expect(factsOf(life)).toMatchObject({ from: '2022-09-05', to: '2022-09-13', climbed: [], decided: [] });
  });

  it('looks ahead to the day before the next one, over a holiday too', () => {
    const life = gathering(MONDAY).until(at('2022-09-26'));
    expect(factsOf(life)?.ahead).toBe('2022-10-07');
  });

  it('names the report that waits for the office, and later that it was sent', () => {
    const life = gathering(MONDAY).until(at('2022-09-05', '08:00'));
    tells(life, 'M01', { due: '2022-08-29', news: REACHED });
    life.until(at('2022-09-05'));
    expect(factsOf(life)?.report).toEqual({ number: '〔2022〕1号', leavesOn: '2022-09-06' });
    life.until(at('2022-09-13'));
    expect(factsOf(life)?.report).toBeUndefined();
    expect(factsOf(life)?.decided).toEqual([
      { type: 'ReportSent', measure: '专报〔2022〕1号', on: '2022-09-06' },
    ]);
  });

  it('keeps milestones that were reached out of what is due', () => {
    const life = gathering(MONDAY);
    const due = (): readonly string[] =>
      briefFacts(withMilestones(life), '2022-06-13').due.map(
        (one) => `${one.measure} ${one.milestone ?? ''}`,
      );
    expect(due()).toEqual(['M01 征求意见', 'M02 征求意见']);
    tells(life, 'M01', { light: 'green', news: { type: 'ProgressReported', milestone: 'm1' } });
    expect(due()).toEqual(['M02 征求意见']);
  });

  it('has an end when nothing is open any more, and begins anew with a measure that is reopened', () => {
    const life = gathering(MONDAY).until(at('2022-06-14'));
    for (const measure of ['M01', 'M02'] as const)
      tells(life, measure, { status: 'signed_off', light: 'done' });
    expect(life.pending).toEqual([]);
    life.until(at('2022-08-03'));
    tells(life, 'M02', { light: 'green', due: '2022-09-30' });
    expect(life.until(at('2022-08-09')).pending.map((one) => one.dueAt.slice(0, 10))).toEqual(['2022-08-15']);
    expect(briefs(life)).toEqual(['2022-06-13', '2022-08-08']);
  });

  it('after weeks in which nothing ran is one, and says that it is late', () => {
    const life = gathering(MONDAY).until(at('2022-06-14')).sleepUntil(at('2022-07-06', '10:05'));
    expect(life.all('BriefSent')).toHaveLength(2);
    const [notice] = noticesOf(life.last('BriefSent'));
    expect(notice).toMatchObject({
      leaveAt: at('2022-07-06', '10:15'),
      facts: { today: '2022-07-06', lateSince: at('2022-06-20', '08:25'), brief: { from: '2022-06-13' } },
    });
    expect(life.pending.map((one) => one.dueAt.slice(0, 10))).toEqual(['2022-07-11']);
  });

  it('goes to the office where all leaders are gone', () => {
    const life = gathering(MONDAY);
    const holders = { 'ld/principal': [], 'ld/supervising': [] };
    life.hear('roster', { roster: { seq: 9, holders } }).until(at('2022-06-14'));
    expect(life.told('brief')).toEqual(['2022-06-13 brief sun.qi']);
  });

  it('is not written where the plan has none, nor in a programme launched before; it can still be read at any time', () => {
    expect(gathering().until(at('2022-07-01')).all('BriefSent')).toEqual([]);
    const before = programme().until(at('2022-07-01'));
    expect(before.types).toEqual(['ProgrammeLaunched']);
    expect(briefFacts(before.state, '2022-07-01')).toMatchObject({
      of: 2,
      lights: { green: 2 },
      climbed: [],
    });
  });

  it('lists so much of each kind and counts the rest: a letter has an end', () => {
    const life = gathering(MONDAY).until(at('2022-06-08'));
    for (let i = 0; i < 600; i += 1) tells(life, 'M01', { news: { type: 'Instructed', by: '局长 赵六' } });
    life.until(at('2022-06-14'));
    const facts = factsOf(life);
    expect(facts?.decided).toHaveLength(40);
    expect(facts?.more).toEqual({ decided: 560 });
    expect(JSON.stringify(life.last('BriefSent')).length).toBeLessThan(50_000);
  });
});

function withMilestones(life: Programme): Programme['state'] {
  const { state } = life;
  const [first] = state.input.measures;
  const deadline = first?.deadline;
  if (deadline === undefined) throw new Error('no measure');
  const milestone = { id: 'm1', title: '征求意见', takes: 3, due: { ...deadline, date: '2022-06-15' } };
  const measures = state.input.measures.map((one) => ({ ...one, milestones: [milestone] }));
  return { ...state, input: { ...state.input, measures } };
}
