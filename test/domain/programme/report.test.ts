import { noticesOf, at, PEOPLE } from '../support.ts';
import { measure } from '../measure/measure.ts';
import { gathering, programme, REACHED, tells } from './programme.ts';

type Programme = ReturnType<typeof gathering>;

const { handler, head, office, principal, supervising } = PEOPLE;
const SEND = { type: 'send_report' };
const MORNING = at('2022-09-07', '08:00');

/** M01, due on 31 August, has come to the rung: five working days late. M02 is a day late. */
const reported = (): Programme => {
  const life = gathering().until(MORNING);
  tells(life, 'M02', { due: '2022-09-06', account: { reminded: 4, urged: 1 } });
  return tells(life, 'M01', {
    news: REACHED,
    account: { lastReport: { date: '2022-09-02', text: '已报送会签' } },
  });
};
const reportIn = (life: Programme, type: string) => noticesOf(life.last(type))[0]?.facts.report;

describe('a consolidated report', () => {
  it('is prepared for the rectification office when a measure comes to the rung, with all that is overdue', () => {
    const life = reported();
    expect(life.told()).toEqual(['2022-09-07 report_prepared sun.qi']);
    expect(life.last('ReportPrepared').data).toMatchObject({
      number: 1,
      leavesOn: '2022-09-08',
      measures: ['M01', 'M02'],
    });
    const [notice] = life.notices;
    expect(notice).toMatchObject({ urgent: false, leaveAt: at('2022-09-07', '08:30') });
    expect(notice?.facts).toMatchObject({
      measure: '专报〔2022〕1号',
      next: { date: '2022-09-08', role: 'principal_leader' },
      report: {
        overdue: [
          {
            measure: 'M01',
            title: '措施1',
            unit: '基层基础处',
            due: '2022-08-31',
            daysLate: 5,
            reminded: 5,
            urged: 2,
            lastReport: { date: '2022-09-02', text: '已报送会签' },
          },
          { measure: 'M02', due: '2022-09-06', daysLate: 1 },
        ],
        settled: [],
      },
    });
  });

  it('leaves by itself at the slot of the next working day, to the principal leader, copied to office and supervising leaders', () => {
    const life = reported().until(at('2022-09-08', '09:00'));
    expect(life.told('consolidated_report')).toEqual([
      '2022-09-08 consolidated_report zhao.liu cc wang.wu sun.qi',
    ]);
    expect(life.last('ReportSent')).toMatchObject({
      cause: 'duty',
      dutyId: 'zj/r1/report/1/leave/2022-09-08',
      data: { number: 1, byItself: true, measures: ['M01', 'M02'], settled: [] },
    });
    expect(noticesOf(life.last('ReportSent'))[0]).toMatchObject({ leaveAt: at('2022-09-08', '08:30') });
    expect(life.until(at('2022-09-30')).all('ReportSent')).toHaveLength(1);
  });

  it('waits over days off: what is prepared on a Friday before a holiday leaves on the Tuesday after', () => {
    const life = gathering().until(at('2022-09-09', '08:00'));
    tells(life, 'M01', { due: '2022-09-02', news: REACHED });
    expect(life.until(at('2022-09-13', '08:20')).all('ReportSent')).toEqual([]);
    expect(life.until(at('2022-09-13')).told('consolidated_report')).toHaveLength(1);
  });

  it('shows what was submitted meanwhile as such, and has what came to be overdue meanwhile', () => {
    const life = gathering().until(MORNING);
    tells(life, 'M01', { news: REACHED });
    life.until(at('2022-09-07', '15:00'));
    tells(life, 'M01', { status: 'under_review', news: { type: 'Submitted' } });
    life.until(at('2022-09-08', '00:00'));
    tells(life, 'M02', { due: '2022-09-07' });
    life.until(at('2022-09-08'));
    expect(reportIn(life, 'ReportSent')).toMatchObject({
      overdue: [{ measure: 'M02', daysLate: 1 }],
      settled: [{ measure: 'M01', status: '审核中', since: '2022-09-07' }],
    });
    expect(life.last('ReportSent').data).toMatchObject({ measures: ['M02'], settled: ['M01'] });
  });

  it('keeps a measure that came in and was handed in again before it left', () => {
    const life = gathering().until(MORNING);
    tells(life, 'M01', { news: REACHED });
    life.until(at('2022-09-08', '00:00'));
    tells(life, 'M02', { due: '2022-09-07' });
    life.until(at('2022-09-08', '08:10'));
    tells(life, 'M02', { due: '2022-09-07', status: 'under_review' });
    life.until(at('2022-09-08'));
    expect(reportIn(life, 'ReportSent')).toMatchObject({
      overdue: [{ measure: 'M01' }],
      settled: [{ measure: 'M02' }],
    });
  });

  it('does not count a returned measure as overdue within its days for correction', () => {
    const life = reported();
    tells(life, 'M01', { status: 'returned', account: { correctionDue: '2022-09-14' } });
    life.until(at('2022-09-08'));
    expect(reportIn(life, 'ReportSent')).toMatchObject({
      overdue: [{ measure: 'M02' }],
      settled: [{ measure: 'M01', status: '退回补正' }],
    });
  });

  it('is one: another measure that comes to the rung while it waits is in it, one that comes later opens the next', () => {
    const life = reported();
    tells(life, 'M02', { due: '2022-08-31', news: REACHED });
    expect(life.all('ReportPrepared')).toHaveLength(1);
    life.until(at('2022-09-13', '08:00'));
    tells(life, 'M02', { due: '2022-09-06', news: REACHED });
    expect(life.last('ReportPrepared').data).toMatchObject({ number: 2, measures: ['M01', 'M02'] });
    expect(new Set(life.notices.map((one) => one.id)).size).toBe(life.notices.length);
  });

  it('settled late, after downtime, says so and leaves within the quarter of an hour', () => {
    const life = reported().sleepUntil(at('2022-09-09', '10:05'));
    const [notice] = noticesOf(life.last('ReportSent'));
    expect(notice?.leaveAt).toBe(at('2022-09-09', '10:15'));
    expect(notice?.facts.lateSince).toBe(at('2022-09-08', '08:25'));
    expect(life.last('ReportSent').data['late']).toMatchObject({ cause: 'not_running' });
  });
});

