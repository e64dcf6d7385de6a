import { dayOffRefused } from '../../day-off.ts';
import { refuse, type Refusal } from '../../refusals.ts';
import { dateOf, type CivilDate, type Instant } from '../../time.ts';
import type { MeasureState } from '../state.ts';

/** Why a date cannot be set: it is past, beyond the programme's outer limit, or a day off. */
export function checkDate(
  state: MeasureState,
  to: CivilDate,
  now: Instant,
): { readonly refusal: Refusal } | undefined {
  const { calendar, plan } = state.input;
  const today = dateOf(now);
  if (to < today) return refuse('date_before_today', { date: to, today });
  if (plan.outerLimit !== undefined && to > plan.outerLimit.date)
    return refuse('outer_limit', { to, limit: plan.outerLimit.date });
  return dayOffRefused(calendar, to);
}
