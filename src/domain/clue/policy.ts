import type { Limit } from '../calendar.ts';
import type { Role } from '../roster.ts';
import type { Hours } from '../slots.ts';

/** What somebody has to do next with a clue, each within a limit of its own. `case_*`: the stages of a case. */
export const STEPS = [
  'acknowledge',
  'accept',
  'reroute',
  'designate',
  'plan',
  'verify',
  'conclude',
  'report',
  'feedback',
  'close',
  'assign',
  'oversee',
  'extension',
  'crime_decide',
  'crime_transfer',
  'crime_answer',
  'follow_up',
  'case_review',
  'case_notice',
  'case_decision',
  'case_service',
  'case_execution',
  'case_close',
] as const;
export type StepKind = (typeof STEPS)[number];

/** Steps whose limits a law or a regulation sets (行政处罚法 §60, §61, §85；国务院令第310号): no plan changes them. */
export const FIXED_BY_LAW = [
  'crime_decide',
  'crime_transfer',
  'crime_answer',
  'case_decision',
  'case_service',
] as const satisfies readonly StepKind[];

/** Steps as people see them. */
export const STEP_NAMES: Readonly<Record<StepKind, string>> = {
  acknowledge: '签收',
  accept: '受理或退回',
  reroute: '重新移交',
  designate: '指定承办单位',
  plan: '制定核查方案',
  verify: '核查',
  conclude: '立案或不予立案',
  report: '报告办理情况',
  feedback: '反馈意见',
  close: '办结',
  assign: '明确承办人',
  oversee: '督促下级报告办理情况',
  extension: '审批延期',
  crime_decide: '决定是否移送司法机关',
  crime_transfer: '移送涉嫌犯罪案件',
  crime_answer: '跟进公安机关答复',
  follow_up: '跟进移送情况',
  case_review: '案件审核',
  case_notice: '行政处罚告知',
  case_decision: '作出决定',
  case_service: '送达决定',
  case_execution: '执行',
  case_close: '结案',
};

/** One rung of the ladder: so many working days late, which of the holder's posts is told. */
export interface ClueRung {
  readonly after: number;
  readonly kind: 'clue_urge' | 'clue_supervise' | 'clue_principal';
  readonly to: readonly Role[];
  readonly cc: readonly Role[];
}

/** How clues are pursued: data. */
export interface CluePolicy {
  readonly hours: Hours;
  readonly limits: Readonly<Record<StepKind, Limit>>;
  /** Working days before a date on which the holder is reminded; 0 is the day itself. */
  readonly remindBefore: readonly number[];
  /** Of limits in hours: hours before their end. */
  readonly remindHoursBefore: number;
  readonly ladder: readonly ClueRung[];
  /** Working days before a date on which the light turns yellow. */
  readonly yellowBefore: number;
  /** How often a clue may be sent to another unit before the common superior designates one. */
  readonly reroutes: number;
  /** How often it may be sent back for supplementary verification. */
  readonly supplements: number;
  /** Of clues passed down by letter: calendar days where the letter gives no date, and the most it may give. */
  readonly letter: { readonly days: number; readonly atMost: number };
  /** Who stands in for a vacant role, and who is above. */
  readonly above: Readonly<Partial<Record<Role, Role | null>>>;
  readonly refusalsPerDay: number;
}

const workingDays = (amount: number): Limit => ({ amount, unit: 'working_days', assumed: true });
const days = (amount: number, assumed = true): Limit => ({
  amount,
  unit: 'calendar_days',
  ...(assumed ? { assumed } : {}),
});

/**
 * What holds where a plan says nothing else; the grounds stand in PRACTICE.md. By law or regulation: 90 days to a decision
 * (行政处罚法 §60), 7 working days to its service (§61, §85), and of suspected crimes 3 days, 24 hours and 3 days (国务院令第310号).
 * The rest is judgement, and marked so.
 */
export const DEFAULT_CLUE_POLICY: CluePolicy = {
  hours: { slot: '08:30', workStart: '08:30', workEnd: '17:30' },
  limits: {
    acknowledge: workingDays(1),
    accept: workingDays(2),
    reroute: workingDays(2),
    designate: workingDays(2),
    plan: workingDays(5),
    verify: workingDays(15),
    conclude: workingDays(5),
    report: days(10),
    feedback: workingDays(5),
    close: workingDays(2),
    assign: workingDays(1),
    // The passer's own date where it has none yet: what verifying would have taken.
    oversee: workingDays(15),
    extension: workingDays(2),
    crime_decide: days(3, false),
    crime_transfer: { amount: 24, unit: 'hours' },
    crime_answer: days(3, false),
    follow_up: workingDays(10),
    case_review: workingDays(10),
    case_notice: workingDays(10),
    case_decision: days(90, false),
    case_service: { amount: 7, unit: 'working_days' },
    case_execution: days(15),
    case_close: workingDays(10),
  },
  remindBefore: [3, 1, 0],
  remindHoursBefore: 4,
  ladder: [
    { after: 1, kind: 'clue_urge', to: ['office_head'], cc: ['case_handler', 'rectification_office'] },
    {
      after: 3,
      kind: 'clue_supervise',
      to: ['supervising_leader'],
      cc: ['office_head', 'case_handler', 'rectification_office'],
    },
    {
      after: 5,
      kind: 'clue_principal',
      to: ['principal_leader'],
      cc: ['supervising_leader', 'office_head', 'rectification_office'],
    },
  ],
  yellowBefore: 1,
  reroutes: 2,
  supplements: 2,
  letter: { days: 15, atMost: 30 },
  above: {
    case_handler: 'office_head',
    liaison: 'office_head',
    office_head: 'supervising_leader',
    supervising_leader: 'principal_leader',
    principal_leader: null,
    rectification_office: 'supervising_leader',
  },
  refusalsPerDay: 20,
};
