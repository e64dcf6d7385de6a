import type { Instant } from '../../time.ts';
import type { Figure, MeasureState } from '../state.ts';
import { isCounted } from './value.ts';

/** From when on pace is judged by these figures: those of other requirements have none. */
export function figuresHeard(
  { input }: Pick<MeasureState, 'input'>,
  figures: readonly Pick<Figure, 'requirement'>[],
  at: Instant,
): { readonly figuresAt?: Instant } {
  const counted = new Set(input.plan.requirements.filter(isCounted).map((one) => one.id));
  return figures.some((one) => counted.has(one.requirement)) ? { figuresAt: at } : {};
}
