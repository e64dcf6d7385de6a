import { at, PEOPLE } from '../../support.ts';
import { approveAll, hearRoster, measure, REPORT, submit, type Measure } from '../measure.ts';

const { handler, head, supervising, principal, office, supportingHead } = PEOPLE;
/** A reply is wanted by Friday 24 June. */
const INSTRUCT = { type: 'instruct', text: '请与财政部门会商后提出方案', to: '2022-06-24' };

const instructed = (): Measure => measure().until(at('2022-06-20')).must(supervising, INSTRUCT);
const replyTo = (life: Measure) => ({
  type: 'reply',
  instruction: life.last('Instructed').seq,
  text: '已会商，方案附后',
});

describe('a leader’s instruction', () => {
  it('is put to the unit at once, in the leader’s words and with the date', () => {
    const life = instructed();
    expect(life.told()).toEqual(['2022-06-20 instructed zhang.san li.si cc sun.qi']);
    expect(life.notices[0]).toMatchObject({
      urgent: true,
      facts: {
        instruction: {
          name: '王五',
          postTitle: '分管副局长',
          on: '2022-06-20',
          text: '请与财政部门会商后提出方案',
          due: '2022-06-24',
        },
      },
    });
  });

  it('without a reply reminds the handler the working day before, and tells the leader the day after', () => {
    const life = instructed().until(at('2022-07-05'));
    expect(life.told().slice(1)).toEqual([
      '2022-06-23 instruction_reminder zhang.san cc li.si',
      '2022-06-27 instruction_unanswered wang.wu cc li.si zhang.san sun.qi',
    ]);
    expect(life.state.instructions?.[0]?.answered).toBeUndefined();
    expect(life.act(handler, replyTo(life))).toBeUndefined();
  });

  it('that is answered in time presses nobody, and the leader reads the answer', () => {
    const life = instructed().until(at('2022-06-22'));
    life.must(handler, replyTo(life)).until(at('2022-07-05'));
    expect(life.told().slice(1)).toEqual(['2022-06-22 instruction_answered wang.wu cc sun.qi']);
    expect(life.notices.at(-1)?.facts.instruction?.reply).toBe('已会商，方案附后');
    expect(life.ask(handler, replyTo(life))).toMatchObject({ code: 'no_instruction' });
  });

  it('may be answered by a report that names it', () => {
    const life = instructed();
    life.must(handler, { ...REPORT, instruction: life.last('Instructed').seq }).until(at('2022-07-05'));
    expect(life.told().slice(1)).toEqual(['2022-06-20 instruction_answered wang.wu cc sun.qi']);
    expect(life.act(handler, { ...REPORT, instruction: 99 })).toBe('no_instruction');
    const early = measure().must(principal, { type: 'instruct', text: '抓紧' });
    early.must(handler, { ...REPORT, instruction: early.last('Instructed').seq });
    expect(early.types.slice(-2)).toEqual(['MeasureStarted', 'ProgressReported']);
    const ids = early.notices.map((one) => one.id);
    expect(ids.at(-1)).toBe(`zj/measure/M06#${early.last('ProgressReported').seq}/instruction_answered`);
  });

  it('without a date is recorded and answered, and nothing is waited for', () => {
    const life = measure().until(at('2022-06-20'));
    const before = life.pending.length;
    life.must(principal, { type: 'instruct', text: '请抓紧' });
    expect(life.pending).toHaveLength(before);
    life.must(head, replyTo(life));
    expect(life.told('instruction_answered')).toEqual(['2022-06-20 instruction_answered zhao.liu cc sun.qi']);
  });

  it('may be recorded for the leader by the rectification office, which names the post', () => {
    const life = measure().until(at('2022-06-20'));
    expect(life.ask(office, INSTRUCT)).toMatchObject({
      code: 'leader_unknown',
      params: { allowed: '分管副局长（ld/supervising）、局长（ld/principal）' },
    });
    expect(life.act(office, { ...INSTRUCT, leader: 'jcc/head' })).toBe('leader_unknown');
    life.must(office, { ...INSTRUCT, leader: 'ld/principal' });
    expect(life.last('Instructed')).toMatchObject({
      data: { leader: { post: 'ld/principal', name: '赵六', postTitle: '局长' } },
      actor: { person: office, role: 'rectification_office' },
    });
    expect(life.until(at('2022-06-27')).told('instruction_unanswered')).toEqual([
      '2022-06-27 instruction_unanswered zhao.liu cc li.si zhang.san sun.qi',
    ]);
  });

  it('is the leader’s own: nobody instructs for somebody else’s post', () => {
    const life = measure().until(at('2022-06-20'));
    expect(life.act(supervising, { ...INSTRUCT, leader: 'ld/principal' })).toBe('leader_unknown');
    expect(life.act(supervising, { ...INSTRUCT, leader: 'ld/supervising' })).toBeUndefined();
    expect(life.act(head, INSTRUCT)).toBe('not_permitted');
    expect(life.act(supportingHead, replyTo(life))).toBe('not_permitted');
  });

  it('asks for its reply on a working day to come', () => {
    const life = measure().until(at('2022-06-20'));
    expect(life.act(principal, { ...INSTRUCT, to: '2022-06-17' })).toBe('date_before_today');
    expect(life.act(principal, { ...INSTRUCT, to: '2022-06-25' })).toBe('not_working_day');
    expect(life.act(principal, { ...INSTRUCT, to: '2022-06-20' })).toBeUndefined();
  });

  it('is told to whoever holds the leader’s post by then, or the one above', () => {
    const told = (people: readonly string[]) =>
      hearRoster(instructed(), { 'ld/supervising': people })
        .until(at('2022-06-27'))
        .notices.at(-1)
        ?.to.map((one) => one.person);
    expect(told([supportingHead])).toEqual([supportingHead]);
    expect(told([])).toEqual([principal]);
  });

  it('waits on through review, suspension and sign-off, and ends with the cancellation', () => {
    const reviewed = submit(instructed(), at('2022-06-21')).until(at('2022-06-27'));
    expect(reviewed.told('instruction_unanswered')).toHaveLength(1);
    const signed = approveAll(submit(instructed(), at('2022-06-21')), at('2022-06-21'));
    expect(signed.until(at('2022-06-27')).told('instruction_unanswered')).toHaveLength(1);
    const suspended = instructed().must(supervising, { type: 'suspend', reason: '等待' });
    suspended.must(handler, replyTo(suspended));
    expect(suspended.pending).toEqual([]);
    const cancelled = instructed().must(office, {
      type: 'cancel',
      reason: '并入',
      number: '12号',
      date: '2022-06-20',
    });
    expect(cancelled.pending).toEqual([]);
    cancelled.until(at('2022-06-22')).must(principal, INSTRUCT);
    expect(cancelled.until(at('2022-06-27')).told('instruction_unanswered')).toHaveLength(1);
  });
});
