import { optional } from '../optional.ts';
import type { Rung } from '../plan.ts';
import type { Duty } from '../record.ts';
import { dutyMomentFrom } from '../slots.ts';
import { dateOf, daysBetween, later, type CivilDate } from '../time.ts';
import { afterApproval } from './duties-after-approval.ts';
import type { DutySpec, MeasureDutyKind } from './duty-spec.ts';
import { clueDuties } from './clues/duties.ts';
import { lifeDuties } from './life/duties.ts';
import { paceDuties } from './indicators/duties.ts';
import { lightMoments } from './light.ts';
import { calendarOf, hoursOf, momentAfter, momentBefore, pausedDays } from './moments.ts';
import { changeMark, roundMark, withoutChangeMark } from './round.ts';
import { effectiveDue, milestonesOf, type MeasureState } from './state.ts';
import { isAtWork } from './status.ts';
import { momentOn, workday } from './workdays.ts';

/** The parts of a duty's id that tell what it is for. */
export interface DutyParts {
  /** `r2`: the second round; `r2.1`: after the first resumption. */
  readonly round: string;
  readonly kind: MeasureDutyKind;
  readonly subject: string;
  readonly rung: string;
  /** The date that the duty serves, as it was when armed. */
  readonly due: CivilDate;
}

/**
 * Everything pending: exactly what policy and state ask for, less what has fired. A reminder whose day is past when
 * the round is armed is never armed; a rung of the ladder is: it fires at the next slot, so that none is skipped.
 */
export function measureDuties(state: MeasureState): readonly Duty[] {
  return [
    ...startDuty(state),
    ...lightDuties(state),
    ...reminderDuties(state),
    ...milestoneDuties(state),
    ...paceDuties(state).map((spec) => duty(state, spec)),
    ...ladderDuties(state),
    ...approvalDuties(state),
    ...extensionDuties(state),
    ...lifeDuties(state).map((spec) => duty(state, spec)),
    ...clueDuties(state).map((spec) => duty(state, spec)),
    ...afterApproval(state).map((spec) => duty(state, spec)),
  ]
    .filter((duty) => state.fired[firedKey(duty.id)] === undefined)
    .map((duty) => afterChange(state, duty));
}

/** A notice that another calendar puts before now goes with the next slot: it was not forgotten while nothing ran. */
function afterChange(state: MeasureState, duty: Duty): Duty {
  const at = state.replanned?.at;
  if (at === undefined || !duty.notice || duty.dueAt > at) return duty;
  return { ...duty, dueAt: dutyMomentFrom(hoursOf(state), calendarOf(state), at, state.input.process) };
}

/** A duty's id without process, and without round where the round does not matter: what was reminded for a date stays reminded. */
export function firedKey(dutyId: string): string {
  const { round, kind, subject, rung, due } = partsOf(dutyId);
  const rest = `${kind}/${subject}/${rung}/${due}`;
  return OF_ROUND.has(kind) ? `${withoutChangeMark(round)}/${rest}` : rest;
}

/** Kinds that come anew in every round. */
const OF_ROUND: ReadonlySet<MeasureDutyKind> = new Set([
  'approval',
  'extension',
  'public_notice',
  'look_back',
]);

/** Takes a duty id apart. */
export function partsOf(dutyId: string): DutyParts {
  const parts = dutyId.split('/').slice(-5);
  return {
    round: parts[0] ?? '',
    kind: parts[1] as MeasureDutyKind,
    subject: parts[2] ?? '',
    rung: parts[3] ?? '',
    due: parts[4] ?? '',
  };
}

function duty(state: MeasureState, spec: DutySpec): Duty {
  const { kind, subject, rung, due, at, label, notice } = spec;
  const id = `${state.input.process}/${spec.round ?? roundMark(state)}${changeMark(state)}/${kind}/${subject}/${rung}/${due}`;
  // Reminders of one kind for one deadline go to the same people: the latest covers the earlier ones.
  return {
    id,
    kind,
    dueAt: at,
    label,
    notice,
    ...(spec.covers === true ? { coverKey: `${kind}/${subject}/${due}` } : {}),
  };
}

function startDuty(state: MeasureState): readonly Duty[] {
  if (state.status !== 'not_started') return [];
  const { date } = state.input.plan.start;
  const at = later(momentOn(hoursOf(state), date, state.input.process), state.armedAt);
  return [
    duty(state, {
      kind: 'start',
      subject: 'schedule',
      rung: '0',
      due: date,
      at,
      label: '按计划启动',
      notice: false,
    }),
  ];
}

function lightDuties(state: MeasureState): readonly Duty[] {
  return lightMoments(state)
    .filter((moment) => moment.at > state.armedAt)
    .map(({ subject, at, date }) =>
      duty(state, {
        kind: 'light',
        subject,
        rung: '0',
        due: date,
        at,
        label: LIGHT_LABELS[subject] ?? '节点滞后，亮灯变更',
        notice: false,
      }),
    );
}

const LIGHT_LABELS: Readonly<Record<string, string>> = {
  yellow: '临近时限，转黄灯',
  red: '逾期，转红灯',
  pace: '指标落后进度，转黄灯',
};

