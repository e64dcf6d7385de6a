import { PERIOD_FORMS, periodOf } from '../../period.ts';
import { figureText } from '../../decimal.ts';
import { refuse, type Refusal } from '../../refusals.ts';
import type { ReportedFigure } from '../figures.ts';
import type { Counted } from './value.ts';

type Refused = { readonly refusal: Refusal } | undefined;

/**
 * Why figures cannot be read as what they are for. What merely contradicts the rest is taken as reported, and shown by
 * `findings`.
 */
export function checkCounted(
  indicator: Counted,
  period: string | undefined,
  figures: readonly ReportedFigure[],
): Refused {
  return checkPeriod(indicator, period) ?? checkUnits(indicator, figures) ?? checkOnce(indicator, figures);
}

/** Why a period cannot be read. */
export function checkPeriod({ id, period: allowed }: Counted, period: string | undefined): Refused {
  if (period === undefined) return refuse('wrong_period', { requirement: id, period: '（未填）', allowed });
  if (periodOf(period) !== undefined) return undefined;
  return refuse('period_unreadable', { requirement: id, period, allowed: PERIOD_FORMS });
}

/** Why a unit is not the indicator's. */
export function checkUnits({ id, unit }: Counted, figures: readonly ReportedFigure[]): Refused {
  const other = figures.find((one) => one.unit !== undefined && one.unit !== unit);
  if (other === undefined) return undefined;
  const figure = `${figureText(other.value)}${other.unit ?? ''}`;
  return refuse('figure_unit', { requirement: id, figure, unit });
}

/** Two figures for one place in one report: most often a number with a comma in it. */
function checkOnce({ id }: Counted, figures: readonly ReportedFigure[]): Refused {
  const twice = figures.find((one, index) =>
    figures.slice(0, index).some((other) => other.locality === one.locality),
  );
  if (twice === undefined) return undefined;
  const values = figures.filter((one) => one.locality === twice.locality);
  return refuse('figure_twice', {
    requirement: id,
    locality: twice.locality ?? '（不分地区）',
    figures: values.map((one) => figureText(one.value)).join('、'),
  });
}
