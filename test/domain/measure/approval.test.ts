import { measureRules1 } from '../../../src/domain/measure/rules.ts';
import type { ApprovalStep } from '../../../src/domain/plan.ts';
import { at, measureInput, noticesOf, PEOPLE, specification } from '../support.ts';
import { approveAll, hearRoster, measure, submit } from './measure.ts';

const ONE: readonly ApprovalStep[] = [
  { title: '分管领导审定', roles: ['supervising_leader'], mode: 'any_of' },
];
const COUNTERSIGN: readonly ApprovalStep[] = [
  { title: '会签', roles: ['office_head', 'supporting_head'], mode: 'all_of' },
  { title: '分管领导审定', roles: ['supervising_leader'], mode: 'any_of' },
];
const TWO_DOORS: readonly ApprovalStep[] = [
  { title: '整改办复核', roles: ['rectification_office', 'supervising_leader'], mode: 'any_of' },
];

const submitted = (wish: Parameters<typeof measure>[0] = {}, by?: string) =>
  submit(measure(wish), at('2022-06-20'), by);
const toApprove = (life: ReturnType<typeof measure>) => life.told('to_approve').at(-1);

describe('who approves', () => {
  it('nobody approves what they submitted: the head who submits is passed over upward, and the letter says so', () => {
    const life = submitted({}, PEOPLE.head);
    expect(toApprove(life)).toBe('2022-06-20 to_approve wang.wu');
    expect(life.notices.at(-1)?.to[0]).toMatchObject({
      role: 'supervising_leader',
      standsInFor: ['office_head'],
    });
    expect(life.act(PEOPLE.head, { type: 'approve' })).toBe('own_submission');
  });

  it('one who holds two steps passes the second upward, recorded', () => {
    const life = submitted({ held: { 'ld/supervising': [PEOPLE.head] } }).must(PEOPLE.head, {
      type: 'approve',
    });
    expect(toApprove(life)).toBe('2022-06-20 to_approve zhao.liu');
    expect(life.ask(PEOPLE.head, { type: 'approve' })).toEqual({
      code: 'approved_earlier_step',
      params: { next: '局长赵六' },
    });
    life.must(PEOPLE.principal, { type: 'approve' });
    expect(life.all('StepApproved').at(-1)?.data).toMatchObject({
      role: 'supervising_leader',
      passed: ['supervising_leader'],
    });
    expect(life.state.status).toBe('signed_off');
  });

  it('a vacant post falls to the next above, recorded in the letter and in the approval', () => {
    const life = submitted({ held: { 'jcc/head': [] } });
    expect(life.notices.at(-1)?.to[0]).toMatchObject({ person: 'wang.wu', standsInFor: ['office_head'] });
    life.must(PEOPLE.supervising, { type: 'approve' });
    expect(life.last('StepApproved').data).toMatchObject({ role: 'office_head', passed: ['office_head'] });
  });

  it('the rectification office does not review its own host office', () => {
    const life = submitted({
      steps: [{ title: '整改办复核', roles: ['rectification_office'], mode: 'any_of' }],
      hostOffice: true,
    });
    expect(toApprove(life)).toBe('2022-06-20 to_approve wang.wu');
    expect(life.act(PEOPLE.office, { type: 'approve' })).toBe('not_permitted');
    life.must(PEOPLE.supervising, { type: 'approve' });
    expect(life.state.status).toBe('signed_off');
  });

  it('any of a step that names two may close it', () => {
    const life = submitted({ steps: TWO_DOORS });
    expect(toApprove(life)).toBe('2022-06-20 to_approve sun.qi wang.wu');
    life.must(PEOPLE.supervising, { type: 'approve' });
    expect(life.state.status).toBe('signed_off');
  });

  it('of a step that names two doors, only who stands in says for whom', () => {
    const life = submitted({
      steps: TWO_DOORS,
      held: { 'zgb/office': [], 'ld/supervising': [PEOPLE.supervising] },
    });
    expect(life.notices.at(-1)?.to).toEqual([
      expect.objectContaining({ person: 'wang.wu', standsInFor: ['rectification_office'] }),
    ]);
    const filled = submitted({
      steps: [{ title: '审核', roles: ['office_head', 'supporting_head'], mode: 'any_of' }],
      held: { 'fgc/head': [] },
    });
    expect(filled.notices.at(-1)?.to.map((one) => [one.person, one.standsInFor])).toEqual([
      ['li.si', undefined],
      ['wang.wu', ['supporting_head']],
    ]);
  });

  it('all of a step must approve before it closes; one who has is told whom it waits for', () => {
    const life = submitted({ steps: COUNTERSIGN });
    expect(toApprove(life)).toBe('2022-06-20 to_approve li.si wu.jiu');
    life.must(PEOPLE.supportingHead, { type: 'approve' });
    expect(life.last('StepApproved').data).toMatchObject({ closes: false, role: 'supporting_head' });
    expect(life.row.card.holder).toBe('李四');
    expect(life.ask(PEOPLE.supportingHead, { type: 'approve' })).toEqual({
      code: 'already_approved',
      params: { step: '1', next: '基层处处长李四' },
    });
    life.must(PEOPLE.head, { type: 'approve' });
    expect(toApprove(life)).toBe('2022-06-20 to_approve wang.wu');
  });

  it('one return is enough, also where all must approve', () => {
    const life = submitted({ steps: COUNTERSIGN }).must(PEOPLE.head, { type: 'approve' });
    life.must(PEOPLE.supportingHead, { type: 'return', reason: '会签意见未吸收' });
    expect(life.state).toMatchObject({ status: 'returned', returnedBy: 'wu.jiu' });
    submit(life, at('2022-06-21'));
    expect(toApprove(life)).toBe('2022-06-21 to_approve li.si wu.jiu');
  });

  it('an answer to a step that is closed does not hit the next', () => {
    const life = submitted({ held: { 'ld/supervising': [PEOPLE.supervising, PEOPLE.head] } });
    life.must(PEOPLE.head, { type: 'approve', round: 1, step: 1 });
    expect(life.act(PEOPLE.supervising, { type: 'approve', round: 1, step: 1 })).toBe('step_closed');
    expect(life.act(PEOPLE.supervising, { type: 'return', reason: '旧页面', round: 1, step: 1 })).toBe(
      'step_closed',
    );
    expect(life.act(PEOPLE.supervising, { type: 'approve', round: 1, step: 2 })).toBeUndefined();
  });

  it('whoever names the post they act in, acts in no other', () => {
    const life = submitted({ held: { 'fgc/head': [PEOPLE.head] } });
    expect(life.act(PEOPLE.head, { type: 'approve' }, 'fgc/head')).toBe('not_permitted');
    life.must(PEOPLE.head, { type: 'approve' }, 'jcc/head');
    expect(life.last('StepApproved').actor).toMatchObject({ post: 'jcc/head', role: 'office_head' });
  });
});