function reminderDuties(state: MeasureState): readonly Duty[] {
  if (!isAtWork(state.status)) return [];
  const due = effectiveDue(state);
  return reminderOffsets(state)
    .map((before) =>
      duty(state, {
        kind: 'reminder',
        subject: state.status === 'returned' ? 'correction' : 'deadline',
        rung: String(before),
        due,
        at: momentBefore(state, due, before),
        label: before === 0 ? '到期当日提醒' : `到期前${before}个工作日提醒`,
        notice: true,
        covers: true,
      }),
    )
    .filter((one) => one.dueAt > state.armedAt);
}

/** Offsets in working days before the date; long measures have more. */
function reminderOffsets(state: MeasureState): readonly number[] {
  const { reminders } = state.input.plan.policy;
  const length = daysBetween(state.reopened?.on ?? state.input.plan.start.date, state.due);
  return length > reminders.longerThanCalendarDays
    ? [...reminders.longBefore, ...reminders.before]
    : reminders.before;
}

function milestoneDuties(state: MeasureState): readonly Duty[] {
  if (!isAtWork(state.status)) return [];
  const { milestones } = state.input.plan.policy;
  return (
    milestonesOf(state)
      .filter((one) => state.milestonesDone[one.id] === undefined)
      // The last milestone ends on the deadline, whose own reminders and ladder speak for it: nobody is told twice.
      .filter((one) => one.due.date !== state.due)
      .flatMap((one) => {
        const due = one.due.date;
        const reminders = milestones.before.map((before) =>
          duty(state, {
            kind: 'milestone',
            subject: one.id,
            rung: String(before),
            due,
            at: momentBefore(state, due, before),
            label: before === 0 ? `节点“${one.title}”当日提醒` : `节点“${one.title}”前${before}个工作日提醒`,
            notice: true,
            covers: true,
          }),
        );
        const missed = duty(state, {
          kind: 'milestone',
          subject: one.id,
          rung: 'missed',
          due,
          at: momentAfter(state, due, milestones.missedAfter),
          label: `节点“${one.title}”滞后预警`,
          notice: true,
        });
        return [...reminders, missed].filter((d) => d.dueAt > state.armedAt);
      })
  );
}

function ladderDuties(state: MeasureState): readonly Duty[] {
  if (!isAtWork(state.status)) return [];
  const due = effectiveDue(state);
  // Several rungs may fall on one slot when the measure comes back late from review: their ids keep them in order.
  const paused = pausedDays(state, due);
  return state.input.plan.policy.ladder.map((rung) => {
    const wished = momentAfter(state, due, rung.after + paused);
    const { calendar, process } = state.input;
    const at =
      wished > state.armedAt ? wished : dutyMomentFrom(hoursOf(state), calendar, state.armedAt, process);
    return duty(state, {
      kind: 'ladder',
      subject: state.status === 'returned' ? 'correction' : 'deadline',
      rung: String(rung.after).padStart(3, '0'),
      due,
      at,
      label: `逾期${rung.after}个工作日${paused > 0 ? `（中止的${paused}个工作日不计）` : ''}：${rungLabel(rung.kind, state.input.gathered)}`,
      notice: true,
    });
  });
}

/** What a rung is, in words; `gathered`: of a measure whose programme writes the report. */
export function rungLabel(kind: string, gathered?: boolean): string {
  if (kind === 'special_report' && gathered === true) return '列入报主要领导专报';
  return Object.hasOwn(RUNG_LABELS, kind) ? RUNG_LABELS[kind as Rung['kind']] : kind;
}

const RUNG_LABELS: Readonly<Record<Rung['kind'], string>> = {
  urge: '催办处室负责人',
  supervise: '呈分管领导督办',
  special_report: '专报主要领导',
  proposal: '提出约谈通报建议',
};

/** While a step waits, its approvers are asked again and then the one above is told: the ladder of those who decide. */
function approvalDuties(state: MeasureState): readonly Duty[] {
  if (state.status !== 'under_review') return [];
  const { againAfter, aboveAfter } = state.input.plan.policy.approval;
  const called = dateOf(state.calledAt);
  const subject = `step${state.step + 1}`;
  return [
    waiting(state, 'approval', subject, 'again', called, againAfter, '审批催办'),
    waiting(state, 'approval', subject, 'above', called, aboveAfter, '审批逾期，提级报告'),
  ];
}

function extensionDuties(state: MeasureState): readonly Duty[] {
  const asked = state.extensionAsked;
  if (asked === undefined || state.status === 'suspended') return [];
  const { againAfter, aboveAfter } = state.input.plan.policy.extension;
  const called = dateOf(asked.calledAt ?? asked.at);
  // The same date may be asked for again after a refusal: the request's own number tells the two apart.
  const subject = `${asked.to}.${asked.seq}`;
  const round = roundMark({ round: asked.round, ...optional('resumptions', asked.resumption) });
  return [
    waiting(state, 'extension', subject, 'again', called, againAfter, '延期审批催办', round),
    waiting(state, 'extension', subject, 'above', called, aboveAfter, '延期审批逾期，提级报告', round),
  ];
}

function waiting(
  state: MeasureState,
  kind: 'approval' | 'extension',
  subject: string,
  rung: 'again' | 'above',
  called: CivilDate,
  after: number,
  label: string,
  round = roundMark(state),
): Duty {
  const due = workday(calendarOf(state), called, after);
  const at = momentOn(hoursOf(state), due, state.input.process);
  return duty(state, { kind, subject, rung, due: called, at, label, notice: true, round });
}
