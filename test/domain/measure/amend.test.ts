import { packed, unpacked } from '../../../src/domain/carry.ts';
import type { MeasureState } from '../../../src/domain/measure/state.ts';
import { calendarEffect } from '../../../src/domain/measure/amend/preview.ts';
import { CALENDAR_MENDED, on } from '../programme/amendment.ts';
import { at, dutiesOf, PEOPLE } from '../support.ts';
import { approveAll, measure, REPORT, submit, type Measure } from './measure.ts';

const { handler, head, supervising, office, principal } = PEOPLE;
const GIVEN = { change: 7, document: '浙统整改〔2022〕3号', reason: '督察组来函' };
const underWay = (wish: Parameters<typeof measure>[0] = {}): Measure => measure(wish).until(at('2022-06-20'));

/** What the programme says of an amended plan. */
function amend(life: Measure, set: object, more: object = {}): Measure {
  return life.hear('amend', { ...GIVEN, set: { ...set }, ...more }, { from: 'zj' });
}

function recalendar(life: Measure, calendar: object = CALENDAR_MENDED): Measure {
  const data = {
    change: 8,
    document: '国办发明电〔2022〕99号',
    calendar: { ...calendar },
    calendarHash: 'd'.repeat(64),
  };
  return life.hear('recalendar', data, { from: 'zj' });
}

function answers(life: Measure): readonly object[] {
  return life.effects.flatMap((one) =>
    one.kind === 'signal' && one.type === 'acknowledge' ? [one.data] : [],
  );
}

