import { dutyMomentFrom } from '../../slots.ts';
import { dateOf, later, type CivilDate } from '../../time.ts';
import type { DutySpec } from '../duty-spec.ts';
import { calendarOf, hoursOf, momentAfter, momentBefore, pausedDays } from '../moments.ts';
import type { MeasureState } from '../state.ts';
import { isAtWork } from '../status.ts';
import { clueRequirement, handOverBy, unhanded } from './standing.ts';
import type { FoundClue } from './state.ts';

/** Findings that wait to be handed over have reminders, at the offsets of the measure's own; the day after, its head is told once. */
export function clueDuties(state: MeasureState): readonly DutySpec[] {
  const requirement = clueRequirement(state);
  if (requirement === undefined || !isAtWork(state.status)) return [];
  const waiting = unhanded(state);
  const batches = new Set(waiting.map(({ batch }) => batch));
  return [...batches].flatMap((batch) => {
    const first = waiting.find((one) => one.batch === batch);
    if (first === undefined) return [];
    return dutiesOf(state, handOverBy(state.input.calendar, requirement, first.on), first);
  });
}

/** What a duty speaks of, as of when it comes due. */
export function foundOf(state: MeasureState, subject: string): readonly FoundClue[] {
  return unhanded(state).filter(({ batch }) => String(batch) === subject);
}

/** Those of a batch were found on one day, and have waited from one day on. */
function dutiesOf(state: MeasureState, due: CivilDate, { batch, openSince }: FoundClue): readonly DutySpec[] {
  const common = { kind: 'clue', subject: String(batch), due, notice: true } as const;
  const reminders = state.input.plan.policy.reminders.before.map((before) => ({
    ...common,
    rung: String(before),
    at: momentBefore(state, due, before),
    label: `问题线索移交${before === 0 ? '到期当日' : `到期前${before}个工作日`}提醒`,
    covers: true,
  }));
  // One noted only when its day had passed is told of on the day after that.
  const from = later(due, dateOf(openSince));
  const wished = momentAfter(state, from, 1 + pausedDays(state, from));
  const at =
    wished > state.armedAt
      ? wished
      : dutyMomentFrom(hoursOf(state), calendarOf(state), state.armedAt, state.input.process);
  return [
    ...reminders.filter((one) => one.at > later(state.armedAt, openSince)),
    { ...common, rung: 'missed', at, label: '问题线索逾期未移交，报告处室负责人' },
  ];
}
