import { at, noticesOf, PEOPLE } from '../support.ts';
import { approveAll, measure, REPORT, submit } from './measure.ts';

/** Stories of one measure: M06, due Wednesday 31 August 2022. */

describe('a measure when it opens', () => {
  const entered = { status: 'not_started', light: 'green', standing: '推进中', due: '2022-08-31' };
  const said = (life: ReturnType<typeof measure>) =>
    life.effects.map((one) => (one.kind === 'signal' ? `${one.to} ${one.type}` : one.kind));

  it('tells nobody what programme and directory know from the start', () => {
    expect(said(measure({ entered }))).toEqual([]);
  });

  it('tells its programme where it is nearer to its date than that', () => {
    expect(said(measure({ entered }, at('2022-08-25')))).toEqual(['zj standing']);
  });

  it('tells both of itself where it was launched by one that knows nothing of it', () => {
    expect(said(measure())).toEqual(['zj/directory subscribe', 'zj standing']);
  });
});

describe('a measure from its launch to a late sign-off', () => {
  const life = measure();

  it('starts by itself in the hour before the slot of its scheduled day', () => {
    life.until(at('2022-06-06'));
    expect(life.state.status).toBe('under_way');
    expect(life.last('MeasureStarted').occurredAt).toMatch(/^2022-06-06T0[78]:/);
    expect(life.notices).toEqual([]);
  });

  it('reminds its handler 15, 7, 3 and 1 working days before and on the day, with a copy to the head', () => {
    life.until(at('2022-08-31'));
    expect(life.told()).toEqual([
      '2022-08-10 reminder zhang.san cc li.si',
      '2022-08-22 reminder zhang.san cc li.si',
      '2022-08-26 reminder zhang.san cc li.si',
      '2022-08-30 reminder zhang.san cc li.si',
      '2022-08-31 reminder zhang.san cc li.si',
    ]);
    expect(life.notices.map((one) => one.facts.daysLeft)).toEqual([15, 7, 3, 1, 0]);
    expect(new Set(life.notices.map((one) => one.leaveAt.slice(11, 16)))).toEqual(new Set(['08:30']));
  });

  it('says in a reminder what is missing and what happens next', () => {
    const { missing, met, of, next, reminded } = life.notices[4]?.facts ?? {};
    expect(missing).toEqual(['“印发工作方案并落实”的落实情况说明']);
    expect([met, of, reminded]).toEqual([0, 1, 4]);
    expect(next).toEqual({ date: '2022-09-01', role: 'office_head', kind: 'urge' });
  });

  it('turns yellow seven working days before its date and red the moment it has passed', () => {
    expect(life.state.light).toBe('yellow');
    expect(life.last('LightChanged')).toMatchObject({
      occurredAt: '2022-08-22T00:00:00.000+08:00',
      data: { from: 'green', to: 'yellow', reason: 'close' },
    });
    life.until(at('2022-09-01', '00:00'));
    expect(life.last('LightChanged')).toMatchObject({
      data: { from: 'yellow', to: 'red', reason: 'overdue' },
    });
    expect(life.row).toMatchObject({ light: 'red', card: { lightText: '逾期1天', standing: '未完成' } });
  });

  it('climbs from the head to the supervising and the principal leader as the days pass', () => {
    life.until(at('2022-09-07', '12:00'));
    expect(life.told().slice(5)).toEqual([
      '2022-09-01 urge li.si cc zhang.san sun.qi',
      '2022-09-05 supervise wang.wu cc li.si zhang.san sun.qi',
      '2022-09-07 special_report zhao.liu cc wang.wu li.si zhang.san sun.qi',
    ]);
    expect(life.all('Escalated').map((one) => [one.data['rung'], one.data['after']])).toEqual([
      ['urge', 1],
      ['supervise', 3],
      ['special_report', 5],
    ]);
    expect(life.notices.at(-1)?.facts).toMatchObject({
      daysLeft: -5,
      reminded: 5,
      urged: 2,
      next: { date: '2022-09-15', role: 'rectification_office', kind: 'proposal' },
    });
  });

  it('once submitted, waits for the head and climbs no further', () => {
    submit(life, at('2022-09-08'));
    expect(life.state.status).toBe('under_review');
    expect(life.told('to_approve')).toEqual(['2022-09-08 to_approve li.si']);
    expect(life.notices.at(-1)).toMatchObject({ urgent: true, leaveAt: at('2022-09-08') });
    expect(life.pending.map((duty) => duty.kind)).toEqual(['approval', 'approval']);
    expect(life.row.card).toMatchObject({ holder: '李四', lightText: '逾期6天报审', standing: '基本完成' });
  });

  it('sent back with a reason, has five working days for correction, and the original date stays', () => {
    life.until(at('2022-09-09')).must(PEOPLE.head, { type: 'return', reason: '缺文号' });
    expect(life.state).toMatchObject({
      status: 'returned',
      round: 2,
      due: '2022-08-31',
      // Over the Mid-Autumn holiday of 12 September.
      correctionDue: '2022-09-19',
    });
    expect(life.told('returned')).toEqual(['2022-09-09 returned zhang.san li.si cc sun.qi']);
    expect(life.notices.at(-1)?.facts).toMatchObject({
      reason: '缺文号',
      due: '2022-08-31',
      correctionDue: '2022-09-19',
    });
    expect(life.row).toMatchObject({
      light: 'red',
      card: { lightText: '已过原时限，补正期内', due: '2022-09-19' },
    });
  });

  it('is reminded of the date for correction anew', () => {
    life.until(at('2022-09-15'));
    expect(life.told('reminder').slice(5)).toEqual(['2022-09-14 reminder zhang.san cc li.si']);
    expect(life.pending.map((duty) => duty.id.split('/').slice(4).join('/'))).toEqual([
      'light/red/0/2022-09-19',
      'reminder/correction/1/2022-09-19',
      'reminder/correction/0/2022-09-19',
      'ladder/correction/001/2022-09-19',
      'ladder/correction/003/2022-09-19',
      'ladder/correction/005/2022-09-19',
      'ladder/correction/010/2022-09-19',
    ]);
  });

  it('submitted again and approved in two steps, is signed off as late as its last submission', () => {
    submit(life, at('2022-09-15', '10:00'));
    approveAll(life, at('2022-09-16', '15:00'));
    expect(life.told('to_approve').slice(1)).toEqual([
      '2022-09-15 to_approve li.si',
      '2022-09-16 to_approve wang.wu',
    ]);
    expect(life.state).toMatchObject({ status: 'signed_off', light: 'done_late', daysLate: 10 });
    expect(life.row).toMatchObject({
      status: 'signed_off',
      light: 'done_late',
      card: { lightText: '已销号(逾期10天)', standing: '已完成', holder: '' },
    });
    expect(life.told('signed_off')).toEqual(['2022-09-16 signed_off zhang.san li.si cc wang.wu sun.qi']);
    expect(life.pending).toEqual([]);
  });

  it('names the notice of an act after the event that carries it', () => {
    const signedOff = life.last('SignedOff');
    expect(noticesOf(signedOff)[0]?.id).toBe(`zj/measure/M06#${signedOff.seq}/signed_off`);
  });

  it('tells the programme how it stands whenever that changed', () => {
    const told = life.effects.filter((one) => one.kind === 'signal' && one.to === 'zj');
    expect(told.at(-1)).toMatchObject({
      type: 'standing',
      data: { status: 'signed_off', light: 'done_late', standing: '已完成' },
    });
    expect(life.effects.find((one) => one.kind === 'signal' && one.to === 'zj/directory')).toMatchObject({
      type: 'subscribe',
      data: { rosterSeq: 1 },
    });
  });

  it('puts each notice into one letter for each of its people', () => {
    const letters = life.effects.filter((one) => one.kind === 'letter');
    const pairs = letters.map((one) => `${one.notice.id} ${one.recipient.person}`);
    expect(new Set(pairs).size).toBe(pairs.length);
    expect(pairs).toHaveLength(life.notices.reduce((sum, one) => sum + one.to.length + one.cc.length, 0));
  });
});

