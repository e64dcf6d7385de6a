import type { ClueAccount } from '../../clue/told.ts';
import type { Notice } from '../../notice.ts';
import type { CivilDate } from '../../time.ts';

interface Told {
  readonly notices?: readonly Notice[];
  readonly late?: { readonly dueAt: string; readonly cause: 'not_running' };
  /** By when they were to be handed over. */
  readonly due: CivilDate;
}

/** What happens to the clues of a measure, in the past tense. */
export type ClueEvent =
  | {
      readonly type: 'ClueFound';
      readonly data: { readonly found: string; readonly on: CivilDate; readonly reference: string };
    }
  | { readonly type: 'FoundStruck'; readonly data: { readonly found: string; readonly reason: string } }
  /** A clue told of itself. `account` is absent where it said nothing new. */
  | { readonly type: 'ClueHeard'; readonly data: { readonly number: number; readonly account?: ClueAccount } }
  | { readonly type: 'ClueReminderSent'; readonly data: Told }
  | { readonly type: 'ClueUnhanded'; readonly data: Told };
