import { at, HELD, noticesOf, PEOPLE, rosterWith } from '../support.ts';
import { programme, programmeWithProblem } from './programme.ts';

type Programme = ReturnType<typeof programmeWithProblem>;

const { office, principal, head } = PEOPLE;
const SIGN_OFF = { type: 'sign_off_problem', problem: 'P04', standard: '数据质量抽查合格率达到95%，实测97%' };

let told = 0;
const stands = (life: Programme, measure: string, status: string): Programme => {
  told += 1;
  const data = { measure, status, light: 'green', standing: '推进中', due: '2022-08-31' };
  return life.hear('standing', data, { from: `zj/measure/${measure}`, seq: told });
};
const ready = (): Programme =>
  stands(stands(programmeWithProblem().until(at('2022-06-20')), 'M01', 'signed_off'), 'M02', 'signed_off');

describe('a problem', () => {
  it('is told to the rectification office when the last of its measures is signed off, once', () => {
    const life = stands(programmeWithProblem().until(at('2022-06-20')), 'M01', 'signed_off');
    expect(life.notices).toEqual([]);
    stands(life, 'M02', 'signed_off');
    expect(life.told()).toEqual(['2022-06-20 problem_ready sun.qi']);
    expect(life.last('ProblemReady').data).toMatchObject({ problem: 'P04', measures: ['M01', 'M02'] });
    expect(life.effects.filter((one) => one.kind === 'letter')).toHaveLength(1);
    stands(life, 'M02', 'signed_off');
    expect(life.notices).toHaveLength(1);
  });

  it('is signed off by the rectification office, with its own standard', () => {
    const life = ready().must(office, { ...SIGN_OFF, text: '同意' });
    expect(life.last('ProblemSignedOff')).toMatchObject({
      actor: { person: office, role: 'rectification_office' },
      data: { problem: 'P04', standard: SIGN_OFF.standard, text: '同意', on: '2022-06-20' },
    });
    expect(life.told('problem_signed_off')).toEqual(['2022-06-20 problem_signed_off sun.qi cc zhao.liu']);
    expect(life.ask(office, SIGN_OFF)).toEqual({
      code: 'problem_signed_off',
      params: { problem: 'P04', date: '2022-06-20' },
    });
  });

  it('is not, while measures are open: the refusal names them and how they stand', () => {
    const life = stands(programmeWithProblem(), 'M01', 'under_review');
    expect(life.ask(office, SIGN_OFF)).toEqual({
      code: 'problem_open',
      params: { problem: 'P04', measures: 'M01（审核中）、M02（未启动）' },
    });
    expect(life.ask(office, { ...SIGN_OFF, problem: 'P99' })).toEqual({
      code: 'unknown_problem',
      params: { problem: 'P99', allowed: 'P04' },
    });
  });

  it('is signed off by nobody else', () => {
    expect(ready().act(principal, SIGN_OFF)).toBe('not_permitted');
    expect(ready().act(head, SIGN_OFF)).toBe('not_holder');
  });

  it('is reopened with a measure of it, and told again when that is signed off anew', () => {
    const life = stands(ready().must(office, SIGN_OFF), 'M01', 'under_way');
    expect(life.last('ProblemReopened').data).toMatchObject({
      problem: 'P04',
      measures: ['M01'],
      signedOffOn: '2022-06-20',
    });
    expect(life.told('problem_reopened')).toEqual(['2022-06-20 problem_reopened sun.qi cc zhao.liu']);
    expect(life.act(office, SIGN_OFF)).toBe('problem_open');
    stands(life, 'M02', 'under_way');
    expect(life.all('ProblemReopened')).toHaveLength(1);
    stands(stands(life, 'M01', 'signed_off'), 'M02', 'signed_off');
    life.must(office, SIGN_OFF);
    expect(life.told()).toHaveLength(5);
    expect(new Set(life.notices.map((one) => one.id)).size).toBe(5);
  });
});

describe('whom a programme takes for its rectification office', () => {
  it('is who the directory last told it; it asked to be told from the start', () => {
    const life = ready();
    const directory = life.effects.map((one) => (one.kind === 'start' ? one.input : {}))[0];
    expect(directory?.['subscriptions']).toMatchObject({ zj: ['zgb/office', 'ld/principal'] });
    const { holders } = rosterWith({ ...HELD, 'zgb/office': [head] }, 9);
    life.hear('roster', { roster: { seq: 9, holders: { 'zgb/office': holders['zgb/office'] } } as never });
    expect(life.act(office, SIGN_OFF)).toBe('not_holder');
    expect(life.act(head, SIGN_OFF)).toBeUndefined();
    expect(life.act(office, { type: 'adopt_rules', to: 1 })).toBe('not_holder');
  });

  it('is the principal leader while it is vacant, who is told so', () => {
    const life = programmeWithProblem();
    life.hear('roster', { roster: { seq: 9, holders: { 'zgb/office': [] } } });
    stands(stands(life, 'M01', 'signed_off'), 'M02', 'signed_off');
    expect(noticesOf(life.last('ProblemReady'))[0]?.to).toEqual([
      expect.objectContaining({ person: principal, standsInFor: ['rectification_office'] }),
    ]);
    expect(life.act(principal, SIGN_OFF)).toBeUndefined();
  });
});

describe('a programme launched before problems were kept', () => {
  it('tells of none, and hears of no appointment', () => {
    const life = programme();
    stands(stands(life, 'M01', 'signed_off'), 'M02', 'signed_off');
    life.hear('roster', { roster: { seq: 9, holders: { 'zgb/office': [] } } });
    expect(life.types.slice(1)).toEqual(['StandingHeard', 'StandingHeard', 'SignalUnknown']);
  });
});
