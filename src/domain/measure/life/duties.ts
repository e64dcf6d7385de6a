import type { DutySpec } from '../duty-spec.ts';
import { dutyMomentFrom } from '../../slots.ts';
import { addDays, instantAt, later } from '../../time.ts';
import { hoursOf, momentAfter, momentBefore, pausedDays } from '../moments.ts';
import type { Deputy, Instruction, Part } from './state.ts';
import type { MeasureState } from '../state.ts';
import { isAtWork } from '../status.ts';

/** What is pending beside the work itself: replies to instructions, parts of supporting units, the end of deputyships. */
export function lifeDuties(state: MeasureState): readonly DutySpec[] {
  return [
    ...pendingInstructions(state).flatMap((one) => instructionDuties(state, one)),
    ...(state.parts ?? []).flatMap((one) => partDuties(state, one)),
    ...(state.deputies ?? []).map(deputyDuty),
  ];
}

/** A supporting unit's part has its own reminders, at the offsets of the measure's; missed, its head is urged once. */
function partDuties(state: MeasureState, part: Part): readonly DutySpec[] {
  const { due, seq, unit } = part;
  if (due === undefined || part.done !== undefined || !isAtWork(state.status)) return [];
  const { calendar, process } = state.input;
  const common = { kind: 'part', subject: String(seq), due, notice: true } as const;
  const since = later(state.armedAt, part.at);
  const reminders = state.input.plan.policy.reminders.before.map((before) => ({
    ...common,
    rung: String(before),
    at: momentBefore(state, due, before),
    label: `${unit.name}配合任务${before === 0 ? '到期当日' : `到期前${before}个工作日`}提醒`,
    covers: true,
  }));
  const wished = momentAfter(state, due, 1 + pausedDays(state, due));
  const at =
    wished > state.armedAt ? wished : dutyMomentFrom(hoursOf(state), calendar, state.armedAt, process);
  return [
    ...reminders.filter((one) => one.at > since),
    { ...common, rung: 'missed', at, label: `${unit.name}配合任务逾期，催办其负责人` },
  ];
}

/** The end of a deputyship changes who may act, and tells nobody. */
function deputyDuty({ seq, round, name, until }: Deputy): DutySpec {
  return {
    kind: 'deputy',
    subject: String(seq),
    rung: 'ends',
    due: until,
    at: instantAt(addDays(until, 1), '00:00'),
    label: `${name}代办授权到期`,
    notice: false,
    round,
  };
}

/** Instructions that wait for a reply. With the cancellation those before it are past. */
export function pendingInstructions(state: MeasureState): readonly Instruction[] {
  const since = state.status === 'cancelled' ? state.cancelledAt : '';
  return (state.instructions ?? []).filter((one) => one.answered === undefined && one.at > since);
}

/**
 * The unit is reminded the working day before a reply is wanted; when its day has passed without one, the leader is told.
 * The leader's own date: it waits for no step, and is not put off by a suspension.
 */
function instructionDuties(state: MeasureState, one: Instruction): readonly DutySpec[] {
  const { due, seq, round } = one;
  if (due === undefined) return [];
  const common = { kind: 'instruction', subject: String(seq), due, notice: true, round } as const;
  const before = momentBefore(state, due, 1);
  return [
    ...(before > one.at ? [{ ...common, rung: 'before', at: before, label: '批示回复前1个工作日提醒' }] : []),
    { ...common, rung: 'passed', at: momentAfter(state, due, 1), label: '批示逾期未复，报告批示领导' },
  ];
}
