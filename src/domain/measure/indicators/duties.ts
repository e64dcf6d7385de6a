import { addDays, instantAt, type CivilDate } from '../../time.ts';
import type { DutySpec } from '../duty-spec.ts';
import { calendarOf, hoursOf } from '../moments.ts';
import type { MeasureState } from '../state.ts';
import { momentOn, workday } from '../workdays.ts';
import { paceTurns } from './pace.ts';

/** On the first working day on which an indicator is behind its pace the unit is told, once: until new figures come in. */
export function paceDuties(state: MeasureState): readonly DutySpec[] {
  if (state.status !== 'not_started' && state.status !== 'under_way' && state.status !== 'returned')
    return [];
  return paceAhead(state).flatMap((turns) => {
    const day = workday(calendarOf(state), addDays(turns, -1), 1);
    const at = momentOn(hoursOf(state), day, state.input.process);
    const spec: DutySpec = {
      kind: 'pace',
      subject: 'figures',
      rung: '0',
      due: addDays(turns, -1),
      at,
      label: '指标落后进度预警',
      notice: true,
    };
    return at > state.armedAt ? [spec] : [];
  });
}

/** The day on which an indicator falls behind, where the figures as they are now have not been behind from the first. */
export function paceAhead(state: MeasureState): readonly CivilDate[] {
  const turns = paceTurns(state);
  if (turns === undefined || instantAt(turns, '00:00') <= (state.figuresAt ?? '')) return [];
  return [turns];
}
