import type { Altered } from '../../amendment/summary.ts';
import type { PlannedDate, WorkCalendar } from '../../calendar.ts';
import type { Refusal } from '../../refusals.ts';
import type { Instant } from '../../time.ts';
import { firedKey, measureDuties } from '../duties.ts';
import { withoutChangeMark } from '../round.ts';
import type { MeasureState } from '../state.ts';
import { ahead } from '../verdict.ts';
import { changeHeard } from './decide.ts';

/** What a calendar would do to a measure. */
export interface CalendarEffect {
  readonly refusal?: Refusal;
  /** Dates of the plan that move. */
  readonly altered: readonly Altered[];
  /** What would come at another moment, or no more. */
  readonly duties: readonly {
    readonly label: string;
    readonly from: Instant;
    readonly to?: Instant;
  }[];
  /** Dates of the plan that were provisional and become firm. */
  readonly firm: readonly PlannedDate[];
}

/** Looks ahead to a calendar: the very rules decide that will decide it. */
export function calendarEffect(state: MeasureState, calendar: WorkCalendar, now: Instant): CalendarEffect {
  const { programme, plan } = state.input;
  const data = { change: 0, document: calendar.name, calendar: { ...calendar }, calendarHash: '' };
  const signal = { from: programme, seq: 0, head: '', k: 0, at: now, type: 'recalendar', data };
  const events = changeHeard(state, signal, now);
  const [event] = events;
  if (event?.type === 'AmendmentRefused')
    return { refusal: event.data.refusal, altered: [], duties: [], firm: [] };
  const after = ahead(state, events, now);
  const dates = (of: MeasureState['input']['plan']): readonly PlannedDate[] => [
    of.start,
    ...of.milestones.map(({ due }) => due),
    of.deadline,
  ];
  const firm = dates(after.input.plan).filter(
    (date, index) => !date.provisional && dates(plan)[index]?.provisional === true,
  );
  return {
    altered: event?.type === 'Recalendared' ? event.data.altered : [],
    duties: dutiesMoved(state, after),
    firm,
  };
}

/** Duties of the same name before and after; those that dates of their own name are told by these. */
function dutiesMoved(before: MeasureState, after: MeasureState): CalendarEffect['duties'] {
  const key = (id: string): string => `${withoutChangeMark(id.split('/').at(-5) ?? '')} ${firedKey(id)}`;
  const next = new Map(measureDuties(after).map((one) => [key(one.id), one.dueAt]));
  const dates = new Set(measureDuties(after).map(({ id }) => id.split('/').at(-1)));
  return measureDuties(before).flatMap(({ id, label, dueAt }) => {
    const to = next.get(key(id));
    if (to === dueAt || (to === undefined && !dates.has(id.split('/').at(-1)))) return [];
    return [{ label, from: dueAt, ...(to === undefined ? {} : { to }) }];
  });
}
