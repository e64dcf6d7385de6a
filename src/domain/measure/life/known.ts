import { isObject, type Shape } from '../../guards.ts';
import { ROLES } from '../../roster.ts';
import { isCivilDate } from '../../time.ts';
import { STAFF_DATA } from './staff-known.ts';
import type { LifeEvent } from './events.ts';

/** What `evolve` builds on in the events of a measure's life, type by type. */
export const LIFE_DATA: Readonly<Record<LifeEvent['type'], (data: Shape) => boolean>> = {
  Suspended: ({ reason }) => typeof reason === 'string',
  Resumed: ({ from, to, due, dueBefore }) =>
    [from, to, due].every(isCivilDate) && (dueBefore === undefined || isCivilDate(dueBefore)),
  Cancelled: ({ reason, minutes }) =>
    typeof reason === 'string' &&
    isObject(minutes) &&
    typeof minutes['number'] === 'string' &&
    isCivilDate(minutes['date']),
  Corrected: ({ corrects, of, text, figures, title, documentNumber, period }) =>
    isSeq(corrects) &&
    (of === 'report' || of === 'evidence') &&
    [text, title, documentNumber, period].every(isOptionalText) &&
    (figures === undefined || isFigures(figures)),
  Instructed: ({ text, leader, due }) =>
    typeof text === 'string' &&
    isObject(leader) &&
    typeof leader['post'] === 'string' &&
    ROLE_SET.has(leader['role']) &&
    (due === undefined || isCivilDate(due)),
  InstructionAnswered: ({ instruction }) => isSeq(instruction),
  InstructionReminderSent: () => true,
  InstructionUnanswered: () => true,
  ...STAFF_DATA,
};

const ROLE_SET: ReadonlySet<unknown> = new Set(ROLES);

function isSeq(value: unknown): boolean {
  return Number.isSafeInteger(value);
}

function isOptionalText(value: unknown): boolean {
  return value === undefined || typeof value === 'string';
}

function isFigures(value: unknown): boolean {
  return (
    Array.isArray(value) &&
    value.every((one) => isObject(one) && typeof one['value'] === 'number' && isOptionalText(one['locality']))
  );
}

/** Whether an event is one of these. */
export function isLifeEvent<E extends { readonly type: string }>(event: E): event is Extract<E, LifeEvent> {
  return Object.hasOwn(LIFE_DATA, event.type);
}
