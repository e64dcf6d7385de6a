import type { WorkCalendar } from '../calendar.ts';
import { isLine, isMailAddress, isObject, isText, MAX_NAME } from '../guards.ts';
import type { MeasurePlan } from '../plan.ts';
import { ROLES, type Post } from '../roster.ts';
import { TALLIES, TALLY_UNITS } from '../tally.ts';
import { isCivilDate, isTimeOfDay } from '../time.ts';
import { FIELD_NAMES, type PlanChange } from './change.ts';

/** Guards of what an amendment brings. What passes them makes no rule throw, whatever it says. */

type Guard = (value: unknown) => boolean;

/** Working days, counted one by one: more than four years of them are a mistake. */
const MAX_DAYS = 1_000;
/** Longest text of a plan, in UTF-16 units. */
const LONGEST_TEXT = 20_000;
const MAX_NUMBER = 1_000_000;

const isName: Guard = (value) => isLine(value, MAX_NAME);
const isWords: Guard = (value) => isText(value, LONGEST_TEXT);
const isBoolean: Guard = (value) => typeof value === 'boolean';
const isFigure: Guard = (value) => typeof value === 'number' && Number.isFinite(value);
const isDays: Guard = (value) => isWhole(value, 0, MAX_DAYS);
const isSteps: Guard = (value) => isWhole(value, 1, MAX_DAYS);
const optional =
  (guard: Guard): Guard =>
  (value) =>
    value === undefined || guard(value);
const listOf =
  (guard: Guard): Guard =>
  (value) =>
    Array.isArray(value) && value.every(guard);
const oneOf = (...allowed: readonly unknown[]): Guard => {
  const set = new Set(allowed);
  return (value) => set.has(value);
};

function isWhole(value: unknown, min: number, max: number): boolean {
  return typeof value === 'number' && Number.isSafeInteger(value) && value >= min && value <= max;
}

/** Exactly such fields: what nobody knows is not taken along. */
function shape(fields: Readonly<Record<string, Guard>>): Guard {
  return (value) =>
    isObject(value) &&
    Object.keys(value).every((key) => Object.hasOwn(fields, key)) &&
    Object.entries(fields).every(([field, guard]) => guard(value[field]));
}

const isRole = oneOf(...ROLES);
const names = listOf(isName);
const unit = shape({ id: isName, name: isWords });
const region = shape({ code: isName, name: isWords });
const people = { to: listOf(isRole), cc: listOf(isRole) };
const limit = shape({
  amount: (value) => isWhole(value, -MAX_DAYS, MAX_DAYS),
  unit: oneOf('working_days', 'calendar_days', 'months', 'hours'),
  assumed: optional(isBoolean),
});

const rule: Guard = (value) =>
  isObject(value) &&
  (value['kind'] === 'given'
    ? shape({ kind: isName })(value)
    : value['kind'] === 'rule'
      ? shape({ kind: isName, text: isWords })(value)
      : value['kind'] === 'count' && shape({ kind: isName, limit })(value));

const planned = shape({
  date: isCivilDate,
  explanation: shape({
    from: optional(isCivilDate),
    rule,
    calendar: isName,
    skipped: listOf(isCivilDate),
    madeUp: listOf(isCivilDate),
    notes: listOf(isWords),
  }),
  provisional: isBoolean,
  assumed: isBoolean,
});

const base = { id: isName, text: isWords, assumed: optional(isBoolean), type: isName };
const REQUIREMENTS: Readonly<Record<string, Guard>> = {
  document: shape({ ...base, title: isWords, aliases: listOf(isWords) }),
  statement: shape(base),
  indicator: shape({
    ...base,
    name: isWords,
    unit: isWords,
    scope: isWords,
    period: isName,
    target: optional(isFigure),
    minRatio: optional(isFigure),
    localities: optional(names),
    counting: optional(oneOf('flow', 'stock')),
    targets: optional(listOf(shape({ period: isName, target: isFigure }))),
    evidence: optional(isBoolean),
    partOf: optional(isName),
    complete: optional(isBoolean),
    tally: optional(oneOf(...TALLIES)),
    per: optional(oneOf(...TALLY_UNITS)),
  }),
  cascade: shape({ ...base, regions: listOf(region) }),
  cycle: shape({ ...base, every: oneOf('year', 'half_year', 'month'), firstPeriod: isName }),
  milestone: shape({ ...base, milestone: isName }),
  clues: shape({ ...base, within: limit }),
};
const requirement: Guard = (value) => {
  if (!isObject(value) || typeof value['type'] !== 'string') return false;
  return Object.hasOwn(REQUIREMENTS, value['type']) && REQUIREMENTS[value['type']]?.(value) === true;
};

const roles: Guard = (value) =>
  isObject(value) && Object.entries(value).every(([role, posts]) => isRole(role) && names(posts));
const above: Guard = (value) =>
  isObject(value) &&
  Object.entries(value).every(([role, next]) => isRole(role) && (next === null || isRole(next)));