describe('approval that waits', () => {
  it('is asked for again after two working days and told to the one above after four', () => {
    const life = submitted().until(at('2022-06-27'));
    expect(life.told().slice(1)).toEqual([
      '2022-06-22 to_approve_again li.si',
      '2022-06-24 approval_above wang.wu cc sun.qi',
    ]);
    expect(noticesOf(life.last('ApprovalEscalated'))[0]?.facts.by).toEqual({
      name: '李四',
      postTitle: '基层处处长',
    });
  });

  it('waits anew at each step', () => {
    const life = submitted()
      .until(at('2022-06-21'))
      .must(PEOPLE.head, { type: 'approve' })
      .until(at('2022-06-27', '12:00'));
    expect(life.told().slice(2)).toEqual([
      '2022-06-23 to_approve_again wang.wu',
      '2022-06-27 approval_above zhao.liu cc sun.qi',
    ]);
  });

  it('the letter to the one above says for whom they stand in, where that post is vacant', () => {
    const life = submitted({ held: { 'ld/supervising': [] } }).until(at('2022-06-24'));
    expect(noticesOf(life.last('ApprovalEscalated'))[0]?.to).toEqual([
      expect.objectContaining({ person: 'zhao.liu', standsInFor: ['supervising_leader'] }),
    ]);
  });

  it('does not stop for a partial approval, and asks only those who have not', () => {
    const life = submitted({ steps: COUNTERSIGN })
      .until(at('2022-06-21'))
      .must(PEOPLE.head, { type: 'approve' });
    expect(life.until(at('2022-06-22')).told('to_approve_again')).toEqual([
      '2022-06-22 to_approve_again wu.jiu',
    ]);
  });

  it('lights nothing: submitted in time stays green however long it waits', () => {
    const life = submit(measure(), at('2022-08-31')).until(at('2022-09-20'));
    expect(life.row).toMatchObject({ light: 'green', card: { lightText: '已报审' } });
    expect(life.all('Escalated')).toEqual([]);
    approveAll(life, at('2022-09-20'));
    expect(life.row).toMatchObject({ light: 'done', card: { lightText: '已销号' } });
  });

  it('sent back after the date, it is red at once', () => {
    const life = submit(measure(), at('2022-08-31'))
      .until(at('2022-09-02'))
      .must(PEOPLE.head, { type: 'return', reason: '缺章' });
    expect(life.state.light).toBe('red');
  });
});

