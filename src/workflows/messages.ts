import type { Frame } from '../domain/machine.ts';
import type { Refusal } from '../domain/refusals.ts';
import type { Instant } from '../domain/time.ts';

/** Names that client and workflow share. */

/** The one task queue of all processes. */
export const TASK_QUEUE = 'zhenggai';

/** Update: a person acts. An update, not a signal: they wait for the answer, and a malformed request leaves no trace. */
export const ACT = 'act';
/** Update: moves a driven process's civil time. An update, because the driver has to know when it is quiet again. */
export const ADVANCE = 'advance';
/** Query: the whole frame, as it is now. */
export const STATE = 'state';
/** Signal: another process tells something. */
export const HEAR = 'hear';

/** What `act` answers. The event with number `seq` and hash `head` is the last that the act led to. */
export interface ActAnswer {
  readonly seq: number;
  readonly head: string;
  readonly refusal?: Refusal;
}

/** What `advance` is asked. */
export interface AdvanceRequest {
  readonly to: Instant;
}

/** What `advance` answers once everything due is settled, applied and answered. */
export interface AdvanceAnswer {
  readonly at: Instant;
  readonly seq: number;
  /** The process is still open. */
  readonly open: boolean;
  readonly next?: { readonly dueAt: Instant; readonly label: string };
  /** Processes opened and signalled since the last answer. */
  readonly opened: readonly string[];
  readonly woken: readonly string[];
}

/** What `state` answers. */
export interface StateAnswer {
  readonly frame: Frame<unknown>;
  readonly head: string;
  readonly at: Instant;
  /** Events recorded and not yet carried out. */
  readonly pending: number;
  readonly next?: { readonly id: string; readonly dueAt: Instant; readonly label: string };
}

export { SEARCH_ATTRIBUTES } from '../domain/search-attributes.ts';

/** Type of the failure that a validator gives; its message is in Chinese. */
export const REJECTED = 'Rejected';

/** Type of the failure by which a process whose next run is about to begin asks for a moment's patience. Nothing was recorded. */
export const RENEWING = 'Renewing';
