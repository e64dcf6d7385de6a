import type { UnitRef } from '../plan.ts';
import { heldIn, type Holder, type PostId, type Roster, type Staffing } from '../roster.ts';
import type { Deputy } from './life/state.ts';
import type { MeasureState } from './state.ts';

/** The people and posts of a measure as its own roster has them, deputies beside those they stand for. */
export function staffingOf(state: MeasureState): Staffing {
  const { input, roster, staff, deputies = [] } = state;
  return {
    posts: staff === undefined ? input.posts : { ...input.posts, ...staff.posts },
    roles: staff === undefined ? input.plan.roles : { ...input.plan.roles, ...staff.roles },
    above: input.plan.policy.above,
    roster: deputies.length === 0 ? roster : withDeputies(roster, deputies),
  };
}

/** A deputyship holds as long as its giver holds the post. */
function withDeputies(roster: Roster, deputies: readonly Deputy[]): Roster {
  const holders: Record<PostId, readonly Holder[]> = { ...roster.holders };
  for (const { post, of, person, name, address } of deputies) {
    const there = heldIn({ seq: roster.seq, holders }, post);
    const giver = there.find((one) => one.person === of.person && one.deputyFor === undefined);
    if (giver === undefined || there.some((one) => one.person === person)) continue;
    const appointment = `${giver.appointment}/d`;
    holders[post] = [...there, { person, name, address, appointment, deputyFor: of }];
  }
  return { seq: roster.seq, holders };
}

/** The unit that answers for the measure now. */
export function leadOf({ staff, input }: MeasureState): UnitRef {
  return staff?.lead ?? input.plan.lead;
}

/** Whether the lead unit hosts the rectification office, which therefore does not review it. */
export function isHosted({ staff, input }: MeasureState): boolean {
  return staff?.hostOffice ?? input.plan.hostOffice;
}
