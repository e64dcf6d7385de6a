import { workingDaysBetween } from '../calendar.ts';
import { addDays, dateOf, instantAt, type CivilDate, type Instant } from '../time.ts';
import { paceAhead } from './indicators/duties.ts';
import { paceTurns } from './indicators/pace.ts';
import { effectiveDue, milestonesOf, type Light, type MeasureState } from './state.ts';
import { workday } from './workdays.ts';

/**
 * 红黄绿灯 as of a moment: green on track; yellow close to its date or behind its milestones; red overdue;
 * `done_late` after a late sign-off.
 */
export function lightAt(state: MeasureState, now: Instant): Light {
  const today = dateOf(now);
  switch (state.status) {
    case 'signed_off':
      return wasLate(state) ? 'done_late' : 'done';
    case 'suspended':
    case 'cancelled':
      return state.status;
    case 'on_notice':
    case 'under_review':
      return dateOf(state.submission.at) > state.due ? 'red' : 'green';
    case 'not_started':
    case 'under_way':
    case 'returned':
      // A returned measure past its original deadline stays red while it is being corrected.
      if (today > state.due || today > effectiveDue(state)) return 'red';
      return today >= yellowFrom(state) || behind(state, today) || offPace(state, today) ? 'yellow' : 'green';
  }
}

/** First day on which the light is yellow because the date is close. */
export function yellowFrom(state: MeasureState): CivilDate {
  const { input } = state;
  return workday(input.calendar, effectiveDue(state), -input.plan.policy.yellowBefore);
}

/** Whether a milestone lies behind that nobody has reported as reached. */
export function behind(state: MeasureState, today: CivilDate): boolean {
  return milestonesOf(state).some((m) => m.due.date < today && state.milestonesDone[m.id] === undefined);
}

/** Whether an indicator is behind the pace that its target asks for. */
function offPace(state: MeasureState, today: CivilDate): boolean {
  const turns = paceTurns(state);
  return turns !== undefined && turns <= today;
}

/** Moments at which the light may change by itself, with what each is called. */
export function lightMoments(
  state: MeasureState,
): readonly { readonly subject: string; readonly at: Instant; readonly date: CivilDate }[] {
  if (state.status !== 'not_started' && state.status !== 'under_way' && state.status !== 'returned')
    return [];
  const due = effectiveDue(state);
  const pace = paceAhead(state);
  const moment = (subject: string, date: CivilDate, on: CivilDate) => ({
    subject,
    at: instantAt(on, '00:00'),
    date,
  });
  return [
    moment('yellow', due, yellowFrom(state)),
    moment('red', due, addDays(due, 1)),
    ...(state.due !== due ? [moment('red', state.due, addDays(state.due, 1))] : []),
    ...milestonesOf(state)
      // The last milestone ends on the deadline, where the light turns red anyway.
      .filter((m) => state.milestonesDone[m.id] === undefined && m.due.date !== state.due)
      .map((m) => moment(`milestone-${m.id}`, m.due.date, addDays(m.due.date, 1))),
    ...pace.map((turns) => moment('pace', addDays(turns, -1), turns)),
  ];
}

/** Working days to the date the unit works towards; negative when late, counted as {@link daysLateOf} does. */
export function daysLeft(state: MeasureState, today: CivilDate): number {
  const due = effectiveDue(state);
  return today > due ? -daysPast(state, due, today) : workingDaysBetween(state.input.calendar, today, due);
}

/** Working days by which a submission of that date misses the deadline; 0 when it keeps it. */
export function daysLateOf(state: MeasureState, submittedOn: CivilDate): number {
  return submittedOn <= state.due ? 0 : daysPast(state, state.due, submittedOn);
}

/** The weekend after a deadline is late although no working day has passed: it counts as one. */
function daysPast(state: MeasureState, due: CivilDate, date: CivilDate): number {
  return Math.max(1, workingDaysBetween(state.input.calendar, due, date));
}

/** Why a light shows what it shows. */
export type LightMeaning =
  | 'on_track'
  | 'close'
  | 'behind'
  | 'off_pace'
  | 'overdue'
  | 'submitted_late'
  | 'signed_off'
  | 'suspended'
  | 'cancelled';

/** The reason behind the light as of a moment. */
export function lightMeaning(state: MeasureState, now: Instant): LightMeaning {
  const light = lightAt(state, now);
  switch (light) {
    case 'suspended':
    case 'cancelled':
      return light;
    case 'done':
    case 'done_late':
      return 'signed_off';
    case 'red':
      return isSubmitted(state) ? 'submitted_late' : 'overdue';
    case 'yellow':
      if (dateOf(now) >= yellowFrom(state)) return 'close';
      return behind(state, dateOf(now)) ? 'behind' : 'off_pace';
    case 'green':
      return 'on_track';
  }
}

/** The light in words: 红灯（逾期3个工作日）; of a measure that was reopened it says so. */
export function lightText(state: MeasureState, now: Instant): string {
  const text = plainText(state, now);
  if (state.reopened === undefined) return text;
  if (state.status !== 'signed_off') return text === '正常' ? '重新整改' : `重新整改，${text}`;
  const earlier = Math.max(0, ...(state.signOffs ?? []).map((one) => one.daysLate));
  const late = [
    ...(state.daysLate > 0 ? [`逾期${state.daysLate}天`] : []),
    ...(earlier > 0 ? [`原逾期${earlier}天`] : []),
  ];
  return `已销号(${['重新整改', ...late].join('，')})`;
}

function plainText(state: MeasureState, now: Instant): string {
  const today = dateOf(now);
  const light = lightAt(state, now);
  switch (light) {
    case 'suspended':
      return suspendedText(state);
    case 'cancelled':
      return '已取消';
    case 'done':
      return '已销号';
    case 'done_late':
      return `已销号(逾期${state.status === 'signed_off' ? state.daysLate : 0}天)`;
    case 'red':
      if (isSubmitted(state))
        return `${state.status === 'on_notice' ? '公示中，' : ''}逾期${daysLateOf(state, dateOf(state.submission.at))}天报审`;
      if (state.status === 'returned' && today <= state.correctionDue) return '已过原时限，补正期内';
      return `逾期${-daysLeft(state, today)}天`;
    case 'yellow':
      if (today >= yellowFrom(state)) return '临近时限';
      return behind(state, today) ? '节点滞后' : '指标落后进度';
    case 'green':
      if (state.status === 'on_notice') return '公示中';
      return state.status === 'under_review' ? '已报审' : '正常';
  }
}

/** One that was late when it was suspended never looks on time. */
function suspendedText(state: MeasureState): string {
  if (state.status !== 'suspended') return '中止';
  const { was, suspendedAt } = state;
  if (was.status === 'under_review') {
    const late = daysLateOf(state, dateOf(was.submission.at));
    return late > 0 ? `中止(逾期${late}天报审)` : '中止';
  }
  const late = daysLateOf(state, dateOf(suspendedAt));
  return late > 0 ? `中止(中止前已逾期${late}天)` : '中止';
}

function isSubmitted(
  state: MeasureState,
): state is Extract<MeasureState, { status: 'under_review' | 'on_notice' }> {
  return state.status === 'under_review' || state.status === 'on_notice';
}

/** Late never looks on time, also when it is reopened and signed off anew. */
function wasLate(state: Extract<MeasureState, { status: 'signed_off' }>): boolean {
  return state.daysLate > 0 || (state.signOffs ?? []).some((one) => one.daysLate > 0);
}
