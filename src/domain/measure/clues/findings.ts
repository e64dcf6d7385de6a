import type { Finding } from '../indicators/finding.ts';
import type { MeasureState } from '../state.ts';
import { clueRequirement, foundText, handedOverLate, handOverBy } from './standing.ts';

/** Clues that were handed over later than the limit allows: shown, and nothing is refused for it. */
export function lateHandOvers(state: Pick<MeasureState, 'clues' | 'input'>): readonly Finding[] {
  const requirement = clueRequirement(state);
  if (requirement === undefined) return [];
  return handedOverLate(state, requirement).map((one): Finding => {
    const due = handOverBy(state.input.calendar, requirement, one.on);
    const { on = '', code = '' } = one.handedOver ?? {};
    const text = `${foundText(one)}${one.on}发现，应于${due}前移交，${on}移交（${code}）`;
    return { kind: 'handed_over_late', requirement: requirement.id, text };
  });
}
