import { decimalText } from '../../decimal.ts';
import type { PaceBehind } from '../../notice.ts';
import type { Duty } from '../../record.ts';
import { dateOf, type CivilDate, type Instant } from '../../time.ts';
import type { MeasureEvent } from '../events.ts';
import { notice } from '../notices.ts';
import type { MeasureState } from '../state.ts';
import { expectedOn, lagging, reportedOf } from './pace.ts';

/** What a pace duty that has come due tells, and whom. */
export function paceMissed(
  state: MeasureState,
  duty: Duty,
  settledAt: Instant | undefined,
): Extract<MeasureEvent, { type: 'PaceMissed' }>['data'] {
  const behind = behindOn(state, dateOf(duty.dueAt));
  const { pace } = state.input.plan.policy;
  if (pace === undefined) return { behind };
  const late = settledAt === undefined ? {} : { settledAt };
  const spec = { kind: 'pace_missed', to: pace.to, cc: pace.cc, facts: { behind }, duty, ...late } as const;
  return { behind, notices: [notice(state, spec, duty.dueAt)] };
}

/** The indicators that are behind on a day, as people read it. */
export function behindOn(state: MeasureState, today: CivilDate): readonly PaceBehind[] {
  return lagging(state, today).map((pace) => {
    const { indicator, locality, text } = pace.goal;
    return {
      requirement: indicator.id,
      name: indicator.name,
      ...(locality === undefined ? {} : { locality }),
      period: text,
      unit: indicator.unit,
      reported: decimalText(reportedOf(pace)),
      expected: decimalText(expectedOn(state, pace, today)),
      target: decimalText(pace.needed),
    };
  });
}
