/**
 * What the 21 measures of 浙江 2022 must bring about when nobody answers: literals, worked out from the plan's deadlines
 * and the wall calendar below without any of the product's code, which this file does not import: the product cannot
 * prove itself right by its own arithmetic.
 *
 * Counting: reminders come 15, 7, 3 and 1 working days before the deadline and on it; the ladder climbs 1, 3, 5 and 10
 * working days after. From the third rung on one report of all overdue measures is
 * prepared for the 整改办, which does nothing: it goes to the principal leader on the next working day. The last milestone ends on the deadline; each earlier one ends as many working days before the
 * next as that one takes; work starts before the first by what it takes. A milestone is announced 3 working days before
 * and on its day, and told as missed 1 working day after; the last one is not, because the deadline's own reminders
 * speak for it. A light is yellow from 7 working days before the deadline or the day after the first missed milestone,
 * whichever is earlier, and red the day after the deadline: days of any kind. No measure is longer than 90 days, so none
 * is reminded 30 days before.
 *
 * Days off from launch on, Monday 6 June, are weekends and Monday 12 September (中秋, with 10 and 11); none is made up
 * for. 端午 is over on 5 June, and 国庆 begins on 1 October.
 *
 *             June                    July                   August                September
 *     Mo Tu We Th Fr Sa Su    Mo Tu We Th Fr Sa Su    Mo Tu We Th Fr Sa Su    Mo Tu We Th Fr Sa Su
 *            1  2  3  4  5                 1  2  3     1  2  3  4  5  6  7              1  2  3  4
 *      6  7  8  9 10 11 12     4  5  6  7  8  9 10     8  9 10 11 12 13 14     5  6  7  8  9 10 11
 *     13 14 15 16 17 18 19    11 12 13 14 15 16 17    15 16 17 18 19 20 21    12 13 14 15 16 17 18
 *     20 21 22 23 24 25 26    18 19 20 21 22 23 24    22 23 24 25 26 27 28    19 20 21 22 23 24 25
 *     27 28 29 30             25 26 27 28 29 30 31    29 30 31                26 27 28 29 30
 */

/** A day with its weekday, e.g. `Thu 2022-06-30`: the weekday is for whoever checks it, and the test checks it too. */
type Day = `${'Mon' | 'Tue' | 'Wed' | 'Thu' | 'Fri' | 'Sat' | 'Sun'} 2022-${string}`;

/** The days that measures of one deadline share. */
interface Deadline {
  readonly deadline: Day;
  /** Days of the reminders, by how many working days before. */
  readonly before: Readonly<Record<15 | 7 | 3 | 1 | 0, Day>>;
  /** The light turns red. */
  readonly red: Day;
  /** Days of the rungs, by how many working days late: 催办, 督办, 专报, 约谈通报建议. */
  readonly late: Readonly<Record<1 | 3 | 5 | 10, Day>>;
}

type People = Readonly<Record<'handler' | 'head' | 'leader', string>>;

/** A driven programme begins at 07:00 of its launch. */
export const LAUNCH = 'Mon 2022-06-06';
export const LAST_DAY = 'Fri 2022-09-30';

/** 主要领导, and the two of the 整改办: the same for every measure. */
export const PRINCIPAL = 'juzhang';
export const OFFICE = ['zgb-zhuren', 'zgb-lianluo'] as const;

/** Everybody's address is their id at this domain. */
export const MAIL_DOMAIN = 'zjtj.example';

/** The lead units' people: 承办人, 处室负责人, and the 分管领导 over them. */
const BGS = { handler: 'bgs-chengban', head: 'bgs-fuze', leader: 'fenguan1' };
const JGDW = { handler: 'jgdw-chengban', head: 'jgdw-fuze', leader: 'fenguan1' };
const RJC = { handler: 'rjc-chengban', head: 'rjc-fuze', leader: 'fenguan1' };
const FGC = { handler: 'fgc-chengban', head: 'fgc-fuze', leader: 'fenguan2' };
const ZFJ = { handler: 'zfj-chengban', head: 'zfj-fuze', leader: 'fenguan2' };
const SJC = { handler: 'sjc-chengban', head: 'sjc-fuze', leader: 'fenguan3' };
const JCC = { handler: 'jcc-chengban', head: 'jcc-fuze', leader: 'fenguan3' };
const SGZX = { handler: 'sgzx-chengban', head: 'sgzx-fuze', leader: 'fenguan3' };

/**
 * 21 measures: 5 reminders and 4 rungs each, 3 notices for each of 36 milestones. A reminder and a notice of a milestone go to 2
 * people, the rungs to 4, 5, 2 and 4. Six reports, each with its draft: the drafts go to 2, the reports to the principal leader, the
 * 2 of the 整改办 and 1, 2 and four times 3 leaders. Those of one person and day are one letter.
 */