describe('a measure of an amended plan', () => {
  it('records what was and what is, arms every duty anew and answers its programme', () => {
    const life = amend(underWay(), { deadline: on('2022-09-16') });
    expect(life.last('Amended').data).toMatchObject({
      ...GIVEN,
      dueBefore: '2022-08-31',
      due: '2022-09-16',
      before: { deadline: { date: '2022-08-31' } },
      altered: [{ what: '完成时限', from: '2022-08-31', to: '2022-09-16' }],
    });
    const { armed, ended } = dutiesOf(life.last('Amended'));
    expect(ended.length).toBeGreaterThan(0);
    expect(ended.filter(({ how }) => how !== 'moved')).toEqual([]);
    expect(armed.map(({ id }) => id)).toContain('zj/measure/M06/r1p1/reminder/deadline/0/2022-09-16');
    expect(answers(life)).toEqual([{ change: 7, applied: true, due: '2022-09-16' }]);
    expect(life.row.card).toMatchObject({ due: '2022-09-16', originalDue: '2022-08-31' });
  });

  it('is reminded and urged by the new date only, and told of it', () => {
    const life = amend(underWay(), { deadline: on('2022-09-16') }).until(at('2022-09-20'));
    expect(life.told('plan_amended')).toEqual(['2022-06-20 plan_amended zhang.san li.si cc sun.qi']);
    expect(life.told('reminder').at(-1)).toBe('2022-09-16 reminder zhang.san cc li.si');
    expect(life.told('urge')).toEqual(['2022-09-19 urge li.si cc zhang.san sun.qi']);
  });

  it('keeps a date that an extension has moved, unless the plan’s is later still', () => {
    const extended = (): Measure =>
      underWay()
        .must(head, { type: 'request_extension', to: '2022-09-14', reason: '会签未毕' })
        .must(office, { type: 'comment', text: '属实', opinion: 'support' })
        .must(supervising, { type: 'grant_extension' });
    expect(amend(extended(), { deadline: on('2022-09-09') }).state.due).toBe('2022-09-14');
    expect(amend(extended(), { deadline: on('2022-09-23') }).state.due).toBe('2022-09-23');
  });

  it('has a wish for an extension fall away that the plan grants by itself', () => {
    const life = underWay().must(head, { type: 'request_extension', to: '2022-09-14', reason: '会签未毕' });
    expect(amend(life, { deadline: on('2022-09-14') }).state.extensionAsked).toBeUndefined();
    expect(life.pending.filter(({ id }) => id.includes('/extension/'))).toEqual([]);
  });

  it.each([
    ['a date in the past', () => underWay(), { deadline: on('2022-06-17') }, 'amend_past'],
    ['a date past the outer limit', () => underWay(), { deadline: on('2022-11-01') }, 'amend_limit'],
    ['a day off', () => underWay(), { deadline: on('2022-09-10') }, 'not_working_day'],
    [
      'a date that has passed',
      () => measure().until(at('2022-09-05')),
      { deadline: on('2022-09-30') },
      'amend_overdue',
    ],
    [
      'what is under review',
      () => submit(measure(), at('2022-06-20')),
      { deadline: on('2022-09-30') },
      'amend_under_review',
    ],
    [
      'what was under review when it was suspended',
      () => submit(measure(), at('2022-06-20')).must(supervising, { type: 'suspend', reason: '等待' }),
      { requirements: [] },
      'amend_under_review',
    ],
    [
      'what is signed off',
      () => approveAll(submit(measure(), at('2022-06-20')), at('2022-06-20')),
      { title: '名称' },
      'amend_closed',
    ],
  ])('refuses %s, records why and answers so', (_, begin, set, code) => {
    const life = begin();
    const { due } = life.state;
    amend(life, set);
    expect(life.last('AmendmentRefused').data).toMatchObject({ of: 'amend', refusal: { code } });
    expect(answers(life)).toMatchObject([{ change: 7, applied: false, refusal: { code } }]);
    expect(life.state.due).toBe(due);
  });

  it('passes the outer limit by the superior’s letter', () => {
    const life = amend(underWay(), { deadline: on('2022-11-01') }, { letter: '国统函〔2022〕5号' });
    expect(life.state.due).toBe('2022-11-01');
    expect(life.last('Amended').data).toMatchObject({ letter: '国统函〔2022〕5号' });
  });

  it('under review takes what does not touch the decision', () => {
    const life = amend(submit(measure(), at('2022-06-20')), { title: '新名称' });
    expect(life.row).toMatchObject({ status: 'under_review', card: { title: '新名称' } });
  });

  it('gets another lead unit, of whose people it asks the directory', () => {
    const posts = ['handler', 'head'].map((one) => ({
      id: `zhc/${one}`,
      title: one,
      unit: 'zhc',
      unitName: '综合处',
      region: '330000',
    }));
    const life = underWay();
    const roles = {
      ...life.state.input.plan.roles,
      case_handler: ['zhc/handler'],
      office_head: ['zhc/head'],
    };
    amend(life, { lead: { id: 'zhc', name: '综合处' }, roles }, { posts });
    expect(life.row.card.leadUnit).toBe('综合处');
    expect(life.effects.findLast((one) => one.kind === 'signal' && one.type === 'subscribe')).toMatchObject({
      data: { posts: expect.arrayContaining(['zhc/handler', 'zhc/head']) as string[], rosterSeq: -1 },
    });
    expect(life.told('plan_amended')[0]).toContain('zhang.san');
    expect(life.act(handler, REPORT)).toBe('not_holder');
  });

  it('dropped from the plan, is cancelled by its document', () => {
    const life = underWay().hear('drop', GIVEN, { from: 'zj' });
    expect(life.state).toMatchObject({
      status: 'cancelled',
      minutes: { number: GIVEN.document, date: '2022-06-20' },
    });
    expect(answers(life)).toMatchObject([{ change: 7, applied: true }]);
    expect(life.pending).toEqual([]);
  });

  it('listens to its own programme only', () => {
    const life = underWay().hear('amend', { ...GIVEN, set: { title: '名称' } }, { from: 'other' });
    expect(life.types.at(-1)).toBe('SignalUnknown');
  });

  it('goes on with what was amended in a next run, whose start input is the old one', () => {
    const life = recalendar(amend(underWay(), { deadline: on('2022-09-16') }));
    const carried = JSON.parse(JSON.stringify(packed(life.frame))) as typeof life.frame;
    const again = unpacked(carried, life.input).state as MeasureState;
    expect(again).toEqual(JSON.parse(JSON.stringify(life.state)));
    expect(again.input.plan.deadline.date).toBe('2022-09-16');
    expect(again.input.calendar.name).toBe(CALENDAR_MENDED.name);
  });
});

