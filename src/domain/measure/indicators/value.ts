import { add, decimalOf, NOUGHT, type Decimal } from '../../decimal.ts';
import { isSame, isWithin, overlaps, periodOf, type Period } from '../../period.ts';
import type { Requirement } from '../../plan.ts';
import { daysBetween } from '../../time.ts';
import type { Figure } from '../state.ts';

export type Indicator = Extract<Requirement, { type: 'indicator' }>;

/** An indicator whose figures may be of any period. */
export type Counted = Indicator & { readonly counting: NonNullable<Indicator['counting']> };

export function isCounted(requirement: Requirement): requirement is Counted {
  return requirement.type === 'indicator' && requirement.counting !== undefined;
}

/** The figure that stands for a period. */
export interface Entry {
  readonly period: Period;
  readonly figure: Figure;
}

/** What has been reported comes to. */
export interface Reached {
  readonly value: Decimal;
  readonly base?: Decimal;
  /** What it was made of, in order of time. */
  readonly of: readonly Entry[];
}

/** The localities that have figures of their own; `undefined` for one figure over all. */
export function localitiesOf({ localities }: Indicator): readonly (string | undefined)[] {
  return localities ?? [undefined];
}

/** The figures of an indicator in a locality: of several for one period the last. In order of time. */
export function entriesOf(
  { id }: Indicator,
  figures: readonly Figure[],
  locality: string | undefined,
): readonly Entry[] {
  return sortedOf(figures).get(keyOf(id, locality)) ?? [];
}

/** Asked for many times of the same figures, after every event: sorted once. */
const sorted = new WeakMap<readonly Figure[], ReadonlyMap<string, readonly Entry[]>>();

function sortedOf(figures: readonly Figure[]): ReadonlyMap<string, readonly Entry[]> {
  const known = sorted.get(figures);
  if (known !== undefined) return known;
  const last = new Map<string, Map<string, Entry>>();
  for (const figure of figures) {
    const period = periodOf(figure.period ?? '');
    if (period === undefined) continue;
    const key = keyOf(figure.requirement, figure.locality);
    const own = last.get(key) ?? new Map<string, Entry>();
    last.set(key, own.set(`${period.from} ${period.to}`, { period, figure }));
  }
  const made = new Map([...last].map(([key, own]) => [key, [...own.values()].toSorted(byTime)]));
  sorted.set(figures, made);
  return made;
}

function keyOf(requirement: string, locality = ''): string {
  return `${requirement}\n${locality}`;
}

/**
 * What the figures come to for a period; undefined where there is none. A figure of the very period stands alone. Else a longer
 * period stands for the shorter ones in it, separate ones add up, and none that overlaps another is counted with it.
 */
export function reachedIn(counting: Counted['counting'], entries: readonly Entry[], period: Period) {
  const within = entries.filter((one) => isWithin(one.period, period));
  const whole = within.find((one) => isSame(one.period, period));
  if (whole !== undefined) return reached([whole]);
  if (counting === 'flow') return reached(separate(within));
  return reached(within.toSorted((a, b) => (a.period.to < b.period.to ? -1 : 1)).slice(-1));
}

/** Entries of which none overlaps another: the longest first. */
export function separate(entries: readonly Entry[]): readonly Entry[] {
  const taken: Entry[] = [];
  for (const entry of entries.toSorted(byLength))
    if (!taken.some((other) => overlaps(entry.period, other.period))) taken.push(entry);
  return taken.toSorted(byTime);
}

function reached(of: readonly Entry[]): Reached | undefined {
  if (of.length === 0) return undefined;
  const base = of.findLast((one) => one.figure.base !== undefined)?.figure.base;
  return {
    value: sumOf(of),
    ...(base === undefined ? {} : { base: decimalOf(base) }),
    of,
  };
}

export function sumOf(entries: readonly Entry[]): Decimal {
  return entries.map((one) => decimalOf(one.figure.value)).reduce(add, NOUGHT);
}

function byTime(a: Entry, b: Entry): number {
  if (a.period.from !== b.period.from) return a.period.from < b.period.from ? -1 : 1;
  return a.period.to < b.period.to ? -1 : 1;
}

function byLength(a: Entry, b: Entry): number {
  return daysOf(b) - daysOf(a) || byTime(a, b);
}

function daysOf({ period }: Entry): number {
  return daysBetween(period.from, period.to);
}
