import { at, PEOPLE } from '../../support.ts';
import { hearRoster, measure, REPORT, submit } from '../measure.ts';
import { addSupporting, authorise, changeUnit, hearUnit } from './staff.ts';

const { handler, head, supervising, supportingHandler, supportingHead } = PEOPLE;
/** 综合处 is to provide figures by Friday 12 August. */
const added = () => measure().until(at('2022-08-01')).must(supervising, addSupporting('2022-08-12'));
const DONE = { type: 'report_part', text: '数据已提供' };

describe('a supporting unit with a part of its own', () => {
  it('hears of its part and its date, once the directory has told who is meant', () => {
    const life = added();
    expect(life.told()).toEqual([]);
    hearUnit(life);
    expect(life.told()).toEqual(['2022-08-01 part_assigned qian.yi qian.er cc zhang.san li.si sun.qi']);
    expect(life.notices[0]?.facts.part).toEqual({ unit: '综合处', task: '提供数据', due: '2022-08-12' });
  });

  it('that is known already, hears of it at once', () => {
    const life = measure().until(at('2022-08-01'));
    life.must(supervising, {
      ...addSupporting('2022-08-12'),
      unit: { id: 'fgc', name: '法规处' },
      posts: [],
    });
    expect(life.told()).toEqual(['2022-08-01 part_assigned zhou.ba wu.jiu cc zhang.san li.si sun.qi']);
  });

  it('is reminded before its own date, and its head is urged once when that is missed', () => {
    const life = hearUnit(added()).until(at('2022-08-19'));
    expect(life.told().slice(1)).toEqual([
      '2022-08-03 part_reminder qian.yi cc zhang.san',
      '2022-08-09 part_reminder qian.yi cc zhang.san',
      '2022-08-10 reminder zhang.san cc li.si',
      '2022-08-11 part_reminder qian.yi cc zhang.san',
      '2022-08-12 part_reminder qian.yi cc zhang.san',
      '2022-08-15 part_missed qian.er cc li.si zhang.san sun.qi',
    ]);
    expect(life.row.light).toBe('green');
  });

  it('that has nobody, is stood in for by the next above', () => {
    const life = hearUnit(added(), [], []).until(at('2022-08-03'));
    expect(life.told()).toEqual([
      '2022-08-01 part_assigned wang.wu cc zhang.san li.si sun.qi',
      '2022-08-03 part_reminder wang.wu cc zhang.san',
    ]);
  });

  it('reports its part done, and the lead unit hears of it', () => {
    const life = hearUnit(added()).until(at('2022-08-05')).must('qian.yi', DONE);
    expect(life.told('part_done')).toEqual(['2022-08-05 part_done zhang.san li.si cc wu.jiu qian.er']);
    expect(life.state.parts).toMatchObject([{ unit: { id: 'zhc' }, done: life.last('PartReported').seq }]);
    life.until(at('2022-08-19'));
    expect(life.told('part_missed')).toEqual([]);
    expect(life.act('qian.yi', DONE)).toBe('no_part');
    expect(life.act(supervising, addSupporting('2022-08-26'))).toBeUndefined();
  });

  it('speaks for its part only', () => {
    const life = hearUnit(added());
    expect(life.ask('qian.er', REPORT)).toEqual({
      code: 'only_own_part',
      params: { unit: '综合处', task: '提供数据' },
    });
    expect(life.act('qian.er', { type: 'attach', title: '方案', requirement: 'r1' })).toBe('only_own_part');
    expect(life.act('qian.er', { type: 'attach', title: '数据表' })).toBeUndefined();
    expect(life.act('qian.er', { type: 'report', text: '正在汇总' })).toBeUndefined();
    expect(life.act('qian.er', { type: 'submit' })).toBe('not_permitted');
    expect(life.act(handler, DONE)).toBe('not_permitted');
    expect(life.act(supportingHead, DONE)).toBe('no_part');
    expect(life.act(supportingHandler, REPORT)).toBeUndefined();
  });

  it('is not pressed while the measure is under review or suspended, and none is forgotten', () => {
    const life = submit(hearUnit(added()), at('2022-08-08')).until(at('2022-08-18'));
    expect(life.told('part_missed')).toEqual([]);
    life.must(head, { type: 'return', reason: '缺数据' }).until(at('2022-08-19'));
    expect(life.told('part_missed')).toEqual(['2022-08-19 part_missed qian.er cc li.si zhang.san sun.qi']);
  });

  it('goes with its unit when that is removed', () => {
    const life = hearUnit(added()).must(supervising, {
      type: 'remove_supporting',
      unit: '综合处',
      reason: '任务并入',
    });
    expect(life.told('part_removed')).toEqual(['2022-08-01 part_removed qian.yi qian.er cc li.si sun.qi']);
    expect(life.until(at('2022-08-19')).told('part_reminder')).toEqual([]);
    expect(life.act('qian.yi', DONE)).toBe('not_holder');
    life.must(supervising, { type: 'remove_supporting', unit: 'fgc', reason: '任务并入' });
    expect(life.act(supportingHead, { type: 'comment', text: '收到' })).toBe('not_holder');
  });

  it('takes a working day to come, no later than the measure’s own', () => {
    const life = measure().until(at('2022-08-01'));
    const ask = (to: string) => life.act(supervising, addSupporting(to));
    expect(ask('2022-09-01')).toBe('after_deadline');
    expect(ask('2022-07-29')).toBe('date_before_today');
    expect(ask('2022-08-13')).toBe('not_working_day');
    expect(life.act(head, addSupporting('2022-08-12'))).toBe('not_permitted');
    expect(life.act(supervising, { ...addSupporting(), posts: [] })).toBe('unit_posts_missing');
  });

  it('hears of changes of its people like everybody', () => {
    const life = hearRoster(hearUnit(added()), { 'zhc/handler': ['qian.san'] }).until(at('2022-08-03'));
    expect(life.told('part_reminder')).toEqual(['2022-08-03 part_reminder qian.san cc zhang.san']);
  });
});

