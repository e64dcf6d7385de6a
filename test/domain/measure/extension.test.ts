import { at, noticesOf, PEOPLE } from '../support.ts';
import { approveAll, hearRoster, measure, REPORT, submit, type Measure } from './measure.ts';

const ask = (to: string) => ({ type: 'request_extension', to, reason: '会签未毕' });
const SUPPORT = { type: 'comment', text: '情况属实', opinion: 'support' } as const;
const GRANT = { type: 'grant_extension', text: '同意' } as const;

/** Asked on 15 August for 14 September. */
function asked(wish: Parameters<typeof measure>[0] = {}): Measure {
  return measure(wish).until(at('2022-08-15')).must(PEOPLE.head, ask('2022-09-14'));
}

describe('an extension', () => {
  it('is put to the rectification office for its opinion and to the supervising leader for decision', () => {
    const life = asked();
    expect(life.told('extension_asked')).toEqual(['2022-08-15 extension_asked sun.qi wang.wu cc li.si']);
    expect(life.notices.at(-1)?.facts).toMatchObject({
      wishedDue: '2022-09-14',
      reason: '会签未毕',
      actBy: '2022-08-17',
    });
  });

  it('granted, moves every date and keeps the original on record', () => {
    const life = asked().must(PEOPLE.office, SUPPORT).must(PEOPLE.supervising, GRANT);
    const { data } = life.last('ExtensionGranted');
    expect(data).toMatchObject({ from: '2022-08-31', to: '2022-09-14' });
    const { armed, ended } = data['duties'] as unknown as {
      armed: { id: string }[];
      ended: { id: string; how: string }[];
    };
    const moved = ended.filter((one) => one.how === 'moved');
    expect(moved.every((one) => one.id.endsWith('/2022-08-31'))).toBe(true);
    // Those who were to decide have decided: that is met, not moved.
    expect(ended.filter((one) => one.how === 'met').map((one) => one.id.split('/').at(-4))).toEqual([
      'extension',
      'extension',
    ]);
    expect(armed.every((one) => one.id.endsWith('/2022-09-14'))).toBe(true);
    expect(life.state).toMatchObject({
      due: '2022-09-14',
      extensions: [{ from: '2022-08-31', to: '2022-09-14' }],
    });
    expect(life.row.card).toMatchObject({ due: '2022-09-14', originalDue: '2022-08-31' });
    expect(life.told('extension_granted')).toEqual([
      '2022-08-15 extension_granted li.si zhang.san cc sun.qi',
    ]);
    expect(life.notices.at(-1)?.facts).toMatchObject({ due: '2022-09-14', originalDue: '2022-08-31' });
  });

  it('granted, reminds of the new date from fifteen days before and climbs after it', () => {
    const life = asked().must(PEOPLE.office, SUPPORT).must(PEOPLE.supervising, GRANT).until(at('2022-09-15'));
    expect(life.told('reminder').map((one) => one.slice(0, 10))).toEqual([
      // Fifteen days before the old date; then those of the new one, over the Mid-Autumn holiday.
      '2022-08-10',
      '2022-08-23',
      '2022-09-02',
      '2022-09-08',
      '2022-09-13',
      '2022-09-14',
    ]);
    expect(life.told('urge')).toEqual(['2022-09-15 urge li.si cc zhang.san sun.qi']);
  });

  it('refused with a reason, leaves the date as it is', () => {
    const life = asked().must(PEOPLE.supervising, { type: 'refuse_extension', reason: '方案已成熟' });
    expect(life.state).toMatchObject({ due: '2022-08-31' });
    expect(life.state.extensionAsked).toBeUndefined();
    expect(life.told('extension_refused')).toEqual([
      '2022-08-15 extension_refused li.si zhang.san cc sun.qi',
    ]);
  });

  it('refused, may be asked for again, the same day and for the same date', () => {
    const life = asked().must(PEOPLE.supervising, { type: 'refuse_extension', reason: '理由不充分' });
    life.must(PEOPLE.handler, ask('2022-09-14')).until(at('2022-08-19'));
    expect(life.told().slice(-2)).toEqual([
      '2022-08-17 extension_again sun.qi wang.wu',
      '2022-08-19 extension_above zhao.liu cc wang.wu sun.qi',
    ]);
  });

  it('once the office has given its opinion, only the decider is asked again', () => {
    const life = asked()
      .must(PEOPLE.office, { ...SUPPORT, opinion: 'oppose' })
      .until(at('2022-08-17'));
    expect(life.told('extension_again')).toEqual(['2022-08-17 extension_again wang.wu']);
  });

  it('opposed by the office, may still be granted: the leader decides', () => {
    const life = asked()
      .must(PEOPLE.office, { ...SUPPORT, opinion: 'oppose' })
      .must(PEOPLE.supervising, GRANT);
    expect(life.state.due).toBe('2022-09-14');
  });
});

