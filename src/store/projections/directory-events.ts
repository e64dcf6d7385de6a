import { z } from 'zod';
import { plannedAppointments } from '../../domain/directory/state.ts';
import type { DirectoryPlan, Person } from '../../domain/plan.ts';
import type { EventRecord } from '../../domain/record.ts';
import type { Appointment, Post } from '../../domain/roster.ts';
import type { Instant } from '../../domain/time.ts';
import { shaped } from './shape.ts';

const person = z.object({ id: z.string(), name: z.string(), address: z.string() });
const post = z.object({
  id: z.string(),
  title: z.string(),
  unit: z.string(),
  unitName: z.string(),
  region: z.string(),
});
const appointment = z.object({ id: z.string(), person: z.string(), post: z.string(), from: z.string() });
const planned = z.object({ person: z.string(), post: z.string() });

/** What the projection reads of a directory's events (`src/domain/directory/rules.ts`); other types change nothing. */
const SHAPES = {
  DirectoryOpened: z.object({
    people: z.array(person),
    posts: z.array(post),
    appointments: z.array(planned),
  }),
  PersonAppointed: z.object({ appointment, person, post }),
  PersonRelieved: z.object({ appointment: z.object({ id: z.string() }) }),
  AddressChanged: z.object({ person }),
} as const;

/** One change of the directory's tables. */
export type DirectoryChange =
  | { readonly kind: 'person'; readonly person: Person }
  | { readonly kind: 'post'; readonly post: Post }
  | { readonly kind: 'appointed'; readonly appointment: Appointment }
  | { readonly kind: 'relieved'; readonly id: Appointment['id']; readonly until: Instant };

/** What events of a directory change, in order. */
export function projectDirectory(records: readonly EventRecord[]): readonly DirectoryChange[] {
  return records.flatMap(changesOf);
}

function changesOf(record: EventRecord): readonly DirectoryChange[] {
  switch (record.type) {
    case 'DirectoryOpened': {
      const { people, posts, appointments } = shaped(record, SHAPES.DirectoryOpened);
      const numbered = plannedAppointments({ appointments } as unknown as DirectoryPlan, record.occurredAt);
      return [
        ...people.map((person): DirectoryChange => ({ kind: 'person', person })),
        ...posts.map((post): DirectoryChange => ({ kind: 'post', post })),
        ...numbered.map((appointment): DirectoryChange => ({ kind: 'appointed', appointment })),
      ];
    }
    case 'PersonAppointed': {
      const { appointment, person, post } = shaped(record, SHAPES.PersonAppointed);
      return [
        { kind: 'person', person },
        { kind: 'post', post },
        { kind: 'appointed', appointment },
      ];
    }
    case 'PersonRelieved': {
      const { appointment } = shaped(record, SHAPES.PersonRelieved);
      return [{ kind: 'relieved', id: appointment.id, until: record.occurredAt }];
    }
    case 'AddressChanged':
      return [{ kind: 'person', person: shaped(record, SHAPES.AddressChanged).person }];
    default:
      return [];
  }
}
