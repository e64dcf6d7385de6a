import type { Notice } from '../../notice.ts';
import type { UnitRef } from '../../plan.ts';
import type { PostId, RolePost } from '../../roster.ts';
import type { CivilDate } from '../../time.ts';

interface WithNotices {
  readonly notices?: readonly Notice[];
}

interface Told extends WithNotices {
  readonly late?: { readonly dueAt: string; readonly cause: 'not_running' };
}

/** What happens to those who answer for a measure, in the past tense. */
export type StaffEvent =
  | {
      readonly type: 'UnitChanged';
      readonly data: {
        readonly from: UnitRef;
        readonly to: UnitRef;
        readonly reason: string;
        readonly posts: readonly RolePost[];
        readonly hostOffice: boolean;
      } & WithNotices;
    }
  | {
      readonly type: 'SupportingAdded';
      readonly data: {
        readonly unit: UnitRef;
        readonly task: string;
        readonly due?: CivilDate;
        readonly posts: readonly RolePost[];
      } & WithNotices;
    }
  | {
      readonly type: 'SupportingRemoved';
      readonly data: { readonly unit: UnitRef; readonly reason: string } & WithNotices;
    }
  | {
      readonly type: 'PartReported';
      readonly data: { readonly part: number; readonly unit: UnitRef; readonly text: string } & WithNotices;
    }
  | { readonly type: 'PartReminderSent'; readonly data: Told & { readonly part: number } }
  | { readonly type: 'PartMissed'; readonly data: Told & { readonly part: number; readonly unit?: UnitRef } }
  | {
      readonly type: 'DeputyAuthorised';
      readonly data: {
        readonly post: PostId;
        readonly postTitle: string;
        readonly of: { readonly person: string; readonly name: string };
        readonly person: string;
        readonly name: string;
        readonly address: string;
        readonly until: CivilDate;
        readonly text?: string;
      } & WithNotices;
    }
  | {
      readonly type: 'DeputyEnded';
      readonly data: {
        /** Number of the event that authorised them. */
        readonly deputy: number;
        readonly by: 'date' | 'revoked';
        readonly name: string;
        readonly postTitle: string;
      } & WithNotices;
    };
