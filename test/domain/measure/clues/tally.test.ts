import fc from 'fast-check';
import type { CaseAccount } from '../../../../src/domain/clue/told.ts';
import { decimalText } from '../../../../src/domain/decimal.ts';
import { findingText } from '../../../../src/domain/measure/indicators/finding.ts';
import { findingsOf } from '../../../../src/domain/measure/indicators/findings.ts';
import { tallyOf } from '../../../../src/domain/measure/indicators/tally.ts';
import { periodOf } from '../../../../src/domain/period.ts';
import type { Tally } from '../../../../src/domain/tally.ts';
import { clueCounts } from '../../../../src/domain/measure/clues/standing.ts';
import { at, PEOPLE } from '../../support.ts';
import { indicator, reported, underWay } from '../indicators/indicators.ts';
import type { Measure } from '../measure.ts';
import { hear, WITHIN } from './clues.ts';

const MONTHS = '2022-01/07';
const counted = (tally: Tally, more: object = {}) =>
  indicator({ name: '案件', unit: '件', period: MONTHS, tally, ...more });

/** One warned and fined twice, one warned only, one filed too late. */
const CASES: readonly CaseAccount[] = [
  {
    id: 'c1',
    stage: 'closed',
    filedOn: '2022-06-25',
    closedOn: '2022-07-29',
    outcomes: [
      { outcome: 'warned', on: '2022-07-10' },
      { outcome: 'fined', on: '2022-07-10', amount: '19999.95' },
      { outcome: 'fined', on: '2022-07-12', amount: '0.05' },
      { outcome: 'exposed', on: '2022-08-02' },
    ],
  },
  {
    id: 'c2',
    stage: 'decision',
    filedOn: '2022-06-26',
    outcomes: [{ outcome: 'warned', on: '2022-07-31' }],
  },
  { id: 'c3', stage: 'filed', filedOn: '2022-08-01', outcomes: [] },
];
const texts = (life: Measure): readonly string[] => findingsOf(life.state).map(findingText);

describe('what the cases of a measure come to', () => {
  it.each<readonly [Tally, string, string]>([
    ['cases_filed', MONTHS, '2'],
    ['cases_filed', '2022', '3'],
    ['cases_closed', MONTHS, '1'],
    ['warned', MONTHS, '2'],
    ['warned_only', MONTHS, '1'],
    ['fined', MONTHS, '1'],
    ['warned_and_fined', MONTHS, '1'],
    ['exposed', MONTHS, '0'],
    ['exposed', '2022-08', '1'],
    ['published', '2022', '0'],
  ])('%s in %s: %s', (tally, period, value) => {
    const life = hear(underWay([counted(tally)]), 1, { cases: CASES });
    const found = tallyOf(counted(tally), life.state.clues, periodOf(period) ?? { from: '', to: '' });
    expect(found && decimalText(found.value)).toBe(value);
  });

  it('are fines in the unit of the indicator, to the fen', () => {
    const asked = counted('fined_amount', { unit: '万元', per: 10_000 });
    const life = hear(underWay([asked]), 1, { cases: CASES });
    const found = tallyOf(asked, life.state.clues, { from: '2022-01-01', to: '2022-07-31' });
    expect(found && decimalText(found.value)).toBe('2');
  });

  it('over all months are what they come to over the year, whatever happened when', () => {
    const day = fc.integer({ min: 1, max: 28 }).map((one) => String(one).padStart(2, '0'));
    const date = fc
      .tuple(fc.integer({ min: 1, max: 12 }), day)
      .map(([month, one]) => `2022-${String(month).padStart(2, '0')}-${one}`);
    const one: fc.Arbitrary<CaseAccount> = fc
      .record({
        filedOn: date,
        outcomes: fc.array(
          fc.record({
            outcome: fc.constant('fined' as const),
            on: date,
            amount: fc.integer({ min: 0, max: 1e9 }).map((fen) => (fen / 100).toFixed(2)),
          }),
          { maxLength: 3 },
        ),
      })
      .map((fields) => ({ id: 'c', stage: 'decision', ...fields }));
    fc.assert(
      fc.property(fc.array(one, { maxLength: 6 }), (cases) => {
        const { clues } = hear(underWay([]), 1, { cases }).state;
        for (const tally of ['cases_filed', 'fined', 'fined_amount'] as const) {
          const of = (period: string): number => {
            const found = tallyOf(counted(tally), clues, periodOf(period) ?? { from: '', to: '' });
            return Math.round(Number(found === undefined ? NaN : decimalText(found.value)) * 100);
          };
          const months = Array.from({ length: 12 }, (_, i) => of(`2022-${String(i + 1).padStart(2, '0')}`));
          expect(months.reduce((sum, value) => sum + value, 0)).toBe(of('2022'));
        }
      }),
      { numRuns: 50 },
    );
  });
});

describe('a figure as reported beside the cases', () => {
  it('that differs stands, and is shown as a contradiction', () => {
    const life = hear(underWay([counted('cases_filed')]), 1, { cases: CASES }).until(at('2022-08-01'));
    expect(texts(reported(life, MONTHS, 223))).toEqual([
      'r1 矛盾：填报数与案件统计不一致：2022-01/07“案件”填报223件，系统内案件2件',
    ]);
    expect(texts(reported(life, MONTHS, 2))).toEqual([]);
  });

  it('is only remarked on where the system holds no case of the period: those from before are not in it', () => {
    const life = underWay([counted('cases_filed')]).until(at('2022-08-01'));
    expect(texts(reported(life, MONTHS, 223))).toEqual([
      'r1 提示：2022-01/07“案件”填报223件，系统内没有该统计期的案件，不能核对（专项启动前的案件不在系统内）',
    ]);
    expect(texts(reported(life, MONTHS, 0))).toEqual([]);
  });

  it('is only remarked on where it was reported before its period had ended', () => {
    const life = hear(underWay([counted('cases_filed', { period: '2022' })]), 1, { cases: CASES });
    expect(texts(reported(life.until(at('2022-07-20')), '2022', 2))).toEqual([
      'r1 提示：填报数与案件统计不一致：2022“案件”填报2件，系统内案件3件（填报之日（2022-07-20）统计期尚未结束）',
    ]);
  });

  it('counts cases of clues from elsewhere too, which are none of its own', () => {
    const asked = counted('cases_filed');
    const life = hear(underWay([asked, WITHIN]), 1, { cases: CASES, measure: 'M08', found: 'f1' });
    life.must(PEOPLE.handler, { type: 'find_clue', on: '2022-06-17', reference: '工业2022-06-17' });
    hear(life, 2, { cases: CASES, measure: 'M08', found: 'f1' });
    const found = tallyOf(asked, life.state.clues, { from: '2022-01-01', to: '2022-07-31' });
    expect(found && decimalText(found.value)).toBe('4');
    expect(life.state.clues?.heard.map((one) => one.elsewhere)).toEqual([true, true]);
    // f1 of M08 is another finding than f1 of this measure.
    expect(life.state.clues?.found[0]?.handedOver).toBeUndefined();
    expect(clueCounts(life.state)).toMatchObject({ clues: { all: 0, open: 0, unhanded: 1 } });
  });

  it('of an indicator without a tally is left alone', () => {
    const life = hear(underWay([indicator({ period: MONTHS })]), 1, { cases: CASES }).until(at('2022-08-01'));
    expect(texts(reported(life, MONTHS, 9))).toEqual([]);
  });
});