const steps: Guard = (value) =>
  Array.isArray(value) &&
  value.length > 0 &&
  value.every(
    shape({
      title: isWords,
      roles: listOf(isRole),
      mode: oneOf('any_of', 'all_of', 'countersign', 'meeting'),
    }),
  );
const waiting = { againAfter: isSteps, aboveAfter: isSteps };

const policy = shape({
  hours: shape({ slot: isTimeOfDay, workStart: isTimeOfDay, workEnd: isTimeOfDay }),
  reminders: shape({
    before: listOf(isDays),
    longBefore: listOf(isDays),
    longerThanCalendarDays: isDays,
    ...people,
  }),
  milestones: shape({ before: listOf(isDays), missedAfter: isDays, ...people }),
  yellowBefore: isDays,
  ladder: listOf(
    shape({ after: isDays, kind: oneOf('urge', 'supervise', 'special_report', 'proposal'), ...people }),
  ),
  approval: shape({ steps, ...waiting }),
  extension: shape({ decider: isRole, opinion: isRole, ...waiting }),
  publicNotice: optional(shape({ days: isSteps, phone: optional(isName) })),
  lookBack: optional(
    shape({ months: (value) => isWhole(value, 1, 120), percent: (value) => isWhole(value, 0, 100) }),
  ),
  correctionDays: isSteps,
  pace: optional(shape({ percent: (value) => isWhole(value, 1, 100), grace: isDays, ...people })),
  above,
  refusalsPerDay: isSteps,
  assumed: names,
});

const FIELDS: Readonly<Record<keyof MeasurePlan, Guard>> = {
  id: isName,
  number: (value) => isWhole(value, 1, MAX_NUMBER),
  title: isWords,
  text: isWords,
  heading: isWords,
  aspect: shape({ id: isName, title: isWords }),
  problems: names,
  category: oneOf('immediate', 'time_limited', 'long_term'),
  lead: unit,
  supporting: listOf(unit),
  region,
  requirements: listOf(requirement),
  milestones: listOf(shape({ id: isName, title: isWords, takes: isSteps, due: planned })),
  start: planned,
  deadline: planned,
  outerLimit: optional(planned),
  roles,
  hostOffice: isBoolean,
  assumed: names,
  published: optional(listOf(shape({ name: isWords, value: isFigure, unit: isWords, period: isWords }))),
  policy,
};

const OPTIONAL: ReadonlySet<unknown> = new Set(['outerLimit', 'published']);

/** Whether something is a whole measure of a plan. */
export function isMeasurePlan(raw: unknown): raw is MeasurePlan {
  return shape(FIELDS)(raw);
}

/** Whether something says what an amended plan makes otherwise in a measure. */
export function isPlanChange(raw: unknown): raw is PlanChange {
  if (!isObject(raw) || !isObject(raw['set'])) return false;
  const { set, unset, posts } = raw;
  const known = Object.entries(set as object).every(
    ([field, value]) => Object.hasOwn(FIELD_NAMES, field) && FIELDS[field as keyof MeasurePlan](value),
  );
  return (
    known &&
    optional(listOf((field) => OPTIONAL.has(field)))(unset) &&
    (posts === undefined || arePosts(posts))
  );
}

const post = shape({ id: isName, title: isWords, unit: isName, unitName: isWords, region: isName });

export function arePosts(raw: unknown): raw is readonly Post[] {
  return listOf(post)(raw);
}

/** What an amended plan adds to the directory. */
export interface DirectoryAdditions {
  readonly units: readonly { readonly id: string; readonly name: string; readonly region: string }[];
  readonly posts: readonly Post[];
  readonly people: readonly { readonly id: string; readonly name: string; readonly address: string }[];
  readonly appointments: readonly { readonly person: string; readonly post: string }[];
}

export function areAdditions(raw: unknown): raw is DirectoryAdditions {
  return shape({
    units: listOf(shape({ id: isName, name: isWords, region: isName, assumed: optional(isBoolean) })),
    posts: arePosts,
    people: listOf(shape({ id: isName, name: isWords, address: isMailAddress })),
    appointments: listOf(shape({ person: isName, post: isName })),
  })(raw);
}

const isYear: Guard = (value) => isWhole(value, 1, 9_998);
const MAX_CALENDAR_DAYS = 5_000;
const dates: Guard = (value) =>
  listOf(isCivilDate)(value) && (value as readonly unknown[]).length <= MAX_CALENDAR_DAYS;

/** Whether something is a working calendar. At most so many days are off that a search for a working day ends. */
export function isCalendar(raw: unknown): raw is WorkCalendar {
  return (
    shape({ name: isName, firstYear: isYear, lastYear: isYear, holidays: dates, makeUpDays: dates })(raw) &&
    (raw as WorkCalendar).firstYear <= (raw as WorkCalendar).lastYear
  );
}
