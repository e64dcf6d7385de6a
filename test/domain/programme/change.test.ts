import { packed, unpacked } from '../../../src/domain/carry.ts';
import { addedInput } from '../../../src/domain/programme/change/state.ts';
import type { ProgrammeState } from '../../../src/domain/programme/state.ts';
import { PEOPLE, type Life } from '../support.ts';
import { amendment, announcement, CALENDAR_MENDED, on } from './amendment.ts';
import { programmeWithProblem } from './programme.ts';

const { office, head } = PEOPLE;
const POST = { id: 'zhc/head', title: '综合处处长', unit: 'zhc', unitName: '综合处', region: '330000' };
const ADDITIONS = {
  units: [{ id: 'zhc', name: '综合处', region: '330000' }],
  posts: [POST],
  people: [{ id: 'xin', name: '新人', address: 'xin@tjj.example' }],
  appointments: [{ person: 'xin', post: POST.id }],
};

type Programme = Life<ProgrammeState>;

function third(life: Programme) {
  const [plan] = life.state.input.measures;
  if (plan === undefined) throw new Error('no measure');
  return { ...plan, id: 'M03', number: 3 };
}

const sent = (life: Programme): readonly string[] =>
  life.effects.flatMap((one) =>
    one.kind === 'signal' ? [`${one.type} ${one.to}`] : one.kind === 'start' ? [`start ${one.process}`] : [],
  );

describe('a programme whose plan is amended', () => {
  const deadline = { measure: 'M01', set: { deadline: on('2022-09-16') } };

  it('records it, tells those it concerns, and opens what is added with the next number', () => {
    const life = programmeWithProblem();
    const before = sent(life).length;
    const added = [{ plan: third(life), inputHash: 'h'.repeat(64) }];
    const sweep = 'zj/sweep/1';
    life.must(
      office,
      amendment({ changes: [deadline], added, dropped: ['M02'], directory: ADDITIONS, sweep }),
    );
    expect(sent(life).slice(before)).toEqual([
      'start zj/measure/M03',
      'extend zj/directory',
      'amend zj/measure/M01',
      'drop zj/measure/M02',
      'register zj/sweep/1',
    ]);
    expect(life.last('PlanAmended').actor).toMatchObject({ person: office, role: 'rectification_office' });
    expect(life.state.input).toMatchObject({
      planHash: 'q'.repeat(64),
      measures: [{}, {}, { id: 'M03', number: 3 }],
    });
    expect(life.state.changes?.[0]?.waiting).toEqual([
      'zj/measure/M01',
      'zj/measure/M02',
      'zj/directory',
      'zj/sweep/1',
    ]);
  });

  it('opens an added measure with the start input that was hashed, people of new posts included', () => {
    const life = programmeWithProblem();
    const plan = { ...third(life), roles: { office_head: [POST.id] } };
    life.must(office, amendment({ added: [{ plan, inputHash: 'h' }], directory: ADDITIONS }));
    const start = life.effects.findLast((one) => one.kind === 'start');
    expect(start).toMatchObject({ inputHash: 'h' });
    const input = addedInput(life.state.input, plan, life.now);
    expect(start?.kind === 'start' ? start.input : {}).toEqual(input);
    expect(input).toMatchObject({
      clock: { kind: 'driven', at: life.now },
      roster: { holders: { [POST.id]: [{ person: 'xin' }] } },
    });
    expect(input.entered).toBeUndefined();
  });

  it('keeps who has acknowledged, and takes a measure’s change over when it has', () => {
    const life = programmeWithProblem().must(office, amendment({ changes: [deadline] }));
    const { seq } = life.last('PlanAmended');
    expect(life.state.input.measures[0]?.deadline.date).toBe('2022-08-31');
    life.hear('acknowledge', { change: seq, applied: true, due: '2022-09-16' }, { from: 'zj/measure/M01' });
    expect(life.last('ChangeAcknowledged').data).toMatchObject({ process: 'zj/measure/M01', applied: true });
    expect(life.state.changes?.[0]?.waiting).toEqual([]);
    expect(life.state.input.measures[0]?.deadline.date).toBe('2022-09-16');
  });

  it('records a measure’s refusal, and leaves its own copy as it was', () => {
    const life = programmeWithProblem().must(office, amendment({ changes: [deadline] }));
    const { seq } = life.last('PlanAmended');
    const refusal = {
      code: 'amend_under_review',
      params: { measure: 'M01', status: '审核中', what: '完成时限' },
    };
    life.hear('acknowledge', { change: seq, applied: false, refusal }, { from: 'zj/measure/M01' });
    expect(life.last('ChangeAcknowledged').data).toMatchObject({ applied: false, refusal });
    expect(life.state.input.measures[0]?.deadline.date).toBe('2022-08-31');
  });

  it('lets nobody but the rectification office decide it', () => {
    expect(programmeWithProblem().act(head, amendment({ changes: [deadline] }))).toBe('not_holder');
  });

  it('takes it whole or not at all', () => {
    const life = programmeWithProblem();
    const bad = { measure: 'M02', set: { deadline: on('2022-05-20') } };
    expect(life.act(office, amendment({ changes: [deadline, bad] }))).toBe('amend_past');
    expect(life.types).not.toContain('PlanAmended');
  });

  it('goes on with it in a next run, whose start input is the old one', () => {
    const life = programmeWithProblem();
    life.must(office, amendment({ added: [{ plan: third(life), inputHash: 'h' }], directory: ADDITIONS }));
    life.must(office, announcement());
    const carried = JSON.parse(JSON.stringify(packed(life.frame))) as typeof life.frame;
    expect(unpacked(carried, life.input).state).toEqual(JSON.parse(JSON.stringify(life.state)));
  });
});

describe('a programme under a new calendar', () => {
  it('tells every measure that is not cancelled, and the sweep', () => {
    const life = programmeWithProblem().hear(
      'standing',
      { measure: 'M02', status: 'cancelled', light: 'cancelled', standing: '已取消', due: '2022-08-31' },
      { from: 'zj/measure/M02' },
    );
    const before = sent(life).length;
    life.must(office, announcement({ sweep: 'zj/sweep/2' }));
    expect(sent(life).slice(before)).toEqual(['recalendar zj/measure/M01', 'recalendar zj/sweep/2']);
    expect(life.state.input).toMatchObject({ calendar: CALENDAR_MENDED, calendarHash: 'd'.repeat(64) });
  });

  it('is decided against the one in force, and tells nobody else’s sweep', () => {
    const life = programmeWithProblem().must(office, announcement());
    expect(life.act(office, announcement())).toBe('amend_base');
    const elsewhere = announcement({ base: 'd'.repeat(64), sweep: 'other/sweep/1' });
    expect(life.act(office, elsewhere)).toBe('amend_base');
  });
});
