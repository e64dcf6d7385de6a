import { at, PEOPLE } from '../../support.ts';
import { approveAll, measure, REPORT, submit } from '../measure.ts';
import { addSupporting, changeUnit, hearUnit } from './staff.ts';

const { handler, head, supervising, principal } = PEOPLE;
const changed = () => measure().until(at('2022-08-09')).must(supervising, changeUnit());

describe('a measure whose lead unit changes', () => {
  it('tells the unit that is relieved, and asks the directory who holds the new unit’s posts', () => {
    const life = changed();
    expect(life.told()).toEqual(['2022-08-09 unit_changed zhang.san li.si cc sun.qi']);
    expect(life.effects.findLast((one) => one.kind === 'signal')).toMatchObject({
      to: 'zj/directory',
      type: 'subscribe',
      data: {
        posts: expect.arrayContaining(['zhc/handler', 'zhc/head', 'jcc/head']) as string[],
        rosterSeq: -1,
      },
    });
  });

  it('until that is known, its posts stand vacant and fall to the next above', () => {
    const life = changed().until(at('2022-08-10'));
    expect(life.told('reminder')).toEqual(['2022-08-10 reminder wang.wu']);
    expect(life.row.card).toMatchObject({ leadUnit: '综合处' });
    expect(life.act(supervising, REPORT)).toBe('not_permitted');
  });

  it('tells the new unit as soon as it is known who is meant', () => {
    const life = hearUnit(changed());
    expect(life.told('unit_assigned')).toEqual([
      '2022-08-09 unit_assigned qian.yi qian.er cc wang.wu sun.qi',
    ]);
    expect(life.notices.at(-1)?.facts).toMatchObject({ leadUnit: '综合处', due: '2022-08-31' });
    expect(hearUnit(life).told('unit_assigned')).toHaveLength(1);
  });

  it('keeps every date; from then on the new unit is reminded, urged and may act, and the old one not', () => {
    const life = hearUnit(changed());
    expect(life.state.due).toBe('2022-08-31');
    expect(life.act(handler, REPORT)).toBe('not_holder');
    expect(life.act(head, { type: 'submit' })).toBe('not_holder');
    life.until(at('2022-09-01'));
    expect(life.told('reminder')[0]).toBe('2022-08-10 reminder qian.yi cc qian.er');
    expect(life.told('urge')).toEqual(['2022-09-01 urge qian.er cc qian.yi sun.qi']);
    life.must('qian.yi', REPORT).must('qian.yi', { type: 'submit' });
    life.must('qian.er', { type: 'approve' }).must(supervising, { type: 'approve' });
    expect(life.row.light).toBe('done_late');
  });

  it('under review, has the new unit’s head called to the open step', () => {
    const life = submit(measure(), at('2022-08-08')).must(supervising, changeUnit());
    hearUnit(life);
    expect(life.told().slice(-2)).toEqual([
      '2022-08-08 unit_assigned qian.yi qian.er cc wang.wu sun.qi',
      '2022-08-08 to_approve qian.er',
    ]);
    expect(life.act(head, { type: 'approve' })).toBe('not_holder');
    expect(life.act('qian.er', { type: 'approve' })).toBeUndefined();
  });

  it('under review with nobody in the new unit, has the next above called', () => {
    const life = submit(measure(), at('2022-08-08')).must(supervising, changeUnit());
    hearUnit(life, [], []);
    expect(life.told().slice(-2)).toEqual([
      '2022-08-08 unit_assigned wang.wu cc sun.qi',
      '2022-08-08 to_approve wang.wu',
    ]);
  });

  it('back to a unit that is known, tells both at once', () => {
    const life = hearUnit(changed());
    const posts = [
      { role: 'case_handler', id: 'jcc/handler', title: '基层处承办人' },
      { role: 'office_head', id: 'jcc/head', title: '基层处处长' },
    ].map((one) => ({ ...one, unit: 'jcc', unitName: '基层基础处', region: '330000' }));
    life.must(supervising, { ...changeUnit('jcc', '基层基础处'), posts });
    expect(life.told().slice(-2)).toEqual([
      '2022-08-09 unit_changed qian.yi qian.er cc sun.qi',
      '2022-08-09 unit_assigned zhang.san li.si cc wang.wu sun.qi',
    ]);
    approveAll(submit(life, at('2022-08-10')), at('2022-08-10'));
    expect(life.row.status).toBe('signed_off');
  });

  it('to the one that supported it, has it support itself no more', () => {
    const life = measure().until(at('2022-08-09')).must(supervising, addSupporting('2022-08-19'));
    hearUnit(life).must(supervising, changeUnit());
    expect(life.state.parts).toEqual([]);
    expect(life.state.staff?.roles.supporting_head).toEqual(['fgc/head']);
  });

  it('that hosts the rectification office is not reviewed by it', () => {
    const life = measure({
      steps: [{ title: '整改办复核', roles: ['rectification_office'], mode: 'any_of' }],
    }).until(at('2022-08-09'));
    hearUnit(life.must(supervising, { ...changeUnit(), hostOffice: true }));
    life.must('qian.yi', REPORT).must('qian.yi', { type: 'submit' });
    expect(life.told('to_approve')).toEqual(['2022-08-09 to_approve wang.wu']);
  });

  it('is the supervising leader’s to decide, also while it is suspended, and not once it is over', () => {
    const life = measure().until(at('2022-08-09'));
    for (const who of [handler, head, principal]) expect(life.act(who, changeUnit())).toBe('not_permitted');
    life.must(supervising, { type: 'suspend', reason: '等待' });
    expect(life.act(supervising, changeUnit())).toBeUndefined();
    const over = approveAll(submit(measure(), at('2022-08-08')), at('2022-08-09'));
    expect(over.act(supervising, changeUnit())).toBe('wrong_status');
  });
});
