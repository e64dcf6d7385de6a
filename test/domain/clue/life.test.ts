import type { Notice } from '../../../src/domain/notice.ts';
import { at } from '../support.ts';
import { accepted, clue, sealed, unit, verified, type Clue, rosterOf } from './clue.ts';

/** The lives a clue can lead, step by step. */

function notices(life: Clue): readonly Notice[] {
  return life.effects.flatMap((one) => (one.kind === 'letter' ? [one.notice] : []));
}

function told(life: Clue, kind: Notice['kind']): readonly string[] {
  const found = notices(life).filter((one) => one.kind === kind);
  return [...new Set(found.flatMap((one) => one.to.map(({ person }) => person)))];
}

const stage = (name: string, more: object = {}) => ({
  type: 'case_stage',
  case: 'c1',
  stage: name,
  on: '2022-06-01',
  ...more,
});

/** A case goes through its stages, fined in the decision. */
function throughCase(life: Clue, more: object = { fine: '20000.50' }): Clue {
  return ['review', 'notice', 'decision', 'service', 'execution', 'close'].reduce(
    (at, name) => at.must('zfj.h', stage(name, name === 'decision' ? more : {})),
    life,
  );
}

describe('a clue', () => {
  it('is due to be acknowledged the next working day, and its receiver is told at once', () => {
    const life = clue();
    expect(life.state.custody.unit.id).toBe('zfj');
    expect(life.state.clocks).toMatchObject([{ step: 'acknowledge', due: '2022-06-02' }]);
    expect(told(life, 'clue_to_acknowledge')).toEqual(['zfj.h', 'zfj.z']);
  });

  it('goes from hand-over to closing by way of a case', () => {
    const life = verified();
    life.must('zfj.h', { type: 'file_case', document: '浙统立〔2022〕1号' });
    expect(life.state.clocks.map((one) => one.step)).toEqual(['case_review', 'case_decision']);
    throughCase(life);
    expect(life.state.status).toBe('concluded');
    expect(life.state.cases).toMatchObject([
      {
        id: 'c1',
        stage: 'closed',
        closedOn: '2022-06-01',
        outcomes: [{ outcome: 'fined', on: '2022-06-01', amount: '20000.50' }],
      },
    ]);
    life.must('zfj.h', { type: 'report_findings', items: [sealed('r1')] });
    expect(life.state.custody.unit.id).toBe('gyc');
    expect(told(life, 'clue_reported')).toEqual(['gyc.h', 'gyc.z']);
    life.must('gyc.h', { type: 'feedback', items: [] }).must('gyc.z', { type: 'close' });
    expect(life.state).toMatchObject({ status: 'closed', closedOn: '2022-06-01', clocks: [], light: 'done' });
  });

  it('climbs to the principal leader when nobody touches it', () => {
    const life = clue().until(at('2022-06-10', '12:00'));
    expect(told(life, 'clue_urge')).toEqual(['zfj.z']);
    expect(told(life, 'clue_supervise')).toEqual(['vice2']);
    expect(told(life, 'clue_principal')).toEqual(['330000.boss']);
    expect(life.state.light).toBe('red');
    const refusal = life.must('zfj.h', { type: 'acknowledge' }).act('zfj.h', { type: 'read', item: 'i9' });
    expect(refusal).toBe('unknown_item');
  });

  it('comes back when returned, and the sender owes the next step', () => {
    const life = clue().must('zfj.z', { type: 'return_clue', reason: '不属本局职责' });
    expect(life.state).toMatchObject({
      status: 'returned',
      custody: { unit: { id: 'gyc' } },
      clocks: [{ step: 'reroute' }],
    });
    expect(told(life, 'clue_returned')).toEqual(['gyc.h', 'gyc.z']);
    expect(life.act('gyc.h', { type: 'reroute', unit: unit('zfj') })).toBe('clue_same_unit');
    life.must('gyc.h', { type: 'reroute', unit: unit('fgc') });
    expect(life.state).toMatchObject({
      status: 'handed_over',
      custody: { unit: { id: 'fgc' } },
      level: { reroutes: 1 },
    });
    expect(life.act('zfj.h', { type: 'acknowledge' })).toBe('not_permitted');
  });

  it('goes to the common superior after too many returns, whose choice cannot be returned', () => {
    const life = clue().must('zfj.z', { type: 'return_clue', reason: '不属本局职责' });
    for (const [next, by] of [
      ['fgc', 'fgc.z'],
      ['tzc', 'tzc.z'],
    ] as const) {
      life
        .must('gyc.h', { type: 'reroute', unit: unit(next) })
        .must(by, { type: 'return_clue', reason: '不属本处职责' });
    }
    // Industry and investment have the same leader.
    expect(life.state).toMatchObject({ status: 'designating', clocks: [{ step: 'designate' }] });
    expect(told(life, 'clue_to_designate')).toEqual(['vice1', '330000.boss']);
    life.must('vice1', { type: 'designate', unit: unit('zfj'), reason: '按职责分工' });
    expect(life.state.custody.unit.id).toBe('zfj');
    expect(life.act('zfj.z', { type: 'return_clue', reason: '不属本局职责' })).toBe('clue_designated');
  });

  it('can be withdrawn until it is acknowledged', () => {
    const life = clue().must('gyc.h', { type: 'withdraw_clue' });
    expect(life.state).toMatchObject({ status: 'withdrawn', custody: { unit: { id: 'gyc' } } });
    expect(told(life, 'clue_withdrawn')).toEqual(['zfj.h', 'zfj.z']);
    expect(accepted().act('gyc.h', { type: 'withdraw_clue' })).toBe('wrong_status');
  });

  it('is sent back for supplementary verification, a bounded number of times', () => {
    const life = verified(accepted(), false).must('zfj.h', {
      type: 'close_without_case',
      reason: '查无实据',
    });
    const report = { type: 'report_findings', items: [sealed('r')] };
    for (let round = 0; round < 2; round += 1) {
      life.must('zfj.h', report).must('gyc.h', { type: 'supplement', reason: '请补充核查' });
      expect(life.state).toMatchObject({
        status: 'verifying',
        custody: { unit: { id: 'zfj' } },
        clocks: [{ step: 'verify' }],
      });
      life.must('zfj.h', { type: 'verify', substantiated: false, items: [] });
      life.must('zfj.h', { type: 'close_without_case', reason: '查无实据' });
    }
    life.must('zfj.h', report);
    expect(life.act('gyc.h', { type: 'supplement', reason: '再补充' })).toBe('supplements_used');
  });

  it('is passed down to a city and a county and comes back through both', () => {
    const life = accepted();
    const pass = (to: string, due: string) => ({ type: 'pass_down', unit: unit(to), due });
    expect(life.act('zfj.h', pass('fgc', '2022-06-15'))).toBe('clue_not_lower');
    expect(life.act('zfj.h', pass('hz', '2022-06-30'))).toBe('clue_pass_due');
    life.must('zfj.h', pass('hz', '2022-06-20'));
    expect(life.state).toMatchObject({ custody: { unit: { id: 'hz' } }, below: [{ to: { id: 'zfj' } }] });
    life.must('hz.h', { type: 'acknowledge' }).must('hz.h', { type: 'accept' });
    expect(life.state.clocks).toMatchObject([
      { step: 'plan' },
      { step: 'verify', due: '2022-06-20', capped: true },
      { step: 'oversee', due: '2022-06-23', side: 'passer', level: 1 },
    ]);
    expect(life.act('hz.h', pass('xh', '2022-06-20'))).toBe('clue_pass_due');
    life.must('hz.h', pass('xh', '2022-06-16'));
    for (const by of ['xh.h']) {
      life
        .must(by, { type: 'acknowledge' })
        .must(by, { type: 'accept' })
        .must(by, { type: 'plan', team: '专班', items: [] });
      life
        .must(by, { type: 'verify', substantiated: false, items: [] })
        .must(by, { type: 'close_without_case', reason: '查无实据' });
      life.must(by, { type: 'report_findings', items: [sealed('x')] });
    }
    life.must('hz.h', { type: 'feedback', items: [] }).must('hz.h', { type: 'close' });
    expect(life.state).toMatchObject({ status: 'concluded', custody: { unit: { id: 'hz' } } });
    life.must('hz.h', { type: 'report_findings', items: [sealed('y')] });
    life.must('zfj.h', { type: 'feedback', items: [] }).must('zfj.h', { type: 'close' });
    expect(life.state).toMatchObject({ status: 'concluded', custody: { unit: { id: 'zfj' } }, below: [] });
  });

  it('passed down and taken back unacknowledged, goes on where it was', () => {
    const life = accepted().must('zfj.h', { type: 'pass_down', unit: unit('hz'), due: '2022-06-20' });
    life.must('zfj.h', { type: 'withdraw_clue' });
    expect(life.state).toMatchObject({ status: 'verifying', clocks: [{ step: 'plan' }, { step: 'verify' }] });
    expect(life.state.custody.unit.id).toBe('zfj');
  });

  it('by letter has a date that no inner limit passes', () => {
    const letter = { number: '国统转〔2022〕8号', issuer: '国家统计局', due: '2022-06-16' };
    const life = accepted(clue({ letter }));
    expect(life.state.clocks).toMatchObject([
      { step: 'plan' },
      { step: 'verify', due: '2022-06-16', capped: true },
    ]);
    const ask = (to: string) => ({ type: 'ask_clue_extension', step: 'verify', to, reason: '材料未到' });
    expect(life.act('zfj.h', ask('2022-06-17'))).toBe('clue_outer_limit');
    life
      .must('zfj.h', { ...ask('2022-06-15'), step: 'plan' })
      .must('gyc.z', { type: 'grant_clue_extension' });
    expect(life.state.clocks).toMatchObject([
      { step: 'plan', due: '2022-06-15', first: '2022-06-09' },
      { step: 'verify' },
    ]);
  });

  it('asks for more time before the date, not after it', () => {
    const life = accepted().until(at('2022-06-13'));
    const ask = { type: 'ask_clue_extension', step: 'plan', to: '2022-06-20', reason: '材料未到' };
    expect(life.act('zfj.h', ask)).toBe('date_passed');
  });

  it('goes to a body outside, which is never written to; the sender keeps the follow-up', () => {
    const outside = { body: '省纪委监委', document: '移送清单〔2022〕3号', followUp: '2022-06-20' };
    const life = clue({ to: unit('gyc'), outside }).until(at('2022-08-01'));
    expect(life.state).toMatchObject({ status: 'outside', custody: { body: '省纪委监委' } });
    const people = new Set(
      notices(life)
        .flatMap((one) => [...one.to, ...one.cc])
        .map(({ person }) => person),
    );
    expect([...people]).toEqual(['gyc.h', 'gyc.z', 'office', 'vice1', '330000.boss']);
    expect([...new Set(notices(life).map((one) => one.kind))]).toEqual([
      'clue_follow_up',
      'clue_urge',
      'clue_supervise',
      'clue_principal',
    ]);
    life.must('gyc.h', { type: 'record_receipt', document: '回执〔2022〕1号', on: '2022-06-05' });
    life.must('gyc.h', { type: 'follow_up_again', to: '2022-08-15' });
    expect(life.state.clocks).toMatchObject([{ step: 'follow_up', due: '2022-08-15' }]);
    life
      .must('gyc.h', { type: 'record_result', on: '2022-07-30', items: [] })
      .must('gyc.h', { type: 'close' });
    expect(life.state.status).toBe('closed');
  });

  it('suspected of a crime is decided in three days and transferred in twenty-four hours', () => {
    const life = verified().must('zfj.h', { type: 'suspect_crime', items: [sealed('crime')] });
    expect(told(life, 'clue_crime_asked')).toEqual(['330000.boss']);
    expect(life.state.clocks.find((one) => one.step === 'crime_decide')?.due).toBe('2022-06-04');
    expect(life.act('zfj.z', { type: 'decide_crime', transfer: true, reason: '达到标准' })).toBe(
      'not_permitted',
    );
    life
      .until(at('2022-06-02', '10:00'))
      .must('330000.boss', { type: 'decide_crime', transfer: true, reason: '达到标准' });
    expect(life.state.clocks.find((one) => one.step === 'crime_transfer')?.dueAt).toBe(
      at('2022-06-03', '10:00'),
    );
    life.must('zfj.h', { type: 'transfer_crime', body: '省公安厅', document: '移送书〔2022〕1号' });
    life.must('zfj.h', {
      type: 'record_police',
      accepted: true,
      document: '立案告知〔2022〕1号',
      on: '2022-06-02',
    });
    expect(life.state.crime).toMatchObject({ stage: 'answered', body: '省公安厅' });
  });

  it('tells the head when its handler is relieved, who names another', () => {
    const life = accepted();
    expect(life.state.handler?.person).toBe('zfj.h');
    life.hear('roster', { roster: { seq: 9, holders: { 'zfj/case_handler': [] } } });
    expect(told(life, 'clue_handler_relieved')).toEqual(['zfj.z']);
    expect(life.state.clocks.map((one) => one.step)).toContain('assign');
    life.must('zfj.z', { type: 'assign', person: 'zfj.z' });
    expect(life.state.handler?.person).toBe('zfj.z');
    expect(life.state.clocks.map((one) => one.step)).not.toContain('assign');
  });

  it('is read by who sent it and who had it, and every reading is on record', () => {
    const life = clue().must('zfj.z', { type: 'return_clue', reason: '不属本局职责' });
    life.must('gyc.h', { type: 'reroute', unit: unit('fgc') }).must('fgc.h', { type: 'acknowledge' });
    life.must('fgc.h', { type: 'attach_items', items: [sealed('later')] });
    for (const person of ['gyc.h', 'zfj.h', 'fgc.h', 'vice2'])
      life.must(person, { type: 'read', item: 'i1' });
    expect(life.act('tzc.h', { type: 'read', item: 'i1' })).toBe('not_holder');
    expect(life.act('zfj.h', { type: 'read', item: 'later' })).toBe('not_permitted');
    expect(life.drafts.filter((one) => one.type === 'ContentRead').map((one) => one.actor?.person)).toEqual([
      'gyc.h',
      'zfj.h',
      'fgc.h',
      'vice2',
    ]);
    life.must('gyc.z', { type: 'destroy', item: 'i1', reason: '误传涉密材料' });
    expect(life.act('gyc.h', { type: 'read', item: 'i1' })).toBe('item_destroyed');
  });

  it('takes in another of the same subject, and both senders are told', () => {
    const life = accepted().hear(
      'join',
      {
        number: 2,
        code: '线索〔2022〕2号',
        unit: unit('tzc'),
        items: [sealed('j')],
        by: { person: 'tzc.h', name: '某' },
        roster: rosterOf(unit('tzc').posts),
      } as never,
      { from: 'zj' },
    );
    expect(told(life, 'clue_joined')).toEqual(['gyc.h', 'gyc.z', 'tzc.h', 'tzc.z']);
    life.must('tzc.h', { type: 'read', item: 'j' });
    expect(life.act('tzc.h', { type: 'read', item: 'i1' })).toBe('not_permitted');
  });
});
