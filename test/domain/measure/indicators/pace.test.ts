import fc from 'fast-check';
import { compare, decimalText } from '../../../../src/domain/decimal.ts';
import {
  behindFrom,
  expectedOn,
  pacesOf,
  paceTurns,
  reportedOf,
} from '../../../../src/domain/measure/indicators/pace.ts';
import { lightAt } from '../../../../src/domain/measure/light.ts';
import { addDays, addMillis, HOUR_MS, instantAt, type CivilDate } from '../../../../src/domain/time.ts';
import { at, PEOPLE, type Wish } from '../../support.ts';
import { measure, type Measure } from '../measure.ts';
import { indicator, reported, underWay } from './indicators.ts';

/** A steady pace, told at once: from Monday 6 June to Wednesday 31 August 2022, 63 working days. */
const STEADY: Wish = {
  policy: { pace: { percent: 100, grace: 0, to: ['case_handler'], cc: ['office_head'] } },
};
const life = (target: number, wish: Wish = STEADY): Measure => underWay([indicator({ target })], wish);
const expected = (one: Measure, day: CivilDate): string =>
  pacesOf(one.state)
    .map((pace) => decimalText(expectedOn(one.state, pace, day)))
    .join();

describe('the pace of an indicator', () => {
  it('is the share of the working days that have passed, in whole units', () => {
    const one = life(63);
    expect(expected(one, '2022-06-06')).toBe('0');
    expect(expected(one, '2022-06-07')).toBe('1');
    // Friday's work is expected from Saturday on, and nothing more until Tuesday.
    expect(['2022-06-11', '2022-06-13', '2022-06-14'].map((day) => expected(one, day))).toEqual([
      '5',
      '5',
      '6',
    ]);
    expect(expected(life(6.3), '2022-06-07')).toBe('0.1');
  });

  it('is milder by the policy: so many percent, so many working days later', () => {
    const one = life(63, { policy: { pace: { percent: 50, grace: 5, to: ['case_handler'], cc: [] } } });
    expect(['2022-06-13', '2022-06-15', '2022-06-17'].map((day) => expected(one, day))).toEqual([
      '0',
      '1',
      '2',
    ]);
  });

  it('turns the light yellow by itself on the first day behind, and the unit is told on the next working day', () => {
    const one = reported(life(63), '2022', 14);
    expect(one.row.light).toBe('green');
    one.until(at('2022-06-24', '23:59'));
    expect(one.row.light).toBe('green');
    one.until(at('2022-06-27'));
    // 15 working days have passed by the end of Friday 24 June: it is Saturday.
    expect(one.last('LightChanged')).toMatchObject({
      occurredAt: '2022-06-25T00:00:00.000+08:00',
      cause: 'duty',
      dutyId: 'zj/measure/M06/r1/light/pace/0/2022-06-24',
      data: { from: 'green', to: 'yellow', reason: 'off_pace' },
    });
    expect(one.row).toMatchObject({ light: 'yellow', card: { lightText: '指标落后进度' } });
    expect(one.told('pace_missed').slice(-1)).toEqual([
      `2022-06-27 pace_missed ${PEOPLE.handler} cc ${PEOPLE.head}`,
    ]);
    expect(one.last('PaceMissed').data['behind']).toEqual([
      {
        requirement: 'r1',
        name: '检查单位数',
        period: '2022',
        unit: '家',
        reported: '14',
        expected: '15',
        target: '63',
      },
    ]);
  });

  it('is caught up by a report, which sets the next day by itself; what was told is told anew', () => {
    const one = reported(life(63).until(at('2022-06-28')), '2022', 20);
    expect(one.last('LightChanged').data).toMatchObject({ from: 'yellow', to: 'green', reason: 'on_track' });
    one.until(at('2022-07-06'));
    expect(one.row.light).toBe('yellow');
    expect(one.told('pace_missed')).toHaveLength(2);
  });

  it('is not told again while too little comes in, nor after a correction that takes away', () => {
    const one = reported(life(63).until(at('2022-06-28')), '2022', 1);
    expect(one.row.light).toBe('yellow');
    expect(one.told('pace_missed')).toHaveLength(1);
    const ahead = reported(life(63).until(at('2022-06-28')), '2022', 60);
    expect(ahead.row.light).toBe('green');
    const { seq } = ahead.last('ProgressReported');
    ahead.must(PEOPLE.handler, { type: 'correct', seq, reason: '多报', figures: [{ value: 6 }] });
    expect(ahead.last('LightChanged').data).toMatchObject({ to: 'yellow', reason: 'off_pace' });
    ahead.until(at('2022-07-08'));
    expect(ahead.told('pace_missed')).toHaveLength(1);
  });

  it('asks for the whole target once the time for a part of the period is over', () => {
    const one = underWay([indicator({ target: 9, targets: [{ period: '2022-H1', target: 2 }] })], {
      policy: { pace: { percent: 10, grace: 0, to: ['case_handler'], cc: [] } },
    });
    expect(one.until(at('2022-06-30', '23:00')).row.light).toBe('green');
    expect(one.until(at('2022-07-01', '00:01')).row.light).toBe('yellow');
    reported(one, '2022-06', 2);
    expect(one.row.light).toBe('green');
  });

  it('of a share of a base is known with the base, place by place', () => {
    const one = underWay([indicator({ minRatio: 0.03, localities: ['杭州市', '宁波市'] })], STEADY);
    expect(one.until(at('2022-07-20')).row.light).toBe('green');
    reported(one, '2022', [
      { locality: '杭州市', value: 30, base: 1000 },
      { locality: '宁波市', value: 3, base: 1000 },
    ]);
    expect(one.row.light).toBe('yellow');
    expect(pacesOf(one.state).map((pace) => behindFrom(one.state, pace))).toEqual([
      undefined,
      expect.stringMatching(/^2022-06-/),
    ]);
  });

  it('is not judged where the plan says nothing of it, nor for figures of before it was asked', () => {
    expect(life(63, {}).until(at('2022-08-01')).types).not.toContain('PaceMissed');
    const { counting: _, ...old } = indicator({ target: 63 });
    const one = underWay([old], STEADY).until(at('2022-08-01'));
    expect(one.pending.map((duty) => duty.kind)).not.toContain('pace');
    expect(one.row.light).toBe('green');
  });

  it('goes on with the new deadline when an extension is granted', () => {
    const one = reported(life(63, { ...STEADY, outerLimit: '2022-10-31' }), '2022', 30);
    const before = paceTurns(one.state);
    one.must(PEOPLE.head, { type: 'request_extension', to: '2022-09-30', reason: '核查量大' });
    one.must(PEOPLE.office, { type: 'comment', text: '属实', opinion: 'support' });
    one.must(PEOPLE.supervising, { type: 'grant_extension' });
    const after = paceTurns(one.state) ?? '';
    expect(after > (before ?? '')).toBe(true);
    expect(one.until(instantAt(after, '10:00')).row.light).toBe('yellow');
  });
});