describe('the rectification office', () => {
  it('sends the report at once, with what it proposes', () => {
    const life = reported().until(at('2022-09-07', '10:00'));
    life.must(office, { type: 'propose_report', text: '建议本周内办结' }).must(office, SEND);
    const [notice] = noticesOf(life.last('ReportSent'));
    expect(notice).toMatchObject({ urgent: true, leaveAt: at('2022-09-07', '10:00') });
    expect(notice?.facts).toMatchObject({ by: { name: '孙七' }, report: { text: '建议本周内办结' } });
    expect(notice?.facts.report?.byItself).toBeUndefined();
    expect(life.last('ReportSent')).toMatchObject({ actor: { person: office }, data: { byItself: false } });
    expect(life.until(at('2022-09-09')).all('ReportSent')).toHaveLength(1);
    expect(life.act(office, SEND)).toBe('no_report');
  });

  it('cannot put it off by proposing: the day on which it leaves stays', () => {
    const life = reported().until(at('2022-09-08', '08:00'));
    life.must(office, { type: 'propose_report', text: '建议约谈' }).until(at('2022-09-08'));
    expect(reportIn(life, 'ReportSent')).toMatchObject({ text: '建议约谈', byItself: true });
  });

  it('takes out a measure that is settled, with its reason, and none that is overdue', () => {
    const life = reported().until(at('2022-09-07', '15:00'));
    const hold = { type: 'hold_report', measure: 'M01', reason: '当日已报审，要件齐全' };
    expect(life.ask(office, hold)).toEqual({ code: 'report_overdue', params: { measure: 'M01', days: '5' } });
    expect(life.act(office, { ...hold, measure: 'M99' })).toBe('not_in_report');
    tells(life, 'M01', { status: 'under_review' });
    life.must(office, hold).until(at('2022-09-08'));
    expect(reportIn(life, 'ReportSent')?.settled).toEqual([
      expect.objectContaining({ measure: 'M01', reason: '当日已报审，要件齐全' }),
    ]);
  });

  it('ends the report where it has taken out all, and nothing is overdue; the next has a number of its own', () => {
    const life = gathering().until(MORNING);
    tells(life, 'M01', { news: REACHED });
    tells(life, 'M01', { status: 'signed_off', light: 'done_late' });
    life.must(office, { type: 'hold_report', measure: 'M01', reason: '已销号' });
    expect(life.last('ReportHeld').data).toMatchObject({ closes: true, status: '已销号' });
    life.until(at('2022-09-13', '08:00'));
    expect(life.all('ReportSent')).toEqual([]);
    tells(life, 'M02', { due: '2022-09-06', news: REACHED });
    expect(life.last('ReportPrepared').data).toMatchObject({ number: 2 });
  });

  it('alone decides: the refusal of others is recorded', () => {
    const life = reported();
    expect(life.act(principal, SEND)).toBe('not_permitted');
    expect(life.act(supervising, SEND)).toBe('not_permitted');
    expect(life.act(head, SEND)).toBe('not_holder');
    expect(life.all('CommandRefused')).toHaveLength(3);
  });
});

