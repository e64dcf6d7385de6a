import { addWorkingDays, isWorkingDay, workingDayOnOrAfter, type WorkCalendar } from './calendar.ts';
import {
  addMillis,
  dateOf,
  instantAt,
  later,
  MINUTE_MS,
  timeOf,
  type CivilDate,
  type Instant,
  type TimeOfDay,
} from './time.ts';

/** When letters leave. */
export interface Hours {
  /** The slot of ordinary notices, a time of a working day. */
  readonly slot: TimeOfDay;
  readonly workStart: TimeOfDay;
  readonly workEnd: TimeOfDay;
}

/**
 * Duties of a slot fire in the hour before it, but leave the last five minutes free: what fires there is
 * in its letter before the letter is sealed.
 */
const SPREAD_FROM_MINUTES = 60;
const SPREAD_SECONDS = 55 * 60;
const LATE_SLOT_MINUTES = 15;

/** A small number from a text, the same for ever (FNV-1a, 32 bits); it spreads load and protects nothing. */
export function spreadOf(text: string, below: number): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < text.length; i += 1) {
    hash ^= text.charCodeAt(i);
    hash = Math.imul(hash, 0x01000193) >>> 0;
  }
  return hash % below;
}

/** The moment within the hour before a date's slot at which a process's duties of that slot fall due. */
export function dutyMoment(hours: Hours, date: CivilDate, process: string): Instant {
  const slot = instantAt(date, hours.slot);
  return addMillis(slot, -SPREAD_FROM_MINUTES * MINUTE_MS + spreadOf(process, SPREAD_SECONDS) * 1_000);
}

/** The first duty moment at or after a given moment, on a working day. */
export function dutyMomentFrom(
  hours: Hours,
  calendar: WorkCalendar,
  from: Instant,
  process: string,
): Instant {
  const today = workingDayOnOrAfter(calendar, dateOf(from));
  const moment = dutyMoment(hours, today, process);
  return moment >= from ? moment : dutyMoment(hours, addWorkingDays(calendar, today, 1), process);
}

/** The moment before a day's slot by which all of its duties have fired: what sums them up is drawn up then, in time for its letters. */
export function drawnUpAt(hours: Hours, date: CivilDate): Instant {
  return addMillis(instantAt(date, hours.slot), SPREAD_SECONDS * 1_000 - SPREAD_FROM_MINUTES * MINUTE_MS);
}

/** The slot that an ordinary notice of this moment leaves in: this working day's while it is to come, else the next one's. */
export function slotFrom(hours: Hours, calendar: WorkCalendar, now: Instant): Instant {
  const today = dateOf(now);
  const slot = instantAt(today, hours.slot);
  if (isWorkingDay(calendar, today) && now < slot) return slot;
  return instantAt(addWorkingDays(calendar, today, 1), hours.slot);
}

/**
 * The slot for a notice that is itself late (its duty fell due while nothing ran): the next quarter of an hour
 * within working hours, so that it need not wait another day, yet everybody's late notices still gather in one letter.
 */
export function lateSlotFrom(hours: Hours, calendar: WorkCalendar, now: Instant): Instant {
  const today = dateOf(now);
  if (!isWorkingDay(calendar, today) || now < instantAt(today, hours.slot))
    return slotFrom(hours, calendar, now);
  const minutes = Number(timeOf(now).slice(0, 2)) * 60 + Number(timeOf(now).slice(3, 5));
  const next = (Math.floor(minutes / LATE_SLOT_MINUTES) + 1) * LATE_SLOT_MINUTES;
  const slot = addMillis(instantAt(today, '00:00'), next * MINUTE_MS);
  return timeOf(slot) <= hours.workEnd && dateOf(slot) === today ? slot : slotFrom(hours, calendar, now);
}

/** When an urgent notice may leave: at once within working hours, else at the next slot. */
export function urgentFrom(hours: Hours, calendar: WorkCalendar, now: Instant): Instant {
  const today = dateOf(now);
  const open = isWorkingDay(calendar, today) && timeOf(now) >= hours.workStart && timeOf(now) < hours.workEnd;
  return open ? now : later(slotFrom(hours, calendar, now), now);
}

/** A letter that is sealed turns a notice away to the next slot; more than a few in a row never happen. */
export const SPARE_SLOTS = 3;

/** The ordinary slots after a moment, `count` of them. */
export function slotsAfter(
  hours: Hours,
  calendar: WorkCalendar,
  moment: Instant,
  count: number,
): readonly Instant[] {
  const slots: Instant[] = [];
  for (let at = moment; slots.length < count;) {
    at = instantAt(addWorkingDays(calendar, dateOf(at), 1), hours.slot);
    slots.push(at);
  }
  return slots;
}
