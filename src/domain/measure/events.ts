import type { AmendEvent } from './amend/events.ts';
import type { ClueEvent } from './clues/events.ts';
import type { LifeEvent } from './life/events.ts';
import type { Notice, PaceBehind } from '../notice.ts';
import type { LightMeaning } from './light.ts';
import type { LookBackDrawn } from './look-back-draw.ts';
import type { ExtensionAsked, Light, LookBackResult } from './state.ts';
import type { ReportedFigure } from './figures.ts';
import type { PassedOver } from './passing.ts';
import type { UnitRef } from '../plan.ts';
import type { Actor } from '../record.ts';
import type { Role, Roster } from '../roster.ts';
import type { CivilDate } from '../time.ts';

/** Notices stand in the event that gives them, recipients included. */
interface WithNotices {
  readonly notices?: readonly Notice[];
}

/** The duty was settled after downtime: when it should have been, and why it was not. */
interface MaybeLate {
  readonly late?: { readonly dueAt: string; readonly cause: 'not_running' };
}

interface Told extends WithNotices, MaybeLate {}

/** What every answer to a step of the approval states. */
interface StepAnswered extends WithNotices {
  readonly round: number;
  /** Number of the step, from 1. */
  readonly step: number;
  readonly title: string;
  /** The roles passed over on the way to who decided it. */
  readonly passed: readonly Role[];
  readonly why?: readonly PassedOver[];
  readonly last: boolean;
  readonly text?: string;
}

/** What happens to a measure, in the past tense. */
export type MeasureEvent = { readonly actor?: Actor } & (
  | {
      readonly type: 'MeasureStarted';
      readonly data: { readonly by: 'schedule' | 'command' | 'report'; readonly text?: string };
    }
  | {
      readonly type: 'ProgressReported';
      readonly data: {
        readonly text: string;
        readonly requirement?: string;
        readonly milestone?: string;
        readonly period?: string;
        readonly figures: readonly ReportedFigure[];
        readonly instruction?: number;
      } & WithNotices;
    }
  | {
      readonly type: 'EvidenceAttached';
      readonly data: {
        readonly title: string;
        readonly requirement?: string;
        readonly documentNumber?: string;
        readonly sha256?: string;
        readonly fileName?: string;
        readonly size?: number;
        /** The report it came with, by the number of its event. */
        readonly report?: number;
      };
    }
  | { readonly type: 'Commented'; readonly data: { readonly text: string } }
  | {
      readonly type: 'OpinionGiven';
      readonly data: { readonly text: string; readonly opinion: 'support' | 'oppose' };
    }
  | {
      readonly type: 'Submitted';
      readonly data: { readonly round: number; readonly text?: string } & WithNotices;
    }
  | { readonly type: 'Withdrawn'; readonly data: { readonly text?: string } & WithNotices }
  | {
      readonly type: 'StepApproved';
      /** `role`: of the step that was decided. */
      readonly data: StepAnswered & { readonly role: Role; readonly closes: boolean };
    }
  | {
      readonly type: 'Countersigned';
      /** `units`: the supporting units signed for. */
      readonly data: StepAnswered & { readonly units: readonly UnitRef[]; readonly closes: boolean };
    }
  | {
      readonly type: 'MeetingClosed';
      readonly data: StepAnswered & {
        readonly role: Role;
        /** 会议纪要: its number, the date of the meeting, who took it. */
        readonly minutes: { readonly number: string; readonly date: CivilDate; readonly recorder: string };
      };
    }
  | {
      readonly type: 'StepPassedOver';
      readonly data: {
        readonly round: number;
        readonly step: number;
        readonly title: string;
        readonly reason: 'no_supporting_unit';
      } & WithNotices;
    }
  | {
      readonly type: 'Returned';
      readonly data: {
        readonly round: number;
        readonly step: number;
        readonly reason: string;
        readonly correctionDue: CivilDate;
      } & WithNotices;
    }
  | {
      readonly type: 'SignedOff';
      readonly data: {
        readonly submittedOn: CivilDate;
        readonly due: CivilDate;
        readonly daysLate: number;
        readonly lookBack?: LookBackDrawn;
      } & Told;
    }
  | {
      readonly type: 'PublicNoticeBegun';
      readonly data: {
        readonly round: number;
        readonly from: CivilDate;
        readonly until: CivilDate;
        readonly phone: string;
      } & WithNotices;
    }
  | {
      readonly type: 'ObjectionRecorded';
      readonly data: {
        readonly round: number;
        readonly reason: string;
        readonly correctionDue: CivilDate;
      } & WithNotices;
    }
  | { readonly type: 'LookBackDue'; readonly data: Told }
  | {
      readonly type: 'LookedBack';
      readonly data: {
        readonly result: LookBackResult;
        readonly text: string;
        readonly sample: string;
        readonly why?: readonly PassedOver[];
      } & WithNotices;
    }
  | {
      readonly type: 'Reopened';
      readonly data: {
        /** The round that begins. */
        readonly round: number;
        readonly reason: string;
        readonly to: CivilDate;
        readonly signedOffOn: CivilDate;
        readonly why?: readonly PassedOver[];
      } & WithNotices;
    }
  | { readonly type: 'ExtensionRequested'; readonly data: { readonly asked: ExtensionAsked } & WithNotices }
  | {
      readonly type: 'ExtensionGranted';
      readonly data: {
        readonly from: CivilDate;
        readonly to: CivilDate;
        /** Set where the rectification office could give no opinion: its own host office, or vacant. */
        readonly opinionWaived?: 'host_office' | 'vacant';
        readonly text?: string;
      } & WithNotices;
    }
  | {
      readonly type: 'ExtensionRefused';
      readonly data: { readonly to: CivilDate; readonly reason: string } & WithNotices;
    }
  | { readonly type: 'Urged'; readonly data: { readonly text?: string } & WithNotices }
  | { readonly type: 'ReminderSent'; readonly data: Told }
  | { readonly type: 'MilestoneReminderSent'; readonly data: Told }
  | { readonly type: 'MilestoneMissed'; readonly data: Told & { readonly milestone: string } }
  | { readonly type: 'PaceMissed'; readonly data: Told & { readonly behind: readonly PaceBehind[] } }
  | {
      readonly type: 'Escalated';
      readonly data: Told & {
        readonly rung: string;
        readonly after: number;
        /** Working days of suspension that were not counted. */
        readonly paused?: number;
      };
    }
  | { readonly type: 'ApprovalAskedAgain'; readonly data: Told }
  | { readonly type: 'ApprovalEscalated'; readonly data: Told }
  | { readonly type: 'ExtensionAskedAgain'; readonly data: Told }
  | { readonly type: 'ExtensionEscalated'; readonly data: Told }
  | {
      readonly type: 'LightChanged';
      readonly data: { readonly from: Light; readonly to: Light; readonly reason: LightMeaning } & MaybeLate;
    }
  | { readonly type: 'RosterHeard'; readonly data: { readonly roster: Roster } & WithNotices }
  | {
      readonly type: 'NoticeUndeliverable';
      readonly data: {
        readonly undelivered: readonly {
          readonly notice: string;
          readonly person: string;
          readonly response: string;
        }[];
      } & WithNotices;
    }
  | LifeEvent
  | ClueEvent
  | AmendEvent
);

export type MeasureEventType = MeasureEvent['type'];