describe('with posts vacant', () => {
  const vacate = (life: Programme, ...posts: readonly string[]): Programme =>
    life.hear('roster', {
      roster: { seq: 9, holders: Object.fromEntries(posts.map((post) => [post, []])) },
    });

  it('the report comes to the rectification office in place of the principal leader, who would be above all', () => {
    const life = vacate(reported(), 'ld/principal').until(at('2022-09-08'));
    expect(noticesOf(life.last('ReportSent'))[0]).toMatchObject({
      to: [{ person: office, standsInFor: ['principal_leader'] }],
      cc: [{ person: supervising }],
    });
  });

  it('and to the supervising leaders where the office is vacant too', () => {
    const life = vacate(reported(), 'ld/principal', 'zgb/office').until(at('2022-09-08'));
    expect(noticesOf(life.last('ReportSent'))[0]?.to).toEqual([
      expect.objectContaining({ person: supervising, standsInFor: ['principal_leader'] }),
    ]);
  });

  it('the draft comes to the principal leader in place of the office', () => {
    const life = vacate(gathering().until(MORNING), 'zgb/office');
    tells(life, 'M01', { news: REACHED });
    expect(noticesOf(life.last('ReportPrepared'))[0]?.to).toEqual([
      expect.objectContaining({ person: principal, standsInFor: ['rectification_office'] }),
    ]);
    expect(life.act(principal, SEND)).toBeUndefined();
  });
});

describe('a letter of the programme that cannot be delivered', () => {
  const lost = (kind: string) => ({
    notices: [{ id: 'n', kind }],
    person: principal,
    name: '赵六',
    postTitle: '局长',
    subject: '专报〔2022〕1号',
    response: '550 5.1.1 No such user',
  });

  it('is told to the rectification office, and such a telling is not told again', () => {
    const life = reported().until(at('2022-09-08', '09:00'));
    life.hear('undeliverable', lost('consolidated_report'), { from: 'zj/letter/a' });
    expect(life.told('undeliverable')).toEqual(['2022-09-08 undeliverable sun.qi']);
    life.hear('undeliverable', lost('undeliverable'), { from: 'zj/letter/b' });
    expect(life.told('undeliverable')).toHaveLength(1);
    expect(life.all('NoticeUndeliverable')).toHaveLength(2);
  });
});

describe('a measure of a programme that gathers', () => {
  const toProgramme = (life: ReturnType<typeof measure>) =>
    life.effects.flatMap((one) => (one.kind === 'signal' && one.to === 'zj' ? [one.data] : []));

  it('tells it that it has come to the rung, and its own people that it is in the report', () => {
    const life = measure({ gathered: true }).until(at('2022-09-02'));
    life.must(handler, { type: 'report', text: '已报送会签', figures: [] }).until(at('2022-09-07'));
    expect(life.told('special_report')).toEqual([]);
    expect(life.told('report_listed')).toEqual(['2022-09-07 report_listed li.si zhang.san']);
    expect(toProgramme(life).at(-1)).toMatchObject({
      measure: 'M06',
      status: 'under_way',
      light: 'red',
      account: {
        number: 6,
        unit: '基层基础处',
        urged: 3,
        lastReport: { date: '2022-09-02', text: '已报送会签' },
      },
      news: { type: 'Escalated', rung: 'special_report' },
    });
  });

  it('tells of what is said while it is overdue, at once', () => {
    const life = measure({ gathered: true }).until(at('2022-09-05'));
    const before = toProgramme(life).length;
    life.must(handler, { type: 'report', text: '预计9月9日印发', figures: [] });
    expect(toProgramme(life).slice(before)).toMatchObject([
      { account: { lastReport: { text: '预计9月9日印发' } } },
    ]);
  });

  it('writes to the principal leader itself where it was launched before', () => {
    const life = measure().until(at('2022-09-07'));
    expect(life.told('special_report')).toHaveLength(1);
    expect(
      toProgramme(life).every((data) => data['account'] === undefined && data['news'] === undefined),
    ).toBe(true);
  });
});

describe('a programme launched before', () => {
  it('prepares no report, whatever it is told', () => {
    const life = tells(programme().until(MORNING), 'M01', { news: REACHED });
    expect(life.types.slice(1)).toEqual(['StandingHeard']);
    expect(life.pending).toEqual([]);
    expect(life.state.gathered).toBeUndefined();
  });
});
