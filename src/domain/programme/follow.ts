import { readAccount, readNews } from '../account.ts';
import { isClosed } from '../measure/status.ts';
import type { Draft } from '../record.ts';
import { dateOf } from '../time.ts';
import { withNews, type Followed, type Gathered } from './gathered.ts';
import type { ProgrammeState } from './state.ts';

/** What a measure followed by this name told last. Own entries only. */
export function followedOf(state: ProgrammeState, measure: string): Followed | undefined {
  const followed = state.gathered?.followed ?? {};
  return Object.hasOwn(followed, measure) ? followed[measure] : undefined;
}

/** Takes in what a measure told beside its standing; `state` has the new standing already. */
export function follow(
  before: ProgrammeState,
  state: ProgrammeState,
  measure: string,
  { data, occurredAt }: Pick<Draft, 'data' | 'occurredAt'>,
): ProgrammeState {
  const { gathered } = state;
  const account = readAccount(data['account']);
  if (gathered === undefined || account === undefined) return state;
  const on = dateOf(occurredAt);
  const known = followedOf(before, measure);
  const same = known !== undefined && before.standings[measure]?.status === state.standings[measure]?.status;
  const news = readNews(data['news']);
  const reached = news?.type === 'ProgressReported' ? news.milestone : undefined;
  const entry: Followed = {
    account,
    since: same ? known.since : on,
    milestones: [...(known?.milestones ?? []), ...(reached === undefined ? [] : [reached])],
  };
  // Nothing was written about while nothing was open: a measure that is reopened begins the count anew.
  const anew = !anyOpen(before) && anyOpen(state) && on > gathered.briefFrom;
  const next: Gathered = {
    ...gathered,
    followed: { ...gathered.followed, [measure]: entry },
    ...(anew ? { briefFrom: on } : {}),
  };
  return { ...state, gathered: news === undefined ? next : withNews(next, { ...news, measure, on }) };
}

/** Whether any measure is neither signed off nor cancelled. */
export function anyOpen({ standings }: ProgrammeState): boolean {
  return Object.values(standings).some(({ status }) => !isClosed(status));
}
