import {
  addWorkingDays,
  countedDate,
  givenDate,
  workingDayOnOrBefore,
  workingDaysBetween,
  type Limit,
  type PlannedDate,
  type WorkCalendar,
} from '../domain/calendar.ts';
import type { CivilDate } from '../domain/time.ts';

/** The dates all others hang on: as planned, and as they are for the launch at hand. */
export interface Timing {
  readonly calendar: WorkCalendar;
  /** The launch date written in the plan. */
  readonly plannedLaunch: CivilDate;
  /** The launch date at hand. */
  readonly launch: CivilDate;
  readonly feedback: CivilDate;
  readonly outerLimit: PlannedDate;
}

interface Written {
  readonly feedback: CivilDate;
  readonly launch: { readonly date: CivilDate };
  readonly outerLimit: Limit;
}

/** The dates of a programme launched on `start`; on its own launch date where none is given. */
export function timingOf(calendar: WorkCalendar, written: Written, start?: CivilDate): Timing {
  const plannedLaunch = written.launch.date;
  const launch = start ?? plannedLaunch;
  const feedback = moved(calendar, plannedLaunch, launch, written.feedback);
  const notes = ['自收到反馈意见之日起算'];
  return {
    calendar,
    plannedLaunch,
    launch,
    feedback,
    outerLimit: countedDate(calendar, feedback, written.outerLimit, { notes }),
  };
}

/** A date at the same distance in working days from another launch. */
function moved(calendar: WorkCalendar, planned: CivilDate, launch: CivilDate, date: CivilDate): CivilDate {
  if (planned === launch) return date;
  const distance = workingDaysBetween(calendar, planned, date);
  return distance === 0 ? launch : addWorkingDays(calendar, launch, distance);
}

/** A deadline as written: a date, or a day of every year. */
export type DeadlineRule =
  { readonly date: CivilDate } | { readonly rule: { readonly month: number; readonly day: number } };

/**
 * The deadline for the launch at hand. On the plan's own launch date it stands as written. On another one a date keeps
 * its distance in working days and a rule is applied anew, and neither passes the outer limit: it is cut to the last
 * working day that is not past it.
 */
export function deadlineOf(
  timing: Timing,
  written: DeadlineRule,
  takes: number,
  assumed: boolean,
): PlannedDate {
  if ('rule' in written) return ruledDate(timing, written.rule, takes, assumed);
  const { calendar, plannedLaunch, launch } = timing;
  if (launch === plannedLaunch) return givenDate(calendar, written.date, { assumed });
  const amount = workingDaysBetween(calendar, plannedLaunch, written.date);
  const notes = [`原计划 ${plannedLaunch} 启动、${written.date} 到期，相距 ${amount} 个工作日`];
  return cut(timing, countedDate(calendar, launch, { amount, unit: 'working_days' }, { assumed, notes }));
}

function ruledDate(
  timing: Timing,
  { month, day }: { readonly month: number; readonly day: number },
  takes: number,
  assumed: boolean,
): PlannedDate {
  const { calendar, plannedLaunch, launch } = timing;
  const inYear = (year: number): CivilDate => `${year}-${two(month)}-${two(day)}`;
  const year = Number(launch.slice(0, 4));
  const first = inYear(year) >= launch ? year : year + 1;
  const roomy = workingDaysBetween(calendar, launch, inYear(first)) >= takes;
  const wished = inYear(launch === plannedLaunch || roomy ? first : first + 1);
  const date = workingDayOnOrBefore(calendar, wished);
  const notes = date === wished ? [] : [`${wished} 不是工作日，提前到最近的工作日`];
  const planned = givenDate(calendar, date, { assumed, notes, rule: `每年 ${month} 月 ${day} 日` });
  return launch === plannedLaunch ? planned : cut(timing, planned);
}

/** Not past the outer limit. What was cut is no longer a count from the launch: its rule says what it is. */
function cut(timing: Timing, planned: PlannedDate): PlannedDate {
  const limit = timing.outerLimit.date;
  if (planned.date <= limit) return planned;
  const date = workingDayOnOrBefore(timing.calendar, limit);
  return givenDate(timing.calendar, date, {
    assumed: planned.assumed,
    rule: `不晚于整改期限 ${limit} 的最后一个工作日`,
    notes: [...planned.explanation.notes, `照原间隔推算为 ${planned.date}，超过整改期限 ${limit}，故提前`],
  });
}

const two = (value: number): string => String(value).padStart(2, '0');
