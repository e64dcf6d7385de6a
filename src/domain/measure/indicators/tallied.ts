import { compare, decimalOf, decimalText } from '../../decimal.ts';
import type { CivilDate } from '../../time.ts';
import type { Clues } from '../clues/state.ts';
import type { Found } from './finding.ts';
import { tallyOf } from './tally.ts';
import type { Counted, Entry } from './value.ts';

/**
 * A figure as reported against what the cases come to in its period. Both stand; `on`: the day the figure was reported. A system that
 * holds no case of that period knows nothing of it: those from before the programme are not in it. Nor is a figure wrong because
 * more happened later in its period, or because not every clue could be kept.
 */
export function tallied(
  indicator: Counted,
  { figure, period }: Entry,
  name: string,
  on: CivilDate | undefined,
  clues: Clues | undefined,
): readonly Found[] {
  const tally = tallyOf(indicator, clues, period);
  if (tally === undefined) return [];
  const reported = decimalOf(figure.value);
  const { unit } = indicator;
  const said = `${name}填报${decimalText(reported)}${unit}`;
  if (tally.cases === 0) {
    if (compare(reported, tally.value) === 0) return [];
    const text = `${said}，系统内没有该统计期的案件，不能核对（专项启动前的案件不在系统内）`;
    return [{ kind: 'tally_unknown', text, remark: true }];
  }
  if (compare(reported, tally.value) === 0) return [];
  const beyond = clues?.beyond.length ?? 0;
  const open = on !== undefined && on < period.to;
  const why = [
    ...(open ? [`填报之日（${on}）统计期尚未结束`] : []),
    ...(beyond > 0 ? [`另有${beyond}件线索的案件未计入`] : []),
  ];
  const text = `填报数与案件统计不一致：${said}，系统内案件${decimalText(tally.value)}${unit}${why.length === 0 ? '' : `（${why.join('；')}）`}`;
  return [{ kind: 'tally_differs', text, ...(why.length === 0 ? {} : { remark: true }) }];
}