describe('who decides an extension', () => {
  it('needs the opinion of the rectification office on record', () => {
    expect(asked().act(PEOPLE.supervising, GRANT)).toBe('opinion_missing');
  });

  it('needs none where that post is vacant', () => {
    const life = asked({ held: { 'zgb/office': [] } }).must(PEOPLE.supervising, GRANT);
    expect(life.last('ExtensionGranted').data).toMatchObject({ opinionWaived: 'vacant' });
  });

  it('needs none of the office on its own host office, which is not asked and may give none', () => {
    const life = asked({ hostOffice: true });
    expect(life.told('extension_asked')).toEqual(['2022-08-15 extension_asked wang.wu cc li.si']);
    expect(life.act(PEOPLE.office, SUPPORT)).toBe('own_host_office');
    life.must(PEOPLE.supervising, GRANT);
    expect(life.last('ExtensionGranted').data).toMatchObject({ opinionWaived: 'host_office' });
  });

  it('is the one above where the supervising leader is vacant, as the letter said', () => {
    const life = asked({ held: { 'ld/supervising': [] } });
    expect(life.notices.at(-1)?.to[1]).toMatchObject({
      person: 'zhao.liu',
      standsInFor: ['supervising_leader'],
    });
    life.must(PEOPLE.office, SUPPORT).must(PEOPLE.principal, GRANT);
    expect(life.last('ExtensionGranted').actor).toMatchObject({
      person: 'zhao.liu',
      role: 'principal_leader',
    });
  });

  it('is not who asked for it', () => {
    const life = measure({ held: { 'ld/supervising': [PEOPLE.head] } }).until(at('2022-08-15'));
    life.must(PEOPLE.head, ask('2022-09-14')).must(PEOPLE.office, SUPPORT);
    expect(life.told('extension_asked')).toEqual(['2022-08-15 extension_asked sun.qi zhao.liu cc li.si']);
    expect(life.act(PEOPLE.head, GRANT)).toBe('own_request');
    expect(life.act(PEOPLE.principal, GRANT)).toBeUndefined();
  });

  it('is nobody else', () => {
    const life = asked().must(PEOPLE.office, SUPPORT);
    expect(life.act(PEOPLE.principal, GRANT)).toBe('not_permitted');
    expect(life.act(PEOPLE.office, { type: 'refuse_extension', reason: '不' })).toBe('not_permitted');
    expect(life.act(PEOPLE.head, SUPPORT)).toBe('not_permitted');
  });
});

describe('asking for an extension', () => {
  it.each([
    [
      'a date no later than the present one',
      '2022-08-31',
      { code: 'not_later', params: { to: '2022-08-31', due: '2022-08-31' } },
    ],
    [
      'a day off, naming the working days beside it',
      '2022-09-10',
      { code: 'not_working_day', params: { date: '2022-09-10', before: '2022-09-09', after: '2022-09-13' } },
    ],
    [
      'beyond the outer limit',
      '2022-11-01',
      { code: 'outer_limit', params: { to: '2022-11-01', limit: '2022-10-31' } },
    ],
    [
      'the end of all years',
      '9999-12-31',
      { code: 'outer_limit', params: { to: '9999-12-31', limit: '2022-10-31' } },
    ],
  ])('is refused for %s', (_, to, refusal) => {
    expect(measure().until(at('2022-08-15')).ask(PEOPLE.head, ask(to))).toEqual(refusal);
  });

  it('is possible on the last day, and not after', () => {
    expect(measure().until(at('2022-08-31', '23:59')).act(PEOPLE.head, ask('2022-09-14'))).toBeUndefined();
    expect(measure().until(at('2022-09-01', '00:00')).act(PEOPLE.head, ask('2022-09-14'))).toBe(
      'date_passed',
    );
  });

  it('is refused while another waits', () => {
    expect(asked().act(PEOPLE.handler, ask('2022-09-15'))).toBe('extension_pending');
  });

  it('a wish whose own date has passed cannot be granted any more', () => {
    const life = asked().must(PEOPLE.office, SUPPORT).until(at('2022-09-15'));
    expect(life.act(PEOPLE.supervising, GRANT)).toBe('wished_date_passed');
    expect(life.act(PEOPLE.supervising, { type: 'refuse_extension', reason: '已过' })).toBeUndefined();
  });

  it('nothing asked, nothing to decide', () => {
    const life = measure().until(at('2022-06-20'));
    expect(life.act(PEOPLE.supervising, GRANT)).toBe('no_extension');
    expect(life.act(PEOPLE.supervising, { type: 'refuse_extension', reason: '无' })).toBe('no_extension');
    expect(life.act(PEOPLE.office, SUPPORT)).toBe('no_extension');
  });

  it('is for a measure that is under way', () => {
    expect(measure().act(PEOPLE.head, ask('2022-09-14'))).toBe('wrong_status');
  });
});

