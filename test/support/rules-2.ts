import type { Rules } from '../../src/domain/machine.ts';
import { measureRules1 } from '../../src/domain/measure/rules.ts';
import type { MeasureState } from '../../src/domain/measure/state.ts';
import type { Rung } from '../../src/domain/plan.ts';
import { RULES, type Registry } from '../../src/domain/rules.ts';

/**
 * Rules that the product does not have: number 2 differs from number 1 in one ladder. It climbs to the office head two working days
 * after the date instead of one; every other rung stays where the policy puts it.
 */
export function laterUrge(ladder: readonly Rung[]): readonly Rung[] {
  return ladder.map((rung) => (rung.kind === 'urge' ? { ...rung, after: 2 } : rung));
}

export const measureRules2: Rules<MeasureState> = {
  ...measureRules1,
  duties: (state) => measureRules1.duties(withLadder(state)),
  decide: (state, input, now) => measureRules1.decide(withLadder(state), input, now),
};

function withLadder(state: MeasureState): MeasureState {
  const { input } = state;
  const { policy } = input.plan;
  const ladder = laterUrge(policy.ladder);
  return { ...state, input: { ...input, plan: { ...input.plan, policy: { ...policy, ladder } } } };
}

/** This program's rules, and number 2 of a measure. */
export const RULES_AND_2: Registry = { ...RULES, measure: { ...RULES.measure, 2: measureRules2 } };
