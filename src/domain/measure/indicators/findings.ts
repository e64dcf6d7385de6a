import { compare, decimalOf, decimalText, figureText, minus } from '../../decimal.ts';
import { fill, isOpen, isSame, isWithin, overlaps, periodOf } from '../../period.ts';
import type { MeasureState } from '../state.ts';
import type { Finding, Found } from './finding.ts';
import { parts } from './parts.ts';
import { tallied } from './tallied.ts';
import { entriesOf, isCounted, localitiesOf, separate, sumOf, type Counted, type Entry } from './value.ts';

/** Periods of one place that are held against each other: more than a life of months and their sums has. */
const COMPARED = 60;

type Shown = Pick<MeasureState, 'input' | 'figures' | 'reports' | 'clues'>;

/** Everything that does not agree, indicator by indicator. */
export function findingsOf(state: Shown): readonly Finding[] {
  const indicators = state.input.plan.requirements.filter(isCounted);
  return indicators.flatMap((indicator) =>
    localitiesOf(indicator).flatMap((locality) => {
      const entries = entriesOf(indicator, state.figures, locality);
      return [
        ...entries.flatMap((entry) => ofOne(indicator, entry, state)),
        ...(indicator.counting === 'flow' ? ofPeriods(indicator, entries.slice(-COMPARED)) : []),
        ...parts(indicator, indicators, entries, state.figures, locality),
      ].map((finding) => ({ ...finding, requirement: indicator.id }));
    }),
  );
}

/** 杭州市2022-01/07“检查单位数”. */
export function nameOf(indicator: Counted, { figure }: Pick<Entry, 'figure'>): string {
  return `${figure.locality ?? ''}${figure.period ?? ''}“${indicator.name}”`;
}

/** How much contradicts and how much is but remarked on; nothing where all agrees. */
export function findingCounts(state: Shown): { readonly contradictions?: number; readonly remarks?: number } {
  const findings = findingsOf(state);
  const contradictions = findings.filter((one) => one.remark !== true).length;
  return findings.length === 0 ? {} : { contradictions, remarks: findings.length - contradictions };
}

function ofOne(indicator: Counted, entry: Entry, state: Shown): readonly Found[] {
  const { figure, period } = entry;
  const { unit } = indicator;
  const name = nameOf(indicator, entry);
  const value = `${figureText(figure.value)}${unit}`;
  const found: Found[] = [];
  if (figure.value < 0) found.push({ kind: 'negative', text: `${name}为负数（${value}）` });
  if (figure.base !== undefined) {
    const base = `${figureText(figure.base)}${unit}`;
    if (figure.base < 0) found.push({ kind: 'negative', text: `${name}的基数为负数（${base}）` });
    else if (figure.base === 0) found.push({ kind: 'no_base', text: `${name}的基数为0，不能计算占比` });
    else if (figure.value > figure.base)
      found.push({ kind: 'above_base', text: `${name}${value}，大于基数${base}，占比超过100%` });
  }
  const asked = periodOf(indicator.period);
  if (asked !== undefined && !isWithin(period, asked)) {
    const text = `${name}的统计期不在要求的“${indicator.period}”之内，不计入`;
    found.push({ kind: 'outside_period', text });
  }
  const on = state.reports.find((one) => one.seq === figure.seq)?.on;
  if (on !== undefined && period.from > on)
    found.push({ kind: 'not_begun', text: `${name}的统计期在填报之日（${on}）尚未开始` });
  return [...found, ...tallied(indicator, entry, name, on, state.clues)];
}

/** Figures of one indicator for several periods. */
function ofPeriods(indicator: Counted, entries: readonly Entry[]): readonly Found[] {
  return entries.flatMap((entry, index) => [
    ...entries
      .slice(index + 1)
      .filter((other) => overlaps(entry.period, other.period) && !isNested(entry, other))
      .map((other): Found => {
        const text = `${nameOf(indicator, entry)}与${other.figure.period ?? ''}的统计期重叠，合计时不重复计算`;
        return { kind: 'overlap', text };
      }),
    ...withinOne(indicator, entry, entries),
  ]);
}

function isNested(a: Entry, b: Entry): boolean {
  return isWithin(a.period, b.period) || isWithin(b.period, a.period);
}

/** What was reported for parts of a period against what was reported for the whole. */
function withinOne(indicator: Counted, whole: Entry, entries: readonly Entry[]): readonly Found[] {
  const inner = separate(
    entries.filter((one) => isWithin(one.period, whole.period) && !isSame(one.period, whole.period)),
  );
  if (inner.length === 0) return [];
  const [sum, all] = [sumOf(inner), decimalOf(whole.figure.value)];
  const { unit } = indicator;
  const of = `${inner.map((one) => one.figure.period ?? '').join('、')}合计${decimalText(sum)}${unit}`;
  const said = `${nameOf(indicator, whole)}${decimalText(all)}${unit}`;
  if (compare(sum, all) > 0) return [{ kind: 'periods_exceed', text: `${said}，小于其中${of}` }];
  const periods = inner.map((one) => one.period);
  const differs = !isOpen(whole.period) && fill(periods, whole.period) && compare(sum, all) < 0;
  if (!differs) return [];
  const text = `${said}，与${of}不一致，相差${decimalText(minus(all, sum))}${unit}`;
  return [{ kind: 'periods_differ', text }];
}
