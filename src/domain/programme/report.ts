import type { Decision } from '../machine.ts';
import type { OverdueMeasure } from '../gathered-facts.ts';
import { addWorkingDays } from '../calendar.ts';
import { optional } from '../optional.ts';
import { actorOf, type DomainEvent, type Duty } from '../record.ts';
import { refuse, type Refusal } from '../refusals.ts';
import type { RoleHolder } from '../roster.ts';
import { drawnUpAt, lateSlotFrom } from '../slots.ts';
import { dateOf, type Instant } from '../time.ts';
import { PROGRAMME_COMMAND_NAMES, type ReportCommand } from './commands.ts';
import { reportNumber, type OpenReport } from './gathered.ts';
import { asOffice } from './office.ts';
import { overdueOn, settledOf, statusOf } from './overdue.ts';
import { reportNotice } from './report-notice.ts';
import { hoursOf, type ProgrammeState } from './state.ts';

/**
 * 专报: one report of all overdue measures to the principal leader. It is prepared for the rectification office when a measure
 * comes to that rung of the ladder, and leaves by itself when the office does nothing for a working day.
 */

/** A measure has come to the rung: a report is prepared, unless one is waiting that will have it. */
export function reportReached(
  after: ProgrammeState,
  rung: string | undefined,
  now: Instant,
): readonly DomainEvent[] {
  const { input, gathered } = after;
  if (input.gathers === undefined || gathered === undefined || rung !== 'special_report') return [];
  if (gathered.open !== undefined) return [];
  const today = dateOf(now);
  const overdue = overdueOn(after, today);
  if (overdue.length === 0) return [];
  const toldOn = dateOf(lateSlotFrom(hoursOf(input), input.calendar, now));
  const open: OpenReport = {
    number: gathered.reports + 1,
    preparedOn: today,
    leavesOn: addWorkingDays(input.calendar, toldOn, input.gathers.leavesAfter),
    listed: overdue.map((one) => one.measure),
    held: {},
  };
  const notice = reportNotice(after, open, { kind: 'report_prepared', overdue, settled: [] }, now);
  const { number, leavesOn, listed } = open;
  return [eventOf('ReportPrepared', { number, leavesOn, measures: listed, notices: [notice] })];
}

/** It leaves with what fired that morning: when all of the hour before the slot has been told. */
export function reportDuties({ input, gathered }: ProgrammeState): readonly Duty[] {
  const open = gathered?.open;
  if (open === undefined) return [];
  const { number, leavesOn } = open;
  return [
    {
      id: `${input.process}/r1/report/${number}/leave/${leavesOn}`,
      kind: 'report',
      dueAt: drawnUpAt(hoursOf(input), leavesOn),
      label: `专报${reportNumber(open)}未经处理的，自动报送主要领导`,
      notice: true,
    },
  ];
}

/** The rectification office did nothing: the report leaves. `settledAt`: where that was late. */
export function reportLeaves(
  state: ProgrammeState,
  duty: Duty,
  settledAt: Instant | undefined,
): readonly DomainEvent[] {
  const open = state.gathered?.open;
  if (open === undefined) return [];
  const late = settledAt === undefined ? {} : { late: { dueAt: duty.dueAt, cause: 'not_running' } };
  const { type, data } = sent(state, open, duty.dueAt, { duty, ...optional('settledAt', settledAt) });
  return [{ type, data: { ...data, ...late } }];
}

/** What the rectification office does with a report that waits for it. */
export function decideReport(
  state: ProgrammeState,
  command: ReportCommand,
  person: string,
  post: string | undefined,
  now: Instant,
): Decision {
  const found = asOffice(state, PROGRAMME_COMMAND_NAMES[command.type], person, post);
  if ('refusal' in found) return found;
  const actor = actorOf(found.as);
  const open = state.gathered?.open;
  if (open === undefined) return { ...refuse('no_report'), actor };
  switch (command.type) {
    case 'send_report': {
      const text = command.text ?? open.text;
      const event = sent(state, { ...open, ...optional('text', text) }, now, { by: found.as });
      return { events: [{ ...event, actor }] };
    }
    case 'propose_report': {
      const data = { number: open.number, text: command.text };
      return { events: [{ ...eventOf('ReportProposed', data), actor }] };
    }
    case 'hold_report': {
      const overdue = overdueOn(state, dateOf(now));
      const { reason } = command;
      // As people type it: m06 is M06.
      const typed = command.measure.toLowerCase();
      const known = open.listed.find((one) => one.toLowerCase() === typed);
      const measure = known ?? command.measure;
      const refused = holding(state, open, measure, overdue);
      if (refused !== undefined) return { ...refused, actor };
      const held = { ...open.held, [measure]: reason };
      const closes = overdue.length === 0 && open.listed.every((one) => Object.hasOwn(held, one));
      const data = { number: open.number, measure, reason, status: statusOf(state, measure), closes };
      return { events: [{ ...eventOf('ReportHeld', data), actor }] };
    }
  }
}

/** Only what is settled can be taken out: what is overdue is reported. */
function holding(
  state: ProgrammeState,
  open: OpenReport,
  measure: string,
  overdue: readonly OverdueMeasure[],
): { readonly refusal: Refusal } | undefined {
  const number = reportNumber(open);
  const late = overdue.find((one) => one.measure === measure);
  if (late !== undefined) return refuse('report_overdue', { measure, days: String(late.daysLate) });
  if (open.listed.includes(measure)) return undefined;
  return refuse('not_in_report', { measure, number, allowed: open.listed.join('、') });
}

/** It goes to the principal leader, with all that is overdue by then. */
function sent(
  state: ProgrammeState,
  open: OpenReport,
  now: Instant,
  how: { readonly duty?: Duty; readonly settledAt?: Instant; readonly by?: RoleHolder },
): DomainEvent {
  const overdue = overdueOn(state, dateOf(now));
  const settled = settledOf(state, open, overdue);
  const about = { kind: 'consolidated_report', overdue, settled, ...how } as const;
  return eventOf('ReportSent', {
    number: open.number,
    measures: overdue.map((one) => one.measure),
    settled: settled.map((one) => one.measure),
    byItself: how.by === undefined,
    ...optional('text', open.text),
    notices: [reportNotice(state, open, about, now)],
  });
}

function eventOf(type: string, data: object): DomainEvent {
  return { type, data: data as unknown as DomainEvent['data'] };
}
