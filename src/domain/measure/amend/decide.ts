import { amendmentRefused, droppingRefused, type AmendedMeasure } from '../../amendment/check.ts';
import {
  amendedPlan,
  changeOf,
  type AmendedField,
  type AmendedFields,
  type PlanChange,
} from '../../amendment/change.ts';
import { isCalendar, isPlanChange } from '../../amendment/known.ts';
import { rescheduled } from '../../amendment/reschedule.ts';
import { alterations } from '../../amendment/summary.ts';
import { isWorkingDay, workingDayOnOrBefore } from '../../calendar.ts';
import { optional } from '../../optional.ts';
import type { MeasurePlan } from '../../plan.ts';
import { refuse, type Refusal } from '../../refusals.ts';
import { type AskedHolder, findHolders } from '../../roster.ts';
import type { Signal } from '../../signal.ts';
import { dateOf, later, type CivilDate, type Instant } from '../../time.ts';
import type { MeasureEvent } from '../events.ts';
import { notice } from '../notices.ts';
import { staffingOf } from '../staffing.ts';
import type { MeasureState } from '../state.ts';
import { isAtWork, STATUS_NAMES } from '../status.ts';
import { ahead } from '../verdict.ts';
import type { AmendEvent } from './events.ts';

/** What a measure makes of a change that its programme has decided. None: it is not well formed, or not its programme's. */
export function changeHeard(
  state: MeasureState,
  { from, type, data }: Signal,
  now: Instant,
): readonly MeasureEvent[] {
  const { change, document, reason, letter } = data;
  if (from !== state.input.programme || typeof change !== 'number' || typeof document !== 'string') return [];
  if (!Number.isSafeInteger(change)) return [];
  const given = { change, document };
  switch (type) {
    case 'amend': {
      const { set, unset, posts } = data;
      const wished = { set, unset, posts };
      if (!isPlanChange(wished)) return [];
      const because = { ...optional('reason', textOf(reason)), ...optional('letter', textOf(letter)) };
      return [amended(state, wished, { ...given, ...because }, now)];
    }
    case 'recalendar': {
      const { calendar, calendarHash } = data;
      if (!isCalendar(calendar) || typeof calendarHash !== 'string') return [];
      return [recalendared(state, given, { calendar, calendarHash }, now)];
    }
    case 'drop':
      return [dropped(state, { ...given, ...optional('reason', textOf(reason)) }, now)];
    default:
      return [];
  }
}

interface Given {
  readonly change: number;
  readonly document: string;
  readonly reason?: string;
  readonly letter?: string;
}

function amended(state: MeasureState, change: PlanChange, given: Given, now: Instant): MeasureEvent {
  const { plan, calendar } = state.input;
  const { letter } = given;
  const circumstances = { calendar, today: dateOf(now), ...optional('letter', letter) };
  const refused = amendmentRefused(asAmended(state), change, circumstances);
  if (refused !== undefined) return refusal(given, 'amend', refused.refusal);
  const next = amendedPlan(plan, change);
  const due = dueAfter(state, next.deadline.date);
  const data = {
    ...given,
    ...replacing(plan, change),
    due,
    dueBefore: state.due,
    ...optional('posts', change.posts),
  };
  return told(state, { type: 'Amended', data: { ...data, altered: alteredBy(state, next, due) } }, now);
}

/** The dates of a measure that nobody works on any more are history: only its calendar is another one. */
function recalendared(
  state: MeasureState,
  given: Given,
  other: Pick<Extract<AmendEvent, { type: 'Recalendared' }>['data'], 'calendar' | 'calendarHash'>,
  now: Instant,
): MeasureEvent {
  const { plan } = state.input;
  if (state.status === 'cancelled') {
    const params = { measure: plan.id, status: STATUS_NAMES.cancelled };
    return refusal(given, 'recalendar', refuse('amend_closed', params).refusal);
  }
  const today = dateOf(now);
  const { calendar } = other;
  const next = atWork(state) ? rescheduled(plan, calendar, today, state.milestonesDone) : plan;
  const change = changeOf(plan, next) ?? { set: {} };
  const wished = dueAfter(state, next.deadline.date);
  // A date that an extension set may be a day off now, as one of the plan.
  const due =
    atWork(state) && wished >= today && !isWorkingDay(calendar, wished)
      ? workingDayOnOrBefore(calendar, wished)
      : wished;
  const refused =
    amendmentRefused(asAmended(state), onlyDates(change), { calendar, today }) ??
    (due < today && state.due >= today
      ? refuse('amend_past', { measure: plan.id, what: '完成时限', date: due, today })
      : undefined);
  if (refused !== undefined && atWork(state)) return refusal(given, 'recalendar', refused.refusal);
  const data = { ...given, ...other, ...replacing(plan, change), due, dueBefore: state.due };
  return told(state, { type: 'Recalendared', data: { ...data, altered: alteredBy(state, next, due) } }, now);
}