export const TOTALS = { notices: 310, copies: 788, letters: 481 };

/**
 * The one target without a base: M10 asks for two rounds in the 41 working days from Wed 2022-07-06 to Wed 2022-08-31. 80 in a hundred of
 * a steady two come to one after 26 of them; with 5 of grace that is the 31st, and the morning after it the first one behind.
 */
export const PACE = { measure: 'M10', last: 'Wed 2022-08-17', told: 'Thu 2022-08-18' } as const;

export const DEADLINES: readonly Deadline[] = [
  {
    deadline: 'Thu 2022-06-30', // M12 M18
    before: {
      15: 'Thu 2022-06-09',
      7: 'Tue 2022-06-21',
      3: 'Mon 2022-06-27',
      1: 'Wed 2022-06-29',
      0: 'Thu 2022-06-30',
    },
    red: 'Fri 2022-07-01',
    late: { 1: 'Fri 2022-07-01', 3: 'Tue 2022-07-05', 5: 'Thu 2022-07-07', 10: 'Thu 2022-07-14' },
  },
  {
    deadline: 'Fri 2022-07-15', // M07 M20 M21
    before: {
      15: 'Fri 2022-06-24',
      7: 'Wed 2022-07-06',
      3: 'Tue 2022-07-12',
      1: 'Thu 2022-07-14',
      0: 'Fri 2022-07-15',
    },
    red: 'Sat 2022-07-16',
    late: { 1: 'Mon 2022-07-18', 3: 'Wed 2022-07-20', 5: 'Fri 2022-07-22', 10: 'Fri 2022-07-29' },
  },
  {
    deadline: 'Fri 2022-07-29', // M01 M05 M15
    before: {
      15: 'Fri 2022-07-08',
      7: 'Wed 2022-07-20',
      3: 'Tue 2022-07-26',
      1: 'Thu 2022-07-28',
      0: 'Fri 2022-07-29',
    },
    red: 'Sat 2022-07-30',
    late: { 1: 'Mon 2022-08-01', 3: 'Wed 2022-08-03', 5: 'Fri 2022-08-05', 10: 'Fri 2022-08-12' },
  },
  {
    deadline: 'Fri 2022-08-12', // M02 M08 M16 M19
    before: {
      15: 'Fri 2022-07-22',
      7: 'Wed 2022-08-03',
      3: 'Tue 2022-08-09',
      1: 'Thu 2022-08-11',
      0: 'Fri 2022-08-12',
    },
    red: 'Sat 2022-08-13',
    late: { 1: 'Mon 2022-08-15', 3: 'Wed 2022-08-17', 5: 'Fri 2022-08-19', 10: 'Fri 2022-08-26' },
  },
  {
    deadline: 'Fri 2022-08-19', // M04 M11 M14
    before: {
      15: 'Fri 2022-07-29',
      7: 'Wed 2022-08-10',
      3: 'Tue 2022-08-16',
      1: 'Thu 2022-08-18',
      0: 'Fri 2022-08-19',
    },
    red: 'Sat 2022-08-20',
    late: { 1: 'Mon 2022-08-22', 3: 'Wed 2022-08-24', 5: 'Fri 2022-08-26', 10: 'Fri 2022-09-02' },
  },
  {
    deadline: 'Wed 2022-08-31', // M03 M06 M09 M10 M13 M17
    before: {
      15: 'Wed 2022-08-10',
      7: 'Mon 2022-08-22',
      3: 'Fri 2022-08-26',
      1: 'Tue 2022-08-30',
      0: 'Wed 2022-08-31',
    },
    red: 'Thu 2022-09-01',
    late: { 1: 'Thu 2022-09-01', 3: 'Mon 2022-09-05', 5: 'Wed 2022-09-07', 10: 'Thu 2022-09-15' },
  },
];

/**
 * The consolidated reports: each is prepared on the day on which measures come to that rung, and leaves by itself on the next
 * working day. By then it lists all that are overdue: when the fourth leaves, those of 19 August are a day late.
 */