describe('appointments while a step waits', () => {
  it('a new holder is asked to decide', () => {
    const life = hearRoster(submitted(), { 'jcc/head': [PEOPLE.supportingHead] });
    expect(toApprove(life)).toBe('2022-06-20 to_approve wu.jiu');
    expect(life.act(PEOPLE.head, { type: 'approve' })).toBe('not_holder');
    life.must(PEOPLE.supportingHead, { type: 'approve' });
  });

  it('nobody is asked twice when the change does not concern the step', () => {
    const life = hearRoster(submitted(), { 'ld/principal': [PEOPLE.outsider] });
    expect(life.told('to_approve')).toHaveLength(1);
  });

  it('relieved without a successor, the step falls to the one above', () => {
    const life = hearRoster(submitted(), { 'jcc/head': [] });
    expect(toApprove(life)).toBe('2022-06-20 to_approve wang.wu');
    expect(life.notices.at(-1)?.to[0]?.standsInFor).toEqual(['office_head']);
  });

  it('when nobody is left to approve, the rectification office is told, and the step waits for a holder', () => {
    const life = submitted({ steps: ONE });
    hearRoster(life, { 'ld/principal': [] });
    hearRoster(life, { 'ld/supervising': [] });
    expect(toApprove(life)).toBe('2022-06-20 to_approve sun.qi');
    expect(life.act(PEOPLE.office, { type: 'approve' })).toBe('not_permitted');
    life.until(at('2022-06-24'));
    expect(life.told().slice(-2)).toEqual([
      '2022-06-22 to_approve_again sun.qi',
      '2022-06-24 approval_above sun.qi',
    ]);
    hearRoster(life, { 'ld/supervising': [PEOPLE.principal] });
    expect(toApprove(life)).toBe('2022-06-24 to_approve zhao.liu');
  });

  it('an older word of the directory changes nothing', () => {
    const life = hearRoster(submitted(), { 'jcc/head': [PEOPLE.supportingHead] });
    life.hear('roster', { roster: { seq: 1, holders: { 'jcc/head': [] } } });
    expect(life.row.card.holder).toBe('吴九');
  });

  it.each([
    ['no roster', {}],
    ['holders that are none', { roster: { seq: 9, holders: { 'jcc/head': 'li.si' } } }],
    ['holders without names', { roster: { seq: 9, holders: { 'jcc/head': [{ person: 'x' }] } } }],
  ])('a word of the directory with %s is kept as unknown', (_, data) => {
    const life = submitted().hear('roster', data);
    expect(life.types.at(-1)).toBe('SignalUnknown');
    expect(life.row.card.holder).toBe('李四');
  });
});

describe('withdrawing', () => {
  it('takes a submission back and tells those who were to approve', () => {
    const life = submitted().must(PEOPLE.handler, { type: 'withdraw', text: '附件有误' });
    expect(life.state).toMatchObject({ status: 'under_way', round: 2 });
    expect(life.told('withdrawn')).toEqual(['2022-06-20 withdrawn li.si']);
  });

  it('is for who submitted, and for the head', () => {
    expect(submitted({}, PEOPLE.head).act(PEOPLE.handler, { type: 'withdraw' })).toBe('not_submitter');
    expect(submitted().act(PEOPLE.head, { type: 'withdraw' })).toBeUndefined();
  });

  it('is for the head also where the head is a handler too', () => {
    const life = submitted({ held: { 'jcc/handler': [PEOPLE.handler, PEOPLE.head] } });
    expect(life.act(PEOPLE.head, { type: 'withdraw' })).toBeUndefined();
  });

  it('ends before the last step', () => {
    const life = submitted().must(PEOPLE.head, { type: 'approve' });
    expect(life.act(PEOPLE.handler, { type: 'withdraw' })).toBe('last_step');
  });

  it('is possible where there is but one step, until that is decided', () => {
    expect(submitted({ steps: ONE }).act(PEOPLE.handler, { type: 'withdraw' })).toBeUndefined();
  });

  it('after a return comes back to the date for correction', () => {
    const life = submit(measure(), at('2022-08-29')).must(PEOPLE.head, { type: 'return', reason: '缺章' });
    submit(life, at('2022-08-30')).must(PEOPLE.handler, { type: 'withdraw' });
    expect(life.state).toMatchObject({
      status: 'returned',
      correctionDue: '2022-09-05',
      reason: '缺章',
      round: 3,
    });
  });

  it('and a return before the deadline never takes away the time there was', () => {
    const life = submitted().must(PEOPLE.head, { type: 'return', reason: '缺章' });
    expect(life.state).toMatchObject({ status: 'returned', correctionDue: '2022-08-31', due: '2022-08-31' });
  });

  it('into the days before the deadline turns the light red when that passes, although the date for correction is to come', () => {
    const life = submit(measure(), at('2022-08-29')).must(PEOPLE.head, { type: 'return', reason: '缺章' });
    life.until(at('2022-09-01'));
    expect(life.state).toMatchObject({ status: 'returned', correctionDue: '2022-09-05', light: 'red' });
    expect(life.last('LightChanged').occurredAt).toBe(at('2022-09-01', '00:00'));
  });

  it('late in the day, climbs the rungs that review held back, in order', () => {
    const life = submit(measure(), at('2022-08-31'))
      .until(at('2022-09-07', '17:00'))
      .must(PEOPLE.head, { type: 'withdraw' });
    expect(life.state.light).toBe('red');
    life.until(at('2022-09-08'));
    expect(life.all('Escalated').map((one) => one.data['after'])).toEqual([1, 3, 5]);
    expect(
      life
        .all('Escalated')
        .every((one) => one.occurredAt.startsWith('2022-09-08') && one.data['late'] === undefined),
    ).toBe(true);
  });
});

