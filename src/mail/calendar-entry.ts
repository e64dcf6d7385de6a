import ical, { ICalCalendarMethod, ICalEventStatus, ICalEventTransparency } from 'ical-generator';
import type { LetterContent, Notice } from '../domain/notice.ts';
import { isCivilDate, millisOf, type CivilDate } from '../domain/time.ts';

/** A calendar file for attaching. */
export interface CalendarFile {
  readonly filename: string;
  readonly content: string;
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
  const calendar = ical({
    prodId: { company: 'Zhenggai', product: 'letters', language: 'ZH' },
    method: ICalCalendarMethod.PUBLISH,
    name: letter.programme.title,
  });
  for (const { id, sequence, notice, kind, date } of dated) {
    const { facts } = notice;
    const label = kind === 'correction' ? '补正时限' : '完成时限';
    calendar.createEvent({
      id,
      sequence,
      stamp: new Date(millisOf(letter.at)),
      start: new Date(`${date}T00:00:00.000Z`),
      end: new Date(Date.parse(`${date}T00:00:00.000Z`) + 86_400_000),
      allDay: true,
      summary: `【整改】${facts.measure} ${label}${facts.provisional === true ? '（暂定）' : ''}`,
      description: `${facts.measure} ${facts.title}\n牵头：${facts.leadUnit}\n${letter.programme.title}\n${letter.programme.office}${letter.programme.phone}`,
      status: facts.provisional === true ? ICalEventStatus.TENTATIVE : ICalEventStatus.CONFIRMED,
      transparency: ICalEventTransparency.TRANSPARENT,
    });
  }
  const name = dated.length === 1 ? first.notice.facts.measure.replace(/[^\w-]/g, '') : '';
  return { filename: `${name === '' ? 'zhenggai' : name}.ics`, content: calendar.toString() };
}

interface Dated {
  readonly id: string;
  readonly sequence: number;
  readonly notice: Notice;
  readonly kind: 'due' | 'correction';
  readonly date: CivilDate;
}

/** The dates of a letter, each UID once, as the latest notice has it. */
function datedIn(letter: LetterContent): readonly Dated[] {
  const byId = new Map<string, Dated>();
  for (const { notice } of letter.notices) {
    const found = dateIn(notice);
    if (found === undefined || !isCivilDate(found.date)) continue;
    const id = `${encodeURI(notice.facts.process)}/${found.kind}@zhenggai`;
    const sequence = sequenceOf(notice);
    if (sequence >= (byId.get(id)?.sequence ?? 0)) byId.set(id, { id, sequence, notice, ...found });
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

/** The date a notice puts into calendars. */
function dateIn({
  kind,
  facts,
}: Notice): { readonly kind: 'due' | 'correction'; readonly date: CivilDate } | undefined {
  if (kind === 'extension_granted' || kind === 'reopened') return { kind: 'due', date: facts.due };
  if (!DATED.has(kind)) return undefined;
  if (facts.correctionDue === undefined) return { kind: 'due', date: facts.due };
  return { kind: 'correction', date: facts.correctionDue };
}

/** Of notices that leave in the same slot, the one that moves the date comes last. */
function sequenceOf({ kind, leaveAt }: Notice): number {
  const seconds = Math.max(0, Math.floor((millisOf(leaveAt) - SEQUENCE_FROM) / 1_000));
  return seconds + (kind === 'reminder' ? 0 : 1);
}
