import type { CaseAccount } from '../../clue/told.ts';
import type { CivilDate, Instant } from '../../time.ts';

/** A clue (问题线索) noted as found in the work of a measure. What it is about stands with the clue itself, never here. */
export interface FoundClue {
  /** Within the measure: f1, f2… */
  readonly id: string;
  /** Number of the event that noted it. */
  readonly seq: number;
  /** The day it was found, from which the limit runs. */
  readonly on: CivilDate;
  /** A short label without content, e.g. 工业2022-07-01. */
  readonly reference: string;
  readonly by: string;
  /** Since when it is on record as one to hand over: when it was noted, or when what was handed over was withdrawn. */
  readonly openSince: Instant;
  /** Those reminded of together: number of the event that began the batch. A data check finds dozens in a day. */
  readonly batch: number;
  readonly handedOver?: { readonly on: CivilDate; readonly clue: number; readonly code: string };
  /** 划销: noted by mistake. */
  readonly struck?: { readonly on: CivilDate; readonly reason: string };
}

/** What a measure remembers of a clue that told it of itself; of a closed one only what can still be asked. */
export interface KnownClue {
  readonly number: number;
  readonly code: string;
  readonly status: string;
  readonly statusText: string;
  readonly light?: string;
  readonly holder?: string;
  readonly due?: CivilDate;
  readonly handedOverOn: CivilDate;
  readonly closedOn?: CivilDate;
  readonly found?: string;
  readonly substantiated?: boolean;
  /** Of another measure, or of none: only its cases count here. */
  readonly elsewhere?: true;
  readonly cases: readonly CaseAccount[];
}

/** Clues of a measure. */
export interface Clues {
  readonly found: readonly FoundClue[];
  /** By number, ascending. */
  readonly heard: readonly KnownClue[];
  /** Bytes that those take up. */
  readonly bytes: number;
  /** Numbers of those for which there was no room: they are counted, and stand in the record. */
  readonly beyond: readonly number[];
}

export const NO_CLUES: Clues = { found: [], heard: [], bytes: 0, beyond: [] };
