import { at, noticesOf, PEOPLE } from '../support.ts';
import { answer, FULL_CHAIN, hearRoster, measure, submit, type Measure } from './measure.ts';

const { head, supervising, principal, office, supportingHead, secondHead } = PEOPLE;
const MINUTES = {
  type: 'close_meeting',
  number: '局党组纪要〔2022〕9号',
  date: '2022-06-20',
  recorder: '钱十一',
} as const;

const submitted = (wish: Parameters<typeof measure>[0] = {}, by?: string): Measure =>
  submit(measure({ steps: FULL_CHAIN, supporting: 2, ...wish }), at('2022-06-20'), by);
const called = (life: Measure) => life.told('to_approve').at(-1);
/** Each of them answers the step that is open. */
const by = (life: Measure, ...people: readonly string[]): Measure => {
  for (const person of people) life.must(person, answer(life));
  return life;
};

describe('the full chain of approval', () => {
  it('goes from the office head over the supporting units, the leader and the rectification office to the meeting', () => {
    const life = by(submitted(), head);
    expect(called(life)).toBe('2022-06-20 to_approve wu.jiu chen.er');
    expect(noticesOf(life.last('StepApproved'))[0]?.facts.step).toEqual({
      index: 2,
      of: 5,
      title: '配合单位会签',
      mode: 'countersign',
    });
    by(life, supportingHead, secondHead);
    expect(life.all('Countersigned').map((one) => [one.data['units'], one.data['closes']])).toEqual([
      [[{ id: 'fgc', name: '法规处' }], false],
      [[{ id: 'rjc', name: '人事处' }], true],
    ]);
    expect(called(life)).toBe('2022-06-20 to_approve wang.wu');
    by(life, supervising);
    expect(called(life)).toBe('2022-06-20 to_approve sun.qi');
    by(life, office);
    expect(called(life)).toBe('2022-06-20 to_approve sun.qi');
    life.must(office, { ...MINUTES, text: '同意销号' });
    expect(life.last('MeetingClosed').data).toMatchObject({
      step: 5,
      last: true,
      passed: [],
      minutes: { number: '局党组纪要〔2022〕9号', date: '2022-06-20', recorder: '钱十一' },
      text: '同意销号',
    });
    expect(life.state.status).toBe('signed_off');
    expect(life.told('signed_off')).toEqual(['2022-06-20 signed_off zhang.san li.si cc wang.wu sun.qi']);
  });

  it('is passed on at the countersign where no unit supports the measure, and says so', () => {
    const life = by(submitted({ supporting: 0 }), head);
    expect(life.last('StepPassedOver').data).toMatchObject({ step: 2, reason: 'no_supporting_unit' });
    expect(life.last('StepPassedOver').actor).toBeNull();
    expect(noticesOf(life.last('StepApproved'))).toEqual([]);
    expect(called(life)).toBe('2022-06-20 to_approve wang.wu');
  });

  it('is passed on also where the countersign is its first or its last step', () => {
    const [review, sign] = FULL_CHAIN;
    const steps = [sign, review, sign].flatMap((one) => one ?? []);
    const life = submitted({ supporting: 0, steps });
    expect(called(life)).toBe('2022-06-20 to_approve li.si');
    by(life, head);
    expect(life.types.slice(-4)).toEqual(['StepApproved', 'StepPassedOver', 'SignedOff', 'LightChanged']);
    expect(new Set(life.notices.map((one) => one.id)).size).toBe(life.notices.length);
  });

  it('asks each step for its own act: a signature is no approval, an approval no meeting', () => {
    const life = by(submitted(), head);
    expect(life.act(supportingHead, { type: 'approve' })).toBe('step_means');
    expect(life.act(supportingHead, MINUTES)).toBe('step_means');
    by(life, supportingHead, secondHead, supervising, office);
    expect(life.ask(office, { type: 'approve' })).toEqual({
      code: 'step_means',
      params: { step: '5', title: '党组会议审定', needed: '登记会议审定', command: '同意' },
    });
  });

  it('an answer to an earlier step is told that it is closed, whatever the act', () => {
    const life = by(submitted(), head);
    expect(life.act(head, { type: 'approve', round: 1, step: 1 })).toBe('step_closed');
  });

  it('takes no countersign from anybody else, and none twice', () => {
    const life = by(submitted(), head, supportingHead);
    expect(life.ask(supportingHead, { type: 'countersign' })).toEqual({
      code: 'already_approved',
      params: { step: '2', next: '人事处处长陈二' },
    });
    expect(life.act(office, { type: 'countersign' })).toBe('not_permitted');
  });

  it('one supporting unit is enough to send it back; the next round is signed by all anew', () => {
    const life = by(submitted(), head, supportingHead);
    life.must(secondHead, { type: 'return', reason: '人员名单有误' });
    expect(life.state.status).toBe('returned');
    by(submit(life, at('2022-06-21')), head);
    expect(called(life)).toBe('2022-06-21 to_approve wu.jiu chen.er');
  });

  it('the meeting may send it back; its minutes are of a day between submission and today', () => {
    const life = by(submitted(), head, supportingHead, secondHead, supervising, office);
    expect(life.act(office, { ...MINUTES, date: '2022-06-17' })).toBe('meeting_date');
    expect(life.act(office, { ...MINUTES, date: '2022-06-21' })).toBe('meeting_date');
    expect(life.act(supervising, MINUTES)).toBe('approved_earlier_step');
    life.must(office, { type: 'return', reason: '会议认为成效不足' });
    expect(life.last('Returned').data).toMatchObject({ step: 5, reason: '会议认为成效不足' });
  });
});

