import type { Config } from '../config.ts';
import type { ClockInput } from '../domain/process.ts';
import type { Instant } from '../domain/time.ts';

/** What the command line has of the outside; `main.ts` makes the real one. */
export interface World {
  readonly io: Io;
  readonly config: (clock: ClockInput['kind']) => Config;
  /** The real clock. */
  readonly now: () => Instant;
  /** Who is logged in to this machine: stands in each request beside the person named by `--as`. */
  readonly user: string;
}

interface Io {
  /** Whole lines to standard output. */
  readonly out: (text: string) => void;
  /** Whole lines to standard error. */
  readonly err: (text: string) => void;
  /** Columns that output may take. */
  readonly width: number;
  readonly colour: boolean;
  /** Standard error is looked at by somebody: progress is shown. */
  readonly watched: boolean;
  /** Asks whoever sits before the screen; absent where nobody does. */
  readonly ask?: (question: string) => Promise<string>;
}
