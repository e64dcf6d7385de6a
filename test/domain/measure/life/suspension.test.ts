import { at, dutiesOf, PEOPLE } from '../../support.ts';
import { approveAll, hearRoster, measure, REPORT, submit, type Measure } from '../measure.ts';

const { handler, head, supervising, principal, office } = PEOPLE;
const SUSPEND = { type: 'suspend', reason: '等待上级文件' };
const RESUME = { type: 'resume', text: '文件已下发' };
const resumeTo = (to: string) => ({ type: 'resume', to });

/** Suspended on Tuesday 9 August, the day before its first reminder. */
const suspended = (wish: Parameters<typeof measure>[0] = {}): Measure =>
  measure(wish).until(at('2022-08-09')).must(supervising, SUSPEND);

describe('a measure that is suspended', () => {
  it('asks for a reason on record and tells the unit and the rectification office', () => {
    const life = suspended();
    expect(life.last('Suspended')).toMatchObject({
      data: { reason: '等待上级文件' },
      actor: { person: supervising, role: 'supervising_leader' },
    });
    expect(life.told('suspended')).toEqual(['2022-08-09 suspended zhang.san li.si cc sun.qi']);
    expect(() => measure().must(supervising, { type: 'suspend' })).toThrow('reason');
  });

  it('presses nobody, whatever day passes, and its dates stay', () => {
    const life = suspended().until(at('2022-12-30'));
    expect(life.notices.filter((one) => one.kind !== 'suspended')).toEqual([]);
    expect(life.pending).toEqual([]);
    expect(life.row.card).toMatchObject({ due: '2022-08-31', originalDue: '2022-08-31' });
  });

  it('ends every duty as moved: they come again with the resumption', () => {
    const { ended, armed } = dutiesOf(suspended().last('Suspended'));
    expect(ended.length).toBeGreaterThan(5);
    expect(new Set(ended.map((one) => one.how))).toEqual(new Set(['moved']));
    expect(armed).toEqual([]);
  });

  it('shows neither green nor red but that it is suspended, and who may let it go on', () => {
    const life = suspended().until(at('2022-09-15'));
    expect(life.row).toMatchObject({
      status: 'suspended',
      light: 'suspended',
      card: { lightText: '中止', standing: '未完成', holder: '王五' },
    });
    expect(life.effects.at(-1)).toMatchObject({ kind: 'signal', to: 'zj', type: 'standing' });
  });

  it('that was late when it was suspended shows that, too', () => {
    const life = measure().until(at('2022-09-05')).must(supervising, SUSPEND);
    expect(life.row.card.lightText).toBe('中止(中止前已逾期3天)');
    const reviewed = submit(measure(), at('2022-09-02')).must(supervising, SUSPEND);
    expect(reviewed.row.card.lightText).toBe('中止(逾期2天报审)');
  });

  it('takes comments and nothing of the work', () => {
    const life = suspended();
    expect(life.act(handler, { type: 'comment', text: '已与上级联系' })).toBeUndefined();
    for (const [who, command] of [
      [handler, REPORT],
      [handler, { type: 'submit' }],
      [head, { type: 'request_extension', to: '2022-09-14', reason: '会签' }],
      [office, { type: 'urge' }],
      [supervising, SUSPEND],
    ] as const)
      expect([command.type, life.act(who, command)]).toEqual([command.type, 'wrong_status']);
  });

  it('is the supervising leader’s to suspend and to resume', () => {
    const life = measure().until(at('2022-08-09'));
    for (const who of [handler, head, principal, office])
      expect(life.act(who, SUSPEND)).toBe('not_permitted');
    life.must(supervising, SUSPEND);
    for (const who of [handler, head, principal, office]) expect(life.act(who, RESUME)).toBe('not_permitted');
    expect(measure().act(supervising, RESUME)).toBe('wrong_status');
  });
});