describe('whatever is reported', () => {
  const target = fc.constantFrom(1, 2, 7, 40, 63, 100, 1234, 2.5, 0.75);
  const value = fc.oneof(fc.integer({ min: -3, max: 130 }), fc.constantFrom(0.5, 1.25, 2.4, 0.74));
  const happenings = fc.array(
    fc.record({
      hours: fc.integer({ min: 0, max: 300 }),
      period: fc.constantFrom('2022', '2022-H1', '2022-Q2', '2022-06', '2022-07', '2022-06/08', '2021'),
      value,
      sleeps: fc.boolean(),
    }),
    { maxLength: 12 },
  );

  it('every change of light that time brings has its duty, and the day named is the first one behind', () => {
    fc.assert(
      fc.property(
        target,
        fc.constantFrom(100, 80, 33),
        fc.constantFrom(0, 5),
        happenings,
        (target, percent, grace, list) => {
          const one = measure({
            requirements: [indicator({ target, targets: [{ period: '2022-H1', target: target / 2 }] })],
            policy: { pace: { percent, grace, to: ['case_handler'], cc: [] } },
          });
          for (const { hours, period, value, sleeps } of list) {
            const moment = addMillis(one.now, hours * HOUR_MS);
            if (sleeps) one.sleepUntil(moment);
            else one.until(moment);
            expect(one.state.light).toBe(lightAt(one.state, one.now));
            reported(one, period, value);
            expect(one.state.light).toBe(lightAt(one.state, one.now));
            for (const pace of pacesOf(one.state)) {
              const from = behindFrom(one.state, pace);
              const lags = (day: CivilDate): boolean =>
                compare(reportedOf(pace), expectedOn(one.state, pace, day)) < 0;
              if (from === undefined) expect(lags(one.state.due)).toBe(false);
              else expect([lags(addDays(from, -1)), lags(from)]).toEqual([false, true]);
            }
          }
        },
      ),
      { numRuns: 150 },
    );
  });
});
