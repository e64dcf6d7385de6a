import type { AmendedField, AmendedFields } from '../../amendment/change.ts';
import type { Altered } from '../../amendment/summary.ts';
import type { WorkCalendar } from '../../calendar.ts';
import type { Notice } from '../../notice.ts';
import type { Refusal } from '../../refusals.ts';
import type { Post } from '../../roster.ts';
import type { CivilDate } from '../../time.ts';

interface Given {
  /** Number of the programme's event that decided it. */
  readonly change: number;
  /** Number of the document by which it was decided; of a calendar, its notice. */
  readonly document: string;
}

interface Replanned extends Given {
  /** Fields of the plan as they are from now on. */
  readonly set: AmendedFields;
  readonly unset?: readonly AmendedField[];
  /** What these fields were. */
  readonly before: AmendedFields;
  /** The deadline now in force: one that an extension has moved is not moved back. */
  readonly due: CivilDate;
  readonly dueBefore: CivilDate;
  readonly altered: readonly Altered[];
  readonly notices?: readonly Notice[];
}

/** What an amended plan or a new calendar does to a measure, in the past tense. */
export type AmendEvent =
  | {
      readonly type: 'Amended';
      readonly data: Replanned & {
        readonly reason?: string;
        /** Number of the superior's letter by which the outer limit may be passed. */
        readonly letter?: string;
        readonly posts?: readonly Post[];
      };
    }
  | {
      readonly type: 'Recalendared';
      readonly data: Replanned & { readonly calendar: WorkCalendar; readonly calendarHash: string };
    }
  | {
      readonly type: 'AmendmentRefused';
      readonly data: Given & { readonly of: 'amend' | 'recalendar' | 'drop'; readonly refusal: Refusal };
    };