describe('beginning', () => {
  it('starts with the first report, also before its scheduled day', () => {
    const life = measure();
    life.must(PEOPLE.supportingHandler, REPORT);
    expect(life.types.slice(1)).toEqual(['MeasureStarted', 'ProgressReported']);
    expect(life.last('MeasureStarted').data).toMatchObject({
      by: 'report',
      duties: { ended: [{ how: 'met' }] },
    });
    expect(life.act(PEOPLE.handler, { type: 'start' })).toBe('already_started');
  });

  it('starts when told to', () => {
    const life = measure().must(PEOPLE.handler, { type: 'start', text: '已布置' });
    expect(life.last('MeasureStarted')).toMatchObject({
      data: { by: 'command' },
      actor: { person: 'zhang.san', post: 'jcc/handler' },
    });
  });

  it('opened close to its date, is yellow from the first moment and reminds only of days to come', () => {
    const life = measure({ start: '2022-08-01' }, at('2022-08-29'));
    expect(life.state.light).toBe('yellow');
    life.until(at('2022-08-31'));
    expect(life.told('reminder')).toEqual([
      '2022-08-30 reminder zhang.san cc li.si',
      '2022-08-31 reminder zhang.san cc li.si',
    ]);
  });

  it('opened after its date, is red and climbs every rung in order, at the next slot', () => {
    const life = measure({ start: '2022-06-06' }, at('2022-09-06'));
    expect(life.state.light).toBe('red');
    life.until(at('2022-09-07'));
    expect(life.all('Escalated').map((one) => one.data['after'])).toEqual([1, 3, 5]);
    expect(life.told('urge')).toEqual(['2022-09-07 urge li.si cc zhang.san sun.qi']);
  });

  it('lasting longer than ninety days, is reminded thirty working days before as well', () => {
    const life = measure({ due: '2022-09-30' }).until(at('2022-09-30'));
    expect(life.told('reminder')[0]).toBe('2022-08-18 reminder zhang.san cc li.si');
    expect(life.told('reminder')).toHaveLength(6);
  });

  it('due on a day off, is reminded once on the last working day before it, not twice', () => {
    // Saturday 27 August: one day before it and the day itself both fall on Friday.
    const life = measure({ due: '2022-08-27' }).until(at('2022-08-29'));
    expect(life.told('reminder').slice(-2)).toEqual([
      '2022-08-24 reminder zhang.san cc li.si',
      '2022-08-26 reminder zhang.san cc li.si',
    ]);
    expect(life.last('DutyCovered').dutyId).toMatch(/reminder\/deadline\/0\/2022-08-27$/);
    expect(life.told('urge')).toEqual(['2022-08-29 urge li.si cc zhang.san sun.qi']);
    expect(life.last('Escalated').data['notices']).toMatchObject([{ facts: { daysLeft: -1 } }]);
  });
});

