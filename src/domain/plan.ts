import type { Gathers } from './gathers.ts';
import type { ClueBook } from './clue/book.ts';
import type { Limit, PlannedDate, WorkCalendar } from './calendar.ts';
import type { Post, PostId, PostsByRole, Role } from './roster.ts';
import type { Hours } from './slots.ts';
import type { Tally } from './tally.ts';
import type { CivilDate } from './time.ts';

/** 立行立改 / 限期整改 / 长期整改 */
export type Category = 'immediate' | 'time_limited' | 'long_term';
export const CATEGORY_NAMES: Readonly<Record<Category, string>> = {
  immediate: '立行立改',
  time_limited: '限期整改',
  long_term: '长期整改',
};

interface RequirementBase {
  /** Unique within the measure, e.g. `r1`. */
  readonly id: string;
  /** What must be shown, as people read it. */
  readonly text: string;
  readonly assumed?: boolean;
}

/** What must be shown before a measure can be submitted. */
export type Requirement =
  /** A named document, shown by evidence that carries its title (or an alias) and its number (文号). */
  | (RequirementBase & {
      readonly type: 'document';
      readonly title: string;
      readonly aliases: readonly string[];
    })
  /** A statement of what was done, given in a progress report. */
  | (RequirementBase & { readonly type: 'statement' })
  /** Figures. `localities`: one figure each; else one overall. `minRatio` compares a figure with its base. */
  | (RequirementBase & {
      readonly type: 'indicator';
      readonly name: string;
      readonly unit: string;
      /** What is counted, in words: 统计范围. */
      readonly scope: string;
      /** The period the figure is for, e.g. `2022` or `2022-01/07`. */
      readonly period: string;
      readonly target?: number;
      readonly minRatio?: number;
      readonly localities?: readonly string[];
      /**
       * How figures of several periods go together: those of a stretch of time (时期数) add up, of those of a moment (时点数)
       * the latest counts. Absent in plans of before this was asked: these take figures of `period` alone.
       */
      readonly counting?: 'flow' | 'stock';
      /** What is to be reached in parts of the period. */
      readonly targets?: readonly { readonly period: string; readonly target: number }[];
      /** Its figures count only with a file that proves them. */
      readonly evidence?: boolean;
      /** The indicator of this measure that it is a part of (其中), by its id. */
      readonly partOf?: string;
      /** Its parts make up the whole; else 其中 names but some of them. */
      readonly complete?: boolean;
      /** What the cases of the measure's clues come to is shown beside what is reported. */
      readonly tally?: Tally;
      /** Of `fined_amount`: so many yuan are one unit. */
      readonly per?: number;
    })
  /** Every named region has done it; attested per region until regions have members of their own. */
  | (RequirementBase & { readonly type: 'cascade'; readonly regions: readonly Region[] })
  /** Done anew in every period; met for now when the first period has been reported. */
  | (RequirementBase & {
      readonly type: 'cycle';
      readonly every: 'year' | 'half_year' | 'month';
      readonly firstPeriod: string;
    })
  /** A milestone reported as reached. */
  | (RequirementBase & { readonly type: 'milestone'; readonly milestone: string })
  /** Every clue found is handed over, within a limit from the day it was found; what was late is shown, and does not block. */
  | (RequirementBase & { readonly type: 'clues'; readonly within: Limit });

/** A region of the directory: code of GB/T 2260 and name. */
export interface Region {
  readonly code: string;
  readonly name: string;
}

/** 时间节点, worked back from the deadline. */
export interface Milestone {
  readonly id: string;
  readonly title: string;
  /** Working days it takes, ending on its date. */
  readonly takes: number;
  readonly due: PlannedDate;
}

/** A unit's part in a measure. */
export interface UnitRef {
  readonly id: string;
  readonly name: string;
}

/** One measure of a plan, with every date worked out. */
export interface MeasurePlan {
  readonly id: string;
  /** Gapless number within the programme, from 1. */
  readonly number: number;
  readonly title: string;
  /** The measure's own words. */
  readonly text: string;
  /** Where the words stand: the heading of the notice, e.g. （二）3 一是. */
  readonly heading: string;
  readonly aspect: { readonly id: string; readonly title: string };
  readonly problems: readonly string[];
  readonly category: Category;
  readonly lead: UnitRef;
  readonly supporting: readonly UnitRef[];
  readonly region: Region;
  readonly requirements: readonly Requirement[];
  readonly milestones: readonly Milestone[];
  /** When work has to begin at the latest, so that every milestone can be kept. */
  readonly start: PlannedDate;
  readonly deadline: PlannedDate;
  /** No date of the measure passes it without the superior's letter. */
  readonly outerLimit?: PlannedDate;
  /** Which posts play which roles. */
  readonly roles: PostsByRole;
  /** The lead unit hosts the rectification office, which therefore does not review it. */
  readonly hostOffice: boolean;
  /** Names of fields that the source does not give, e.g. `deadline`, `lead`. */
  readonly assumed: readonly string[];
  /** Figures the source publishes for it, as published: they need not add up. */
  readonly published?: readonly PublishedFigure[];
  readonly policy: Policy;
}

/** A figure as the source prints it. */
export interface PublishedFigure {
  readonly name: string;
  readonly value: number;
  readonly unit: string;
  /** As printed, e.g. 2022年1-7月. */
  readonly period: string;
}