describe('a measure that is resumed', () => {
  it('before its date, is reminded of what lies ahead and not of what passed', () => {
    const life = suspended().until(at('2022-08-23')).must(supervising, RESUME);
    expect(life.last('Resumed').data).toMatchObject({
      from: '2022-08-09',
      to: '2022-08-23',
      workingDays: 10,
      due: '2022-08-31',
    });
    expect(life.told('resumed')).toEqual(['2022-08-23 resumed zhang.san li.si cc sun.qi']);
    life.until(at('2022-09-01'));
    expect(life.told().slice(2)).toEqual([
      '2022-08-26 reminder zhang.san cc li.si',
      '2022-08-30 reminder zhang.san cc li.si',
      '2022-08-31 reminder zhang.san cc li.si',
      '2022-09-01 urge li.si cc zhang.san sun.qi',
    ]);
  });

  it('keeps what happened while it was away on record', () => {
    const life = suspended().until(at('2022-08-23')).must(supervising, RESUME);
    expect(life.state).toMatchObject({
      status: 'under_way',
      light: 'yellow',
      pauses: [{ from: '2022-08-09', to: '2022-08-23', reason: '等待上级文件' }],
    });
  });

  it('after its date, is late, and the ladder begins at its first rung', () => {
    const life = suspended().until(at('2022-09-15')).must(supervising, RESUME);
    expect(life.row).toMatchObject({ light: 'red', card: { lightText: '逾期10天', due: '2022-08-31' } });
    expect(life.until(at('2022-09-30')).told().slice(2)).toEqual([
      '2022-09-16 urge li.si cc zhang.san sun.qi',
      '2022-09-20 supervise wang.wu cc li.si zhang.san sun.qi',
      '2022-09-22 special_report zhao.liu cc wang.wu li.si zhang.san sun.qi',
      '2022-09-29 proposal sun.qi zhao.liu cc wang.wu',
    ]);
    expect(life.last('Escalated').data).toMatchObject({ after: 10, paused: 10 });
    approveAll(submit(life, at('2022-10-10')), at('2022-10-10'));
    expect(life.row.light).toBe('done_late');
  });

  it('that was late already, goes on with the rung it had come to', () => {
    const life = measure().until(at('2022-09-02')).must(supervising, SUSPEND);
    life.until(at('2022-09-15')).must(supervising, RESUME).until(at('2022-09-19'));
    expect(life.told('urge')).toHaveLength(1);
    expect(life.told('supervise')).toEqual(['2022-09-16 supervise wang.wu cc li.si zhang.san sun.qi']);
  });

  it('with another date, works towards that one, and the old one stays on record', () => {
    const life = suspended().until(at('2022-09-15')).must(supervising, resumeTo('2022-10-12'));
    expect(life.state).toMatchObject({
      due: '2022-10-12',
      extensions: [{ from: '2022-08-31', to: '2022-10-12', by: supervising }],
    });
    expect(life.row).toMatchObject({ light: 'green', card: { originalDue: '2022-08-31' } });
    expect(life.notices.at(-1)?.facts.suspended).toEqual({ from: '2022-08-09', dueBefore: '2022-08-31' });
    expect(life.until(at('2022-10-13')).told('urge')).toHaveLength(1);
  });

  it.each([
    ['no later than the old', '2022-08-31', 'not_later'],
    ['a day off', '2022-09-18', 'not_working_day'],
    ['beyond the outer limit', '2022-11-01', 'outer_limit'],
    ['past', '2022-09-14', 'date_before_today'],
  ])('takes no other date that is %s', (_, to, code) => {
    expect(suspended().until(at('2022-09-15')).act(supervising, resumeTo(to))).toBe(code);
  });

  it('gets no other date where it was late when it was suspended: late never looks on time', () => {
    const life = measure().until(at('2022-09-01')).must(supervising, SUSPEND);
    expect(life.act(supervising, resumeTo('2022-09-14'))).toBe('date_passed');
  });

  it('during correction, keeps that date, or moves it and not the deadline', () => {
    const returned = () =>
      submit(measure(), at('2022-08-31'))
        .until(at('2022-09-01'))
        .must(head, { type: 'return', reason: '缺章' })
        .must(supervising, SUSPEND);
    expect(returned().must(supervising, RESUME).state).toMatchObject({
      status: 'returned',
      correctionDue: '2022-09-08',
    });
    expect(returned().must(supervising, resumeTo('2022-09-20')).state).toMatchObject({
      correctionDue: '2022-09-20',
      due: '2022-08-31',
      extensions: [],
    });
  });

  it('under review, calls its open step anew and gives it its days', () => {
    const life = submit(measure(), at('2022-08-15')).until(at('2022-08-16')).must(supervising, SUSPEND);
    expect(life.told('suspended')).toEqual(['2022-08-16 suspended zhang.san li.si cc sun.qi']);
    life.until(at('2022-08-29')).must(supervising, RESUME);
    expect(life.told().slice(-2)).toEqual([
      '2022-08-29 resumed zhang.san li.si cc sun.qi',
      '2022-08-29 to_approve li.si',
    ]);
    expect(life.until(at('2022-08-31')).told('to_approve_again')).toEqual([
      '2022-08-31 to_approve_again li.si',
    ]);
    approveAll(life, at('2022-09-01'));
    expect(life.row.light).toBe('done');
  });

  it('puts a wish for more time to those who decide anew', () => {
    const life = measure().until(at('2022-08-15'));
    life.must(head, { type: 'request_extension', to: '2022-09-14', reason: '会签' });
    life.must(supervising, SUSPEND).until(at('2022-08-22')).must(supervising, RESUME);
    expect(life.until(at('2022-08-24')).told('extension_again')).toEqual([
      '2022-08-24 extension_again sun.qi wang.wu',
    ]);
  });

  it('on the same day and several times, arms each duty under a name of its own', () => {
    const life = suspended().must(supervising, RESUME).must(supervising, SUSPEND).must(supervising, RESUME);
    const armed = life.drafts.flatMap((draft) => dutiesOf(draft).armed.map((one) => one.id));
    expect(new Set(armed).size).toBe(armed.length);
    expect(life.until(at('2022-08-31')).told('reminder')).toHaveLength(5);
  });

  it('starts by itself where its day came while it was suspended', () => {
    const life = measure().must(supervising, SUSPEND).until(at('2022-06-20')).must(supervising, RESUME);
    expect(life.until(life.now).state.status).toBe('under_way');
  });

  it('where the leader is vacant, by the one above', () => {
    const life = hearRoster(suspended(), { 'ld/supervising': [] }).until(at('2022-08-23'));
    expect(life.row.card.holder).toBe('赵六');
    expect(life.act(principal, RESUME)).toBe('not_permitted');
  });
});