describe('milestones', () => {
  const milestones = [{ id: 'm1', title: '征求意见', due: '2022-07-15' }];

  it('reminds three working days before and on the day, and of one missed the day after', () => {
    const life = measure({ milestones }).until(at('2022-07-18'));
    expect(life.told()).toEqual([
      '2022-07-12 milestone_reminder zhang.san cc li.si',
      '2022-07-15 milestone_reminder zhang.san cc li.si',
      '2022-07-18 milestone_missed zhang.san cc li.si',
    ]);
    expect(life.last('MilestoneMissed').data).toMatchObject({ milestone: 'm1' });
    expect(life.row).toMatchObject({ light: 'yellow', card: { lightText: '节点滞后' } });
  });

  it('reported as reached, is asked for no more and the light is green again', () => {
    const life = measure({ milestones }).until(at('2022-07-18'));
    life.must(PEOPLE.handler, { type: 'report', text: '已征求意见', milestone: 'm1', figures: [] });
    expect(life.last('LightChanged').data).toMatchObject({ from: 'yellow', to: 'green' });
    expect(life.act(PEOPLE.handler, { type: 'report', text: '又报', milestone: 'm1', figures: [] })).toBe(
      'milestone_done',
    );
    expect(life.state.milestonesDone).toEqual({ m1: '2022-07-18' });
  });

  it('reached in time, is not asked for at all', () => {
    const life = measure({ milestones }).until(at('2022-07-01'));
    life.must(PEOPLE.handler, { type: 'report', text: '已征求意见', milestone: 'm1', figures: [] });
    expect(life.last('ProgressReported').data).toMatchObject({
      duties: { ended: [{ how: 'met' }, { how: 'met' }, { how: 'met' }, { how: 'met' }] },
    });
    expect(life.until(at('2022-08-01')).notices).toEqual([]);
  });
});

