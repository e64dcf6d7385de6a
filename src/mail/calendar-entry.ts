import ICAL from 'ical.js';
import type { LetterContent, Notice } from '../domain/notice.ts';
import { isCivilDate, millisOf, type CivilDate } from '../domain/time.ts';

// A line has 75 octets at most (RFC 5545 §3.1); the space that begins a continued one is not counted by the library.
ICAL.foldLength = 74;

/** A calendar file for attaching. */
export interface CalendarFile {
  readonly filename: string;
  readonly content: string;
  /** `CANCEL`: takes its entries out of calendars (RFC 5546 §3.2.5). */
  readonly method: 'PUBLISH' | 'CANCEL';
}

/** SEQUENCE counts seconds from here: it grows with every later notice and stays below 2^31 until 2088. */
const SEQUENCE_FROM = millisOf('2020-01-01T00:00:00.000+08:00');

/**
 * All-day entries for the dates of a clean letter. A date has one UID for ever (process and kind of date), so an
 * extension or a new return moves the entry instead of adding one; of two entries calendars keep the higher SEQUENCE.
 */
export function calendarOf(letter: LetterContent): CalendarFile | undefined {
  const dated = datedIn(letter);
  const [first] = dated;
  if (first === undefined) return undefined;
  const method = dated.every((one) => one.gone) ? 'CANCEL' : 'PUBLISH';
  const calendar = new ICAL.Component('vcalendar');
  const title = letter.programme.title;
  put(calendar, {
    version: '2.0',
    prodid: '-//Zhenggai//letters//ZH',
    method,
    name: title,
    'x-wr-calname': title,
  });
  for (const one of dated) calendar.addSubcomponent(entryOf(letter, one));
  const name = dated.length === 1 ? first.notice.facts.measure.replace(/[^\w-]/g, '') : '';
  return {
    filename: `${name === '' ? 'zhenggai' : name}.ics`,
    content: `${calendar.toString()}\r\n`,
    method,
  };
}

function entryOf(letter: LetterContent, { id, sequence, notice, kind, date, gone }: Dated): ICAL.Component {
  const { facts } = notice;
  const { programme } = letter;
  const label = kind === 'correction' ? '补正时限' : '完成时限';
  const end = ICAL.Time.fromDateString(date);
  end.adjust(1, 0, 0, 0);
  const entry = new ICAL.Component('vevent');
  put(entry, {
    uid: id,
    sequence,
    dtstamp: ICAL.Time.fromJSDate(new Date(millisOf(letter.at)), true),
    dtstart: ICAL.Time.fromDateString(date),
    dtend: end,
    summary: `【整改】${facts.measure} ${label}${facts.provisional === true ? '（暂定）' : ''}`,
    description: `${facts.measure} ${facts.title}\n牵头：${facts.leadUnit}\n${programme.title}\n${programme.office}${programme.phone}`,
    status: gone ? 'CANCELLED' : facts.provisional === true ? 'TENTATIVE' : 'CONFIRMED',
    transp: 'TRANSPARENT',
  });
  return entry;
}

function put(
  component: ICAL.Component,
  properties: Readonly<Record<string, string | number | ICAL.Time>>,
): void {
  for (const [name, value] of Object.entries(properties)) component.updatePropertyWithValue(name, value);
}

interface Dated {
  readonly id: string;
  readonly sequence: number;
  readonly notice: Notice;
  readonly kind: 'due' | 'correction';
  readonly date: CivilDate;
  /** Nobody works towards it any more. */
  readonly gone: boolean;
}

/** The dates of a letter, each UID once, as the latest notice has it. */
function datedIn(letter: LetterContent): readonly Dated[] {
  const byId = new Map<string, Dated>();
  for (const { notice } of letter.notices) {
    const sequence = sequenceOf(notice);
    for (const found of datesIn(notice)) {
      if (!isCivilDate(found.date)) continue;
      const id = `${encodeURI(notice.facts.process)}/${found.kind}@zhenggai`;
      if (sequence >= (byId.get(id)?.sequence ?? 0)) byId.set(id, { id, sequence, notice, ...found });
    }
  }
  return [...byId.values()];
}

/** Kinds that tell of the date worked towards: that for correction where one runs, else the measure's. */
const DATED: ReadonlySet<Notice['kind']> = new Set([
  'reminder',
  'returned',
  'objection',
  'resumed',
  'unit_assigned',
]);

/** Kinds after which those told owe nothing by the dates they had. */
const GONE: ReadonlySet<Notice['kind']> = new Set(['suspended', 'cancelled', 'unit_changed']);

/** The dates a notice puts into calendars, or takes out of them. */
function datesIn({ kind, facts }: Notice): readonly Pick<Dated, 'kind' | 'date' | 'gone'>[] {
  const { due: date, correctionDue } = facts;
  const due = { kind: 'due', date, gone: GONE.has(kind) } as const;
  if (kind === 'extension_granted' || kind === 'reopened') return [due];
  const correction =
    correctionDue === undefined ? [] : [{ kind: 'correction', date: correctionDue, gone: due.gone } as const];
  if (due.gone) return [due, ...correction];
  if (!DATED.has(kind)) return [];
  return correction.length === 0 ? [due] : correction;
}

/** Of notices that leave in the same slot, the one that moves the date comes last. */
function sequenceOf({ kind, leaveAt }: Notice): number {
  const seconds = Math.max(0, Math.floor((millisOf(leaveAt) - SEQUENCE_FROM) / 1_000));
  return seconds + (kind === 'reminder' ? 0 : 1);
}
