import { byId } from '../directory/state.ts';
import { findHolders, rolesOf, type Found, type RoleHolder, type Staffing } from '../roster.ts';
import { OFFICE_ROLES, officePosts, postsFor, staffAtLaunch, type ProgrammeState } from './state.ts';

/** The rectification office of a programme, and the principal leaders who stand in for it while it is vacant. */

/** As the directory last told it; one that hears of no appointment goes by its launch. */
export function staffingOf({ input, roster }: ProgrammeState): Staffing {
  return {
    posts: byId(input.directory.posts),
    roles: Object.fromEntries(OFFICE_ROLES.map((role) => [role, postsFor(input, role)])),
    above: { rectification_office: 'principal_leader', principal_leader: null },
    roster: roster ?? staffAtLaunch(input, officePosts(input)).roster,
  };
}

/** Who acts for the rectification office now. */
export function officeNow(state: ProgrammeState): Found {
  return findHolders(staffingOf(state), 'rectification_office');
}

/** In which posts somebody is known to the programme. */
export function heldBy(state: ProgrammeState, person: string): readonly RoleHolder[] {
  return rolesOf(staffingOf(state), person);
}
