import type { CivilDate, Instant } from '../time.ts';

/** What mails say of a clue (问题线索): number, units and what is due. */
export interface ClueFacts {
  /** As people call it, e.g. 线索〔2022〕17号. */
  readonly code: string;
  /** The unit it came from, and the one that holds it now. */
  readonly sender: string;
  readonly holder: string;
  /** What the holder has to do next: 签收、受理或退回、制定核查方案、核查……; absent where nothing is due. */
  readonly step?: string;
  /** The moment a limit in hours ends; limits in days have `due` alone. */
  readonly dueAt?: Instant;
  /** Passed down by letter: its number (转交函) and the date that no inner limit passes. */
  readonly letter?: { readonly number: string; readonly due: CivilDate };
  /** The other unit or body concerned: who returned it, where it went, whom it was transferred to. */
  readonly other?: string;
  /** The other clue's number, where two were joined. */
  readonly joined?: string;
  /** Wished or granted date of an extension of the present step. */
  readonly until?: CivilDate;
  /** How often it was sent elsewhere or back for supplementary verification, and how often it may be. */
  readonly times?: { readonly count: number; readonly of: number };
  /** Of a suspected crime: whether it is to be transferred; of what went elsewhere: that it went to a body outside. */
  readonly transfer?: boolean;
  readonly cases?: number;
}
