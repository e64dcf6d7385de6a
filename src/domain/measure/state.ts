import type { MeasurePlan, ProgrammeCard, UnitRef } from '../plan.ts';
import type { Standing, StartBase, WithCalendar } from '../process.ts';
import type { Post, PostId, Role, RoleHolder, Roster } from '../roster.ts';
import type { CivilDate, Instant } from '../time.ts';
import type { Clues } from './clues/state.ts';
import type { Deputy, Instruction, Minutes, Part, Pause, Staff } from './life/state.ts';

/** Start input of a measure. */
export interface MeasureInput extends StartBase, WithCalendar {
  readonly kind: 'measure';
  readonly plan: MeasurePlan;
  readonly card: ProgrammeCard;
  /** The posts its roles name, and who holds them as of the directory's event `roster.seq`. */
  readonly posts: Readonly<Record<PostId, Post>>;
  readonly roster: Roster;
  /** How its programme has it from the start; its directory knows its posts then, too. Absent: it tells both. */
  readonly entered?: Standing;
  /**
   * Its programme gathers what is overdue into one report to the principal leader, and writes a weekly brief: the measure tells it
   * what these say, and leaves the report to it. Absent in the first launches, where each measure wrote to the principal leader itself.
   */
  readonly gathered?: true;
}

/**
 * 绿 / 黄 / 红; `done` and `done_late` after sign-off: late never looks on time. `suspended` 中止, `cancelled` 取消: no date is
 * counted to.
 */
export type Light = 'green' | 'yellow' | 'red' | 'done' | 'done_late' | 'suspended' | 'cancelled';

/** A progress report as it stands on record. */
export interface Report {
  readonly seq: number;
  readonly on: CivilDate;
  readonly by: string;
  /** The beginning only, where later ones followed: the whole text stands in the record. */
  readonly text: string;
  readonly requirement?: string;
  readonly milestone?: string;
  readonly period?: string;
  /** The last correction, by the number of its event. */
  readonly corrected?: number;
}

/** One figure as reported: entered as given, never forced to add up. */
export interface Figure {
  readonly requirement: string;
  readonly period?: string;
  readonly locality?: string;
  readonly value: number;
  /** What the figure is a part of, where the requirement asks for a ratio. */
  readonly base?: number;
  readonly unit?: string;
  readonly seq: number;
}

/** A piece of evidence (佐证材料); the file itself lies in the evidence store. */
export interface Evidence {
  readonly seq: number;
  readonly on: CivilDate;
  readonly by: string;
  readonly title: string;
  readonly documentNumber?: string;
  readonly requirement?: string;
  readonly sha256?: string;
  readonly fileName?: string;
  readonly size?: number;
  /** The report it came with, by the number of its event. */
  readonly report?: number;
  /** The last correction, by the number of its event. */
  readonly corrected?: number;
}

/** An extension as it is asked for. */
export interface ExtensionAsked {
  readonly to: CivilDate;
  readonly reason: string;
  readonly by: string;
  /** Whom they stood for, as a deputy. */
  readonly for?: string;
  readonly at: Instant;
  /** What it moves: the deadline, or the date for correction after a return. */
  readonly moves: 'deadline' | 'correction';
}

/** The request as it waits to be decided; only the event and the round that it came with tell it from another. */
export interface PendingExtension extends ExtensionAsked {
  readonly seq: number;
  readonly round: number;
  readonly opinion?: { readonly value: 'support' | 'oppose'; readonly by: string; readonly text: string };
  /** Where the measure was resumed meanwhile: when those who decide were asked anew, and after which resumption. */
  readonly calledAt?: Instant;
  readonly resumption?: number;
}

export interface Submission {
  readonly round: number;
  readonly at: Instant;
  readonly by: string;
  readonly byName: string;
  /** Whom they stood for, as a deputy. */
  readonly for?: string;
}

/** A sign-off that was not the last word: it stays on record when the measure is reopened. */
export interface EarlierSignOff {
  readonly on: CivilDate;
  readonly submittedOn: CivilDate;
  readonly due: CivilDate;
  readonly daysLate: number;
}

