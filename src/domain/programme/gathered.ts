import type { Account } from '../account.ts';
import type { NewsLine } from '../gathered-facts.ts';
import type { CivilDate } from '../time.ts';

/** What a measure last told, and since when it has its status. */
export interface Followed {
  readonly account: Account;
  readonly since: CivilDate;
  readonly milestones: readonly string[];
}

/** A consolidated report between its preparation and its leaving. */
export interface OpenReport {
  readonly number: number;
  readonly preparedOn: CivilDate;
  readonly leavesOn: CivilDate;
  /** Every measure that was overdue at any time since its preparation: none is dropped in silence. */
  readonly listed: readonly string[];
  /** Those that the rectification office took out, with its reason. */
  readonly held: Readonly<Record<string, string>>;
  readonly text?: string;
}

export interface Gathered {
  readonly followed: Readonly<Record<string, Followed>>;
  /** Numbers given to reports. */
  readonly reports: number;
  readonly open?: OpenReport;
  readonly briefs: number;
  /** The next brief is the first one after this day. */
  readonly briefFrom: CivilDate;
  /** Since the last brief, oldest first. */
  readonly news: readonly NewsLine[];
  /** News beyond what is kept. */
  readonly newsLost: number;
}

/** As much news as is kept between two briefs. */
const NEWS_KEPT = 500;

/** Nothing gathered yet: as a programme begins. */
export function nothingGathered(launch: CivilDate): Gathered {
  return { followed: {}, reports: 0, briefs: 0, briefFrom: launch, news: [], newsLost: 0 };
}

/** Keeps a line of news for the next brief. */
export function withNews(gathered: Gathered, line: NewsLine): Gathered {
  if (gathered.news.length >= NEWS_KEPT) return { ...gathered, newsLost: gathered.newsLost + 1 };
  return { ...gathered, news: [...gathered.news, line] };
}

/** 〔2022〕1号 */
export function reportNumber({ number, preparedOn }: Pick<OpenReport, 'number' | 'preparedOn'>): string {
  return `〔${preparedOn.slice(0, 4)}〕${number}号`;
}
