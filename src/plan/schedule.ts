import {
  countedDate,
  givenDate,
  workingDayOnOrBefore,
  type PlannedDate,
  type WorkCalendar,
} from '../domain/calendar.ts';
import type { Milestone } from '../domain/plan.ts';
import type { CivilDate } from '../domain/time.ts';

/** A step before it has a date. */
export interface Step {
  readonly id: string;
  readonly title: string;
  /** Working days it takes, ending on its date. */
  readonly takes: number;
}

/** A measure's steps with their dates, worked back from the deadline. */
export interface Schedule {
  readonly start: PlannedDate;
  readonly milestones: readonly Milestone[];
  readonly deadline: PlannedDate;
  /** The chain has room between launch and deadline. */
  readonly fits: boolean;
}

/**
 * 倒排工期: the last step ends on the deadline, each earlier one as many working days before as the next takes; work
 * starts before the first by what that takes. Pure: launch, deadline and calendar are given.
 */
export function backSchedule(
  calendar: WorkCalendar,
  launch: CivilDate,
  steps: readonly Step[],
  deadline: PlannedDate,
  assumed: boolean,
): Schedule {
  const milestones: Milestone[] = [];
  let due = deadline;
  for (const step of steps.toReversed()) {
    milestones.unshift({ ...step, due });
    due = before(calendar, due, step.takes, assumed || deadline.assumed);
  }
  // A launch on a day off has as much time as one on the working day before it.
  const fits = due.date >= workingDayOnOrBefore(calendar, launch);
  return { start: notBeforeLaunch(calendar, launch, due, fits), milestones, deadline, fits };
}

function before(calendar: WorkCalendar, from: PlannedDate, takes: number, assumed: boolean): PlannedDate {
  return countedDate(calendar, from.date, { amount: -takes, unit: 'working_days' }, { assumed });
}

function notBeforeLaunch(
  calendar: WorkCalendar,
  launch: CivilDate,
  start: PlannedDate,
  fits: boolean,
): PlannedDate {
  if (!fits || start.date >= launch) return start;
  return givenDate(calendar, launch, {
    assumed: start.assumed,
    rule: `启动日 ${launch}`,
    notes: [`启动日不是工作日，倒排所得 ${start.date} 在其前，从启动日开始`],
  });
}

/** The chain in words, from its start to the deadline. */
export function chainText(schedule: Schedule): string {
  const steps = schedule.milestones.map(
    (step) => `→ ${step.title}（${step.takes} 个工作日）${step.due.date}`,
  );
  return [`起始 ${schedule.start.date}`, ...steps].join(' ');
}

/** Working days that the whole chain takes. */
export function chainLength(steps: readonly Step[]): number {
  return steps.reduce((sum, step) => sum + step.takes, 0);
}
