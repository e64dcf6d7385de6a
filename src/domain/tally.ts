/**
 * What of the cases of a measure's clues is counted, each on the day it happened: cases filed and closed; cases with a warning, with a
 * warning and no fine, with a fine, with both, and the fines in yuan; cases exposed, and published.
 */
export const TALLY_NAMES = {
  cases_filed: '立案件数',
  cases_closed: '结案件数',
  warned: '警告件数',
  warned_only: '只警告、未罚款件数',
  fined: '罚款件数',
  warned_and_fined: '警告并罚款件数',
  fined_amount: '罚款金额',
  exposed: '通报曝光件数',
  published: '公示件数',
} as const;
export type Tally = keyof typeof TALLY_NAMES;
export const TALLIES = Object.keys(TALLY_NAMES) as readonly Tally[];

/** So many yuan are one unit of an indicator: 10000 where it is in 万元. */
export const TALLY_UNITS = [1, 10, 100, 1_000, 10_000, 1_000_000, 100_000_000] as const;