/** What every status has. */
export interface MeasureCommon {
  /** Number of the last event: notices that follow an act are named after it. */
  readonly seq: number;
  readonly input: MeasureInput;
  readonly roster: Roster;
  /** The deadline now in force; the original is {@link originalDue}. */
  readonly due: CivilDate;
  /** Round of submission, from 1; a return or a withdrawal begins the next. */
  readonly round: number;
  /** When reminders and ladder of this round were armed: nothing earlier is asked for. */
  readonly armedAt: Instant;
  /** Duties that have fired or were covered, by their id without process and round. */
  readonly fired: Readonly<Record<string, true>>;
  readonly light: Light;
  readonly reports: readonly Report[];
  readonly figures: readonly Figure[];
  readonly evidence: readonly Evidence[];
  readonly milestonesDone: Readonly<Record<string, CivilDate>>;
  /** When a figure of an indicator last came in or was put right: pace is judged from then on. */
  readonly figuresAt?: Instant;
  readonly submissions: readonly Submission[];
  readonly extensionAsked?: PendingExtension;
  readonly extensions: readonly {
    readonly from: CivilDate;
    readonly to: CivilDate;
    readonly by: string;
    readonly on: CivilDate;
  }[];
  readonly reminded: number;
  readonly urged: number;
  /** Notices that could not be delivered, by notice and person. */
  readonly undeliverable: readonly {
    readonly notice: string;
    readonly person: string;
    readonly response: string;
  }[];
  /** 重新整改: when and why it was last reopened, by which event, and for which time. */
  readonly reopened?: {
    readonly on: CivilDate;
    readonly seq: number;
    readonly reason: string;
    readonly times: number;
  };
  readonly signOffs?: readonly EarlierSignOff[];
  /** Bytes that reports, figures and evidence take up here: the memory has to fit into one message (`memory.ts`). */
  readonly kept: number;
  /** How often it was resumed after a suspension; each arms its duties anew. */
  readonly resumptions?: number;
  readonly pauses?: readonly Pause[];
  readonly instructions?: readonly Instruction[];
  readonly staff?: Staff;
  readonly parts?: readonly Part[];
  readonly deputies?: readonly Deputy[];
  /** Parts of the start input that were amended since: `input` has them already. */
  readonly amended?: Partial<Pick<MeasureInput, 'plan' | 'calendar' | 'calendarHash'>>;
  /** The deadline of the first plan, where it was amended. */
  readonly firstDue?: CivilDate;
  /** How often plan or calendar were amended, which arms its duties anew; and when last. */
  readonly replanned?: { readonly times: number; readonly at: Instant };
  /** Clues found in its work, and clues that told it of themselves. */
  readonly clues?: Clues;
}

export interface LookBackDue {
  readonly on: CivilDate;
  readonly reason: 'late' | 'reopened' | 'drawn';
}

/** Whether a look-back found problems. */
export type LookBackResult = 'found' | 'not_found';

export interface Approval {
  readonly step: number;
  readonly person: string;
  readonly role: string;
  /** Whom they stood for, as a deputy. */
  readonly for?: string;
  /** At a countersign: the unit signed for. */
  readonly unit?: string;
}

/** Those one role of a step (at a countersign: one supporting unit) has come to. */
export interface StepRole {
  readonly role: Role;
  readonly unit?: UnitRef;
  readonly holders: readonly RoleHolder[];
  /** Roles passed over on the way up: vacant, or held by someone who may not decide. */
  readonly passed: readonly Role[];
}

/** What a measure is while it can get on. */
type AtWork =
  | { readonly status: 'not_started' }
  | { readonly status: 'under_way'; readonly startedAt: Instant }
  | {
      readonly status: 'under_review';
      readonly submission: Submission;
      /** Index of the step that is open, from 0. */
      readonly step: number;
      /** When the open step was called. */
      readonly calledAt: Instant;
      readonly approvals: readonly Approval[];
      /** The date for correction that ran when it was submitted, to come back to on withdrawal. */
      readonly correction?: { readonly due: CivilDate; readonly reason: string };
    }
  | {
      readonly status: 'returned';
      readonly correctionDue: CivilDate;
      readonly reason: string;
      readonly returnedBy: string;
    };

export type MeasureState = MeasureCommon &
  (
    | AtWork
    | {
        readonly status: 'on_notice';
        readonly submission: Submission;
        /** First and last day of the public notice. */
        readonly from: CivilDate;
        readonly until: CivilDate;
      }
    | {
        readonly status: 'suspended';
        readonly suspendedAt: Instant;
        readonly reason: string;
        /** What it was, and will be again when it is resumed. */
        readonly was: AtWork;
      }
    | {
        readonly status: 'signed_off';
        readonly signedOffAt: Instant;
        readonly submission: Submission;
        readonly daysLate: number;
        /** When it is to be looked back at, and why; absent: it is not. */
        readonly lookBack?: LookBackDue;
        readonly lookedBack?: { readonly on: CivilDate; readonly result: LookBackResult };
      }
    | {
        readonly status: 'cancelled';
        readonly cancelledAt: Instant;
        readonly reason: string;
        /** Those of the meeting that decided it. */
        readonly minutes: Minutes;
      }
  );

/** The deadline as it was first planned. */
export function originalDue({ firstDue, input }: MeasureState): CivilDate {
  return firstDue ?? input.plan.deadline.date;
}

/** The date the lead unit now works towards: the one for correction where it runs, else the deadline. */
export function effectiveDue(state: MeasureState): CivilDate {
  const at = state.status === 'suspended' ? state.was : state;
  return at.status === 'returned' ? at.correctionDue : state.due;
}

/** Milestones that still count: a reopened measure has but its new date. */
export function milestonesOf(state: MeasureState): MeasurePlan['milestones'] {
  return state.reopened === undefined ? state.input.plan.milestones : [];
}
