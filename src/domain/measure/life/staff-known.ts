import { isObject, type Shape } from '../../guards.ts';
import { ROLES } from '../../roster.ts';
import { isCivilDate } from '../../time.ts';
import type { StaffEvent } from './staff-events.ts';

/** What `evolve` builds on in the events of a measure's staff, type by type. */
export const STAFF_DATA: Readonly<Record<StaffEvent['type'], (data: Shape) => boolean>> = {
  UnitChanged: ({ to, posts, hostOffice }) =>
    isUnit(to) && arePosts(posts) && typeof hostOffice === 'boolean',
  SupportingAdded: ({ unit, task, due, posts }) =>
    isUnit(unit) && typeof task === 'string' && (due === undefined || isCivilDate(due)) && arePosts(posts),
  SupportingRemoved: ({ unit }) => isUnit(unit),
  PartReported: ({ part }) => Number.isSafeInteger(part),
  PartReminderSent: () => true,
  PartMissed: () => true,
  DeputyAuthorised: ({ post, of, person, name, address, until }) =>
    [post, person, name, address].every(isText) &&
    isObject(of) &&
    isText(of['person']) &&
    isText(of['name']) &&
    isCivilDate(until),
  DeputyEnded: ({ deputy }) => Number.isSafeInteger(deputy),
};

export function isStaffEvent<E extends { readonly type: string }>(event: E): event is Extract<E, StaffEvent> {
  return Object.hasOwn(STAFF_DATA, event.type);
}

const ROLE_SET: ReadonlySet<unknown> = new Set(ROLES);

function isText(value: unknown): boolean {
  return typeof value === 'string';
}

function isUnit(value: unknown): boolean {
  return isObject(value) && isText(value['id']) && isText(value['name']);
}

function arePosts(value: unknown): boolean {
  return (
    Array.isArray(value) &&
    value.every(
      (one) =>
        isObject(one) &&
        ROLE_SET.has(one['role']) &&
        ['id', 'title', 'unit', 'unitName', 'region'].every((field) => isText(one[field])),
    )
  );
}
