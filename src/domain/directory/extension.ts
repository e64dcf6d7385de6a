import { areAdditions } from '../amendment/known.ts';
import type { EffectBody } from '../effects.ts';
import type { DomainEvent, Draft } from '../record.ts';
import type { Signal } from '../signal.ts';
import type { Instant } from '../time.ts';
import type { DirectoryState } from './state.ts';

/**
 * What an amended plan adds: units and posts, and who is to hold the new posts. Appointments to posts that were known stay the
 * administrator's own affair.
 */
export function extend(
  state: DirectoryState,
  { change, document, units, posts, people, appointments }: Signal['data'],
  now: Instant,
): readonly DomainEvent[] {
  const added = { units, posts, people, appointments };
  if (!areAdditions(added) || typeof change !== 'number') return [];
  const fresh = added.posts.filter((post) => !Object.hasOwn(state.posts, post.id));
  const first: DomainEvent = {
    type: 'DirectoryExtended',
    data: { change, document, units, posts: fresh.map((post) => ({ ...post })) },
  };
  const appointed = added.appointments.flatMap(({ person: id, post: where }) => {
    const known = Object.hasOwn(state.people, id) ? state.people[id] : undefined;
    const person = known ?? added.people.find((one) => one.id === id);
    const post = fresh.find((one) => one.id === where);
    return person === undefined || post === undefined ? [] : [{ person, post }];
  });
  return [
    first,
    ...appointed.map(({ person, post }, index): DomainEvent => ({
      type: 'PersonAppointed',
      data: {
        appointment: { id: `a${state.seq + 2 + index}`, person: person.id, post: post.id, from: now },
        person: { ...person },
        post: { ...post },
      },
    })),
  ];
}

/** The programme is told that it knows the new posts. */
export function acknowledge({ input }: DirectoryState, { data }: Draft): readonly EffectBody[] {
  if (typeof data['change'] !== 'number') return [];
  const answer = { change: data['change'], applied: true };
  return [{ kind: 'signal', to: input.programme, type: 'acknowledge', data: answer }];
}
