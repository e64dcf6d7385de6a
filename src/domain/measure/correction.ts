import { addWorkingDays, workingDayOnOrBefore } from '../calendar.ts';
import { later, type CivilDate } from '../time.ts';
import type { MeasureState } from './state.ts';

/**
 * Five working days by default, never earlier than the deadline: who submitted early and was sent back keeps the time there
 * was. Not past the outer limit while that is still to come.
 */
export function correctionDate(state: MeasureState, today: CivilDate): CivilDate {
  const { calendar, plan } = state.input;
  const date = later(addWorkingDays(calendar, today, plan.policy.correctionDays), state.due);
  const limit = plan.outerLimit === undefined ? date : workingDayOnOrBefore(calendar, plan.outerLimit.date);
  return date > limit && limit > today ? limit : date;
}
