import { add, decimalOf, NOUGHT, type Decimal } from '../../decimal.ts';
import type { CaseAccount, Outcome } from '../../clue/told.ts';
import type { Period } from '../../period.ts';
import type { Tally } from '../../tally.ts';
import type { CivilDate } from '../../time.ts';
import type { Clues } from '../clues/state.ts';
import type { Indicator } from './value.ts';

/** What the cases of a measure's clues come to in a period. */
export interface TalliedCases {
  /** In the indicator's unit. */
  readonly value: Decimal;
  /** Cases of which anything happened in the period: where there is none, nothing can be said of a figure. */
  readonly cases: number;
}

/** What the cases come to; undefined for an indicator that is not counted from them. A figure by localities never is. */
export function tallyOf(
  { tally, per = 1, localities }: Indicator,
  clues: Clues | undefined,
  period: Period,
): TalliedCases | undefined {
  if (tally === undefined || localities !== undefined) return undefined;
  const within = (on: CivilDate | undefined): boolean =>
    on !== undefined && on >= period.from && on <= period.to;
  const cases = (clues?.heard ?? []).flatMap((one) => one.cases);
  const value =
    tally === 'fined_amount'
      ? fines(cases, within)
      : decimalOf(cases.filter((one) => within(COUNTED[tally](one))).length);
  return {
    value: { digits: value.digits, places: value.places + (per === 1 ? 0 : String(per).length - 1) },
    cases: cases.filter((one) => datesOf(one).some(within)).length,
  };
}

/** The day on which a case comes to count; undefined where it does not. */
const COUNTED: Readonly<Record<Exclude<Tally, 'fined_amount'>, (one: CaseAccount) => CivilDate | undefined>> =
  {
    cases_filed: (one) => one.filedOn,
    cases_closed: (one) => one.closedOn,
    warned: (one) => first(one, 'warned'),
    warned_only: (one) => (first(one, 'fined') === undefined ? first(one, 'warned') : undefined),
    fined: (one) => first(one, 'fined'),
    // From the day on which it is both.
    warned_and_fined: (one) => {
      const [warned, fined] = [first(one, 'warned'), first(one, 'fined')];
      if (warned === undefined || fined === undefined) return undefined;
      return warned > fined ? warned : fined;
    },
    exposed: (one) => first(one, 'exposed'),
    published: (one) => first(one, 'published'),
  };

/** A case counts once, however often the same came of it. */
function first({ outcomes }: CaseAccount, wanted: Outcome): CivilDate | undefined {
  return outcomes
    .filter(({ outcome }) => outcome === wanted)
    .map(({ on }) => on)
    .toSorted()[0];
}

function fines(cases: readonly CaseAccount[], within: (on: CivilDate) => boolean): Decimal {
  return cases
    .flatMap((one) => one.outcomes)
    .filter(({ outcome, on }) => outcome === 'fined' && within(on))
    .map(({ amount = '0' }) => decimalOf(amount))
    .reduce(add, NOUGHT);
}

function datesOf({ filedOn, closedOn, outcomes }: CaseAccount): readonly (CivilDate | undefined)[] {
  return [filedOn, closedOn, ...outcomes.map(({ on }) => on)];
}
