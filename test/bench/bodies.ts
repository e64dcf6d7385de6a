import { isWorkingDay, type WorkCalendar } from '../../src/domain/calendar.ts';
import type { MeasurePlan, ProgrammePlan } from '../../src/domain/plan.ts';
import type { Hours } from '../../src/domain/slots.ts';
import { dateOf, instantAt, instantOf, millisOf, timeOf } from '../../src/domain/time.ts';
import { fittingId } from '../support/fitting-id.ts';
import { programme } from './plans.ts';

/** One body of the province: 21 measures, each due today with one reminder at today's slot, all to one handler. */
export interface Body {
  readonly id: string;
  readonly person: string;
  /** Its 21 measures. */
  readonly notices: readonly string[];
}

const HANDLER = '330000/jgdw/case_handler';
const DAY = '00:00';

/**
 * The body's plan. A duty's moment within the hour before the slot comes from its process's id; ids are chosen so that it lies between
 * two moments, in milliseconds: then the morning need not begin an hour earlier.
 */
export function bodyPlan(
  id: string,
  slot: number,
  from: number,
  to: number,
): { readonly plan: ProgrammePlan; readonly body: Body } {
  const base = programme(id);
  const today = dateOf(instantOf(slot));
  const hours: Hours = { slot: timeOf(instantOf(slot)).slice(0, 5), workStart: DAY, workEnd: '23:59' };
  const measures = base.measures.map((plan) =>
    dueToday(plan, today, hours, fittingId(id, plan.id, slot, from, to)),
  );
  const held = base.directory.appointments.find((one) => one.post === HANDLER)?.person;
  const address = `${id}@bodies.example`;
  const people = base.directory.people.map((one) => (one.id === held ? { ...one, address } : one));
  const plan: ProgrammePlan = {
    ...base,
    measures,
    directory: { ...base.directory, people },
    calendar: working(base.calendar, today),
  };
  return { plan, body: { id, person: address, notices: measures.map((one) => one.id) } };
}

function dueToday(plan: MeasurePlan, today: string, hours: Hours, id: string): MeasurePlan {
  return {
    ...plan,
    id,
    milestones: [],
    start: { ...plan.start, date: today },
    deadline: { ...plan.deadline, date: today },
    roles: { ...plan.roles, case_handler: [HANDLER] },
    policy: {
      ...plan.policy,
      hours,
      reminders: { ...plan.policy.reminders, before: [0], longBefore: [], to: ['case_handler'], cc: [] },
    },
  };
}

/** On a weekend the day is made a working one. */
function working(calendar: WorkCalendar, today: string): WorkCalendar {
  if (isWorkingDay(calendar, today)) return calendar;
  return {
    ...calendar,
    holidays: calendar.holidays.filter((one) => one !== today),
    makeUpDays: [...calendar.makeUpDays, today].toSorted(),
  };
}

/** The first whole minute at or after a moment, which must be of the same day in Shanghai. */
export function slotAfter(moment: number): number {
  const slot = Math.ceil(moment / 60_000) * 60_000;
  const day = dateOf(instantOf(Date.now()));
  if (slot >= millisOf(instantAt(day, '23:59')))
    throw new Error(
      `the slot would fall on another day than ${day} (Shanghai): run the morning earlier or later`,
    );
  return slot;
}
