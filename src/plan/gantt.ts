import type { MeasurePlan, ProgrammePlan } from '../domain/plan.ts';
import { addDays, daysBetween, weekdayOf, type CivilDate } from '../domain/time.ts';
import { marksOf, withWeekday } from './explain.ts';
import { padEnd, truncate, widthOf, wrap } from './text.ts';

export interface GanttOptions {
  /** Columns of the terminal. */
  readonly width?: number;
}

const DEFAULT_WIDTH = 100;
const LEAST_WIDTH = 60;
/** Columns of the deadline with its marks, ` 08-31 ＊？`. */
const RIGHT = 11;
const LEAST_BAR = 20;

/** How dates lie on the columns of the bars. */
interface Axis {
  readonly first: CivilDate;
  /** First day not shown. */
  readonly end: CivilDate;
  readonly columns: number;
  readonly left: number;
}

/**
 * The back-scheduled plan drawn for a terminal: a row for each measure, from the date its work has to begin to its
 * deadline. Lines without trailing spaces.
 */
export function ganttLines(plan: ProgrammePlan, options: GanttOptions = {}): readonly string[] {
  const width = Math.max(LEAST_WIDTH, options.width ?? DEFAULT_WIDTH);
  const axis = axisOf(plan, width);
  return [
    ...wrap(plan.card.title, width),
    ...wrap(
      `启动 ${withWeekday(plan.launch)}${isAssumed(plan, 'launch')}，整改期限 ${withWeekday(plan.outerLimit.date)}${marksOf(plan.outerLimit)}`,
      width,
    ),
    '',
    `${' '.repeat(axis.left)}${dateLabels(axis)}`,
    `${' '.repeat(axis.left)}${weekTicks(axis)}`,
    ...plan.measures.map((measure) => row(plan, measure, axis)),
    '',
    ...wrap(
      '█ 工期　◆ 时间节点　◇ 完成时限　│ 整改期限　┬ 周一　＊ 假定　？ 暂定（所在年份的放假安排尚未公布）',
      width,
    ),
  ].map((line) => line.trimEnd());
}

function isAssumed(plan: ProgrammePlan, field: string): string {
  return plan.assumed?.includes(field) === true ? '＊假定' : '';
}

function axisOf(plan: ProgrammePlan, width: number): Axis {
  const firsts = [plan.launch, ...plan.measures.map(({ start }) => start.date)];
  const lasts = [plan.outerLimit.date, ...plan.measures.map(({ deadline }) => deadline.date)];
  const first = firsts.reduce((a, b) => (a < b ? a : b));
  const last = lasts.reduce((a, b) => (a > b ? a : b));
  const left = Math.max(18, Math.min(36, Math.floor(width * 0.3)));
  return {
    first: addDays(first, 1 - weekdayOf(first)),
    end: addDays(last, 8 - weekdayOf(last)),
    columns: Math.max(LEAST_BAR, width - left - RIGHT),
    left,
  };
}

/** The column of a date. */
function columnOf({ first, end, columns }: Axis, date: CivilDate): number {
  return Math.min(columns - 1, Math.floor((daysBetween(first, date) * columns) / daysBetween(first, end)));
}

function mondays({ first, end }: Axis): readonly CivilDate[] {
  return Array.from({ length: Math.ceil(daysBetween(first, end) / 7) }, (_, week) =>
    addDays(first, week * 7),
  );
}

/** Dates of Mondays, as many as have room, each beginning above its tick. */
function dateLabels(axis: Axis): string {
  return mondays(axis).reduce((line, monday) => {
    const column = columnOf(axis, monday);
    const label = monday.slice(5);
    const room = line === '' || widthOf(line) < column;
    return room && column + label.length <= axis.columns ? `${padEnd(line, column)}${label}` : line;
  }, '');
}

function weekTicks(axis: Axis): string {
  const ticks = new Set(mondays(axis).map((monday) => columnOf(axis, monday)));
  return Array.from({ length: axis.columns }, (_, column) => (ticks.has(column) ? '┬' : '─')).join('');
}

function row(plan: ProgrammePlan, measure: MeasurePlan, axis: Axis): string {
  const name = truncate(`${measure.id} ${measure.title}`, axis.left - 1);
  const { deadline, start } = measure;
  const marks = `${deadline.assumed ? '＊' : ''}${deadline.provisional ? '？' : ''}`;
  return `${padEnd(name, axis.left)}${bar(plan, measure, axis, start.date)} ${deadline.date.slice(5)} ${marks}`;
}

function bar(plan: ProgrammePlan, measure: MeasurePlan, axis: Axis, start: CivilDate): string {
  const from = columnOf(axis, start);
  const to = columnOf(axis, measure.deadline.date);
  const limit = columnOf(axis, plan.outerLimit.date);
  const nodes = new Set(measure.milestones.map(({ due }) => columnOf(axis, due.date)));
  return Array.from({ length: axis.columns }, (_, column) => {
    if (column === to) return '◇';
    if (nodes.has(column)) return '◆';
    if (column >= from && column < to) return '█';
    return column === limit ? '│' : ' ';
  }).join('');
}