describe('a measure under a new calendar', () => {
  const october = (): Measure => measure({ due: '2022-10-11' }).until(at('2022-09-28'));

  it('counts by its working days from then on, and says beforehand what comes when', () => {
    const life = october();
    const effect = calendarEffect(life.state, CALENDAR_MENDED, life.now);
    expect(effect.duties).toContainEqual({
      label: '到期前3个工作日提醒',
      from: expect.stringMatching(/^2022-10-08/) as string,
      to: expect.stringMatching(/^2022-09-30/) as string,
    });
    recalendar(life).until(at('2022-10-12'));
    expect(life.told('reminder').slice(-3)).toEqual([
      '2022-09-30 reminder zhang.san cc li.si',
      '2022-10-10 reminder zhang.san cc li.si',
      '2022-10-11 reminder zhang.san cc li.si',
    ]);
    expect(answers(life)).toMatchObject([{ change: 8, applied: true }]);
    expect(life.told('calendar_changed')).toEqual([]);
  });

  it('comes forward where its date is a day off now, and tells the unit', () => {
    const life = recalendar(measure({ due: '2022-10-08' }).until(at('2022-09-28')));
    expect(life.state.due).toBe('2022-09-30');
    expect(life.told('calendar_changed')).toEqual(['2022-09-28 calendar_changed zhang.san li.si cc sun.qi']);
  });

  it('refuses where its date would come to lie in the past', () => {
    const life = recalendar(measure({ due: '2022-10-08' }).until(at('2022-10-07')));
    expect(life.last('AmendmentRefused').data).toMatchObject({
      of: 'recalendar',
      refusal: { code: 'amend_past' },
    });
    expect(life.state.due).toBe('2022-10-08');
  });

  it('makes provisional dates firm', () => {
    const later = { ...CALENDAR_MENDED, lastYear: 2023 };
    const life = measure().until(at('2022-06-20'));
    const { plan } = life.state.input;
    amend(life, { deadline: { ...plan.deadline, provisional: true } });
    expect(calendarEffect(life.state, later, life.now).firm.map(({ date }) => date)).toContain('2022-08-31');
    expect(recalendar(life, later).state.input.plan.deadline.provisional).toBe(false);
  });

  it('asks an approver whose day it puts before now at the next slot, and not as if nothing had run', () => {
    const life = submit(measure({ due: '2022-10-31' }), at('2022-09-29')).until(at('2022-10-08', '10:00'));
    const worked = {
      ...CALENDAR_MENDED,
      holidays: CALENDAR_MENDED.holidays.filter((date) => date < '2022-10'),
    };
    recalendar(life, worked).until(at('2022-10-12'));
    const asked = life.drafts.filter(
      (one) => one.type === 'ApprovalAskedAgain' || one.type === 'ApprovalEscalated',
    );
    expect(asked.length).toBeGreaterThan(0);
    expect(asked.filter(({ data }) => data['late'] !== undefined)).toEqual([]);
  });

  it('answers that it refuses where it was cancelled', () => {
    const life = underWay().must(office, {
      type: 'cancel',
      reason: '并入',
      number: '12号',
      date: '2022-06-20',
    });
    recalendar(life);
    expect(answers(life)).toMatchObject([{ applied: false, refusal: { code: 'amend_closed' } }]);
    expect(life.act(principal, { type: 'comment', text: '知道了' })).toBeUndefined();
  });
});
