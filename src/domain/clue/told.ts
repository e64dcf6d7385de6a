import type { CivilDate } from '../time.ts';

/** What came of a case, each counted on the day it happened. */
export const OUTCOMES = ['warned', 'fined', 'exposed', 'published'] as const;
export type Outcome = (typeof OUTCOMES)[number];

/** A case of a clue, as its tallies are made: dates of the stages it has reached. */
export interface CaseAccount {
  /** Within the clue, e.g. `c1`. */
  readonly id: string;
  readonly stage: string;
  readonly filedOn: CivilDate;
  readonly closedOn?: CivilDate;
  readonly outcomes: readonly {
    readonly outcome: Outcome;
    readonly on: CivilDate;
    /** In yuan, decimal text; of `fined` only. */
    readonly amount?: string;
  }[];
}

/**
 * How a clue stands, as it tells its programme, and its measure where it belongs to one (signal `clue`): never what it is about.
 */
export interface ClueAccount {
  /** Gapless within the programme, from 1. */
  readonly number: number;
  /** As people call it, e.g. 线索〔2022〕17号. */
  readonly code: string;
  readonly status: string;
  readonly statusText: string;
  readonly light: string;
  /** The unit that holds it. */
  readonly holder: string;
  /** By when the holder's present step is due; absent where nothing is. */
  readonly due?: CivilDate;
  readonly handedOverOn: CivilDate;
  readonly closedOn?: CivilDate;
  /** The measure it was found in the work of, and under which number the measure noted the finding. */
  readonly measure?: string;
  readonly found?: string;
  /** Verified and found true; absent before. */
  readonly substantiated?: boolean;
  readonly cases: readonly CaseAccount[];
}
