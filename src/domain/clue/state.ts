import type { ProgrammeCard } from '../plan.ts';
import type { StartBase, WithCalendar } from '../process.ts';
import type { Actor } from '../record.ts';
import type { Roster, RolePost } from '../roster.ts';
import type { CivilDate, Instant } from '../time.ts';
import type { ClueUnit } from './book.ts';
import type { CluePolicy, StepKind } from './policy.ts';
import type { CaseAccount } from './told.ts';

/** A sealed item: what was written or attached lies in the evidence store under a key of its own; here are hash and key only. */
export interface SealedRef {
  readonly item: string;
  /** Of the sealed bytes, in hex. */
  readonly sha256: string;
  /** The key that its own key is wrapped by. */
  readonly keyId: string;
  /** Of the sealed bytes. */
  readonly size: number;
}

/** Passed down by an upper body's letter (转交函): no inner limit passes its date. */
export interface ClueLetter {
  readonly number: string;
  readonly issuer: string;
  readonly due: CivilDate;
}

/** Another calendar of the State Council (节假日安排), with its hash. */
export type OtherCalendar = Pick<ClueInput, 'calendar' | 'calendarHash'>;

/** Start input of a clue: made by the programme when a clue is handed over. */
export interface ClueInput extends StartBase, WithCalendar {
  readonly kind: 'clue';
  readonly number: number;
  readonly code: string;
  readonly card: ProgrammeCard;
  readonly policy: CluePolicy;
  readonly from: ClueUnit;
  /** The unit it is handed to; `from` itself where it goes to a body outside at once. */
  readonly to: ClueUnit;
  /** A body outside the bureau that it goes to at once, with the sender's follow-up date. */
  readonly outside?: { readonly body: string; readonly document: string; readonly followUp: CivilDate };
  readonly office: readonly RolePost[];
  readonly roster: Roster;
  readonly by: Actor;
  /** 线索类别: one of a short list, so that lists say something without saying what it is about. */
  readonly category: string;
  readonly items: readonly SealedRef[];
  /** Of the subject, keyed: equal marks are the same subject. */
  readonly mark?: string;
  readonly letter?: ClueLetter;
  readonly measure?: string;
  readonly found?: string;
  /** Other measures whose indicators count cases: they are told of those of this clue. */
  readonly countedBy?: readonly string[];
}

export const CLUE_STATUS_NAMES = {
  handed_over: '待签收',
  acknowledged: '已签收',
  returned: '已退回',
  designating: '待指定',
  verifying: '核查中',
  verified: '已核查',
  handling: '案件办理中',
  concluded: '待报告',
  reported: '已报告',
  fed_back: '已反馈',
  outside: '已移送',
  closed: '已办结',
  withdrawn: '已撤回',
} as const;
export type ClueStatus = keyof typeof CLUE_STATUS_NAMES;

/** One sending: from a unit to another; passing down puts another one on top, and the passer stays answerable. */
export interface Level {
  readonly from: ClueUnit;
  readonly to: ClueUnit;
  readonly at: Instant;
  /** By when all of it has to be reported, where the sender or a letter set a date. */
  readonly due?: CivilDate;
  readonly reroutes: number;
  readonly supplements: number;
  /** Chosen by the common superior: it cannot be returned any more. */
  readonly designated?: true;
  /** Of one that was passed down: the passer's own date, for which it stays answerable. */
  readonly own?: CivilDate;
  /** Of one that was passed down: where the passer stood, should it be taken back unacknowledged. */
  readonly resume?: {
    readonly status: ClueStatus;
    readonly clocks: readonly Clock[];
    readonly fired: ClueState['fired'];
  };
}

/** Who has it now: exactly one unit at any moment. */
export interface Custody {
  readonly unit: ClueUnit;
  /** Set where a body outside the bureau has it, for which the unit keeps the follow-up. */
  readonly body?: string;
  readonly from: Instant;
  /** How it came: the type of the event, and its number. */
  readonly how: string;
  readonly seq: number;
}

/** A custody that is over. */
export interface PastCustody extends Custody {
  readonly to: Instant;
  /** The number of the event that ended it. */
  readonly until: number;
}

/** A step under way. Its clock is its side's: the holder's, but for an extension, which the sender decides, and for the own date of who passed it down. */
export interface Clock {
  readonly step: StepKind;
  /** Of a case's stage: which case. */
  readonly case?: string;
  readonly side: 'holder' | 'sender' | 'passer';
  /** Of a passer: which sending it answers for, counted from the first. */
  readonly level?: number;
  /** The event that set it. */
  readonly seq: number;
  readonly from: Instant;
  readonly due: CivilDate;
  /** Its very end, of limits in hours. */
  readonly dueAt?: Instant;
  /** Since when it runs as it does, where it was extended or taken up again: what lay before is not armed any more. */
  readonly since?: Instant;
  /** How often it was reminded of and urged. */
  readonly reminded?: number;
  readonly urged?: number;
  /** As it was first set, where it was extended. */
  readonly first?: CivilDate;
  /** The date of a letter, or of whoever passed it down, cut it short. */
  readonly capped?: true;
}

export const CASE_STAGES = ['review', 'notice', 'decision', 'service', 'execution', 'close'] as const;
export type CaseStage = (typeof CASE_STAGES)[number];

export interface ClueCase extends CaseAccount {
  /** The stages it has been through, with their documents. */
  readonly stages: readonly {
    readonly stage: CaseStage;
    readonly on: CivilDate;
    readonly document?: string;
  }[];
  /** Ended without going through: 撤案、不予处罚. */
  readonly dropped?: true;
}

export interface Crime {
  readonly stage: 'asked' | 'decided' | 'transferred' | 'answered' | 'declined';
  readonly body?: string;
}

/** An item with who brought it and since when: whoever held the clue then or later may read it. */
export interface KeptItem extends SealedRef {
  readonly unit: string;
  /** The event that brought it. */
  readonly seq: number;
  readonly destroyed?: CivilDate;
}

export interface ClueState {
  /** Number of the last event. */
  readonly seq: number;
  /** With what was amended since. */
  readonly input: ClueInput;
  readonly amended?: OtherCalendar;
  /** How often its dates were counted anew. */
  readonly recounts?: number;
  readonly roster: Roster;
  readonly status: ClueStatus;
  /** The sending under way, and those below it: of units that passed the clue down and have to answer for it. */
  readonly level: Level;
  readonly below: readonly Level[];
  readonly custody: Custody;
  readonly past: readonly PastCustody[];
  readonly clocks: readonly Clock[];
  readonly fired: Readonly<Record<string, true>>;
  readonly light: 'green' | 'yellow' | 'red' | 'done' | 'done_late';
  /** 承办人 of the present holder. */
  readonly handler?: { readonly person: string; readonly name: string };
  readonly planned?: CivilDate;
  readonly substantiated?: boolean;
  readonly cases: readonly ClueCase[];
  readonly crime?: Crime;
  readonly extension?: {
    readonly seq: number;
    readonly step: StepKind;
    readonly case?: string;
    readonly to: CivilDate;
    readonly by: string;
  };
  /** Of a transfer outside: what was recorded of its receipt. */
  readonly receipt?: { readonly on: CivilDate; readonly document: string };
  readonly items: readonly KeptItem[];
  /** Clues of the same subject that came into this one. */
  readonly joined: readonly { readonly number: number; readonly code: string; readonly unit: ClueUnit }[];
  readonly closedOn?: CivilDate;
  /** A date was missed on the way: late never looks on time. */
  readonly late?: true;
}
