import { isObject, type Shape } from '../guards.ts';
import type { Draft } from '../record.ts';
import type { Roster } from '../roster.ts';
import { isCivilDate, isInstant } from '../time.ts';
import { AMEND_DATA } from './amend/known.ts';
import { CLUE_DATA } from './clues/known.ts';
import { LIFE_DATA } from './life/known.ts';
import type { MeasureEvent, MeasureEventType } from './events.ts';

/** Whether something is an event of a measure. What is read from an archive may be anything; what `decide` gives always is. */
export function isOneOf(draft: Draft): draft is Draft & MeasureEvent {
  return (
    Object.hasOwn(DATA, draft.type) &&
    isObject(draft.data) &&
    DATA[draft.type as MeasureEventType](draft.data)
  );
}

/** Whether something says who holds posts. */
export function isRoster(raw: unknown): raw is Roster {
  if (!isObject(raw) || !Number.isSafeInteger(raw['seq']) || !isObject(raw['holders'])) return false;
  return Object.values(raw['holders']).every((holders) =>
    isListOf(holders, (one) => texts(one, 'person', 'name', 'appointment', 'address')),
  );
}

const always = (): boolean => true;
const LIGHTS: ReadonlySet<unknown> = new Set([
  'green',
  'yellow',
  'red',
  'done',
  'done_late',
  'suspended',
  'cancelled',
]);
const RESULTS: ReadonlySet<unknown> = new Set(['found', 'not_found']);
const OPINIONS: ReadonlySet<unknown> = new Set(['support', 'oppose']);

/** What `evolve` builds on, type by type. */
const DATA: Readonly<Record<MeasureEventType, (data: Shape) => boolean>> = {
  MeasureStarted: always,
  ProgressReported: (data) =>
    texts(data, 'text') &&
    optionalTexts(data, 'requirement', 'milestone', 'period') &&
    (data['instruction'] === undefined || Number.isSafeInteger(data['instruction'])) &&
    isListOf(data['figures'], (one) => typeof one['value'] === 'number' && optionalTexts(one, 'locality')),
  EvidenceAttached: (data) =>
    texts(data, 'title') && optionalTexts(data, 'requirement', 'documentNumber', 'sha256', 'fileName'),
  Commented: always,
  OpinionGiven: (data) => texts(data, 'text') && OPINIONS.has(data['opinion']),
  Submitted: always,
  Withdrawn: always,
  StepApproved: (data) => texts(data, 'role') && typeof data['closes'] === 'boolean',
  Countersigned: (data) =>
    isListOf(data['units'], (one) => texts(one, 'id')) && typeof data['closes'] === 'boolean',
  MeetingClosed: (data) => texts(data, 'role'),
  StepPassedOver: always,
  Returned: (data) => texts(data, 'reason') && isCivilDate(data['correctionDue']),
  SignedOff: (data) => Number.isSafeInteger(data['daysLate']) && isDrawn(data['lookBack']),
  PublicNoticeBegun: (data) => isCivilDate(data['from']) && isCivilDate(data['until']),
  ObjectionRecorded: (data) => texts(data, 'reason') && isCivilDate(data['correctionDue']),
  LookBackDue: always,
  LookedBack: (data) => RESULTS.has(data['result']),
  Reopened: (data) => texts(data, 'reason') && isCivilDate(data['to']),
  ExtensionRequested: (data) => isObject(data['asked']) && isAsked(data['asked']),
  ExtensionGranted: (data) => isCivilDate(data['to']),
  ExtensionRefused: always,
  Urged: always,
  ReminderSent: always,
  MilestoneReminderSent: always,
  MilestoneMissed: always,
  PaceMissed: always,
  Escalated: always,
  ApprovalAskedAgain: always,
  ApprovalEscalated: always,
  ExtensionAskedAgain: always,
  ExtensionEscalated: always,
  LightChanged: (data) => LIGHTS.has(data['to']),
  RosterHeard: (data) => isRoster(data['roster']),
  NoticeUndeliverable: (data) =>
    isListOf(data['undelivered'], (one) => texts(one, 'notice', 'person', 'response')),
  ...LIFE_DATA,
  ...CLUE_DATA,
  ...AMEND_DATA,
};

function isDrawn(drawn: unknown): boolean {
  if (drawn === undefined) return true;
  return (
    isObject(drawn) &&
    (drawn['due'] === undefined || (isObject(drawn['due']) && isCivilDate(drawn['due']['on'])))
  );
}

function isAsked(asked: Shape): boolean {
  const known = asked['moves'] === 'deadline' || asked['moves'] === 'correction';
  return known && isCivilDate(asked['to']) && isInstant(asked['at']) && texts(asked, 'reason', 'by');
}

function isListOf(raw: unknown, each: (one: Shape) => boolean): boolean {
  return Array.isArray(raw) && raw.every((one) => isObject(one) && each(one));
}

function texts(raw: Shape, ...fields: readonly string[]): boolean {
  return fields.every((field) => typeof raw[field] === 'string');
}

function optionalTexts(raw: Shape, ...fields: readonly string[]): boolean {
  return fields.every((field) => raw[field] === undefined || typeof raw[field] === 'string');
}
