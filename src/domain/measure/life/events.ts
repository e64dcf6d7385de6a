import type { Notice } from '../../notice.ts';
import type { PostId, Role } from '../../roster.ts';
import type { CivilDate } from '../../time.ts';
import type { StaffEvent } from './staff-events.ts';
import type { ReportedFigure } from '../figures.ts';
import type { Minutes } from './state.ts';

interface WithNotices {
  readonly notices?: readonly Notice[];
}

interface Told extends WithNotices {
  readonly late?: { readonly dueAt: string; readonly cause: 'not_running' };
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
      readonly data: {
        readonly reason: string;
        readonly minutes: Minutes;
        /** The programme's event that dropped it from the plan. */ readonly change?: number;
      } & WithNotices;
    }
  | {
      readonly type: 'Corrected';
      readonly data: {
        /** Number of the event that is corrected; it stays as it was. */
        readonly corrects: number;
        readonly of: 'report' | 'evidence';
        readonly reason: string;
        readonly text?: string;
        readonly figures?: readonly ReportedFigure[];
        readonly title?: string;
        readonly documentNumber?: string;
        /** Of figures: the period that they are for. */
        readonly period?: string;
        /** What stood there before, but for the text. */
        readonly before: {
          readonly figures?: readonly ReportedFigure[];
          readonly title?: string;
          readonly documentNumber?: string;
          readonly period?: string;
        };
      };
    }
  | {
      readonly type: 'Instructed';
      readonly data: {
        readonly text: string;
        readonly leader: {
          readonly post: PostId;
          readonly role: Role;
          readonly postTitle: string;
          /** Those who hold it, joined by 、. */
          readonly name: string;
        };
        readonly due?: CivilDate;
      } & WithNotices;
    }
  | {
      readonly type: 'InstructionAnswered';
      readonly data: { readonly instruction: number; readonly text: string } & WithNotices;
    }
  | StaffEvent
  | { readonly type: 'InstructionReminderSent'; readonly data: Told & { readonly instruction: number } }
  | { readonly type: 'InstructionUnanswered'; readonly data: Told & { readonly instruction: number } };
