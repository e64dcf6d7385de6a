import { compare, decimalOf, decimalText, figureText, minus } from '../../decimal.ts';
import { isSame } from '../../period.ts';
import type { Figure } from '../state.ts';
import type { Found } from './finding.ts';
import { entriesOf, sumOf, type Counted, type Entry } from './value.ts';

/** 其中: what was reported of the parts of an indicator against what was reported of it, for the same period and locality. */
export function parts(
  whole: Counted,
  indicators: readonly Counted[],
  entries: readonly Entry[],
  figures: readonly Figure[],
  locality: string | undefined,
): readonly Found[] {
  const own = indicators.filter((one) => one.partOf === whole.id);
  return entries.flatMap((entry) => {
    const reported = own.flatMap((part) => {
      const found = entriesOf(part, figures, locality).find((one) => isSame(one.period, entry.period));
      return found === undefined ? [] : [{ part, entry: found }];
    });
    return reported.length === 0 ? [] : against(whole, entry, reported, reported.length === own.length);
  });
}

interface ReportedPart {
  readonly part: Counted;
  readonly entry: Entry;
}

function against(
  whole: Counted,
  { figure }: Entry,
  reported: readonly ReportedPart[],
  all: boolean,
): readonly Found[] {
  const { unit } = whole;
  const value = decimalOf(figure.value);
  const said = `${figure.locality ?? ''}${figure.period ?? ''}“${whole.name}”${decimalText(value)}${unit}`;
  const above = reported
    .filter(({ entry }) => entry.figure.value > figure.value)
    .map(({ part, entry }): Found => {
      const text = `${said}，小于其中“${part.name}”${figureText(entry.figure.value)}${unit}`;
      return { kind: 'part_above_whole', text };
    });
  if (above.length > 0) return above;
  const sum = sumOf(reported.map((one) => one.entry));
  const names = reported.map(({ part, entry }) => `“${part.name}”${figureText(entry.figure.value)}${unit}`);
  const of = names.length === 1 ? names.join('') : `${names.join('、')}合计${decimalText(sum)}${unit}`;
  const order = compare(sum, value);
  const apart = decimalText(order > 0 ? minus(sum, value) : minus(value, sum));
  if (order > 0) return [{ kind: 'parts_exceed', text: `${said}，小于其中${of}，相差${apart}${unit}` }];
  if (order === 0 || !all) return [];
  return whole.complete === true
    ? [{ kind: 'parts_differ', text: `${said}，与其中${of}不一致，相差${apart}${unit}` }]
    : [{ kind: 'parts_open', text: `${said}，其中${of}，其余${apart}${unit}未列明`, remark: true }];
}