export const REPORTS: readonly {
  readonly prepared: Day;
  readonly leaves: Day;
  /** Measures overdue on the one day and on the other. */
  readonly counts: readonly [number, number];
  readonly leaders: readonly string[];
}[] = [
  { prepared: 'Thu 2022-07-07', leaves: 'Fri 2022-07-08', counts: [2, 2], leaders: ['fenguan2'] },
  { prepared: 'Fri 2022-07-22', leaves: 'Mon 2022-07-25', counts: [5, 5], leaders: ['fenguan1', 'fenguan2'] },
  {
    prepared: 'Fri 2022-08-05',
    leaves: 'Mon 2022-08-08',
    counts: [8, 8],
    leaders: ['fenguan1', 'fenguan2', 'fenguan3'],
  },
  {
    prepared: 'Fri 2022-08-19',
    leaves: 'Mon 2022-08-22',
    counts: [12, 15],
    leaders: ['fenguan1', 'fenguan2', 'fenguan3'],
  },
  {
    prepared: 'Fri 2022-08-26',
    leaves: 'Mon 2022-08-29',
    counts: [15, 15],
    leaders: ['fenguan1', 'fenguan2', 'fenguan3'],
  },
  {
    prepared: 'Wed 2022-09-07',
    leaves: 'Thu 2022-09-08',
    counts: [21, 21],
    leaders: ['fenguan1', 'fenguan2', 'fenguan3'],
  },
];

/** Why a light is yellow: a milestone was missed, or the deadline is close. */
type Because = 'behind' | 'close';

/**
 * Measure, deadline, people, day on which work starts, day on which the light turns yellow and why. The comment says how many
 * working days its steps take.
 */
export const MEASURES: readonly (readonly [string, Day, People, Day, Day, Because])[] = [
  ['M01', 'Fri 2022-07-29', JGDW, 'Fri 2022-06-17', 'Sat 2022-07-02', 'behind'], // 10 + 8 + 12
  ['M02', 'Fri 2022-08-12', FGC, 'Wed 2022-06-22', 'Thu 2022-07-14', 'behind'], // 15 + 12 + 10
  ['M03', 'Wed 2022-08-31', ZFJ, 'Wed 2022-07-06', 'Sat 2022-07-23', 'behind'], // 12 + 20 + 8
  ['M04', 'Fri 2022-08-19', FGC, 'Fri 2022-06-24', 'Sat 2022-07-16', 'behind'], // 15 + 15 + 10
  ['M05', 'Fri 2022-07-29', SJC, 'Fri 2022-06-17', 'Sat 2022-07-02', 'behind'], // 10 + 12 + 8
  ['M06', 'Wed 2022-08-31', JCC, 'Mon 2022-07-11', 'Tue 2022-08-02', 'behind'], // 15 + 12 + 10
  ['M07', 'Fri 2022-07-15', RJC, 'Wed 2022-06-15', 'Tue 2022-06-28', 'behind'], // 8 + 14
  ['M08', 'Fri 2022-08-12', SGZX, 'Tue 2022-06-21', 'Wed 2022-07-27', 'behind'], // 25 + 8 + 5
  ['M09', 'Wed 2022-08-31', FGC, 'Wed 2022-07-06', 'Sat 2022-07-23', 'behind'], // 12 + 8 + 20
  ['M10', 'Wed 2022-08-31', ZFJ, 'Wed 2022-07-06', 'Thu 2022-07-21', 'behind'], // 10 + 15 + 15
  ['M11', 'Fri 2022-08-19', ZFJ, 'Tue 2022-06-28', 'Sat 2022-07-09', 'behind'], // 8 + 20 + 10
  ['M12', 'Thu 2022-06-30', FGC, 'Fri 2022-06-10', 'Tue 2022-06-21', 'close'], // 7 + 7
  ['M13', 'Wed 2022-08-31', SGZX, 'Tue 2022-07-05', 'Wed 2022-07-27', 'behind'], // 15 + 18 + 8
  ['M14', 'Fri 2022-08-19', ZFJ, 'Wed 2022-06-22', 'Thu 2022-07-07', 'behind'], // 10 + 20 + 12
  ['M15', 'Fri 2022-07-29', JGDW, 'Fri 2022-06-17', 'Sat 2022-07-09', 'behind'], // 15 + 15
  ['M16', 'Fri 2022-08-12', FGC, 'Fri 2022-06-24', 'Wed 2022-07-13', 'behind'], // 12 + 15 + 8
  ['M17', 'Wed 2022-08-31', RJC, 'Tue 2022-07-05', 'Sat 2022-07-16', 'behind'], // 8 + 15 + 18
  ['M18', 'Thu 2022-06-30', FGC, 'Thu 2022-06-09', 'Fri 2022-06-17', 'behind'], // 5 + 10
  ['M19', 'Fri 2022-08-12', BGS, 'Tue 2022-06-21', 'Sat 2022-07-02', 'behind'], // 8 + 20 + 10
  ['M20', 'Fri 2022-07-15', RJC, 'Wed 2022-06-15', 'Thu 2022-06-30', 'behind'], // 10 + 12
  ['M21', 'Fri 2022-07-15', ZFJ, 'Wed 2022-06-15', 'Thu 2022-06-30', 'behind'], // 10 + 12
];

