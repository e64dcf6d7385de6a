import { lightText } from '../../../src/domain/measure/light.ts';
import { spreadOf } from '../../../src/domain/slots.ts';
import { at, noticesOf, PEOPLE } from '../support.ts';
import { approveAll, measure, REPORT, submit, type Measure } from './measure.ts';

const { handler, head, office, supervising } = PEOPLE;
const look = (result: 'found' | 'not_found' = 'found') =>
  ({ type: 'look_back', result, text: '两个乡镇人员空缺', sample: '抽查3个县6个乡镇' }) as const;
const again = (to: string) => ({ type: 'reopen', reason: '人员空缺', to }) as const;
const LOT = spreadOf('zj/measure/M06/look-back', 100);

const signedOff = ({
  percent = 100,
  day = '2022-06-20',
  ...wish
}: Parameters<typeof measure>[0] & {
  readonly percent?: number;
  readonly day?: string;
} = {}): Measure =>
  approveAll(
    submit(measure({ ...wish, policy: { lookBack: { months: 6, percent } } }), at(day)),
    at(day, '10:00'),
  );

describe('which measures are looked back at', () => {
  it('is drawn from the process id, and the sign-off states lot, share and date', () => {
    expect(signedOff({ percent: LOT + 1 }).last('SignedOff').data['lookBack']).toEqual({
      lot: LOT,
      percent: LOT + 1,
      due: { on: '2022-12-20', reason: 'drawn' },
    });
    const spared = signedOff({ percent: LOT });
    expect(spared.last('SignedOff').data['lookBack']).toEqual({ lot: LOT, percent: LOT });
    expect(spared.pending).toEqual([]);
  });

  it('is every one that was late, whatever its lot', () => {
    const life = signedOff({ percent: 0, day: '2022-09-01' });
    expect(life.last('SignedOff').data['lookBack']).toMatchObject({
      due: { on: '2023-03-01', reason: 'late' },
    });
  });

  it('is none where the policy has none', () => {
    const life = approveAll(submit(measure(), at('2022-06-20')), at('2022-06-20'));
    expect(life.last('SignedOff').data).not.toHaveProperty('lookBack');
    expect(life.pending).toEqual([]);
  });
});

describe('a look-back', () => {
  it('is asked of the rectification office at the slot of its date, or of the next working day', () => {
    const life = signedOff({ day: '2022-07-01' }).until(at('2023-01-10'));
    // 1 January 2023 is a Sunday.
    expect(life.told('look_back_due')).toEqual(['2023-01-02 look_back_due sun.qi']);
    expect(noticesOf(life.last('LookBackDue'))[0]?.facts.lookBack).toEqual({
      on: '2023-01-01',
      reason: 'drawn',
      signedOffOn: '2022-07-01',
    });
  });

  it('tells the unit what was found, and nobody is reminded of it any more', () => {
    const life = signedOff().until(at('2022-12-01')).must(office, look());
    expect(life.told('looked_back')).toEqual(['2022-12-01 looked_back li.si zhang.san cc wang.wu sun.qi']);
    expect(life.notices.at(-1)?.facts).toMatchObject({
      lookedBack: { result: 'found', sample: '抽查3个县6个乡镇' },
      reason: '两个乡镇人员空缺',
    });
    expect(life.pending).toEqual([]);
    expect(life.until(at('2023-01-10')).all('LookBackDue')).toEqual([]);
  });

  it('is for the rectification office, and only after the sign-off', () => {
    expect(signedOff().act(supervising, look())).toBe('not_permitted');
    expect(submit(measure(), at('2022-06-20')).act(office, look())).toBe('wrong_status');
  });

  it('of its own host office is made by the next above, and the record says why', () => {
    const life = signedOff({ hostOffice: true });
    expect(life.ask(office, look())).toEqual({
      code: 'host_office_act',
      params: { command: '回头看', next: '分管副局长王五' },
    });
    expect(life.until(at('2022-12-20')).told('look_back_due')).toEqual(['2022-12-20 look_back_due wang.wu']);
    life.must(supervising, look('not_found'));
    expect(life.last('LookedBack').data['why']).toEqual([
      { role: 'rectification_office', reason: 'host_office' },
    ]);
  });

  it('falls to the next above where the rectification office is vacant', () => {
    const life = signedOff({ held: { 'zgb/office': [] } }).must(supervising, look());
    expect(life.last('LookedBack').data['why']).toEqual([{ role: 'rectification_office', reason: 'vacant' }]);
  });
});

