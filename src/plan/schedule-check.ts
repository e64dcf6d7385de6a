import {
  addWorkingDays,
  isWorkingDay,
  workingDayOnOrAfter,
  workingDayOnOrBefore,
  type WorkCalendar,
} from '../domain/calendar.ts';
import { timingFile, type DeadlineFile, type MeasureFile } from '../contracts/plan-file.ts';
import type { CivilDate } from '../domain/time.ts';
import type { PlacedMeasure } from './consistency.ts';
import { deadlineOf, timingOf, type DeadlineRule, type Timing } from './deadlines.ts';
import type { FieldPath, PlanError } from './errors.ts';
import { backSchedule, chainLength, chainText, type Schedule } from './schedule.ts';
import { validate } from './validate.ts';
import type { YamlSource } from './yaml-source.ts';

/** The rule of a deadline; nothing where it gives neither or both. */
export function deadlineRule({ date, rule }: DeadlineFile): DeadlineRule | undefined {
  if (date !== undefined && rule === undefined) return { date };
  return rule !== undefined && date === undefined ? { rule } : undefined;
}

/** A measure's dates for the launch at hand. */
export function scheduleOf(timing: Timing, measure: MeasureFile, rule: DeadlineRule): Schedule {
  const assumed = measure.assumed ?? [];
  const deadline = deadlineOf(timing, rule, chainLength(measure.milestones), assumed.includes('deadline'));
  return backSchedule(
    timing.calendar,
    timing.launch,
    measure.milestones,
    deadline,
    assumed.includes('milestones'),
  );
}

/**
 * Dates that cannot be kept. The plan has to hold on its own launch date; only then is it looked at on another.
 */
export function checkSchedule(
  plan: YamlSource,
  measures: readonly PlacedMeasure[],
  calendar: WorkCalendar,
  start?: CivilDate,
): readonly PlanError[] {
  const neither = measures
    .filter(({ measure }) => deadlineRule(measure.deadline) === undefined)
    .map(({ index }) => plan.error(['measures', index, 'deadline'], '应有 date 或 rule，且只有其中之一'));
  const written = validate(timingFile, plan);
  if (!written.ok) return neither;
  const asWritten = checkAt(plan, measures, timingOf(calendar, written.value));
  if (neither.length > 0 || asWritten.length > 0 || start === undefined) return [...neither, ...asWritten];
  return checkAt(plan, measures, timingOf(calendar, written.value, start));
}

function checkAt(plan: YamlSource, measures: readonly PlacedMeasure[], timing: Timing): readonly PlanError[] {
  return measures.flatMap(({ index, measure }) => {
    const rule = deadlineRule(measure.deadline);
    if (rule === undefined) return [];
    const at = ['measures', index, 'deadline', 'date' in rule ? 'date' : 'rule'];
    const schedule = scheduleOf(timing, measure, rule);
    return [
      ...outsideLimit(plan, at, timing, schedule),
      ...onDayOff(plan, at, timing, schedule),
      ...brokenChain(plan, ['measures', index, 'milestones'], timing, measure, schedule),
    ];
  });
}

function outsideLimit(
  plan: YamlSource,
  at: FieldPath,
  timing: Timing,
  schedule: Schedule,
): readonly PlanError[] {
  const { feedback, outerLimit } = timing;
  if (schedule.deadline.date <= outerLimit.date) return [];
  const expected = `应不晚于整改期限 ${outerLimit.date}（自 ${feedback} 收到反馈起算）`;
  return [plan.error(at, expected, schedule.deadline.date)];
}

function onDayOff(
  plan: YamlSource,
  at: FieldPath,
  { calendar }: Timing,
  schedule: Schedule,
): readonly PlanError[] {
  const { date } = schedule.deadline;
  if (isWorkingDay(calendar, date)) return [];
  const before = workingDayOnOrBefore(calendar, date);
  const after = workingDayOnOrAfter(calendar, date);
  return [plan.error(at, `应为工作日，最近的是 ${before} 和 ${after}`, date)];
}

function brokenChain(
  plan: YamlSource,
  at: FieldPath,
  { calendar, launch }: Timing,
  { id, milestones }: MeasureFile,
  schedule: Schedule,
): readonly PlanError[] {
  if (schedule.fits) return [];
  const takes = chainLength(milestones);
  const earliest = addWorkingDays(calendar, launch, takes);
  const expected =
    `倒排工期的起始应不早于启动日 ${launch}。${id} 现为：${chainText(schedule)}。` +
    `请缩短节点，或将时限推到 ${earliest} 或以后`;
  return [{ ...plan.error(at, expected), value: `合计 ${takes} 个工作日` }];
}
