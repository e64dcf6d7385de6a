/** Names that the bare workflow and its callers share. */

export const BARE_QUEUE = 'bare';
export const BARE_ACT = 'bareAct';
/** The activity's row: as large as a record of ours. */
export interface BareRow {
  readonly workflow: string;
  readonly kind: string;
  readonly body: string;
}

export interface BareInput {
  /** As large as a measure's start input; nothing looks at it. */
  readonly ballast: unknown;
  /** Milliseconds from one timer to the next, one row after each. */
  readonly timers: readonly number[];
  /** It ends with that many updates and no timer left; never where absent. */
  readonly updates?: number;
  readonly body: string;
}

export interface BareCommand {
  readonly type: string;
  readonly text: string;
}

export interface BareProgrammeInput {
  readonly starts: readonly { readonly id: string; readonly input: BareInput }[];
}
