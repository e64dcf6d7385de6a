import type { Shape } from '../../guards.ts';
import { isCivilDate } from '../../time.ts';
import { isOptionalAccount } from './account.ts';
import type { ClueEvent } from './events.ts';

/** What `evolve` builds on in the events of a measure's clues, type by type. */
export const CLUE_DATA: Readonly<Record<ClueEvent['type'], (data: Shape) => boolean>> = {
  ClueFound: ({ found, on, reference }) => isText(found) && isCivilDate(on) && isText(reference),
  FoundStruck: ({ found, reason }) => isText(found) && isText(reason),
  ClueHeard: ({ number, account }) => Number.isSafeInteger(number) && isOptionalAccount(account),
  ClueReminderSent: () => true,
  ClueUnhanded: () => true,
};

function isText(value: unknown): boolean {
  return typeof value === 'string';
}

/** Whether an event is one of these. */
export function isClueEvent<E extends { readonly type: string }>(event: E): event is Extract<E, ClueEvent> {
  return Object.hasOwn(CLUE_DATA, event.type);
}
