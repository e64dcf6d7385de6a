import { addMonths, dateOf, type Instant } from '../time.ts';
import { spreadOf } from '../slots.ts';
import type { LookBackDue, MeasureState } from './state.ts';

/** How a signed-off measure was drawn for the look-back: stated in the sign-off, so that anybody can draw again. */
export interface LookBackDrawn {
  /** The measure's lot, 0 to 99: FNV-1a of its process id and `/look-back`, modulo 100. */
  readonly lot: number;
  /** A lot below it is drawn. */
  readonly percent: number;
  /** Absent: it is not looked back at. */
  readonly due?: LookBackDue;
}

/** All that were late or reopened are looked back at; of the rest those whose lot is drawn. */
export function drawLookBack(
  state: MeasureState,
  daysLate: number,
  now: Instant,
): { readonly lookBack?: LookBackDrawn } {
  const { plan, process } = state.input;
  const { lookBack } = plan.policy;
  if (lookBack === undefined) return {};
  const lot = spreadOf(`${process}/look-back`, 100);
  const reason =
    daysLate > 0
      ? 'late'
      : state.reopened !== undefined
        ? 'reopened'
        : lot < lookBack.percent
          ? 'drawn'
          : undefined;
  const on = addMonths(dateOf(now), lookBack.months);
  return {
    lookBack: { lot, percent: lookBack.percent, ...(reason === undefined ? {} : { due: { on, reason } }) },
  };
}