describe('reopening', () => {
  it('begins a new round with its own date; the earlier sign-off stays on record', () => {
    const life = signedOff({ day: '2022-09-01' }).until(at('2022-09-19')).must(office, again('2022-10-31'));
    expect(life.state).toMatchObject({
      status: 'under_way',
      round: 2,
      due: '2022-10-31',
      reopened: { on: '2022-09-19', reason: '人员空缺', times: 1 },
      signOffs: [{ on: '2022-09-01', submittedOn: '2022-09-01', due: '2022-08-31', daysLate: 1 }],
    });
    expect(life.told('reopened')).toEqual(['2022-09-19 reopened zhang.san li.si cc wang.wu zhao.liu sun.qi']);
    expect(lightText(life.state, life.now)).toBe('重新整改');
  });

  it('arms reminders and ladder anew', () => {
    const life = signedOff().until(at('2022-09-19')).must(office, again('2022-10-31'));
    life.until(at('2022-11-04'));
    expect(life.told('reminder').map((one) => one.slice(0, 10))).toEqual([
      '2022-10-10',
      '2022-10-20',
      '2022-10-26',
      '2022-10-28',
      '2022-10-31',
    ]);
    expect(life.all('Escalated').map((one) => one.data['after'])).toEqual([1, 3]);
    expect(life.row).toMatchObject({ light: 'red', card: { lightText: '重新整改，逾期4天' } });
  });

  it('asks for something new before it is submitted again, and never looks on time where it once was late', () => {
    const life = signedOff({ day: '2022-09-01' }).until(at('2022-09-19')).must(office, again('2022-10-31'));
    expect(life.ask(handler, { type: 'submit' })).toEqual({
      code: 'nothing_new',
      params: { date: '2022-09-19' },
    });
    life.must(handler, REPORT);
    approveAll(submit(life, at('2022-09-20')), at('2022-09-20'));
    expect(life.row).toMatchObject({
      light: 'done_late',
      card: { lightText: '已销号(重新整改，原逾期1天)' },
    });
    expect(life.last('SignedOff').data).toMatchObject({
      daysLate: 0,
      lookBack: { due: { on: '2023-03-20', reason: 'reopened' } },
    });
  });

  it.each([
    ['today', '2022-09-19', 'reopen_date'],
    ['more than a year away', '2023-09-20', 'reopen_date'],
    ['a day off', '2022-10-05', 'not_working_day'],
  ])('takes no date that is %s', (_, to, code) => {
    expect(signedOff().until(at('2022-09-19')).act(office, again(to))).toBe(code);
  });

  it('may be extended, although the outer limit is past', () => {
    const life = signedOff({ outerLimit: '2022-09-30' }).until(at('2022-09-19'));
    life.must(office, again('2022-10-31')).until(at('2022-10-20'));
    expect(
      life.act(head, { type: 'request_extension', to: '2022-11-15', reason: '编制待批' }),
    ).toBeUndefined();
  });

  it('no longer waits for the milestones of its first round', () => {
    const milestones = [{ id: 'm1', title: '征求意见', due: '2022-07-15' }];
    const life = signedOff({ milestones }).until(at('2022-09-19')).must(office, again('2022-10-31'));
    expect(life.state.light).toBe('green');
    expect(life.pending.filter((one) => one.kind === 'milestone')).toEqual([]);
  });

  it('tells the programme at once', () => {
    const life = signedOff().must(office, again('2022-10-31'));
    expect(life.effects.findLast((one) => one.kind === 'signal')).toMatchObject({
      to: 'zj',
      data: { measure: 'M06', status: 'under_way', due: '2022-10-31' },
    });
  });
});
