import {
  compare,
  decimalOf,
  decimalText,
  minus,
  percentOf,
  roundedUp,
  times,
  type Decimal,
} from '../../decimal.ts';
import { fill, isOpen, periodOf, type Period } from '../../period.ts';
import type { Figure } from '../state.ts';
import { entriesOf, localitiesOf, reachedIn, type Counted, type Reached } from './value.ts';

/** What an indicator asks for in one locality and one period. */
export interface Goal {
  readonly indicator: Counted;
  readonly locality?: string;
  /** The period as the plan writes it. */
  readonly text: string;
  readonly period: Period;
  /** What is to be reached. */
  readonly target?: Decimal;
  /** Which part of the base is to be reached. */
  readonly ratio?: Decimal;
  readonly reached?: Reached;
}

/** Everything an indicator asks for, with what was reported. */
export function goalsOf(indicator: Counted, figures: readonly Figure[]): readonly Goal[] {
  const { target, minRatio } = indicator;
  const asked = [
    ...(indicator.targets ?? []),
    {
      period: indicator.period,
      ...(target === undefined ? {} : { target }),
      ...(minRatio === undefined ? {} : { minRatio }),
    },
  ];
  return localitiesOf(indicator).flatMap((locality) => {
    const entries = entriesOf(indicator, figures, locality);
    return asked.flatMap((one) => {
      const period = periodOf(one.period);
      if (period === undefined) return [];
      const reached = reachedIn(indicator.counting, entries, period);
      return [
        {
          indicator,
          ...(locality === undefined ? {} : { locality }),
          text: one.period,
          period,
          ...('target' in one ? { target: decimalOf(one.target) } : {}),
          ...('minRatio' in one ? { ratio: decimalOf(one.minRatio) } : {}),
          ...(reached === undefined ? {} : { reached }),
        },
      ];
    });
  });
}

/** What is to be reached in figures: the target, or the part of the base where that is known. */
export function neededFor({ target, ratio, reached }: Goal): Decimal | undefined {
  if (target !== undefined || ratio === undefined) return target;
  return isBase(reached?.base) ? times(ratio, reached.base) : undefined;
}

/** What is missing of a goal, and by how much; empty when it is met. */
export function missingOf(goal: Goal): string {
  const { reached, target, ratio, indicator } = goal;
  if (reached === undefined) return '未填报';
  if (target !== undefined && compare(reached.value, target) < 0) {
    const [is, least, short] = [reached.value, target, minus(target, reached.value)].map(decimalText);
    const { unit } = indicator;
    return `${is}${unit}，应不少于${least}${unit}，尚差${short}${unit}`;
  }
  if (ratio !== undefined) return shareMissing(goal, reached, ratio);
  return target === undefined && !isWhole(goal, reached) ? `只填报了${periodsText(reached)}` : '';
}

function shareMissing({ indicator: { unit } }: Goal, { value, base }: Reached, ratio: Decimal): string {
  if (!isBase(base)) return '缺基数，无法计算占比';
  const needed = times(ratio, base);
  if (compare(value, needed) >= 0) return '';
  const least = decimalText(times(ratio, decimalOf(100)));
  const short = roundedUp(minus(needed, value));
  return `占比${percentOf(value, base)}，应不少于${least}%，按基数${decimalText(base)}${unit}尚差${short}${unit}`;
}

/** Whether the figures stand for the whole period, where nothing is asked but a figure for it. */
function isWhole({ indicator, period }: Goal, { of }: Reached): boolean {
  const last = of.at(-1)?.period;
  if (last === undefined) return false;
  if (indicator.counting === 'stock' || isOpen(period)) return last.to === period.to;
  return fill(
    of.map((one) => one.period),
    period,
  );
}

function periodsText({ of }: Reached): string {
  return of.map((one) => one.figure.period ?? '').join('、');
}

function isBase(base: Decimal | undefined): base is Decimal {
  return base !== undefined && base.digits > 0n;
}