describe('who countersigns', () => {
  const steps = [
    { title: '配合单位会签', roles: [], mode: 'countersign' as const },
    { title: '分管领导审定', roles: ['supervising_leader' as const], mode: 'any_of' as const },
  ];

  it('is the head of a unit that was added as well', () => {
    const life = submit(hearUnit(measure({ steps }).must(supervising, addSupporting())), at('2022-08-01'));
    expect(life.told('to_approve')).toEqual(['2022-08-01 to_approve wu.jiu qian.er']);
    life.must('qian.er', { type: 'countersign' }).must(supportingHead, { type: 'countersign' });
    expect(life.told('to_approve').at(-1)).toBe('2022-08-01 to_approve wang.wu');
  });

  it('is nobody of a unit that was removed', () => {
    const remove = { type: 'remove_supporting', unit: 'fgc', reason: '任务并入' };
    const life = submit(measure({ steps }).must(supervising, remove), at('2022-08-01'));
    expect(life.told('to_approve')).toEqual(['2022-08-01 to_approve wang.wu']);
  });

  it('does not change in the middle: a unit that is to sign is neither removed nor made the lead unit', () => {
    const life = submit(hearUnit(measure({ steps }).must(supervising, addSupporting())), at('2022-08-01'));
    expect(life.act(supervising, { type: 'remove_supporting', unit: 'zhc', reason: '并入' })).toBe(
      'countersign_open',
    );
    expect(life.act(supervising, changeUnit())).toBe('countersign_open');
    life.must(supervising, { type: 'suspend', reason: '等待' });
    expect(life.act(supervising, changeUnit())).toBe('countersign_open');
  });

  it('may be a deputy of the head, marked so, and not one of the submitter', () => {
    const life = submit(measure({ steps }), at('2022-08-01')).must(
      supportingHead,
      authorise('dai', '2022-08-31'),
    );
    life.must('dai', { type: 'countersign' });
    expect(life.last('Countersigned').actor).toMatchObject({ deputyFor: { person: supportingHead } });
    const own = submit(measure({ steps }), at('2022-08-01')).must(
      handler,
      authorise(supportingHead, '2022-08-31'),
    );
    expect(own.act(supportingHead, { type: 'countersign' })).toBe('own_submission');
  });
});
