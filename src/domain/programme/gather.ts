import { readNews } from '../account.ts';
import type { DomainEvent, Duty } from '../record.ts';
import { isCivilDate, type Instant } from '../time.ts';
import { briefDuties, briefWritten } from './brief.ts';
import { reportDuties, reportLeaves, reportReached } from './report.ts';
import type { ProgrammeState } from './state.ts';

/** What a programme that gathers owes: the report that waits, and the next brief. */
export function gatherDuties(state: ProgrammeState): readonly Duty[] {
  return [...reportDuties(state), ...briefDuties(state)];
}

/** What one of those duties brings about. `settledAt`: where it was settled late. */
export function decideGatherDuty(
  state: ProgrammeState,
  duty: Duty,
  settledAt: Instant | undefined,
): readonly DomainEvent[] {
  switch (duty.kind) {
    case 'report':
      return reportLeaves(state, duty, settledAt);
    case 'brief':
      return briefWritten(state, duty, settledAt);
    default:
      return [];
  }
}

/** What follows from a measure's telling; `after`: the state with it. */
export function gatherHeard(
  after: ProgrammeState,
  data: DomainEvent['data'],
  now: Instant,
): readonly DomainEvent[] {
  // What is not a date cannot be counted from.
  if (!isCivilDate(data['due'])) return [];
  const news = readNews(data['news']);
  return reportReached(after, news?.type === 'Escalated' ? news.rung : undefined, now);
}
