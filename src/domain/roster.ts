import type { Instant } from './time.ts';

/**
 * What posts are to a measure. Rules name roles, never people and never units: the plan says which post
 * plays a role for a measure, the directory says who holds the post.
 */
export const ROLES = [
  'case_handler',
  'liaison',
  'office_head',
  'supervising_leader',
  'principal_leader',
  'rectification_office',
  'supporting_handler',
  'supporting_head',
  'system_admin',
] as const;
export type Role = (typeof ROLES)[number];

/** Roles as people see them. */
export const ROLE_NAMES: Readonly<Record<Role, string>> = {
  case_handler: '承办人',
  liaison: '联络员',
  office_head: '处室负责人',
  supervising_leader: '分管领导',
  principal_leader: '主要领导',
  rectification_office: '整改办',
  supporting_handler: '配合单位承办人',
  supporting_head: '配合单位负责人',
  system_admin: '系统管理员',
};

/** A post of the directory, e.g. `330000/jicengchu/office_head`. */
export type PostId = string;

/** A post as a process knows it. */
export interface Post {
  readonly id: PostId;
  /** As written in letters: 基层基础处处长. */
  readonly title: string;
  readonly unit: string;
  readonly unitName: string;
  readonly region: string;
}

/** A post that comes to a process with the role it plays there. */
export interface RolePost extends Post {
  readonly role: Role;
}

/** Someone in a post, with the address of that moment. */
export interface Holder {
  readonly person: string;
  readonly name: string;
  readonly appointment: string;
  readonly address: string;
  /** Set where they act in the post for its holder, who authorised them (代办). */
  readonly deputyFor?: { readonly person: string; readonly name: string };
}

/** Who holds the posts a process names, as of the directory's event number `seq`. */
export interface Roster {
  readonly seq: number;
  readonly holders: Readonly<Record<PostId, readonly Holder[]>>;
}

/** What is known after the directory told again: what comes late changes nothing. */
export function rosterWith(known: Roster, told: Roster): Roster {
  return told.seq < known.seq ? known : { seq: told.seq, holders: { ...known.holders, ...told.holders } };
}

/** Which posts play which roles in a process. */
export type PostsByRole = Readonly<Partial<Record<Role, readonly PostId[]>>>;

/** Everything needed to find the people of a role. */
export interface Staffing {
  readonly posts: Readonly<Record<PostId, Post>>;
  readonly roles: PostsByRole;
  /** The role that stands in where one is vacant: the next above; `null` where there is none. */
  readonly above: Readonly<Partial<Record<Role, Role | null>>>;
  readonly roster: Roster;
}

/** A holder together with the post and the role they act or are addressed in. */
export interface RoleHolder extends Holder {
  readonly role: Role;
  readonly post: PostId;
  readonly postTitle: string;
}

/** Those who hold a role now; empty when it is vacant. */
export function holdersOf(staffing: Staffing, role: Role): readonly RoleHolder[] {
  return holdersWho(staffing, role, () => true);
}

function holdersWho(
  { roles, roster, posts }: Staffing,
  role: Role,
  accept: (holder: Holder) => boolean,
): readonly RoleHolder[] {
  return (roles[role] ?? []).flatMap((post) =>
    heldIn(roster, post)
      .filter(accept)
      .map((holder) => ({
        ...holder,
        role,
        post,
        postTitle: `${titleOf(posts, post)}${holder.deputyFor === undefined ? '' : '（代）'}`,
      })),
  );
}

/** Those in a post. Own entries only: a post may be called `constructor`. */
export function heldIn(roster: Roster, post: PostId): readonly Holder[] {
  return Object.hasOwn(roster.holders, post) ? (roster.holders[post] ?? []) : [];
}

/** A post as people call it. */
export function titleOf(posts: Staffing['posts'], post: PostId): string {
  return Object.hasOwn(posts, post) ? (posts[post]?.title ?? post) : post;
}

/** A person, and whoever they stand for: what one of them has done counts as done by both. */
export function personsOf({ person, deputyFor }: Holder): readonly string[] {
  return deputyFor === undefined ? [person] : [person, deputyFor.person];
}

/** Nobody twice, whatever posts they hold. */
export function eachOnce<T extends { readonly person: string }>(people: readonly T[]): readonly T[] {
  return people.filter((one, index) => people.findIndex(({ person }) => person === one.person) === index);
}

/** The roles a person holds in a process, in the order of {@link ROLES}. */
export function rolesOf(staffing: Staffing, person: string): readonly RoleHolder[] {
  return ROLES.flatMap((role) => holdersWho(staffing, role, (holder) => holder.person === person));
}

/** The people of a role, or of the next role above it that has an acceptable holder. */
export interface Found {
  readonly holders: readonly RoleHolder[];
  /** Set where the wished role had nobody acceptable: the role they were found in, and what was passed over. */
  readonly passed: readonly Role[];
}

/**
 * Those who hold a role; where it is vacant, or `accept` turns all its holders down, those of the next above, and
 * so on. A ladder never leaves its body: above the principal leader there is nobody, and `holders` is empty.
 */
export function findHolders(
  staffing: Staffing,
  role: Role,
  accept: (holder: RoleHolder) => boolean = () => true,
): Found {
  const passed: Role[] = [];
  let at: Role | null = role;
  while (at !== null && !passed.includes(at)) {
    const holders = holdersOf(staffing, at).filter(accept);
    if (holders.length > 0) return { holders, passed };
    passed.push(at);
    at = staffing.above[at] ?? null;
  }
  return { holders: [], passed };
}

/** An appointment as the directory keeps it. */
export interface Appointment {
  readonly id: string;
  readonly person: string;
  readonly post: PostId;
  readonly from: Instant;
}

/** Somebody who is asked in person, with the roles they stand in for. */
export type AskedHolder = RoleHolder & { readonly standsInFor?: readonly Role[] };

/** Those a role has come to, as recipients: who stands in for others says so. */
export function askedHolders({ holders, passed }: Found): readonly AskedHolder[] {
  return passed.length === 0 ? holders : holders.map((holder) => ({ ...holder, standsInFor: passed }));
}
