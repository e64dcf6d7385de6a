import { decimalText, percentOf } from '../domain/decimal.ts';
import { lateHandOvers } from '../domain/measure/clues/findings.ts';
import type { Finding } from '../domain/measure/indicators/finding.ts';
import { findingsOf } from '../domain/measure/indicators/findings.ts';
import { goalsOf, missingOf, neededFor, type Goal } from '../domain/measure/indicators/goals.ts';
import { behindFrom, expectedOn, pacesOf, type Pace } from '../domain/measure/indicators/pace.ts';
import { tallyOf } from '../domain/measure/indicators/tally.ts';
import { isCounted, type Indicator } from '../domain/measure/indicators/value.ts';
import type { Figure, MeasureState } from '../domain/measure/state.ts';
import type { CivilDate } from '../domain/time.ts';

/** A figure as it stands, with where it comes from. */
export interface FigureView extends Pick<Figure, 'locality' | 'value' | 'base' | 'period'> {
  /** Number of the report, its date and who gave it. */
  readonly seq: number;
  readonly on: CivilDate;
  readonly by: string;
  /** Number of the last correction of the report. */
  readonly corrected?: number;
  /** Files that came with the report: names and SHA-256. */
  readonly files: readonly { readonly name: string; readonly sha256: string }[];
}

/** What is asked of an indicator in a period and a place. Figures are texts: nothing is lost on the way. */
export interface GoalView {
  readonly period: string;
  readonly locality?: string;
  readonly reported?: string;
  readonly base?: string;
  readonly share?: string;
  readonly needed?: string;
  /** What should have been reported by now, where pace is judged, and since when it is behind. */
  readonly expected?: string;
  readonly behindFrom?: CivilDate;
  /** Empty when met. */
  readonly missing: string;
  /** What the cases of its clues come to, where the plan has it counted from them. */
  readonly tally?: string;
}

export interface IndicatorView {
  readonly requirement: string;
  readonly name: string;
  readonly unit: string;
  readonly scope: string;
  readonly period: string;
  readonly counting?: 'flow' | 'stock';
  readonly partOf?: string;
  readonly goals: readonly GoalView[];
  readonly figures: readonly FigureView[];
}

/** The figures of a measure: what is asked, what was reported, what does not agree. */
export interface FiguresView {
  readonly indicators: readonly IndicatorView[];
  readonly findings: readonly Finding[];
}

/** The figures of a measure as of a day. */
export function figuresView(state: MeasureState, today: CivilDate): FiguresView {
  const indicators = state.input.plan.requirements.filter((one) => one.type === 'indicator');
  const paces = pacesOf(state);
  return {
    indicators: indicators.map((one) => indicatorView(state, one, paces, today)),
    findings: [...findingsOf(state), ...lateHandOvers(state)],
  };
}

function indicatorView(
  state: MeasureState,
  indicator: Indicator,
  paces: readonly Pace[],
  today: CivilDate,
): IndicatorView {
  const { id, name, unit, scope, period, counting, partOf } = indicator;
  const goals = isCounted(indicator) ? goalsOf(indicator, state.figures) : [];
  return {
    requirement: id,
    name,
    unit,
    scope,
    period,
    ...(counting === undefined ? {} : { counting }),
    ...(partOf === undefined ? {} : { partOf }),
    goals: goals.map((goal) => goalView(state, goal, paces, today)),
    figures: state.figures.filter((one) => one.requirement === id).map((one) => figureView(state, one)),
  };
}

function goalView(state: MeasureState, goal: Goal, paces: readonly Pace[], today: CivilDate): GoalView {
  const { text, locality, reached } = goal;
  const needed = neededFor(goal);
  const tally = tallyOf(goal.indicator, state.clues, goal.period);
  const base = reached?.base;
  const pace = paces.find(
    ({ goal: of }) => of.indicator.id === goal.indicator.id && of.text === text && of.locality === locality,
  );
  const since = pace === undefined ? undefined : behindFrom(state, pace);
  return {
    period: text,
    ...(locality === undefined ? {} : { locality }),
    ...(reached === undefined ? {} : { reported: decimalText(reached.value) }),
    ...(base === undefined ? {} : { base: decimalText(base) }),
    ...(reached === undefined || base === undefined || base.digits <= 0n
      ? {}
      : { share: percentOf(reached.value, base) }),
    ...(needed === undefined ? {} : { needed: decimalText(needed) }),
    ...(pace === undefined ? {} : { expected: decimalText(expectedOn(state, pace, today)) }),
    ...(since === undefined || since > today ? {} : { behindFrom: since }),
    missing: missingOf(goal),
    ...(tally === undefined ? {} : { tally: decimalText(tally.value) }),
  };
}

function figureView(state: MeasureState, figure: Figure): FigureView {
  const { seq, locality, value, base, period } = figure;
  const report = state.reports.find((one) => one.seq === seq);
  return {
    seq,
    on: report?.on ?? '',
    by: report?.by ?? '',
    ...(period === undefined ? {} : { period }),
    ...(locality === undefined ? {} : { locality }),
    value,
    ...(base === undefined ? {} : { base }),
    ...(report?.corrected === undefined ? {} : { corrected: report.corrected }),
    files: state.evidence.flatMap((one) =>
      one.report === seq && one.sha256 !== undefined
        ? [{ name: one.fileName ?? one.title, sha256: one.sha256 }]
        : [],
    ),
  };
}