describe('an extension asked in time and decided late', () => {
  it('granted after the date, the light is green again and the ladder starts anew', () => {
    const life = asked().must(PEOPLE.office, SUPPORT).until(at('2022-09-01'));
    expect(life.state.light).toBe('red');
    life.must(PEOPLE.supervising, GRANT);
    expect(life.state.light).toBe('green');
    life.until(at('2022-09-15'));
    expect(life.told('urge')).toHaveLength(2);
  });

  it('may be decided while the measure is under review, and counts for its lateness', () => {
    const life = submit(asked(), at('2022-09-02')).must(PEOPLE.office, SUPPORT);
    expect(life.state.light).toBe('red');
    life.must(PEOPLE.supervising, GRANT);
    expect(life.state.light).toBe('green');
    approveAll(life, at('2022-09-05'));
    expect(life.row.card.lightText).toBe('已销号');
  });

  it('those who are to decide are pressed also while the measure is under review', () => {
    const life = submit(asked(), at('2022-08-16')).until(at('2022-08-19'));
    expect(life.told().slice(-3)).toEqual([
      '2022-08-17 extension_again sun.qi wang.wu',
      '2022-08-18 to_approve_again li.si',
      '2022-08-19 extension_above zhao.liu cc wang.wu sun.qi',
    ]);
  });

  it('a wish left open at sign-off is over with it', () => {
    const life = approveAll(submit(asked(), at('2022-08-16')), at('2022-08-16'));
    expect(life.state.extensionAsked).toBeUndefined();
    expect(life.pending).toEqual([]);
  });
});

describe('an extension of the date for correction', () => {
  /** Sent back on 1 September, correction by the 8th. */
  const returned = () =>
    submit(measure(), at('2022-08-31'))
      .until(at('2022-09-01'))
      .must(PEOPLE.head, { type: 'return', reason: '缺章' });

  it('moves that date and not the deadline, re-arms its reminders, and stays late', () => {
    const life = returned()
      .must(PEOPLE.head, ask('2022-09-20'))
      .must(PEOPLE.office, SUPPORT)
      .must(PEOPLE.supervising, GRANT);
    expect(life.last('ExtensionGranted').data).toMatchObject({ from: '2022-09-08', to: '2022-09-20' });
    expect(life.state).toMatchObject({
      status: 'returned',
      due: '2022-08-31',
      correctionDue: '2022-09-20',
      extensions: [],
    });
    life.until(at('2022-09-21'));
    expect(life.told('reminder').slice(-2)).toEqual([
      '2022-09-19 reminder zhang.san cc li.si',
      '2022-09-20 reminder zhang.san cc li.si',
    ]);
    approveAll(submit(life, at('2022-09-21')), at('2022-09-21', '10:00'));
    expect(life.state).toMatchObject({ light: 'done_late', daysLate: 14 });
  });

  it('granted under review, counts when the submission is withdrawn', () => {
    const life = returned()
      .must(PEOPLE.head, ask('2022-09-20'))
      .must(PEOPLE.office, SUPPORT)
      .must(PEOPLE.handler, REPORT);
    life.must(PEOPLE.handler, { type: 'submit' }).must(PEOPLE.supervising, GRANT);
    expect(life.last('ExtensionGranted').data).toMatchObject({ from: '2022-09-08', to: '2022-09-20' });
    life.must(PEOPLE.handler, { type: 'withdraw' });
    expect(life.state).toMatchObject({ status: 'returned', correctionDue: '2022-09-20' });
  });

  it('is past when a new return sets a new date', () => {
    const life = returned().must(PEOPLE.head, ask('2022-09-09'));
    submit(life, at('2022-09-06')).must(PEOPLE.head, { type: 'return', reason: '仍缺章' });
    expect(life.state.extensionAsked).toBeUndefined();
    expect(life.state).toMatchObject({ correctionDue: '2022-09-14' });
    expect(life.act(PEOPLE.head, ask('2022-09-20'))).toBeUndefined();
  });
});

describe('appointments while an extension waits', () => {
  it('those asked again are those who hold the posts by then', () => {
    const life = hearRoster(asked(), { 'zgb/office': [PEOPLE.supportingHead] }).until(at('2022-08-17'));
    const [notice] = noticesOf(life.last('ExtensionAskedAgain'));
    expect(notice?.to.map((one) => one.person)).toEqual(['wu.jiu', 'wang.wu']);
  });
});
