import {
  addWorkingDays,
  countedDate,
  exceptionsBetween,
  isProvisional,
  isWorkingDay,
  workingDayOnOrBefore,
  type PlannedDate,
  type WorkCalendar,
} from '../calendar.ts';
import type { MeasurePlan, Milestone } from '../plan.ts';
import type { CivilDate } from '../time.ts';

/**
 * A measure's plan by another calendar. A date that was counted is counted anew; a date that was given, or that a rule gives, stays
 * unless it is a day off now: then it comes forward to the working day before. What lies behind stays.
 */
export function rescheduled(
  plan: MeasurePlan,
  calendar: WorkCalendar,
  today: CivilDate,
  done: Readonly<Record<string, unknown>>,
): MeasurePlan {
  const deadline = plan.deadline.date < today ? named(plan.deadline, calendar) : redone(plan, calendar);
  const milestones: Milestone[] = [];
  // What the next date was, is, and what leads to it: each milestone is counted back from it.
  let next = { was: plan.deadline.date, is: deadline.date, takes: 0 };
  for (const one of plan.milestones.toReversed()) {
    const stays = done[one.id] !== undefined || one.due.date < today;
    const due = stays
      ? named(one.due, calendar)
      : one.due.date === plan.deadline.date
        ? { ...deadline, assumed: one.due.assumed }
        : counted(calendar, one.due, next);
    milestones.unshift({ ...one, due });
    next = { was: one.due.date, is: due.date, takes: one.takes };
  }
  const start = plan.start.date < today ? named(plan.start, calendar) : counted(calendar, plan.start, next);
  return {
    ...plan,
    deadline,
    milestones,
    start,
    ...(plan.outerLimit === undefined ? {} : { outerLimit: named(plan.outerLimit, calendar) }),
  };
}

/** The deadline worked out anew. */
function redone({ deadline, outerLimit }: MeasurePlan, calendar: WorkCalendar): PlannedDate {
  const { rule, from, notes } = deadline.explanation;
  if (rule.kind !== 'count' || from === undefined) return onWorkingDay(named(deadline, calendar), calendar);
  const again = countedDate(calendar, from, rule.limit, { assumed: deadline.assumed, notes });
  const limit = outerLimit?.date;
  if (limit === undefined || again.date <= limit) return onWorkingDay(again, calendar);
  const note = `按新的节假日安排推算为 ${again.date}，超过整改期限 ${limit}，故提前`;
  return moved(again, calendar, workingDayOnOrBefore(calendar, limit), note);
}

function onWorkingDay(planned: PlannedDate, calendar: WorkCalendar): PlannedDate {
  const { date } = planned;
  if (isWorkingDay(calendar, date)) return planned;
  const note = `${date} 按新的节假日安排不是工作日，提前到最近的工作日`;
  return moved(planned, calendar, workingDayOnOrBefore(calendar, date), note);
}

function moved(planned: PlannedDate, calendar: WorkCalendar, date: CivilDate, note: string): PlannedDate {
  const { explanation } = planned;
  return {
    ...planned,
    date,
    provisional: isProvisional(calendar, date),
    explanation: { ...explanation, notes: [...explanation.notes, note] },
  };
}

/** The same date, resting on another calendar. */
function named(planned: PlannedDate, calendar: WorkCalendar): PlannedDate {
  const { date, explanation } = planned;
  const { from, rule } = explanation;
  const counts = rule.kind === 'count' && rule.limit.unit === 'working_days' && from !== undefined;
  const same = counts && addWorkingDays(calendar, from, rule.limit.amount) === date;
  return {
    ...planned,
    provisional: isProvisional(calendar, date) || (from !== undefined && isProvisional(calendar, from)),
    explanation: same
      ? { ...explanation, ...exceptionsBetween(calendar, from, date), calendar: calendar.name }
      : { ...explanation, calendar: calendar.name },
  };
}

/** A date that was counted back from the next one, counted anew; any other stays. */
function counted(
  calendar: WorkCalendar,
  planned: PlannedDate,
  next: { readonly was: CivilDate; readonly is: CivilDate; readonly takes: number },
): PlannedDate {
  const { from, rule, notes } = planned.explanation;
  if (rule.kind !== 'count' || from !== next.was || next.takes === 0) return named(planned, calendar);
  const limit = { amount: -next.takes, unit: 'working_days' as const };
  return countedDate(calendar, next.is, limit, { assumed: planned.assumed, notes });
}
