import { holdersOf, type Role } from '../roster.ts';
import { barOf, type Bar, type UnderReview } from './approval.ts';
import { staffingOf } from './staffing.ts';

/** Why a role was passed over on the way to who decided. */
export interface PassedOver {
  readonly role: Role;
  readonly reason: 'vacant' | Bar;
}

/**
 * Why roles were passed over at the open step. Only in plans that know countersigning or meetings: the records of those
 * before say who was passed and not why, and must fold to the byte.
 */
export function whyPassed(
  state: UnderReview,
  passed: readonly Role[],
): { readonly why?: readonly PassedOver[] } {
  const { steps } = state.input.plan.policy.approval;
  const explains = steps.some(({ mode }) => mode === 'countersign' || mode === 'meeting');
  if (!explains || passed.length === 0) return {};
  const why = passed.map((role) => {
    const [first] = holdersOf(staffingOf(state), role).flatMap((one) => barOf(state, one) ?? []);
    return { role, reason: first ?? ('vacant' as const) };
  });
  return { why };
}
