import type { UnitRef } from '../plan.ts';
import { findHolders, holdersOf, type RoleHolder } from '../roster.ts';
import type { MeasureState, StepRole } from './state.ts';
import { staffingOf } from './staffing.ts';

/** 会签: the head of each supporting unit signs for it, before the measure goes up. */

/** The units that support a measure: as the plan names them, and whoever's head plays the role. */
export function supportingUnits(state: MeasureState): readonly UnitRef[] {
  const { posts, roles } = staffingOf(state);
  const named = (roles.supporting_head ?? []).flatMap((id) => {
    const post = posts[id];
    return post === undefined ? [] : [{ id: post.unit, name: post.unitName }];
  });
  const released = new Set(state.staff?.released);
  const planned = state.input.plan.supporting.filter((unit) => !released.has(unit.id));
  const units = new Map([...planned, ...named].map((unit) => [unit.id, unit]));
  return [...units.values()];
}

/** Whether supporting units are signing, or will when the measure is resumed: whom it asks must not change in the middle. */
export function isSigning(state: MeasureState): boolean {
  const at = state.status === 'suspended' ? state.was : state;
  return (
    at.status === 'under_review' && state.input.plan.policy.approval.steps[at.step]?.mode === 'countersign'
  );
}

/** For each supporting unit who signs for it: its head; where that post is vacant or its holder may not, the next above. */
export function countersigners(
  state: MeasureState,
  accept: (holder: RoleHolder) => boolean,
): readonly StepRole[] {
  const staffing = staffingOf(state);
  const heads = holdersOf(staffing, 'supporting_head').filter(accept);
  const { holders, passed } = above(state, accept);
  return supportingUnits(state).map((unit) => {
    const own = heads.filter((head) => staffing.posts[head.post]?.unit === unit.id);
    return own.length > 0
      ? { role: 'supporting_head', unit, holders: own, passed: [] }
      : { role: 'supporting_head', unit, holders, passed: ['supporting_head', ...passed] };
  });
}

function above(state: MeasureState, accept: (holder: RoleHolder) => boolean) {
  const next = state.input.plan.policy.above.supporting_head ?? null;
  return next === null ? { holders: [], passed: [] } : findHolders(staffingOf(state), next, accept);
}