/** Every milestone but a measure's last: three working days before it, its day, and the working day after. */
export const MILESTONES: readonly (readonly [string, string, Day, Day, Day])[] = [
  ['M01', 'm1', 'Tue 2022-06-28', 'Fri 2022-07-01', 'Mon 2022-07-04'],
  ['M01', 'm2', 'Fri 2022-07-08', 'Wed 2022-07-13', 'Thu 2022-07-14'],
  ['M02', 'm1', 'Fri 2022-07-08', 'Wed 2022-07-13', 'Thu 2022-07-14'],
  ['M02', 'm2', 'Tue 2022-07-26', 'Fri 2022-07-29', 'Mon 2022-08-01'],
  ['M03', 'm1', 'Tue 2022-07-19', 'Fri 2022-07-22', 'Mon 2022-07-25'],
  ['M03', 'm2', 'Tue 2022-08-16', 'Fri 2022-08-19', 'Mon 2022-08-22'],
  ['M04', 'm1', 'Tue 2022-07-12', 'Fri 2022-07-15', 'Mon 2022-07-18'],
  ['M04', 'm2', 'Tue 2022-08-02', 'Fri 2022-08-05', 'Mon 2022-08-08'],
  ['M05', 'm1', 'Tue 2022-06-28', 'Fri 2022-07-01', 'Mon 2022-07-04'],
  ['M05', 'm2', 'Thu 2022-07-14', 'Tue 2022-07-19', 'Wed 2022-07-20'],
  ['M06', 'm1', 'Wed 2022-07-27', 'Mon 2022-08-01', 'Tue 2022-08-02'],
  ['M06', 'm2', 'Fri 2022-08-12', 'Wed 2022-08-17', 'Thu 2022-08-18'],
  ['M07', 'm1', 'Wed 2022-06-22', 'Mon 2022-06-27', 'Tue 2022-06-28'],
  ['M08', 'm1', 'Thu 2022-07-21', 'Tue 2022-07-26', 'Wed 2022-07-27'],
  ['M08', 'm2', 'Tue 2022-08-02', 'Fri 2022-08-05', 'Mon 2022-08-08'],
  ['M09', 'm1', 'Tue 2022-07-19', 'Fri 2022-07-22', 'Mon 2022-07-25'],
  ['M09', 'm2', 'Fri 2022-07-29', 'Wed 2022-08-03', 'Thu 2022-08-04'],
  ['M10', 'm1', 'Fri 2022-07-15', 'Wed 2022-07-20', 'Thu 2022-07-21'],
  ['M10', 'm2', 'Fri 2022-08-05', 'Wed 2022-08-10', 'Thu 2022-08-11'],
  ['M11', 'm1', 'Tue 2022-07-05', 'Fri 2022-07-08', 'Mon 2022-07-11'],
  ['M11', 'm2', 'Tue 2022-08-02', 'Fri 2022-08-05', 'Mon 2022-08-08'],
  ['M12', 'm1', 'Thu 2022-06-16', 'Tue 2022-06-21', 'Wed 2022-06-22'],
  ['M13', 'm1', 'Thu 2022-07-21', 'Tue 2022-07-26', 'Wed 2022-07-27'],
  ['M13', 'm2', 'Tue 2022-08-16', 'Fri 2022-08-19', 'Mon 2022-08-22'],
  ['M14', 'm1', 'Fri 2022-07-01', 'Wed 2022-07-06', 'Thu 2022-07-07'],
  ['M14', 'm2', 'Fri 2022-07-29', 'Wed 2022-08-03', 'Thu 2022-08-04'],
  ['M15', 'm1', 'Tue 2022-07-05', 'Fri 2022-07-08', 'Mon 2022-07-11'],
  ['M16', 'm1', 'Thu 2022-07-07', 'Tue 2022-07-12', 'Wed 2022-07-13'],
  ['M16', 'm2', 'Thu 2022-07-28', 'Tue 2022-08-02', 'Wed 2022-08-03'],
  ['M17', 'm1', 'Tue 2022-07-12', 'Fri 2022-07-15', 'Mon 2022-07-18'],
  ['M17', 'm2', 'Tue 2022-08-02', 'Fri 2022-08-05', 'Mon 2022-08-08'],
  ['M18', 'm1', 'Mon 2022-06-13', 'Thu 2022-06-16', 'Fri 2022-06-17'],
  ['M19', 'm1', 'Tue 2022-06-28', 'Fri 2022-07-01', 'Mon 2022-07-04'],
  ['M19', 'm2', 'Tue 2022-07-26', 'Fri 2022-07-29', 'Mon 2022-08-01'],
  ['M20', 'm1', 'Fri 2022-06-24', 'Wed 2022-06-29', 'Thu 2022-06-30'],
  ['M21', 'm1', 'Fri 2022-06-24', 'Wed 2022-06-29', 'Thu 2022-06-30'],
];
