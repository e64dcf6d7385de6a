import fc from 'fast-check';
import { decimalText } from '../../../../src/domain/decimal.ts';
import { findingsOf } from '../../../../src/domain/measure/indicators/findings.ts';
import { goalsOf } from '../../../../src/domain/measure/indicators/goals.ts';
import { isCounted } from '../../../../src/domain/measure/indicators/value.ts';
import { periodOf } from '../../../../src/domain/period.ts';
import type { Measure } from '../measure.ts';
import { at } from '../../support.ts';
import { indicator, reported, underWay } from './indicators.ts';

/** Tenths of a unit in each month of 2022: what is true, whatever is reported of it. */
const truth = fc.array(fc.integer({ min: 0, max: 900 }), { minLength: 12, maxLength: 12 });
const two = (month: number): string => String(month).padStart(2, '0');
const period = fc
  .tuple(fc.integer({ min: 1, max: 12 }), fc.integer({ min: 1, max: 12 }))
  .map(([a, b]) => [Math.min(a, b), Math.max(a, b)] as const)
  .map(([from, to]) => (from === to ? `2022-${two(from)}` : `2022-${two(from)}/${two(to)}`));

/** The months of a period, from 0. */
function monthsOf(text: string): readonly number[] {
  const { from, to } = periodOf(text) ?? { from: '', to: '' };
  const [first, last] = [Number(from.slice(5, 7)), Number(to.slice(5, 7))];
  return Array.from({ length: last - first + 1 }, (_, n) => first - 1 + n);
}

/** Summed in tenths, so that no binary fraction is in what the figures are held against. */
const tenths = (months: readonly number[], of: readonly number[]): number =>
  months.reduce((sum, month) => sum + (of[month] ?? 0), 0);

function valueIn(life: Measure): string | undefined {
  const asked = life.state.input.plan.requirements.find(isCounted);
  const [goal] = asked === undefined ? [] : goalsOf(asked, life.state.figures);
  return goal?.reached === undefined ? undefined : decimalText(goal.reached.value);
}

describe('figures that are true', () => {
  it('never contradict each other but for overlaps, and never come to more than there is', () => {
    fc.assert(
      fc.property(truth, fc.array(period, { minLength: 1, maxLength: 8 }), (months, periods) => {
        const life = underWay([indicator({ target: 5000 })]).until(at('2022-08-30'));
        for (const one of periods) reported(life, one, tenths(monthsOf(one), months) / 10);
        const kinds = new Set(findingsOf(life.state).map((one) => one.kind));
        for (const allowed of ['overlap', 'not_begun'] as const) kinds.delete(allowed);
        expect([...kinds]).toEqual([]);
        expect(Number(valueIn(life))).toBeLessThanOrEqual(tenths([...months.keys()], months) / 10);
      }),
    );
  });

  it('come to what there is in the months they cover, however the year was cut into periods', () => {
    const cuts = fc.uniqueArray(fc.integer({ min: 1, max: 11 }), { maxLength: 11 });
    fc.assert(
      fc.property(truth, cuts, fc.array(period, { maxLength: 5 }), (months, cuts, more) => {
        const ends = [...cuts.toSorted((a, b) => a - b), 12];
        const pieces = ends.map((end, n) => `2022-${two((ends[n - 1] ?? 0) + 1)}/${two(end)}`);
        // Whatever lies within a piece is counted with it.
        const within = more.filter((one) =>
          pieces.some((piece) => monthsOf(one).every((month) => monthsOf(piece).includes(month))),
        );
        const life = underWay([indicator()]).until(at('2022-08-30'));
        for (const one of [...within, ...pieces]) reported(life, one, tenths(monthsOf(one), months) / 10);
        expect(valueIn(life)).toBe(String(tenths([...months.keys()], months) / 10));
      }),
    );
  });

  it('of which one is changed are found out by those it makes up', () => {
    fc.assert(
      fc.property(
        truth,
        fc.integer({ min: 0, max: 3 }),
        fc.integer({ min: 1, max: 50 }),
        (months, which, by) => {
          const quarters = ['2022-Q1', '2022-Q2', '2022-Q3', '2022-Q4'];
          const life = underWay([indicator()]).until(at('2022-08-30'));
          for (const [n, one] of quarters.entries())
            reported(life, one, (tenths(monthsOf(one), months) + (n === which ? by : 0)) / 10);
          reported(life, '2022', tenths([...months.keys()], months) / 10);
          expect(findingsOf(life.state).map((one) => one.kind)).toContain('periods_exceed');
        },
      ),
      { numRuns: 50 },
    );
  });
});
