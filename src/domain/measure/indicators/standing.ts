import type { MeasureState } from '../state.ts';
import { goalsOf, missingOf } from './goals.ts';
import type { Counted } from './value.ts';

/** What an indicator still lacks, in words; empty when it is met. */
export function missingOfIndicator(
  indicator: Counted,
  { figures, evidence }: Pick<MeasureState, 'figures' | 'evidence'>,
): string {
  const byPeriod = new Map<string, string[]>();
  for (const goal of goalsOf(indicator, figures)) {
    const missing = missingOf(goal);
    if (missing === '') continue;
    const where = goal.locality === undefined ? '' : `${goal.locality}：`;
    byPeriod.set(goal.text, [...(byPeriod.get(goal.text) ?? []), `${where}${missing}`]);
  }
  const parts = [...byPeriod].map(([period, list]) => `${period}“${indicator.name}”${list.join('；')}`);
  const proven =
    indicator.evidence !== true ||
    evidence.some((one) => one.requirement === indicator.id && one.sha256 !== undefined);
  return [...parts, ...(proven ? [] : [`“${indicator.name}”数据的佐证材料（附文件）`])].join('；');
}
