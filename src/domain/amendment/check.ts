import type { WorkCalendar } from '../calendar.ts';
import { dayOffRefused } from '../day-off.ts';
import { isClosed } from '../measure/status.ts';
import type { MeasurePlan } from '../plan.ts';
import { refuse, type Refusal } from '../refusals.ts';
import type { CivilDate } from '../time.ts';
import { amendedPlan, DECISIVE, FIELD_NAMES, type AmendedField, type PlanChange } from './change.ts';

/** How a measure stands that is to be amended. */
export interface AmendedMeasure {
  readonly plan: MeasurePlan;
  /** What it is, or was when it was suspended. */
  readonly status: string;
  readonly statusName: string;
  /** The deadline now in force. */
  readonly due: CivilDate;
  readonly milestonesDone: Readonly<Record<string, unknown>>;
}

interface Circumstances {
  readonly calendar: WorkCalendar;
  readonly today: CivilDate;
  /** Number of the superior's letter by which the outer limit may be passed. */
  readonly letter?: string;
}

type Refused = { readonly refusal: Refusal } | undefined;

const JUDGED: ReadonlySet<string> = new Set(['under_review', 'on_notice']);

/** Why a measure cannot be amended so; undefined where it can. */
export function amendmentRefused(
  measure: AmendedMeasure,
  change: PlanChange,
  circumstances: Circumstances,
): Refused {
  const { status, statusName: name, plan } = measure;
  if (isClosed(status)) return refuse('amend_closed', { measure: plan.id, status: name });
  const fields = [...(Object.keys(change.set) as AmendedField[]), ...(change.unset ?? [])];
  const touched = fields.filter((one) => DECISIVE.includes(one));
  if (JUDGED.has(status) && touched.length > 0) {
    const what = touched.map((one) => FIELD_NAMES[one]).join('、');
    return refuse('amend_under_review', { measure: plan.id, status: name, what });
  }
  return datesRefused(measure, amendedPlan(plan, change), circumstances);
}

/** Why the dates of a measure cannot become those of another plan. */
function datesRefused(measure: AmendedMeasure, next: MeasurePlan, circumstances: Circumstances): Refused {
  const { plan, due, status, milestonesDone } = measure;
  const { today, letter } = circumstances;
  const moved = next.deadline.date !== plan.deadline.date;
  if (moved && due < today) return refuse('amend_overdue', { measure: plan.id, date: due });
  const dates = [
    ...(moved ? [{ what: '完成时限', date: next.deadline.date }] : []),
    ...next.milestones
      .filter(({ id }) => milestonesDone[id] === undefined)
      .filter(({ id, due: { date } }) => {
        const before = plan.milestones.find((one) => one.id === id)?.due.date;
        return before === undefined || (before !== date && before >= today);
      })
      .map(({ title, due: { date } }) => ({ what: `节点“${title}”`, date })),
    ...(status === 'not_started' && next.start.date !== plan.start.date && plan.start.date >= today
      ? [{ what: '起始日期', date: next.start.date }]
      : []),
  ];
  const past = inThePast(plan.id, dates, today);
  if (past !== undefined) return past;
  if (letter === undefined) {
    const limit = plan.outerLimit?.date;
    const wished = [next.outerLimit?.date, moved ? next.deadline.date : undefined].find(
      (date) => limit !== undefined && date !== undefined && date > limit,
    );
    if (limit !== undefined && wished !== undefined)
      return refuse('amend_limit', { measure: plan.id, date: wished, limit });
    const lower = next.outerLimit?.date;
    if (lower !== undefined && lower !== limit && due > lower && !moved)
      return refuse('amend_limit', { measure: plan.id, date: due, limit: lower });
  }
  return moved ? dayOffRefused(circumstances.calendar, next.deadline.date) : undefined;
}

/** Why a measure that a plan adds cannot be opened now, beside those that run. */
export function additionRefused(
  plan: MeasurePlan,
  { calendar, today, letter }: Circumstances,
  running: readonly MeasurePlan[],
): Refused {
  const limit = running.find((one) => one.outerLimit !== undefined)?.outerLimit?.date;
  const dates = [
    { what: '起始日期', date: plan.start.date },
    ...plan.milestones.map(({ title, due }) => ({ what: `节点“${title}”`, date: due.date })),
    { what: '完成时限', date: plan.deadline.date },
  ];
  const past = inThePast(plan.id, dates, today);
  if (past !== undefined) return past;
  if (letter === undefined && limit !== undefined && plan.deadline.date > limit)
    return refuse('amend_limit', { measure: plan.id, date: plan.deadline.date, limit });
  return dayOffRefused(calendar, plan.deadline.date);
}

/** Why a measure cannot be dropped from the plan; undefined where it can. */
export function droppingRefused(measure: string, status: string, statusName: string): Refused {
  if (JUDGED.has(status)) return refuse('amend_drop', { measure, status: statusName });
  return status === 'signed_off' ? refuse('amend_closed', { measure, status: statusName }) : undefined;
}

function inThePast(
  measure: string,
  dates: readonly { readonly what: string; readonly date: CivilDate }[],
  today: CivilDate,
): Refused {
  const past = dates.find(({ date }) => date < today);
  return past === undefined ? undefined : refuse('amend_past', { measure, ...past, today });
}
