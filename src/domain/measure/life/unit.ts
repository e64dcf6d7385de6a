import { refuse } from '../../refusals.ts';
import type { Roster, Role, RoleHolder } from '../../roster.ts';
import type { Instant } from '../../time.ts';
import { callAdded } from '../calling.ts';
import { isSigning, supportingUnits } from '../countersign.ts';
import { notice } from '../notices.ts';
import { leadOf } from '../staffing.ts';
import type { MeasureState } from '../state.ts';
import { ahead, byOf, done, type Verdict } from '../verdict.ts';
import type { StaffCommand } from './staff-commands.ts';
import type { StaffEvent } from './staff-events.ts';

type Notices = readonly ReturnType<typeof notice>[];

const NEEDED = ['case_handler', 'office_head'] as const;

/**
 * Another unit answers for the measure from now on; its dates stay. Who holds its posts the directory tells: until then they stand
 * vacant, and fall to the next above.
 */
export function changeUnit(
  state: MeasureState,
  { unit, reason, posts, hostOffice }: Extract<StaffCommand, { type: 'change_unit' }>,
  as: RoleHolder,
  now: Instant,
): Verdict {
  const from = leadOf(state);
  if (from.id === unit.id) return refuse('same_unit', { unit: from.name });
  if (isSigning(state) && supportingUnits(state).some((one) => one.id === unit.id))
    return refuse('countersign_open', { unit: unit.name });
  const missing = NEEDED.filter((role) => !posts.some((post) => post.role === role));
  if (missing.length > 0) return refuse('unit_posts_missing', { unit: unit.name, missing: names(missing) });
  const data = { from, to: unit, reason, posts, hostOffice };
  const event: StaffEvent = { type: 'UnitChanged', data };
  const after = ahead(state, done(as, event).events, now);
  const facts = { reason, unit: unit.name, by: byOf(as) };
  const cc = ['rectification_office'] as const;
  const known = isCovered(after, after.roster, NEEDED);
  const notices = [
    notice(state, { kind: 'unit_changed', to: NEEDED, cc, facts }, now),
    ...(known ? [assigned(after, now), ...callAdded(state, after, now)] : []),
  ];
  return done(as, { ...event, data: { ...data, notices } });
}

/** The new unit hears of it once it is known who holds its posts. */
export function leadHeard(before: MeasureState, after: MeasureState, now: Instant): Notices {
  return becameKnown(before, after, NEEDED) ? [assigned(after, now)] : [];
}

/** Whether it was told only now who holds the posts of some roles. */
export function becameKnown(before: MeasureState, after: MeasureState, roles: readonly Role[]): boolean {
  if (after.staff?.lead === undefined) return false;
  return !isCovered(before, before.roster, roles) && isCovered(after, after.roster, roles);
}

function isCovered({ staff }: MeasureState, roster: Roster, roles: readonly Role[]): boolean {
  return roles.every((role) =>
    (staff?.roles[role] ?? []).every((post) => Object.hasOwn(roster.holders, post)),
  );
}

function assigned(after: MeasureState, now: Instant): Notices[number] {
  const cc = ['supervising_leader', 'rectification_office'] as const;
  return notice(after, { kind: 'unit_assigned', to: NEEDED, cc, facts: {} }, now);
}

function names(roles: readonly (typeof NEEDED)[number][]): string {
  return roles.map((role) => ({ case_handler: '承办人', office_head: '处室负责人' })[role]).join('、');
}