describe('after downtime', () => {
  it('every rung fires in order, marked late with its cause, and its letter leaves within a quarter of an hour', () => {
    const life = measure().until(at('2022-08-31')).sleepUntil(at('2022-09-08', '10:05'));
    const rungs = life.all('Escalated');
    expect(rungs.map((one) => one.data['after'])).toEqual([1, 3, 5]);
    expect(rungs.map((one) => one.occurredAt.slice(0, 10))).toEqual([
      '2022-09-01',
      '2022-09-05',
      '2022-09-07',
    ]);
    for (const rung of rungs) {
      expect(rung.recordedAt).toBe(at('2022-09-08', '10:05'));
      expect(rung.data['late']).toEqual({ dueAt: rung.dueAt, cause: 'not_running' });
      expect(noticesOf(rung)[0]).toMatchObject({
        leaveAt: at('2022-09-08', '10:15'),
        facts: { lateSince: rung.dueAt },
      });
    }
    expect(life.last('LightChanged').data['late']).toEqual({
      dueAt: '2022-09-01T00:00:00.000+08:00',
      cause: 'not_running',
    });
  });

  it('of reminders for one date only the latest is sent, and the others say what covers them', () => {
    const life = measure().until(at('2022-08-01')).sleepUntil(at('2022-08-30', '12:00'));
    const covered = life.all('DutyCovered');
    expect(covered.map((one) => one.dutyId?.split('/').at(-2))).toEqual(['15', '7', '3']);
    const sent = life.last('ReminderSent');
    expect(covered.map((one) => one.data['by'])).toEqual([sent.dutyId, sent.dutyId, sent.dutyId]);
    expect(life.told('reminder')).toEqual(['2022-08-30 reminder zhang.san cc li.si']);
  });

  it('what was due is settled before a command is decided', () => {
    const life = measure().until(at('2022-08-31'));
    life.now = at('2022-09-02', '11:00');
    life.must(PEOPLE.handler, REPORT);
    expect(life.types.slice(-3)).toEqual(['LightChanged', 'Escalated', 'ProgressReported']);
  });

  it('a little late is not late', () => {
    const life = measure().until(at('2022-08-31'));
    const due = life.pending.find((one) => one.id.includes('/ladder/deadline/001/'))?.dueAt ?? '';
    life.sleepUntil(at('2022-09-01', '00:30')).sleepUntil(`${due.slice(0, 17)}59.000+08:00`);
    expect(life.last('Escalated').data['late']).toBeUndefined();
  });
});

describe('urging and remarks', () => {
  it('a leader who urges reaches the unit; while under review, whoever is to approve', () => {
    const life = measure().until(at('2022-06-20'));
    life.must(PEOPLE.principal, { type: 'urge', text: '请抓紧' });
    expect(life.told('urged_by_leader')).toEqual(['2022-06-20 urged_by_leader li.si zhang.san cc sun.qi']);
    submit(life, at('2022-06-21')).must(PEOPLE.office, { type: 'urge' });
    expect(life.told('urged_by_leader')[1]).toBe('2022-06-21 urged_by_leader li.si cc sun.qi');
  });

  it('an urgent word out of hours waits for the next slot', () => {
    const life = measure().until(at('2022-06-24', '20:00'));
    life.must(PEOPLE.supervising, { type: 'urge' });
    expect(life.notices.at(-1)?.leaveAt).toBe(at('2022-06-27', '08:30'));
  });

  it('anybody who has a part may comment, also after sign-off', () => {
    const life = approveAll(submit(measure(), at('2022-06-21')), at('2022-06-22'));
    life.must(PEOPLE.supportingHead, { type: 'comment', text: '已知悉' });
    expect(life.row.card.lightText).toBe('已销号');
    expect(life.act(PEOPLE.office, { type: 'urge' })).toBe('wrong_status');
  });

  it('what the unit last said stands in the next notice, never cut within a character', () => {
    const life = measure().until(at('2022-08-29'));
    life.must(PEOPLE.handler, { type: 'report', text: `${'字'.repeat(199)}𠮷祥`, figures: [] });
    life.until(at('2022-08-30'));
    const { lastReport } = life.notices.at(-1)?.facts ?? {};
    expect(lastReport).toEqual({ date: '2022-08-29', text: `${'字'.repeat(199)}…` });
  });
});

describe('a letter that cannot be delivered', () => {
  const lost = {
    notices: [{ id: 'n1', kind: 'reminder' }],
    person: 'zhang.san',
    name: '张三',
    postTitle: '承办人',
    subject: 'M06 方案',
    response: '550 no such user',
  };

  it('is told to the head and the rectification office', () => {
    const life = measure().until(at('2022-08-11')).hear('undeliverable', lost, { from: 'zj/letter/a' });
    expect(life.told('undeliverable')).toEqual(['2022-08-11 undeliverable li.si sun.qi']);
    expect(life.notices.at(-1)?.facts.undeliverable).toMatchObject({
      name: '张三',
      response: '550 no such user',
    });
    expect(life.state.undeliverable).toEqual([
      { notice: 'n1', person: 'zhang.san', response: '550 no such user' },
    ]);
  });

  it('and where that telling is lost too, no third is written', () => {
    const life = measure();
    life.hear(
      'undeliverable',
      { ...lost, notices: [{ id: 'n2', kind: 'undeliverable' }] },
      { from: 'zj/letter/b' },
    );
    expect(life.types.at(-1)).toBe('NoticeUndeliverable');
    expect(life.notices).toEqual([]);
  });
});
