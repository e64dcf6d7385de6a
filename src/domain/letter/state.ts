import type { ProgrammeCard } from '../plan.ts';
import type { StartBase } from '../process.ts';
import type { LetterNotice, Recipient } from '../notice.ts';
import type { Instant } from '../time.ts';

/** Start input of a letter. */
export interface LetterInput extends StartBase {
  readonly kind: 'letter';
  /** `digest` gathers a person's notices for a slot; `urgent` carries one notice at once. */
  readonly mode: 'digest' | 'urgent';
  /** When it is sealed and sent. */
  readonly leaveAt: Instant;
  readonly recipient: Recipient;
  readonly card: ProgrammeCard;
  readonly messageId: string;
  readonly thread: string;
  /** Minutes between attempts; the last one repeats. Absent in letters opened before it stood here: {@link EARLIER_RETRY_MINUTES}. */
  readonly retryMinutes?: readonly number[];
}

interface Common {
  readonly seq: number;
  readonly input: LetterInput;
  readonly notices: readonly LetterNotice[];
  /** Notices that came too late and were passed on, by id. */
  readonly turnedAway: readonly string[];
  /** Attempts that were answered, or timed out. */
  readonly attempts: number;
  readonly lastResponse?: string;
}

export type LetterState = Common &
  (
    | { readonly status: 'gathering' }
    /** An attempt is under way. */
    | { readonly status: 'sending' }
    /** The last attempt failed for now. */
    | { readonly status: 'waiting'; readonly retryAt: Instant }
    | { readonly status: 'delivered'; readonly response: string; readonly copies: number }
    | { readonly status: 'undeliverable'; readonly response: string }
  );

export const LETTER_STATUS_NAMES: Readonly<Record<LetterState['status'], string>> = {
  gathering: '汇集中',
  sending: '发送中',
  waiting: '待重发',
  delivered: '已送达',
  undeliverable: '无法送达',
};

/**
 * Minutes between attempts of a letter opened now. Judgement: most outages of an office's mail server end within half an hour, and until then
 * nobody waits longer than three minutes after its return; hourly where one is plainly long.
 */
export const RETRY_MINUTES: readonly number[] = [1, 1, 2, 2, 3, 3, 3, 3, 3, 3, 3, 3, 10, 10, 10, 30, 30, 60];

/** Minutes between attempts of a letter that names none. */
export const EARLIER_RETRY_MINUTES: readonly number[] = [1, 2, 5, 10, 30, 60];
