import type { News } from './account.ts';
import type { CivilDate } from './time.ts';

/** What letters say that speak of many measures at once. Plain; wording belongs to `src/mail`. */

/** A measure as it is named in a list. */
export interface Named {
  readonly measure: string;
  readonly title: string;
  readonly unit: string;
}

/** An overdue measure in the consolidated report. */
export interface OverdueMeasure extends Named {
  readonly due: CivilDate;
  /** The date for correction that was missed after a return. */
  readonly correctionDue?: CivilDate;
  /** Working days. */
  readonly daysLate: number;
  readonly reminded: number;
  readonly urged: number;
  readonly lastReport?: { readonly date: CivilDate; readonly text: string };
}

/** One that was overdue when the report was prepared, and is no more: it is shown as what it is now. */
export interface SettledMeasure extends Named {
  /** Its status, and since when. */
  readonly status: string;
  readonly since?: CivilDate;
  /** Why the rectification office took it out. */
  readonly reason?: string;
}

/** 专报: all overdue measures. */
export interface ReportFacts {
  /** 〔2022〕1号 */
  readonly number: string;
  readonly preparedOn: CivilDate;
  /** On which day it leaves by itself. */
  readonly leavesOn: CivilDate;
  readonly overdue: readonly OverdueMeasure[];
  readonly settled: readonly SettledMeasure[];
  /** Further overdue measures beyond those listed: a letter has an end. */
  readonly more: number;
  /** What the rectification office proposes. */
  readonly text?: string;
  /** The rectification office did nothing: it left by itself. */
  readonly byItself?: true;
}

/** One line of news. `measure`: or problem, or report. */
export interface NewsLine extends News {
  readonly measure: string;
  readonly on: CivilDate;
}

/** What falls due in the days a brief looks ahead to. */
export interface DueSoon extends Named {
  readonly on: CivilDate;
  /** The milestone; absent: the deadline, or the date for correction. */
  readonly milestone?: string;
  readonly correction?: true;
}

/** 简报: the week in one letter. */
export interface BriefFacts {
  readonly number: number;
  /** The days it speaks of: after `from`, up to `to`. */
  readonly from: CivilDate;
  readonly to: CivilDate;
  /** Up to the day before the next one. */
  readonly ahead: CivilDate;
  readonly of: number;
  /** How many measures show which light. */
  readonly lights: Readonly<Record<string, number>>;
  readonly red: readonly Named[];
  readonly yellow: readonly Named[];
  readonly climbed: readonly NewsLine[];
  readonly decided: readonly NewsLine[];
  readonly due: readonly DueSoon[];
  /** Lines left out of each list. */
  readonly more: Readonly<Partial<Record<'red' | 'yellow' | 'climbed' | 'decided' | 'due', number>>>;
  readonly problems?: { readonly signedOff: number; readonly of: number };
  /** A report that waits for the rectification office. */
  readonly report?: { readonly number: string; readonly leavesOn: CivilDate };
}
