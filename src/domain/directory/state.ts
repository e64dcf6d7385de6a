import type { DirectoryPlan, Person } from '../plan.ts';
import type { StartBase } from '../process.ts';
import type { Appointment, Holder, Post, PostId, Roster } from '../roster.ts';
import type { Instant } from '../time.ts';

/** Start input of a directory. */
export interface DirectoryInput extends StartBase {
  readonly kind: 'directory';
  readonly plan: DirectoryPlan;
  /** Processes that want to hear of posts from the start; the others say so by themselves. */
  readonly subscriptions?: Readonly<Record<string, readonly PostId[]>>;
}

export interface DirectoryState {
  readonly seq: number;
  readonly input: DirectoryInput;
  readonly people: Readonly<Record<string, Person>>;
  readonly posts: Readonly<Record<PostId, Post>>;
  readonly appointments: readonly Appointment[];
  /** Per post, the event that last changed who holds it or how they are reached. */
  readonly changed: Readonly<Record<PostId, number>>;
  /** Processes that want to hear of posts. */
  readonly subscriptions: Readonly<Record<string, readonly PostId[]>>;
}

/** Directory event number of what a plan brings: processes opened with it need no telling. */
export const OPENING_SEQ = 1;

/** Appointments as a plan brings them, numbered. */
export function plannedAppointments(plan: DirectoryPlan, from: Instant): readonly Appointment[] {
  return plan.appointments.map(({ person, post }, index) => ({
    id: `a${OPENING_SEQ}.${index + 1}`,
    person,
    post,
    from,
  }));
}

/** Those of a list that another one does not have, by their id. */
export function newIn<T extends { readonly id: string }>(
  list: readonly T[],
  known: readonly T[],
): readonly T[] {
  return list.filter(({ id }) => !known.some((one) => one.id === id));
}

/** Who holds some posts, as a process is told it. */
export function rosterOf(
  of: Pick<DirectoryState, 'people' | 'appointments'>,
  posts: readonly PostId[],
  seq: number,
): Roster {
  const holders = (post: PostId): readonly Holder[] =>
    of.appointments
      .filter((one) => one.post === post)
      .flatMap((one) => {
        const person = of.people[one.person];
        return person === undefined
          ? []
          : [{ person: person.id, name: person.name, appointment: one.id, address: person.address }];
      });
  return { seq, holders: Object.fromEntries(posts.map((post) => [post, holders(post)])) };
}

export function byId<T extends { readonly id: string }>(list: readonly T[]): Readonly<Record<string, T>> {
  return Object.fromEntries(list.map((one) => [one.id, one]));
}
