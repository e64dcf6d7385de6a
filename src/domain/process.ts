import type { WorkCalendar } from './calendar.ts';
import type { CivilDate, Instant } from './time.ts';

export const PROCESS_KINDS = ['programme', 'measure', 'letter', 'directory', 'sweep', 'clue'] as const;
export type ProcessKind = (typeof PROCESS_KINDS)[number];

/** Which clock a process runs on. A driven process is never live: its mail goes to the catcher only. */
export type ClockInput = { readonly kind: 'real' } | { readonly kind: 'driven'; readonly at: Instant };

/** What every process's start input holds, besides its own plan. */
export interface StartBase {
  readonly v: 1;
  readonly process: string;
  readonly programme: string;
  /** Number of the rules it runs under. */
  readonly rules: number;
  readonly clock: ClockInput;
  readonly hashAlgorithm: string;
}

/** Processes that count working days carry their calendar with its content's hash. */
export interface WithCalendar {
  readonly calendar: WorkCalendar;
  readonly calendarHash: string;
}

/** How a measure stands, as its programme has it. */
export interface Standing {
  readonly status: string;
  readonly light: string;
  readonly standing: string;
  readonly due: CivilDate;
}

/** The current row of a process in the ledger: what lists show without asking the engine. */
export interface Row {
  readonly process: string;
  readonly kind: ProcessKind;
  readonly programme: string;
  readonly seq: number;
  readonly head: string;
  readonly at: Instant;
  readonly open: boolean;
  readonly status: string;
  /** Empty where the kind has no light. */
  readonly light: string;
  readonly nextDuty?: { readonly id: string; readonly dueAt: Instant; readonly label: string };
  /** The kind's own card, for people. */
  readonly card: RowCard;
}

/** What a row says of a measure (the other kinds fill what they have). */
export interface RowCard {
  readonly title: string;
  readonly measure?: string;
  readonly number?: number;
  readonly category?: string;
  readonly leadUnit?: string;
  /** Who has to act now: names with post titles. */
  readonly holder?: string;
  /** 推进中 / 基本完成 / 已完成 / 完成并长期坚持 / 未完成 */
  readonly standing?: string;
  readonly lightText?: string;
  readonly due?: CivilDate;
  readonly originalDue?: CivilDate;
  readonly provisional?: boolean;
  /** Working days to go; negative when late. */
  readonly daysLeft?: number;
  readonly met?: number;
  readonly of?: number;
  /** Of its figures: what contradicts, and what is but remarked on; absent where there is neither. */
  readonly contradictions?: number;
  readonly remarks?: number;
  /** Its clues: with somebody, in all, still to be handed over, handed over late; absent where it has none. */
  readonly clues?: {
    readonly open: number;
    readonly all: number;
    readonly unhanded: number;
    readonly late: number;
  };
  readonly person?: string;
  readonly messageId?: string;
  readonly response?: string;
  readonly copies?: number;
  readonly attempts?: number;
}

/** Id of a programme's measure. */
export function measureProcess(programme: string, measure: string): string {
  return `${programme}/measure/${measure}`;
}

/** Id of a programme's clue, by its number. */
export function clueProcess(programme: string, number: number): string {
  return `${programme}/clue/${number}`;
}

/** Id of a programme's daily sweep. `number`: 1, and one more for each that was ended by hand. */
export function sweepProcess(programme: string, number: number): string {
  return `${programme}/sweep/${number}`;
}

/** Id of a programme's directory. */
export function directoryProcess(programme: string): string {
  return `${programme}/directory`;
}
