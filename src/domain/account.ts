import { isObject, isText, shortened, type Shape } from './guards.ts';
import { isCivilDate, type CivilDate } from './time.ts';

/**
 * What a measure tells its programme beside how it stands, where the programme gathers it: all that the consolidated report
 * (专报) and the weekly brief (简报) say of it.
 */
export interface Account {
  readonly number: number;
  readonly title: string;
  /** The unit that answers for it now. */
  readonly unit: string;
  /** The date for correction after a return, where one runs. */
  readonly correctionDue?: CivilDate;
  readonly reminded: number;
  readonly urged: number;
  /** Last words of the responsible unit. */
  readonly lastReport?: { readonly date: CivilDate; readonly text: string };
}

/** What happened to a measure, in the few words that a brief has for it. */
export interface News {
  /** The event's type. */
  readonly type: string;
  /** The rung climbed. */
  readonly rung?: string;
  readonly milestone?: string;
  readonly to?: CivilDate;
  readonly daysLate?: number;
  /** Who decided: post title and name. */
  readonly by?: string;
}

/** Events that a brief speaks of: what climbed, and what was decided. */
export const NEWS_TYPES = [
  'Escalated',
  'MilestoneMissed',
  'ApprovalEscalated',
  'ExtensionEscalated',
  'InstructionUnanswered',
  'Submitted',
  'Withdrawn',
  'Returned',
  'SignedOff',
  'PublicNoticeBegun',
  'ObjectionRecorded',
  'LookedBack',
  'Reopened',
  'ExtensionGranted',
  'ExtensionRefused',
  'Suspended',
  'Resumed',
  'Cancelled',
  'Instructed',
  'UnitChanged',
  'ProgressReported',
] as const;

/** Longest name and longest excerpt that are kept, in UTF-16 units: a report of many measures has to fit into one message. */
const NAME = 100;
const EXCERPT = 200;

/** An account out of a signal; undefined where it is none. */
export function readAccount(raw: unknown): Account | undefined {
  if (!isObject(raw)) return undefined;
  const { number, title, unit, correctionDue, reminded, urged, lastReport } = raw;
  if (typeof title !== 'string' || typeof unit !== 'string') return undefined;
  if (![number, reminded, urged].every((one) => Number.isSafeInteger(one))) return undefined;
  return {
    number: number as number,
    title: shortened(title, NAME),
    unit: shortened(unit, NAME),
    ...(isCivilDate(correctionDue) ? { correctionDue } : {}),
    reminded: reminded as number,
    urged: urged as number,
    ...(isSaid(lastReport)
      ? { lastReport: { date: lastReport.date, text: shortened(lastReport.text, EXCERPT) } }
      : {}),
  };
}

function isSaid(raw: unknown): raw is NonNullable<Account['lastReport']> {
  return isObject(raw) && isCivilDate(raw['date']) && typeof raw['text'] === 'string';
}

/** News out of a signal; undefined where it is none that a brief speaks of. */
export function readNews(raw: unknown): News | undefined {
  if (!isObject(raw)) return undefined;
  const type = NEWS_TYPES.find((one) => one === raw['type']);
  return type === undefined ? undefined : { type, ...detailsOf(raw) };
}

/** Of anything that may hold them, the details a brief gives. */
export function detailsOf(raw: Shape): Omit<News, 'type'> {
  const { rung, milestone, to, daysLate, by } = raw;
  return {
    ...(isText(rung, NAME) ? { rung } : {}),
    ...(isText(milestone, NAME) ? { milestone } : {}),
    ...(isCivilDate(to) ? { to } : {}),
    ...(Number.isSafeInteger(daysLate) ? { daysLate: daysLate as number } : {}),
    ...(isText(by, NAME) ? { by } : {}),
  };
}
