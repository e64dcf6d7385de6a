import { at, PEOPLE } from '../../support.ts';
import { hearRoster, measure, REPORT, submit } from '../measure.ts';
import { authorise } from './staff.ts';

const { handler, head, supervising, principal, office } = PEOPLE;
const DAI = 'dai';
/** 处长 has 代某 act for them until Thursday 30 June. */
const authorised = () => measure().until(at('2022-06-20')).must(head, authorise(DAI));

describe('a deputy', () => {
  it('is named by the holder of a post, on record, and told with a copy to whom they stand for', () => {
    const life = authorised();
    expect(life.last('DeputyAuthorised')).toMatchObject({
      data: { post: 'jcc/head', of: { person: head }, person: DAI, until: '2022-06-30' },
      actor: { person: head, role: 'office_head' },
    });
    expect(life.told('deputy_named')).toEqual(['2022-06-20 deputy_named dai cc li.si sun.qi']);
  });

  it('acts in that post, and the record says for whom', () => {
    const life = authorised().must(DAI, REPORT);
    expect(life.last('ProgressReported').actor).toMatchObject({
      person: DAI,
      post: 'jcc/head',
      postTitle: '基层处处长（代）',
      deputyFor: { person: head, name: '李四' },
    });
    expect(life.act(head, { type: 'comment', text: '同意' })).toBeUndefined();
    expect(life.act(DAI, { type: 'suspend', reason: '等待' })).toBe('not_permitted');
  });

  it('is written to beside the one they stand for', () => {
    const life = measure({ due: '2022-06-30' }).until(at('2022-06-20')).must(handler, authorise(DAI));
    expect(life.until(at('2022-06-21')).told('reminder').at(-1)).toBe(
      '2022-06-21 reminder zhang.san dai cc li.si',
    );
  });

  it('acts to the end of the last day, and not after; that ends by itself and tells nobody', () => {
    const life = authorised().until(at('2022-06-30', '23:59')).must(DAI, { type: 'comment', text: '代办' });
    life.until(at('2022-07-01', '00:00'));
    expect(life.last('DeputyEnded')).toMatchObject({
      data: { by: 'date', name: 'dai某', postTitle: '基层处处长' },
      cause: 'duty',
      occurredAt: '2022-07-01T00:00:00.000+08:00',
    });
    expect(life.act(DAI, { type: 'comment', text: '代办' })).toBe('not_holder');
    expect(life.told('deputy_ended')).toEqual([]);
  });

  it('ends in the middle of a review: the step is then the holder’s again', () => {
    const life = submit(measure(), at('2022-06-29')).must(head, authorise(DAI));
    expect(life.told('to_approve')).toEqual(['2022-06-29 to_approve li.si', '2022-06-29 to_approve dai']);
    life.until(at('2022-07-01'));
    expect(life.act(DAI, { type: 'approve' })).toBe('not_holder');
    expect(life.told('to_approve_again')).toEqual(['2022-07-01 to_approve_again li.si']);
    expect(life.act(head, { type: 'approve' })).toBeUndefined();
  });

  it('may be revoked by whoever named them, and hears of it', () => {
    const life = authorised();
    expect(life.act(handler, { type: 'revoke', person: DAI })).toBe('no_deputy');
    life.must(head, { type: 'revoke', person: DAI });
    expect(life.told('deputy_ended')).toEqual(['2022-06-20 deputy_ended dai cc li.si sun.qi']);
    expect(life.act(DAI, { type: 'comment', text: '代办' })).toBe('not_holder');
    expect(life.until(at('2022-07-01')).all('DeputyEnded')).toHaveLength(1);
  });

  it('passes nothing on', () => {
    expect(authorised().ask(DAI, authorise('else'))).toEqual({
      code: 'deputy_passed_on',
      params: { name: '李四' },
    });
  });

  it('stands for nobody once that one has left the post', () => {
    const life = hearRoster(authorised(), { 'jcc/head': ['xin'] });
    expect(life.act(DAI, { type: 'comment', text: '代办' })).toBe('not_holder');
    expect(life.act('xin', { type: 'comment', text: '到任' })).toBeUndefined();
  });

  it('does not approve what they submitted, nor what the one they stand for submitted', () => {
    const own = measure().until(at('2022-06-20')).must(handler, REPORT).must(head, authorise(handler));
    own.must(handler, { type: 'submit' }, 'jcc/handler');
    expect(own.act(handler, { type: 'approve' })).toBe('own_submission');
    expect(own.act(head, { type: 'approve' })).toBeUndefined();

    const theirs = submit(measure(), at('2022-06-20'), head).must(head, authorise(DAI));
    expect(theirs.act(DAI, { type: 'approve' })).toBe('own_submission');
  });

  it('who submitted for somebody, keeps that one from approving it', () => {
    const life = authorised().must(handler, REPORT).must(DAI, { type: 'submit' });
    expect(life.told('to_approve')).toEqual(['2022-06-20 to_approve wang.wu']);
    expect(life.act(head, { type: 'approve' })).toBe('own_submission');
    expect(life.act(head, { type: 'withdraw' })).toBeUndefined();
  });

  it('and the one they stand for close one step between them, not two', () => {
    const life = submit(measure(), at('2022-06-20')).must(supervising, authorise(head));
    life.must(head, { type: 'approve' });
    expect(life.act(head, { type: 'approve' })).toBe('approved_earlier_step');
    expect(life.act(supervising, { type: 'approve' })).toBeUndefined();

    const through = submit(measure({ held: { 'ld/supervising': [head] } }), at('2022-06-20'));
    through.must(head, authorise(DAI), 'jcc/head').must(DAI, { type: 'approve' });
    expect(through.act(head, { type: 'approve' })).toBe('approved_earlier_step');
    expect(through.act(principal, { type: 'approve' })).toBeUndefined();
  });

  it('does not grant what the one they stand for asked for', () => {
    const life = measure({ held: { 'ld/supervising': [head] } }).until(at('2022-06-20'));
    life.must(head, { type: 'request_extension', to: '2022-09-14', reason: '会签' });
    life.must(head, authorise(DAI), 'ld/supervising');
    life.must(office, { type: 'comment', text: '属实', opinion: 'support' });
    expect(life.act(DAI, { type: 'grant_extension' })).toBe('own_request');
    expect(life.act(principal, { type: 'grant_extension' })).toBeUndefined();
  });

  it('is somebody else, with an end that is still to come', () => {
    const life = measure().until(at('2022-06-20'));
    expect(life.act(head, authorise(head))).toBe('already_holds');
    expect(life.act(head, authorise(DAI, '2022-06-19'))).toBe('date_before_today');
    expect(life.act(head, authorise(DAI, '2022-06-20'))).toBeUndefined();
    expect(life.act(head, authorise(DAI))).toBe('already_holds');
    expect(life.act('nobody', authorise(DAI))).toBe('not_holder');
  });

  it('acts on while the measure is suspended, and nothing is left once it is cancelled', () => {
    const life = authorised().must(supervising, { type: 'suspend', reason: '等待' });
    expect(life.act(DAI, { type: 'comment', text: '代办' })).toBeUndefined();
    life.must(office, { type: 'cancel', reason: '并入', number: '12号', date: '2022-06-20' });
    expect(life.pending).toEqual([]);
    expect(life.act(DAI, { type: 'comment', text: '代办' })).toBe('not_holder');
  });
});
