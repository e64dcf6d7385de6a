import {
  areAdditions,
  isCalendar,
  isMeasurePlan,
  isPlanChange,
  type DirectoryAdditions,
} from '../../amendment/known.ts';
import type { PlanChange } from '../../amendment/change.ts';
import type { WorkCalendar } from '../../calendar.ts';
import { isLine, isObject, isText, MAX_NAME, MAX_TEXT, type Reader } from '../../guards.ts';
import { optional } from '../../optional.ts';
import type { MeasurePlan, ProblemPlan } from '../../plan.ts';

/** A measure that an amended plan adds. */
export interface AddedMeasure {
  readonly plan: MeasurePlan;
  /** Hash of the start input that the programme will make of it. */
  readonly inputHash: string;
}

interface Decided {
  /** Hash of what is in force and is replaced: whoever saw another difference decides again. */
  readonly base: string;
  /** Number of the document by which it was decided. */
  readonly document: string;
  /** The sweep that watches over the programme, where one does. */
  readonly sweep?: string;
}

/** 调整方案: an amended plan, by what it changes. */
export interface Amend extends Decided {
  readonly type: 'amend';
  readonly planHash: string;
  readonly reason?: string;
  /** Number of the superior's letter by which the outer limit may be passed. */
  readonly letter?: string;
  readonly changes: readonly (PlanChange & { readonly measure: string })[];
  readonly added: readonly AddedMeasure[];
  readonly dropped: readonly string[];
  readonly directory?: DirectoryAdditions;
  readonly problems?: readonly ProblemPlan[];
}

/** 调整节假日安排: another calendar of the State Council. */
export interface Recalendar extends Decided {
  readonly type: 'recalendar';
  readonly calendar: WorkCalendar;
  readonly calendarHash: string;
}

export type ChangeCommand = Amend | Recalendar;

export const CHANGE_COMMAND_NAMES: Readonly<Record<ChangeCommand['type'], string>> = {
  amend: '调整方案',
  recalendar: '调整节假日安排',
};

/** As many as one message can hold, and more. */
const MOST = 2_000;

/** Reads the fields of a change; what is wrong with them stands in the reader. */
export function readChange(r: Reader, type: ChangeCommand['type']): ChangeCommand {
  const base = r.line('base');
  const document = r.line('document');
  const decided = { base, document, ...optional('sweep', r.optionalLine('sweep')) };
  if (type === 'recalendar') {
    r.only(['type', 'base', 'document', 'sweep', 'calendar', 'calendarHash']);
    const calendarHash = r.line('calendarHash');
    const calendar = raw(r, 'calendar', isCalendar, '应为节假日安排');
    return { type, ...decided, calendar, calendarHash };
  }
  const fields = ['planHash', 'reason', 'letter', 'changes', 'added', 'dropped', 'directory', 'problems'];
  r.only(['type', 'base', 'document', 'sweep', ...fields]);
  return {
    type,
    ...decided,
    planHash: r.line('planHash'),
    ...optional('reason', r.optionalText('reason')),
    ...optional('letter', r.optionalLine('letter')),
    changes: raw(r, 'changes', areChanges, '应为各措施的调整内容'),
    added: raw(r, 'added', areAdded, '应为增设的措施'),
    dropped: raw(r, 'dropped', areNames, '应为不再列入的措施编号'),
    ...(r.raw['directory'] === undefined
      ? {}
      : { directory: raw(r, 'directory', areAdditions, '应为名册的增补') }),
    ...(r.raw['problems'] === undefined ? {} : { problems: raw(r, 'problems', areProblems, '应为问题清单') }),
  };
}

function raw<T>(r: Reader, field: string, is: (value: unknown) => value is T, expected: string): T {
  const value = r.raw[field];
  if (!is(value)) r.problem ??= `${field} ${expected}`;
  return value as T;
}

function areChanges(value: unknown): value is Amend['changes'] {
  return isListOf(value, (one) => {
    if (!isObject(one)) return false;
    const { measure, ...change } = one;
    const known = Object.keys(change).every((key) => ['set', 'unset', 'posts'].includes(key));
    return known && isLine(measure, MAX_NAME) && isPlanChange(change);
  });
}

function areAdded(value: unknown): value is readonly AddedMeasure[] {
  return isListOf(
    value,
    (one) =>
      isObject(one) &&
      Object.keys(one).length === 2 &&
      isMeasurePlan(one['plan']) &&
      !/[\s/]/.test(one['plan'].id) &&
      isLine(one['inputHash'], MAX_NAME),
  );
}

function areNames(value: unknown): value is readonly string[] {
  return isListOf(value, (one) => isLine(one, MAX_NAME));
}

export function areProblems(value: unknown): value is readonly ProblemPlan[] {
  return isListOf(
    value,
    (one) =>
      isObject(one) &&
      isLine(one['id'], MAX_NAME) &&
      isLine(one['aspect'], MAX_NAME) &&
      (one['text'] === undefined || isText(one['text'], MAX_TEXT)) &&
      typeof one['assumed'] === 'boolean',
  );
}

function isListOf(value: unknown, each: (one: unknown) => boolean): boolean {
  return Array.isArray(value) && value.length <= MOST && value.every(each);
}

/** Whether an event's data are those of an amendment: what is read from an archive may be anything. */
export function isAmendment(data: object): data is Omit<Amend, 'type' | 'base'> {
  const { changes, added, dropped, directory, problems, planHash, document } = data as Partial<Amend>;
  return (
    areChanges(changes) &&
    areAdded(added) &&
    areNames(dropped) &&
    typeof planHash === 'string' &&
    typeof document === 'string' &&
    (directory === undefined || areAdditions(directory)) &&
    (problems === undefined || areProblems(problems))
  );
}