/** One rung of the ladder that climbs when a date is missed. */
export interface Rung {
  /** Working days late. */
  readonly after: number;
  readonly kind: 'urge' | 'supervise' | 'special_report' | 'proposal';
  readonly to: readonly Role[];
  readonly cc: readonly Role[];
}

/**
 * One step of approval: the posts that may close it and whether one or all of them must. `countersign` (会签): the head of
 * each supporting unit; passed over where there is none. `meeting` (会议审定): closed by recording the minutes.
 */
export interface ApprovalStep {
  readonly title: string;
  readonly roles: readonly Role[];
  readonly mode: 'any_of' | 'all_of' | 'countersign' | 'meeting';
}

/** How measures are pursued: data, overridable per measure. Numbers of days are working days. */
export interface Policy {
  readonly hours: Hours;
  readonly reminders: {
    /** Days before the deadline; 0 is the day itself. */
    readonly before: readonly number[];
    /** Further offsets for measures longer than that many calendar days. */
    readonly longBefore: readonly number[];
    readonly longerThanCalendarDays: number;
    readonly to: readonly Role[];
    readonly cc: readonly Role[];
  };
  readonly milestones: {
    readonly before: readonly number[];
    /** Days after a missed milestone on which the unit and its head are told. */
    readonly missedAfter: number;
    readonly to: readonly Role[];
    readonly cc: readonly Role[];
  };
  /** Days before the date on which a light turns yellow. */
  readonly yellowBefore: number;
  /**
   * 序时进度: an indicator with a target is behind while less is reported than so many percent of what a steady pace would
   * have brought by so many working days ago; absent: pace is not judged.
   */
  readonly pace?: {
    readonly percent: number;
    readonly grace: number;
    readonly to: readonly Role[];
    readonly cc: readonly Role[];
  };
  readonly ladder: readonly Rung[];
  readonly approval: {
    readonly steps: readonly ApprovalStep[];
    /** Days of waiting after which the approver is asked again. */
    readonly againAfter: number;
    /** Days of waiting after which the one above is told. */
    readonly aboveAfter: number;
  };
  readonly extension: {
    readonly decider: Role;
    readonly opinion: Role;
    readonly againAfter: number;
    readonly aboveAfter: number;
  };
  /** 公示: calendar days between the last approval and the sign-off in which anybody may object; absent: none. */
  readonly publicNotice?: {
    readonly days: number;
    /** Where objections are taken; the programme's own telephone where not given. */
    readonly phone?: string;
  };
  /** 回头看: so many months after the sign-off, of all late measures and of so many in a hundred of the rest; absent: none. */
  readonly lookBack?: { readonly months: number; readonly percent: number };
  /** Days a returned measure has for correction. */
  readonly correctionDays: number;
  /** Who stands in for a vacant role, and who is above. */
  readonly above: Readonly<Partial<Record<Role, Role | null>>>;
  /** Well-formed commands refused by a rule are recorded up to so many a person, day and process. */
  readonly refusalsPerDay: number;
  /** Paths of policy values that are judgement, not source. */
  readonly assumed: readonly string[];
}

/** What letters say about the programme itself. */
export interface ProgrammeCard {
  readonly id: string;
  readonly title: string;
  /** Who sends: 整改办. */
  readonly office: string;
  readonly contact: string;
  readonly phone: string;
}

/** A person of the directory. */
export interface Person {
  readonly id: string;
  readonly name: string;
  readonly address: string;
}

/** A directory as a plan brings it. */
export interface DirectoryPlan {
  readonly regions: readonly Region[];
  readonly units: readonly {
    readonly id: string;
    readonly name: string;
    readonly region: string;
    /** The source does not name it. */
    readonly assumed?: boolean;
  }[];
  readonly posts: readonly Post[];
  readonly people: readonly Person[];
  readonly appointments: readonly { readonly person: string; readonly post: PostId }[];
  /** Posts that may change the directory. */
  readonly administrators: readonly PostId[];
}

/** A whole programme, read, checked and scheduled: ready to be launched. */
export interface ProgrammePlan {
  readonly card: ProgrammeCard;
  /** Launch date and the dates that hang on it. */
  readonly launch: CivilDate;
  readonly feedback: CivilDate;
  readonly outerLimit: PlannedDate;
  readonly outerLimitRule: Limit;
  readonly note: string;
  readonly source: {
    readonly title: string;
    readonly issuer: string;
    readonly published: CivilDate;
    readonly index: string;
  };
  /** Who inspected, and when. */
  readonly inspection?: { readonly team: string; readonly from: CivilDate; readonly to: CivilDate };
  /** Names of fields that the source does not give, e.g. `launch`, `office`. */
  readonly assumed?: readonly string[];
  readonly aspects: readonly { readonly id: string; readonly title: string }[];
  readonly problems: readonly ProblemPlan[];
  readonly measures: readonly MeasurePlan[];
  readonly gathers: Gathers;
  /** What it takes to hand clues (问题线索) from unit to unit. */
  readonly clues: ClueBook;
  readonly directory: DirectoryPlan;
  readonly calendar: WorkCalendar;
  /** SHA-256 over the folder's files, in hex. */
  readonly planHash: string;
  readonly calendarHash: string;
}

/** A problem of the feedback. Its text is absent until someone enters it: the notice prints only their count. */
export interface ProblemPlan {
  readonly id: string;
  readonly aspect: string;
  readonly text?: string;
  readonly assumed: boolean;
}
