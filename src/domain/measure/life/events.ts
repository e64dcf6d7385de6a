import type { Notice } from '../../notice.ts';
import type { CivilDate } from '../../time.ts';
import type { Minutes } from '../state.ts';

interface WithNotices {
  readonly notices?: readonly Notice[];
}

/** What happens to a measure's life and staff, in the past tense. */
export type LifeEvent =
  | { readonly type: 'Suspended'; readonly data: { readonly reason: string } & WithNotices }
  | {
      readonly type: 'Resumed';
      readonly data: {
        /** First and last day of the time suspended, and its working days that the ladder does not count. */
        readonly from: CivilDate;
        readonly to: CivilDate;
        readonly workingDays: number;
        /** The date now worked towards. */
        readonly due: CivilDate;
        /** The date before it, where the resumption set another. */
        readonly dueBefore?: CivilDate;
        readonly text?: string;
      } & WithNotices;
    }
  | {
      readonly type: 'Cancelled';
      readonly data: { readonly reason: string; readonly minutes: Minutes } & WithNotices;
    };
