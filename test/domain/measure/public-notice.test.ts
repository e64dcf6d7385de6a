import { at, CARD, noticesOf, PEOPLE } from '../support.ts';
import { approveAll, measure, submit, type Measure } from './measure.ts';

const { handler, head, office, supervising } = PEOPLE;
const publicNotice = { days: 7 };

/** Approved by all on 20 June, a Monday. */
const shown = (wish: Parameters<typeof measure>[0] = {}, day = '2022-06-20'): Measure =>
  approveAll(submit(measure({ policy: { publicNotice }, ...wish }), at(day)), at(day));

describe('a public notice', () => {
  it('begins after the last approval, for a week, with the programme telephone where none is given', () => {
    const life = shown();
    expect(life.last('PublicNoticeBegun').data).toMatchObject({
      from: '2022-06-20',
      until: '2022-06-27',
      phone: CARD.phone,
    });
    expect(life.row).toMatchObject({ status: 'on_notice', light: 'green', card: { lightText: '公示中' } });
    expect(life.told('public_notice')).toEqual([
      '2022-06-20 public_notice sun.qi zhang.san li.si cc wang.wu',
    ]);
    expect(life.all('SignedOff')).toEqual([]);
  });

  it('ends with the sign-off, when its last day is over and nobody objected', () => {
    const life = shown().until(at('2022-06-27', '23:59'));
    expect(life.state.status).toBe('on_notice');
    life.until(at('2022-06-28'));
    expect(life.last('SignedOff')).toMatchObject({
      cause: 'duty',
      occurredAt: at('2022-06-28', '00:00'),
      data: { submittedOn: '2022-06-20', daysLate: 0 },
    });
    expect(life.told('signed_off')).toEqual(['2022-06-28 signed_off zhang.san li.si cc wang.wu sun.qi']);
    expect(noticesOf(life.last('SignedOff'))[0]?.leaveAt).toBe(at('2022-06-28', '08:30'));
    expect(life.row).toMatchObject({ status: 'signed_off', light: 'done' });
  });

  it('takes no day of the unit: lateness stays as it was at the submission', () => {
    const life = shown({}, '2022-09-01');
    expect(life.row).toMatchObject({ light: 'red', card: { lightText: '公示中，逾期1天报审' } });
    expect(life.until(at('2022-09-30')).row).toMatchObject({
      light: 'done_late',
      card: { lightText: '已销号(逾期1天)' },
    });
  });

  it('settled after downtime signs off at its own moment, and says late why', () => {
    const life = shown().sleepUntil(at('2022-07-04', '10:00'));
    expect(life.last('SignedOff')).toMatchObject({
      occurredAt: at('2022-06-28', '00:00'),
      data: { late: { dueAt: at('2022-06-28', '00:00'), cause: 'not_running' } },
    });
  });

  it('an objection recorded by the rectification office sends it back, with a date for correction', () => {
    const life = shown().until(at('2022-06-22'));
    expect(life.act(supervising, { type: 'record_objection', reason: '不属实' })).toBe('not_permitted');
    life.must(office, { type: 'record_objection', reason: '两个乡镇没有落实' });
    expect(life.state).toMatchObject({ status: 'returned', round: 2, reason: '两个乡镇没有落实' });
    expect(life.told('objection')).toEqual(['2022-06-22 objection zhang.san li.si cc wang.wu sun.qi']);
    approveAll(submit(life, at('2022-06-23')), at('2022-06-23'));
    expect(life.until(at('2022-07-02')).row.status).toBe('signed_off');
    expect(life.all('PublicNoticeBegun').map((one) => one.data['until'])).toEqual([
      '2022-06-27',
      '2022-06-30',
    ]);
  });

  it('takes nothing else: neither withdrawal nor urging nor an extension', () => {
    const life = shown();
    for (const [who, type] of [
      [handler, 'withdraw'],
      [head, 'submit'],
      [office, 'urge'],
      [office, 'look_back'],
    ] as const) {
      const more = type === 'look_back' ? { result: 'found', text: '无', sample: '无' } : {};
      expect(life.act(who, { type, ...more })).toBe('wrong_status');
    }
    expect(life.act(head, { type: 'comment', text: '已公示' })).toBeUndefined();
  });

  it('ends a wish to move the date, which nobody can decide any more', () => {
    const life = measure({ policy: { publicNotice } }).until(at('2022-06-20'));
    life.must(head, { type: 'request_extension', to: '2022-09-14', reason: '会签' });
    approveAll(submit(life, at('2022-06-20')), at('2022-06-20'));
    expect(life.pending.map((one) => one.kind)).toEqual(['public_notice']);
  });
});
