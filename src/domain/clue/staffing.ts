import { byId } from '../directory/state.ts';
import { refuse, type Refusal } from '../refusals.ts';
import {
  findHolders,
  heldIn,
  ROLE_NAMES,
  type PostId,
  type PostsByRole,
  type Role,
  type RoleHolder,
  type RolePost,
  type Staffing,
} from '../roster.ts';
import type { ClueUnit } from './book.ts';
import type { ClueState } from './state.ts';

/** By what posts and rosters are judged. */
export interface Acting {
  readonly input: { readonly policy: Pick<ClueState['input']['policy'], 'above'> };
  readonly roster: ClueState['roster'];
}

/** Those who act by some posts: a unit's, or the rectification office's. */
export function staffing({ input, roster }: Acting, posts: readonly RolePost[]): Staffing {
  return { posts: byId(posts), roles: byRole(posts), above: input.policy.above, roster };
}

function byRole(posts: readonly RolePost[]): PostsByRole {
  const roles: Partial<Record<Role, readonly PostId[]>> = {};
  for (const { id, role } of posts) roles[role] = [...(roles[role] ?? []), id];
  return roles;
}

/**
 * The first of some roles that a person acts in for a unit. Where nobody holds a role, whoever is next above acts in it: a bureau may
 * have no more than a head.
 */
export function actingFor(
  state: Acting,
  posts: readonly RolePost[],
  roles: readonly Role[],
  { person, post }: { readonly person: string; readonly post: string | undefined },
): RoleHolder | undefined {
  const staff = staffing(state, posts);
  return roles
    .flatMap((role) => findHolders(staff, role).holders)
    .find((one) => one.person === person && (post === undefined || one.post === post));
}

/** Why somebody may not do what `command` says: they hold nothing here, or not what it takes. */
export function notAllowed(
  state: Acting,
  posts: readonly RolePost[],
  person: string,
  {
    command,
    unit,
    roles,
  }: { readonly command: string; readonly unit: string; readonly roles: readonly Role[] },
): { readonly refusal: Refusal; readonly as?: RoleHolder } {
  const held = posts.flatMap(({ id, role, title }) =>
    heldIn(state.roster, id)
      .filter((one) => one.person === person)
      .map((one) => ({ ...one, role, post: id, postTitle: title })),
  );
  const [as] = held;
  if (as === undefined) return refuse('not_holder', { person, command });
  const allowed = `${unit}${roles.map((role) => ROLE_NAMES[role]).join('、')}`;
  const names = [...new Set(held.map((one) => one.postTitle))].join('、');
  return { ...refuse('not_permitted', { person: as.name, command, allowed, held: names }), as };
}

/** All posts that anybody acts by in this clue. */
export function allPosts({ level, below, custody, past, joined, input }: ClueState): readonly RolePost[] {
  const units = [level, ...below].flatMap((one) => [one.from, one.to]);
  const all = [...units, custody.unit, ...[...past, ...joined].map((one) => one.unit)].flatMap(
    (one) => one.posts,
  );
  return [...new Map([...all, ...input.office].map((one) => [`${one.role} ${one.id}`, one])).values()];
}

/**
 * Who is above two units: the supervising leader of both, else the principal leader of both, else the principal leader of the upper
 * one's body. As a unit of its own, so that it can hold the clue.
 */
export function commonSuperior(a: ClueUnit, b: ClueUnit): ClueUnit {
  const shared = (role: Role): readonly RolePost[] =>
    a.posts.filter(
      (one) => one.role === role && b.posts.some((other) => other.id === one.id && other.role === role),
    );
  const upper = isBelow(b.region, a.region) ? b : a;
  const leads =
    [
      shared('supervising_leader'),
      shared('principal_leader'),
      upper.posts.filter((one) => one.role === 'principal_leader'),
      upper.posts.filter((one) => one.role === 'supervising_leader'),
    ].find((one) => one.length > 0) ?? upper.posts;
  const principal = upper.posts.filter((one) => one.role === 'principal_leader');
  const posts = [...new Map([...leads, ...principal].map((one) => [one.id, one])).values()];
  const [first] = leads;
  return { id: first?.unit ?? upper.id, name: first?.title ?? upper.name, region: upper.region, posts };
}

/** Whether a region lies within another (GB/T 2260: two digits each for province, city and county). */
export function isBelow(upper: string, lower: string): boolean {
  const stem = upper.replace(/(?:00)+$/, '');
  return lower !== upper && lower.startsWith(stem);
}
