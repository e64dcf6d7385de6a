import { isObject, type Shape } from '../../guards.ts';
import { isCivilDate } from '../../time.ts';
import type { LifeEvent } from './events.ts';

/** What `evolve` builds on in the events of a measure's life, type by type. */
export const LIFE_DATA: Readonly<Record<LifeEvent['type'], (data: Shape) => boolean>> = {
  Suspended: ({ reason }) => typeof reason === 'string',
  Resumed: ({ from, to, due, dueBefore }) =>
    [from, to, due].every(isCivilDate) && (dueBefore === undefined || isCivilDate(dueBefore)),
  Cancelled: ({ reason, minutes }) =>
    typeof reason === 'string' &&
    isObject(minutes) &&
    typeof minutes['number'] === 'string' &&
    isCivilDate(minutes['heldOn']),
};

/** Whether an event is one of these. */
export function isLifeEvent<E extends { readonly type: string }>(event: E): event is Extract<E, LifeEvent> {
  return Object.hasOwn(LIFE_DATA, event.type);
}
