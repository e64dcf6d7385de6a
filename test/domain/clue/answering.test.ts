import type { Notice } from '../../../src/domain/notice.ts';
import { at } from '../support.ts';
import { accepted, clue, sealed, unit, type Clue } from './clue.ts';

/** What is armed, and when it speaks: what lies behind is not said again, and who passed a clue down answers for it. */

function notices(life: Clue, ...kinds: readonly Notice['kind'][]): readonly Notice[] {
  const all = life.effects.flatMap((one) => (one.kind === 'letter' ? [one.notice] : []));
  const each = [...new Map(all.map((one) => [one.id, one])).values()];
  return each.filter((one) => kinds.includes(one.kind));
}

/** Day, kind and first recipient of what pursued a step. */
function pursued(life: Clue, step: string): readonly string[] {
  return notices(life, 'clue_reminder', 'clue_urge', 'clue_supervise', 'clue_principal')
    .filter((one) => one.facts.clue?.step === step)
    .map((one) => `${one.leaveAt.slice(5, 16)} ${one.kind} ${one.to[0]?.person}`);
}

const pass = (to: string, due: string) => ({ type: 'pass_down', unit: unit(to), due });

it('gives who acknowledged late one working day more to accept, and says nothing of days behind', () => {
  const life = clue().until(at('2022-06-10', '10:00')).must('zfj.h', { type: 'acknowledge' });
  expect(life.state.clocks).toMatchObject([{ step: 'accept', due: '2022-06-13' }]);
  life.until(at('2022-06-14', '12:00'));
  expect(pursued(life, '受理或退回')).toEqual([
    '06-13T08:30 clue_reminder zfj.h',
    '06-14T08:30 clue_urge zfj.z',
  ]);
  expect(notices(life, 'clue_reminder', 'clue_urge').filter((one) => one.facts.lateSince)).toEqual([]);
});

it('counts reminders and urgings of the step it speaks of', () => {
  const life = clue().until(at('2022-06-10', '10:00')).must('zfj.h', { type: 'acknowledge' });
  life.must('zfj.h', { type: 'accept' }).must('gyc.h', { type: 'urge_clue' });
  life.until(at('2022-06-24'));
  const told = notices(life, 'clue_urge', 'clue_supervise', 'clue_principal').filter(
    (one) => one.facts.clue?.step === '制定核查方案',
  );
  expect(told.map(({ facts }) => [facts.reminded, facts.urged])).toEqual([
    [0, 0],
    [3, 1],
    [3, 2],
    [3, 3],
  ]);
});

it('does not remind of days that lay before an extension', () => {
  const life = accepted();
  life.until(at('2022-06-09', '09:00'));
  life.must('zfj.h', { type: 'ask_clue_extension', step: 'plan', to: '2022-06-10', reason: '材料未到' });
  life.must('gyc.z', { type: 'grant_clue_extension' });
  expect(life.pending.filter((one) => one.dueAt < life.now)).toEqual([]);
});

it('keeps who passed it down to the own date, whoever below has it', () => {
  const life = accepted().must('zfj.h', pass('hz', '2022-06-16'));
  life.must('hz.h', { type: 'acknowledge' }).must('hz.h', { type: 'accept' });
  life.until(at('2022-06-13', '10:00')).must('hz.h', pass('xh', '2022-06-14'));
  life.until(at('2022-07-01'));
  expect(pursued(life, '督促下级报告办理情况')).toEqual([
    '06-15T08:30 clue_reminder hz.h',
    '06-16T08:30 clue_reminder hz.h',
    '06-17T08:30 clue_urge hz.z',
    '06-20T08:30 clue_reminder zfj.h',
    '06-21T08:30 clue_supervise hz-vice',
    '06-22T08:30 clue_reminder zfj.h',
    '06-23T08:30 clue_principal 330100.boss',
    '06-23T08:30 clue_reminder zfj.h',
    '06-24T08:30 clue_urge zfj.z',
    '06-28T08:30 clue_supervise vice2',
    '06-30T08:30 clue_principal 330000.boss',
  ]);
  const first = notices(life, 'clue_urge').find((one) => one.to[0]?.person === 'zfj.z');
  expect(first?.facts.clue).toMatchObject({ sender: '工业统计处', holder: '西湖区统计局' });
});

it('is no longer owed by the passer when it has come back', () => {
  const life = accepted().must('zfj.h', pass('hz', '2022-06-16'));
  life.must('hz.h', { type: 'acknowledge' }).must('hz.h', { type: 'accept' });
  life.must('hz.h', { type: 'plan', team: '专班', items: [] });
  life.must('hz.h', { type: 'verify', substantiated: false, items: [] });
  life.must('hz.h', { type: 'close_without_case', reason: '查无实据' });
  life.must('hz.h', { type: 'report_findings', items: [sealed('r')] });
  expect(life.state.clocks.map((one) => one.step)).toEqual(['feedback']);
  life.must('zfj.h', { type: 'supplement', reason: '请补充' });
  expect(life.state.clocks.map((one) => one.step)).toEqual(['verify', 'oversee']);
});

it('taken back from below goes on where it was: nothing is said twice, nor of the days between', () => {
  const life = accepted().until(at('2022-06-13', '10:00'));
  life.must('zfj.h', pass('hz', '2022-06-16')).until(at('2022-06-14', '10:00'));
  life.must('zfj.h', { type: 'withdraw_clue' }).until(at('2022-06-17'));
  expect(life.state.clocks.map((one) => one.step)).toEqual(['plan', 'verify']);
  expect(pursued(life, '制定核查方案')).toEqual([
    '06-06T08:30 clue_reminder zfj.h',
    '06-08T08:30 clue_reminder zfj.h',
    '06-09T08:30 clue_reminder zfj.h',
    '06-10T08:30 clue_urge zfj.z',
    '06-15T08:30 clue_supervise vice2',
    '06-16T08:30 clue_principal 330000.boss',
  ]);
});

describe('a limit of twenty-four hours', () => {
  const decided = (date: string, time: string): Clue =>
    accepted()
      .until(at(date, time))
      .must('zfj.h', { type: 'suspect_crime', items: [] })
      .must('330000.boss', { type: 'decide_crime', transfer: true, reason: '达到标准' });
  const reminded = (life: Clue): readonly string[] =>
    notices(life.until(at('2022-06-15')), 'clue_reminder')
      .filter((one) => one.facts.clue?.step === '移送涉嫌犯罪案件')
      .map((one) => one.leaveAt.slice(5, 16));

  it('is reminded of in the morning of the day, and at its end', () => {
    expect(reminded(decided('2022-06-07', '11:00'))).toEqual(['06-08T08:30', '06-08T11:00']);
  });

  it('is reminded of before people go home where it ends too early, or on a day off', () => {
    expect(reminded(decided('2022-06-07', '08:40'))).toEqual(['06-07T16:30', '06-08T08:40']);
    expect(reminded(decided('2022-06-10', '15:00'))).toEqual(['06-10T16:30']);
  });
});