/** What a measure is told by a calendar of its plan: dates alone. */
function onlyDates({ set }: PlanChange): PlanChange {
  const { deadline, milestones, start } = set;
  return {
    set: {
      ...optional('deadline', deadline),
      ...optional('milestones', milestones),
      ...optional('start', start),
    },
  };
}

/** A measure that the plan has no more is cancelled, with the document that decided it in place of minutes. */
function dropped(state: MeasureState, given: Given, now: Instant): MeasureEvent {
  const { status, statusName } = asAmended(state);
  const refused =
    state.status === 'cancelled'
      ? refuse('amend_closed', { measure: state.input.plan.id, status: statusName })
      : droppingRefused(state.input.plan.id, status, statusName);
  if (refused !== undefined) return refusal(given, 'drop', refused.refusal);
  const reason = `调整后的方案不再列入${given.reason === undefined ? '' : `：${given.reason}`}`;
  const minutes = { number: given.document, date: dateOf(now) };
  const facts = { reason, amended: { document: given.document, altered: [] } };
  const to = ['case_handler', 'office_head'] as const;
  const cc = ['supervising_leader', 'rectification_office'] as const;
  const notices = [notice(state, { kind: 'cancelled', to, cc, facts }, now)];
  return { type: 'Cancelled', data: { reason, minutes, change: given.change, notices } };
}

function refusal(
  { change, document }: Given,
  of: 'amend' | 'recalendar' | 'drop',
  why: Refusal,
): MeasureEvent {
  return { type: 'AmendmentRefused', data: { change, document, of, refusal: why } };
}

/** The unit is told of what is otherwise; so is the one that is relieved of it. */
function told(
  state: MeasureState,
  event: Extract<AmendEvent, { type: 'Amended' | 'Recalendared' }>,
  now: Instant,
): MeasureEvent {
  const { altered, document } = event.data;
  const about = event.type === 'Amended' ? event.data.reason : undefined;
  if (altered.length === 0 || !atWork(state)) return event;
  const after = ahead(state, [event], now);
  const own = ['case_handler', 'office_head'] as const;
  const before: readonly AskedHolder[] = own.flatMap((role) => findHolders(staffingOf(state), role).holders);
  const to = event.type === 'Amended' && event.data.set.lead !== undefined ? [...own, ...before] : own;
  const facts = { amended: { document, altered, ...optional('reason', about) } };
  const kind = event.type === 'Amended' ? 'plan_amended' : 'calendar_changed';
  const notices = [notice(after, { kind, to, cc: ['rectification_office'], facts }, now)];
  return { ...event, data: { ...event.data, notices } } as MeasureEvent;
}

/** New values of fields, beside the old ones. */
function replacing(
  plan: MeasurePlan,
  { set, unset }: PlanChange,
): { readonly set: AmendedFields; readonly unset?: readonly AmendedField[]; readonly before: AmendedFields } {
  const fields = [...(Object.keys(set) as AmendedField[]), ...(unset ?? [])];
  const before = Object.fromEntries(
    fields.filter((field) => plan[field] !== undefined).map((field) => [field, plan[field]]),
  );
  return { set, ...optional('unset', unset), before };
}

function alteredBy(state: MeasureState, next: MeasurePlan, due: CivilDate): ReturnType<typeof alterations> {
  return alterations(state.input.plan, next, { from: state.due, to: due });
}

/**
 * The deadline in force once the plan's is another one: a date that an extension or a reopening has set stays, unless the plan's is
 * later still.
 */
export function dueAfter(state: MeasureState, planned: CivilDate): CivilDate {
  const was = state.input.plan.deadline.date;
  if (planned === was || state.reopened !== undefined) return state.due;
  return state.due === was ? planned : later(state.due, planned);
}

/** How a measure stands, for the checks that its programme's office makes too before it sends anything. */
export function asAmended(state: MeasureState): AmendedMeasure {
  const { status } = state.status === 'suspended' ? state.was : state;
  const { plan } = state.input;
  return {
    plan,
    status,
    statusName: STATUS_NAMES[status],
    due: state.due,
    milestonesDone: state.milestonesDone,
  };
}

function atWork(state: MeasureState): boolean {
  return isAtWork(asAmended(state).status);
}

function textOf(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined;
}