describe('the date for correction', () => {
  it('stays within the outer limit while that is still to come', () => {
    const life = submit(measure({ outerLimit: '2022-09-03' }), at('2022-08-30')).must(PEOPLE.head, {
      type: 'return',
      reason: '缺章',
    });
    // Saturday 3 September is a day off.
    expect(life.state).toMatchObject({ correctionDue: '2022-09-02' });
  });

  it('is never today or before: with the outer limit upon it, it has its five days', () => {
    const life = submit(measure({ outerLimit: '2022-09-03' }), at('2022-09-02')).until(at('2022-09-03'));
    life.must(PEOPLE.head, { type: 'return', reason: '缺章' });
    expect(life.state).toMatchObject({ correctionDue: '2022-09-09' });
  });
});

describe('the rules alone', () => {
  const spec = specification(measureRules1, measureInput(), at('2022-06-01'));
  const started = { type: 'MeasureStarted', data: { by: 'schedule' }, at: at('2022-06-06', '08:00') };
  const shown = {
    type: 'ProgressReported',
    data: { text: '已印发', requirement: 'r1', figures: [] },
    at: at('2022-06-10'),
  };
  const handed = {
    type: 'Submitted',
    data: { round: 1 },
    actor: { person: PEOPLE.handler, name: '张三' },
    at: at('2022-06-10', '10:00'),
  };

  it('given a measure that shows everything, when submitted, then it is submitted', () => {
    spec
      .given(started, shown)
      .when({ by: PEOPLE.handler, at: at('2022-06-10'), command: { type: 'submit' } })
      .thenGives({
        type: 'Submitted',
        data: { round: 1 },
        actor: expect.objectContaining({ person: PEOPLE.handler }) as never,
      });
  });

  it('given one submitted, when the head approves, then the step closes and the leader is called', () => {
    spec
      .given(started, shown, handed)
      .when({ by: PEOPLE.head, at: at('2022-06-13'), command: { type: 'approve' } })
      .thenGives({ type: 'StepApproved', data: { step: 1, closes: true, last: false } });
  });

  it('given one submitted, when the leader answers before the head, then it is refused', () => {
    spec
      .given(started, shown, handed)
      .when({ by: PEOPLE.supervising, at: at('2022-06-13'), command: { type: 'approve' } })
      .thenRefuses('not_permitted', { allowed: '处室负责人', held: '分管副局长' });
  });

  it('given the head approved, when the leader approves after the date it was submitted in time for, then it is on time', () => {
    spec
      .given(started, shown, handed, {
        type: 'StepApproved',
        data: { role: 'office_head', closes: true, last: false },
        actor: { person: PEOPLE.head, name: '李四' },
        at: at('2022-06-13'),
      })
      .when({ by: PEOPLE.supervising, at: at('2022-09-05'), command: { type: 'approve' } })
      .thenGives(
        { type: 'StepApproved', data: { step: 2, closes: true, last: true } },
        { type: 'SignedOff', data: { submittedOn: '2022-06-10', daysLate: 0 } },
        { type: 'LightChanged', data: { to: 'done' } },
      );
  });
});