describe('who stands in within the chain', () => {
  it('a vacant head of a supporting unit falls to the supervising leader, who then has one step less', () => {
    const life = by(submitted({ held: { 'rjc/head': [] } }), head);
    expect(noticesOf(life.last('StepApproved'))[0]?.to).toEqual([
      expect.objectContaining({ person: 'wu.jiu' }),
      expect.objectContaining({ person: 'wang.wu', standsInFor: ['supporting_head'] }),
    ]);
    by(life, supervising, supportingHead);
    expect(life.all('Countersigned')[0]?.data).toMatchObject({
      units: [{ id: 'rjc' }],
      passed: ['supporting_head'],
      why: [{ role: 'supporting_head', reason: 'vacant' }],
    });
    // One person in two steps: the second goes up.
    expect(called(life)).toBe('2022-06-20 to_approve zhao.liu');
    by(life, principal);
    expect(life.last('StepApproved').data).toMatchObject({
      role: 'supervising_leader',
      why: [{ role: 'supervising_leader', reason: 'earlier_step' }],
    });
  });

  it('signs once for all units that have come to them', () => {
    const life = by(submitted({ held: { 'rjc/head': [], 'fgc/head': [] } }), head, supervising);
    expect(life.last('Countersigned').data).toMatchObject({
      units: [{ id: 'fgc' }, { id: 'rjc' }],
      closes: true,
    });
  });

  it('the rectification office does not review its own host office: the record says who does and why', () => {
    const life = by(submitted({ hostOffice: true }), head, supportingHead, secondHead, supervising);
    expect(called(life)).toBe('2022-06-20 to_approve zhao.liu');
    expect(life.act(office, { type: 'approve' })).toBe('not_permitted');
    by(life, principal);
    expect(life.last('StepApproved')).toMatchObject({
      actor: { person: 'zhao.liu', role: 'principal_leader' },
      data: {
        role: 'rectification_office',
        passed: ['rectification_office', 'supervising_leader'],
        why: [
          { role: 'rectification_office', reason: 'host_office' },
          { role: 'supervising_leader', reason: 'earlier_step' },
        ],
      },
    });
    // Taking down what the meeting decided is no review.
    life.must(office, MINUTES);
    expect(life.state.status).toBe('signed_off');
  });

  it('who submitted records no meeting on it: the one above does', () => {
    const wish = { held: { 'zgb/office': [head], 'jcc/head': [head, PEOPLE.outsider] } };
    const life = by(submitted(wish, head), PEOPLE.outsider, supportingHead, secondHead, supervising);
    by(life, principal);
    expect(life.act(head, MINUTES)).toBe('own_submission');
    life.must(supervising, MINUTES);
    expect(life.last('MeetingClosed').data).toMatchObject({
      why: [{ role: 'rectification_office', reason: 'submitter' }],
    });
  });

  it('an official relieved in the middle of the countersign is followed by the one above, and by a successor', () => {
    const life = by(submitted(), head, supportingHead);
    hearRoster(life, { 'rjc/head': [] });
    expect(called(life)).toBe('2022-06-20 to_approve wang.wu');
    expect(life.notices.at(-1)?.facts.step).toMatchObject({ mode: 'countersign' });
    hearRoster(life, { 'rjc/head': [PEOPLE.outsider] });
    expect(called(life)).toBe('2022-06-20 to_approve nobody');
    expect(life.act(secondHead, { type: 'countersign' })).toBe('not_holder');
    by(life, PEOPLE.outsider);
    expect(called(life)).toBe('2022-06-20 to_approve wang.wu');
  });

  it('what somebody signed stands also after they are relieved', () => {
    const life = by(submitted(), head, supportingHead);
    hearRoster(life, { 'fgc/head': [PEOPLE.outsider] });
    by(life, secondHead);
    expect(called(life)).toBe('2022-06-20 to_approve wang.wu');
  });
});

describe('steps of the chain that wait', () => {
  it('a countersign asks those again who have not signed, and then tells the one above them', () => {
    const life = by(submitted(), head, supportingHead).until(at('2022-06-24'));
    expect(life.told().slice(-2)).toEqual([
      '2022-06-22 to_approve_again chen.er',
      '2022-06-24 approval_above wang.wu cc sun.qi',
    ]);
  });

  it('a meeting not yet recorded is asked for again, and then told to the one above the office', () => {
    const life = by(submitted(), head, supportingHead, secondHead, supervising, office).until(
      at('2022-06-24'),
    );
    expect(life.told().slice(-2)).toEqual([
      '2022-06-22 to_approve_again sun.qi',
      '2022-06-24 approval_above wang.wu cc sun.qi',
    ]);
  });
});
