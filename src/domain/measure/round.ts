import type { MeasureState } from './state.ts';

/** The round as duty ids bear it: what a resumption arms anew must not bear the names of what the suspension took away. */
export function roundMark({ round, resumptions }: Pick<MeasureState, 'round' | 'resumptions'>): string {
  return resumptions === undefined ? `r${round}` : `r${round}.${resumptions}`;
}
