import type { MeasureFile, RequirementFile } from '../contracts/plan-file.ts';
import { isWithin, periodOf } from '../domain/period.ts';
import type { FieldPath, PlanError } from './errors.ts';
import type { YamlSource } from './yaml-source.ts';

type IndicatorFile = Extract<RequirementFile, { type: 'indicator' }>;

/** What indicators of a measure have to agree in: a part with its whole, a target's period with the indicator's. */
export function indicatorErrors(
  plan: YamlSource,
  at: FieldPath,
  { requirements }: MeasureFile,
): readonly PlanError[] {
  const indicators = requirements.filter((one) => one.type === 'indicator');
  return requirements.flatMap((one, index) => {
    if (one.type !== 'indicator') return [];
    const path = [...at, 'requirements', index];
    return [
      ...partErrors(plan, path, one, indicators),
      ...targetErrors(plan, path, one),
      ...tallyErrors(plan, path, one),
    ];
  });
}

function partErrors(
  plan: YamlSource,
  path: FieldPath,
  part: IndicatorFile,
  indicators: readonly IndicatorFile[],
): readonly PlanError[] {
  if (part.partOf === undefined) return [];
  const wholes = indicators.filter((one) => one.id !== part.id && !isBelow(one, part.id, indicators));
  const whole = wholes.find((one) => one.id === part.partOf);
  if (whole === undefined) {
    const allowed = wholes.map((one) => one.id).join('、') || '（无）';
    return [plan.error([...path, 'partOf'], `应为本措施另一项不属于其自身的指标：${allowed}`)];
  }
  if (whole.unit === part.unit && whole.period === part.period) return [];
  return [
    plan.error(
      [...path, 'partOf'],
      `“其中”项应与总数的计量单位和统计期相同（${whole.id} 为 ${whole.unit}、${whole.period}）`,
    ),
  ];
}

/** Whether an indicator is a part of another, or a part of its parts. */
function isBelow(one: IndicatorFile, id: string, indicators: readonly IndicatorFile[]): boolean {
  const passed = new Set<string>();
  let at: IndicatorFile | undefined = one;
  while (at !== undefined && !passed.has(at.id)) {
    if (at.partOf === id) return true;
    passed.add(at.id);
    const above: string | undefined = at.partOf;
    at = indicators.find((other) => other.id === above);
  }
  return false;
}

/** What is counted from cases has no region, happens in a stretch of time, and fines are in yuan. */
function tallyErrors(
  plan: YamlSource,
  path: FieldPath,
  { tally, per, counting, localities }: IndicatorFile,
): readonly PlanError[] {
  const error = (field: string, text: string): PlanError => plan.error([...path, field], text);
  const money = tally === 'fined_amount';
  return [
    ...(money && per === undefined
      ? [error('tally', '应同时写明 per：指标的一个单位是多少元，如万元为 10000')]
      : []),
    ...(per !== undefined && !money ? [error('per', '只用于 tally 为 fined_amount（罚款金额）的指标')] : []),
    ...(tally !== undefined && localities !== undefined
      ? [error('tally', '不用于分地区的指标：案件不分地区统计')]
      : []),
    ...(tally !== undefined && counting === 'stock'
      ? [error('tally', '不用于时点数（counting: stock）：案件按发生之日计入时期')]
      : []),
  ];
}

function targetErrors(plan: YamlSource, path: FieldPath, indicator: IndicatorFile): readonly PlanError[] {
  const whole = periodOf(indicator.period);
  return (indicator.targets ?? []).flatMap(({ period }, index) => {
    const own = periodOf(period);
    const inside = own !== undefined && whole !== undefined && isWithin(own, whole);
    return inside && period !== indicator.period
      ? []
      : [
          plan.error(
            [...path, 'targets', index, 'period'],
            `应在指标的统计期 ${indicator.period} 之内，且不是整个统计期（那是 target）`,
          ),
        ];
  });
}
