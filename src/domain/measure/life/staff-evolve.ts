import { kept } from '../memory.ts';
import { optional } from '../../optional.ts';
import type { Draft } from '../../record.ts';
import type { Post, PostId, PostsByRole, Role, RolePost } from '../../roster.ts';
import { roundMark } from '../round.ts';
import { staffingOf } from '../staffing.ts';
import type { Staff } from './state.ts';
import type { MeasureState } from '../state.ts';
import type { StaffEvent } from './staff-events.ts';

type Of<T extends StaffEvent['type']> = Extract<StaffEvent, { type: T }> & Draft;

/** The state after an event of a measure's staff. */
export function evolveStaff(state: MeasureState, event: StaffEvent & Draft): MeasureState {
  switch (event.type) {
    case 'UnitChanged':
      return unitChanged(state, event);
    case 'SupportingAdded':
      return supportingAdded(state, event);
    case 'SupportingRemoved':
      return supportingRemoved(state, event);
    case 'PartReported':
      return {
        ...state,
        parts: (state.parts ?? []).map((one) =>
          one.seq === event.data.part ? { ...one, done: event.seq } : one,
        ),
      };
    case 'DeputyAuthorised':
      return deputyAuthorised(state, event);
    case 'DeputyEnded':
      return {
        ...state,
        deputies: (state.deputies ?? []).filter((one) => one.seq !== event.data.deputy),
      };
    case 'PartReminderSent':
      return { ...state, reminded: state.reminded + 1 };
    case 'PartMissed':
      return { ...state, urged: state.urged + 1 };
    default:
      return event satisfies never;
  }
}

/** The new unit's posts take the place of the old one's; roles that come with none of it stay, but for the unit's own. */
function unitChanged(state: MeasureState, event: Of<'UnitChanged'>): MeasureState {
  const { to, posts, hostOffice } = event.data;
  // A unit that supported it until now supports itself no more.
  const { staff: left, parts } = withoutSupporting(state, to.id);
  const own: PostsByRole = { case_handler: [], liaison: [], office_head: [] };
  const staff = withPosts(state, posts, { ...left.roles, ...own, ...byRole(posts) });
  return {
    ...state,
    staff: {
      ...staff,
      ...optional('released', left.released),
      lead: { id: to.id, name: to.name },
      hostOffice,
    },
    ...parts,
  };
}

function supportingAdded(state: MeasureState, event: Of<'SupportingAdded'>): MeasureState {
  const { unit, task, due, posts } = event.data;
  const { roles } = staffingOf(state);
  const given = byRole(posts);
  const joined = (role: Role): readonly PostId[] => [
    ...new Set([...(roles[role] ?? []), ...(given[role] ?? [])]),
  ];
  const part = {
    seq: event.seq,
    round: roundMark(state),
    at: event.occurredAt,
    unit: { id: unit.id, name: unit.name },
    task,
    ...optional('due', due),
  };
  return {
    ...state,
    staff: withPosts(
      state,
      posts,
      {
        ...state.staff?.roles,
        supporting_handler: joined('supporting_handler'),
        supporting_head: joined('supporting_head'),
      },
      state.staff?.released?.filter((one) => one !== unit.id),
    ),
    parts: [...(state.parts ?? []), part],
    kept: kept(state, [part, ...posts]),
  };
}

function supportingRemoved(state: MeasureState, event: Of<'SupportingRemoved'>): MeasureState {
  const { staff, parts } = withoutSupporting(state, event.data.unit.id);
  return { ...state, staff, ...parts };
}

function withoutSupporting(
  state: MeasureState,
  unit: string,
): { readonly staff: Staff; readonly parts: Pick<MeasureState, 'parts'> } {
  const { roles, posts } = staffingOf(state);
  const left = (role: Role): readonly PostId[] =>
    (roles[role] ?? []).filter((post) => posts[post]?.unit !== unit);
  const { parts } = state;
  return {
    staff: withPosts(
      state,
      [],
      {
        ...state.staff?.roles,
        supporting_handler: left('supporting_handler'),
        supporting_head: left('supporting_head'),
      },
      [...(state.staff?.released ?? []), unit],
    ),
    parts: parts === undefined ? {} : { parts: parts.filter((one) => one.unit.id !== unit) },
  };
}

function withPosts(
  state: MeasureState,
  posts: readonly RolePost[],
  roles: PostsByRole,
  released = state.staff?.released,
): Staff {
  const entries = posts.map(({ role: _, ...post }): readonly [PostId, Post] => [post.id, post]);
  return {
    ...state.staff,
    posts: Object.fromEntries([...Object.entries(state.staff?.posts ?? {}), ...entries]),
    roles,
    ...optional('released', released),
  };
}

function byRole(posts: readonly RolePost[]): PostsByRole {
  const found: Partial<Record<Role, readonly PostId[]>> = {};
  for (const { role, id } of posts) found[role] = [...(found[role] ?? []), id];
  return found;
}

function deputyAuthorised(state: MeasureState, event: Of<'DeputyAuthorised'>): MeasureState {
  const { post, of, person, name, address, until } = event.data;
  const deputy = {
    seq: event.seq,
    round: roundMark(state),
    post,
    of: { person: of.person, name: of.name },
    person,
    name,
    address,
    until,
  };
  return { ...state, deputies: [...(state.deputies ?? []), deputy] };
}
