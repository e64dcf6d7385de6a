import type { MeasureState } from './state.ts';

/** The round as duty ids bear it: what a resumption arms anew must not bear the names of what the suspension took away. */
export function roundMark({ round, resumptions }: Pick<MeasureState, 'round' | 'resumptions'>): string {
  return resumptions === undefined ? `r${round}` : `r${round}.${resumptions}`;
}

/** What a change of the plan or the calendar arms anew bears this after its round. */
export function changeMark({ replanned }: Pick<MeasureState, 'replanned'>): string {
  return replanned === undefined ? '' : `p${replanned.times}`;
}

/** A round without the mark of changes: what has fired in it stays so. */
export function withoutChangeMark(round: string): string {
  return round.replace(/p\d+$/, '');
}
