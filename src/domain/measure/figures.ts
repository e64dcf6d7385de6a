import type { Reader } from '../guards.ts';
import { optional } from '../optional.ts';

/** A figure as somebody reports it. */
export interface ReportedFigure {
  readonly locality?: string;
  readonly value: number;
  readonly base?: number;
  /** As it was written beside the figure, where it was. */
  readonly unit?: string;
}

/** Most regions a province has is 17; a cascade over counties stays below this. */
export const MAX_FIGURES = 200;

/** Reads one. */
export function readFigure(item: Reader): ReportedFigure {
  item.only(['locality', 'value', 'base', 'unit']);
  return {
    ...optional('locality', item.optionalLine('locality')),
    value: item.number('value'),
    ...optional('base', item.optionalNumber('base')),
    ...optional('unit', item.optionalLine('unit')),
  };
}
