import { custodyOf } from '../../src/audit/custody.ts';
import { accepted, clue, clueInput, sealed, unit, verified, type Clue } from '../domain/clue/clue.ts';
import { recordsOf } from '../domain/clue/records.ts';
import type { Instant } from '../../src/domain/time.ts';
import { at } from '../domain/support.ts';

function custody(life: Clue, now: Instant = life.now): ReturnType<typeof custodyOf> {
  return custodyOf(clueInput(), recordsOf(life), now);
}

describe('the custody of a clue', () => {
  it('names who had it from when to when, one after another without a gap', () => {
    const life = clue()
      .until(at('2022-06-02', '10:00'))
      .must('zfj.z', { type: 'return_clue', reason: '不属本局职责' })
      .until(at('2022-06-06', '09:00'))
      .must('gyc.h', { type: 'reroute', unit: unit('fgc') });
    const all = custody(life);
    expect(all.map(({ name, how, from, to }) => [name, how, from, to])).toEqual([
      ['执法监督局', 'ClueHandedOver', at('2022-06-01'), at('2022-06-02', '10:00')],
      ['工业统计处', 'ClueReturned', at('2022-06-02', '10:00'), at('2022-06-06', '09:00')],
      ['政策法规处', 'Rerouted', at('2022-06-06', '09:00'), undefined],
    ]);
    // Friday is the Dragon Boat festival's.
    expect(all.map(({ workingDays }) => workingDays)).toEqual([1, 1, 0]);
    expect(all.map(({ acts }) => acts.map((one) => [one.type, one.actor?.person]))).toEqual([
      [
        ['ClueHandedOver', 'gyc.h'],
        ['ClueReturned', 'zfj.z'],
      ],
      [['Rerouted', 'gyc.h']],
      [],
    ]);
  });

  it('tells of each step the days used of the days allowed, and whether it was late', () => {
    const life = clue().until(at('2022-06-08', '10:00')).must('zfj.h', { type: 'acknowledge' });
    const [only] = custody(life);
    expect(only?.steps).toMatchObject([
      { step: 'acknowledge', due: '2022-06-02', used: 4, allowed: 1, unit: 'working_days', late: true },
      { step: 'accept', due: '2022-06-09', used: 0, allowed: 1, late: false },
    ]);
    expect(only?.steps[0]?.to).toBe(at('2022-06-08', '10:00'));
    expect(only?.steps[1]?.to).toBeUndefined();
  });

  it('keeps the first date of a step that was extended, and the decision on it as the sender’s', () => {
    const life = accepted()
      .must('zfj.h', { type: 'ask_clue_extension', step: 'verify', to: '2022-07-08', reason: '企业较多' })
      .until(at('2022-06-02', '09:00'))
      .must('gyc.z', { type: 'grant_clue_extension' });
    const steps = custody(life)[0]?.steps ?? [];
    expect(steps.find((one) => one.step === 'extension')).toMatchObject({
      bySender: true,
      used: 1,
      allowed: 2,
    });
    expect(steps.find((one) => one.step === 'verify')).toMatchObject({
      first: '2022-06-23',
      due: '2022-07-08',
      late: false,
    });
  });

  it('counts limits in hours by the hour', () => {
    const life = accepted()
      .must('zfj.h', { type: 'suspect_crime', items: [sealed('s1')] })
      .must('330000.boss', { type: 'decide_crime', transfer: true, reason: '依规移送' })
      .until(at('2022-06-02', '20:00'));
    const transfer = custody(life)[0]?.steps.find((one) => one.step === 'crime_transfer');
    expect(transfer).toMatchObject({ unit: 'hours', allowed: 24, late: true });
    expect(transfer?.used).toBeGreaterThan(24);
  });

  it('ends when the clue is closed: nobody has it any more', () => {
    const life = verified(accepted(), false)
      .must('zfj.h', { type: 'close_without_case', reason: '查无实据' })
      .must('zfj.h', { type: 'report_findings', items: [sealed('r1')] })
      .must('gyc.h', { type: 'feedback', items: [] })
      .must('gyc.z', { type: 'close' });
    const all = custody(life, at('2023-01-01'));
    expect(all.map(({ name }) => name)).toEqual(['执法监督局', '工业统计处']);
    expect(all.every(({ to }) => to !== undefined)).toBe(true);
    expect(all.flatMap(({ steps }) => steps).every(({ to }) => to !== undefined)).toBe(true);
  });
});
