import { byId } from '../directory/state.ts';
import { actorOf, type Actor } from '../record.ts';
import { refuse, type Refusal } from '../refusals.ts';
import { findHolders, ROLE_NAMES, rolesOf, type Found, type RoleHolder, type Staffing } from '../roster.ts';
import { officePosts, postsFor, rolesOfProgramme, staffAtLaunch, type ProgrammeState } from './state.ts';

/** The rectification office of a programme, and the principal leaders who stand in for it while it is vacant. */

/** As the directory last told it; one that hears of no appointment goes by its launch. */
export function staffingOf({ input, roster }: ProgrammeState): Staffing {
  return {
    posts: byId(input.directory.posts),
    roles: Object.fromEntries(rolesOfProgramme(input).map((role) => [role, postsFor(input, role)])),
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

/** The person as who acts for the rectification office now; anybody else is refused. `command`: as people call it. */
export function asOffice(
  state: ProgrammeState,
  command: string,
  person: string,
  post: string | undefined,
): { readonly as: RoleHolder } | { readonly refusal: Refusal; readonly actor?: Actor } {
  const held = heldBy(state, person).filter((one) => post === undefined || one.post === post);
  const [first] = held;
  if (first === undefined) return refuse('not_holder', { person, command });
  const as = officeNow(state).holders.find((one) =>
    held.some((own) => own.post === one.post && own.person === one.person),
  );
  if (as !== undefined) return { as };
  const allowed = ROLE_NAMES.rectification_office;
  const params = { person: first.name, command, allowed, held: first.postTitle };
  return { ...refuse('not_permitted', params), actor: actorOf(first) };
}
