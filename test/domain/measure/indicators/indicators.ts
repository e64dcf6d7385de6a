import type { Requirement } from '../../../../src/domain/plan.ts';
import { at, PEOPLE, type Wish } from '../../support.ts';
import { measure, type Measure } from '../measure.ts';

type Indicator = Extract<Requirement, { type: 'indicator' }>;

/** An indicator that says all but what a test is about. */
export function indicator(wish: Partial<Indicator> = {}): Indicator {
  return {
    id: 'r1',
    type: 'indicator',
    text: '检查单位数',
    name: '检查单位数',
    unit: '家',
    scope: '全省',
    period: '2022',
    counting: 'flow',
    ...wish,
  };
}

/** A measure under way on 20 June 2022, with these indicators. */
export function underWay(requirements: readonly Requirement[], wish: Wish = {}): Measure {
  return measure({ requirements, ...wish }).until(at('2022-06-20'));
}

/** Reports one figure over all, or some of localities. */
export function reported(
  life: Measure,
  period: string,
  value: number | readonly object[],
  requirement = 'r1',
): Measure {
  const figures = typeof value === 'number' ? [{ value }] : value;
  return life.must(PEOPLE.handler, { type: 'report', text: '填报', requirement, period, figures });
}

/** What a refused submission says is missing; undefined where it is not refused. */
export function missing(life: Measure): string | undefined {
  const refusal = life.ask(PEOPLE.handler, { type: 'submit' });
  if (refusal !== undefined) expect(refusal.code).toBe('requirements_missing');
  return refusal?.params['missing'];
}

/** 浙江2022: what the notice publishes of enforcement in the months to July. */
export const SEED: readonly Indicator[] = [
  indicator({ name: '执法检查', unit: '家（项目）', period: '2022-01/07' }),
  indicator({ id: 'r4', name: '承办统计违法案件', unit: '件', period: '2022-01/07' }),
  indicator({ id: 'r5', name: '警告', unit: '件', period: '2022-01/07', partOf: 'r4' }),
  indicator({ id: 'r6', name: '警告并罚款', unit: '件', period: '2022-01/07', partOf: 'r4' }),
  indicator({ id: 'r7', name: '罚款总额', unit: '万元', period: '2022-01/07' }),
  indicator({ id: 'r8', name: '通报曝光', unit: '起', period: '2022-01/07' }),
];

export const SEED_FIGURES: Readonly<Record<string, number>> = {
  r1: 3323,
  r4: 223,
  r5: 21,
  r6: 164,
  r7: 266,
  r8: 2,
};
