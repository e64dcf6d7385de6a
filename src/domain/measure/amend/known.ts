import { arePosts, isCalendar, isPlanChange } from '../../amendment/known.ts';
import type { Shape } from '../../guards.ts';
import { isCivilDate } from '../../time.ts';
import type { AmendEvent } from './events.ts';

/** What `evolve` builds on in the events of an amendment, type by type. */
export const AMEND_DATA: Readonly<Record<AmendEvent['type'], (data: Shape) => boolean>> = {
  Amended: (data) => isReplanned(data) && (data['posts'] === undefined || arePosts(data['posts'])),
  Recalendared: (data) =>
    isReplanned(data) && isCalendar(data['calendar']) && typeof data['calendarHash'] === 'string',
  AmendmentRefused: () => true,
};

function isReplanned({ set, unset, due, change }: Shape): boolean {
  return isPlanChange({ set, unset }) && isCivilDate(due) && Number.isSafeInteger(change);
}

/** Whether an event is one of these. */
export function isAmendEvent<E extends { readonly type: string }>(event: E): event is Extract<E, AmendEvent> {
  return Object.hasOwn(AMEND_DATA, event.type);
}
