/**
 * The table of DESIGN.md §10, typed by hand: who may do what to a measure, and when. What it does not name is refused.
 * Where §10 says "always" or "not signed off", the situations are listed as they stand here.
 */

/** The people of the measure played: M06, led by 基层基础处, 统计工作中心 supporting it with a part of its own. */
export const PEOPLE = {
  handler: 'jcc-chengban',
  head: 'jcc-fuze',
  liaison: 'jcc-lianluo',
  supportingHandler: 'sgzx-chengban',
  supportingHead: 'sgzx-fuze',
  leader: 'fenguan3',
  principal: 'juzhang',
  office: 'zgb-zhuren',
  /** Holds a post in the bureau, but none to do with this measure. */
  other: 'gyc-fuze',
} as const;
export type Who = keyof typeof PEOPLE;

export const SITUATIONS = [
  'not_started',
  'under_way',
  'extension_asked',
  'review_head',
  'review_countersign',
  'review_leader',
  'review_office',
  'review_meeting',
  'returned',
  'on_notice',
  'suspended',
  'signed_off',
  'cancelled',
] as const;
export type Situation = (typeof SITUATIONS)[number];

export const COMMANDS = [
  'start',
  'report',
  'attach',
  'correct',
  'comment',
  'submit',
  'withdraw',
  'approve',
  'countersign',
  'close_meeting',
  'return',
  'request_extension',
  'grant_extension',
  'refuse_extension',
  'urge',
  'find_clue',
  'strike_found',
  'suspend',
  'resume',
  'change_unit',
  'add_supporting',
  'remove_supporting',
  'report_part',
  'cancel',
  'authorise',
  'revoke',
  'instruct',
  'reply',
  'record_objection',
  'look_back',
  'reopen',
] as const;
export type Command = (typeof COMMANDS)[number];

const UNITS: readonly Who[] = ['handler', 'head', 'supportingHandler', 'supportingHead'];
const LEAD: readonly Who[] = ['handler', 'head'];
const LEADERS: readonly Who[] = ['leader', 'principal'];
const HOLDERS: readonly Who[] = [...UNITS, 'liaison', ...LEADERS, 'office'];

const ALWAYS = SITUATIONS;
const WORKING: readonly Situation[] = ['under_way', 'extension_asked', 'returned'];
const AT_WORK: readonly Situation[] = ['not_started', ...WORKING];
const BEFORE_LAST: readonly Situation[] = [
  'review_head',
  'review_countersign',
  'review_leader',
  'review_office',
];
const REVIEW: readonly Situation[] = [...BEFORE_LAST, 'review_meeting'];
const LIVE: readonly Situation[] = [...AT_WORK, ...REVIEW];

/** Allowed: each of the commands, by each of the people, in each of the situations. */
export const ALLOWED: readonly (readonly [readonly Command[], readonly Who[], readonly Situation[]])[] = [
  [['start'], UNITS, ['not_started']],
  [['report', 'attach', 'correct'], UNITS, AT_WORK],
  // Whoever noted it strikes it out; the lead unit also what others noted.
  [['find_clue', 'strike_found'], UNITS, AT_WORK],
  [['report_part'], ['supportingHandler', 'supportingHead'], AT_WORK],
  [['comment'], [...UNITS, ...LEADERS, 'office'], ALWAYS],
  [['submit'], LEAD, WORKING],
  // The handler submitted.
  [['withdraw'], LEAD, BEFORE_LAST],
  [['approve', 'return'], ['head'], ['review_head']],
  [['countersign', 'return'], ['supportingHead'], ['review_countersign']],
  [['approve', 'return'], ['leader'], ['review_leader']],
  [['approve', 'return'], ['office'], ['review_office']],
  [['close_meeting', 'return'], ['office'], ['review_meeting']],
  // One that waits already is answered first.
  [['request_extension'], LEAD, ['under_way', 'returned']],
  [['grant_extension', 'refuse_extension'], ['leader'], ['extension_asked']],
  // Whoever is suspended owes nothing; a measure on public notice waits for the public.
  [['urge'], ['office', ...LEADERS], LIVE],
  [['suspend'], ['leader'], LIVE],
  [['resume'], ['leader'], ['suspended']],
  [['change_unit', 'add_supporting'], ['leader'], [...LIVE, 'suspended']],
  // While it countersigns, a unit is not taken away.
  [['remove_supporting'], ['leader'], [...LIVE.filter((one) => one !== 'review_countersign'), 'suspended']],
  [['cancel'], ['office'], [...LIVE, 'suspended']],
  [['authorise', 'revoke'], HOLDERS, ALWAYS],
  [['instruct'], [...LEADERS, 'office'], ALWAYS],
  [['reply'], LEAD, ALWAYS],
  [['record_objection'], ['office'], ['on_notice']],
  [['look_back', 'reopen'], ['office'], ['signed_off']],
];

/** Acts that leave the measure in its situation: they are played one after the other on one measure. */
export const GENTLE: ReadonlySet<Command> = new Set<Command>([
  'attach',
  'correct',
  'find_clue',
  'strike_found',
  'comment',
  'urge',
  'authorise',
  'revoke',
  'instruct',
  'reply',
]);

export function isAllowed(command: Command, who: Who, situation: Situation): boolean {
  return ALLOWED.some(
    ([commands, people, when]) =>
      commands.includes(command) && people.includes(who) && when.includes(situation),
  );
}
