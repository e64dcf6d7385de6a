import type { ClueFacts } from './clue/facts.ts';
import type { Altered } from './amendment/summary.ts';
import type { BriefFacts, ReportFacts } from './gathered-facts.ts';
import type { ProgrammeCard } from './plan.ts';
import type { PostId, Role } from './roster.ts';
import type { CivilDate, Instant } from './time.ts';

/** What a notice is about; each kind has its own wording in `src/mail`. */
export const NOTICE_KINDS = [
  'reminder', // 整改提醒: before and on the deadline
  'milestone_reminder', // 节点提醒
  'milestone_missed', // 节点预警
  'pace_missed', // 指标预警
  'urge', // 催办: first rung, to the office head
  'supervise', // 督办: second rung, to the supervising leader, 呈阅
  'special_report', // 专报: third rung, to the principal leader, of one measure by itself
  'report_listed', // 列入专报: third rung, to the unit, where the programme gathers the report
  'report_prepared', // 专报待报: to the rectification office
  'consolidated_report', // 专报: of all overdue measures, to the principal leader
  'brief', // 简报
  'proposal', // 约谈通报建议: fourth rung
  'urged_by_leader', // 领导催办: somebody pressed the button
  'clue_unhanded', // 线索待移交
  'clue_unhanded_missed', // 线索逾期未移交
  'to_approve', // 待审批
  'to_approve_again', // 审批催办
  'approval_above', // 审批逾期提级
  'returned', // 退回补正
  'withdrawn', // 已撤回
  'signed_off', // 已销号
  'public_notice', // 公示开始
  'objection', // 公示异议退回
  'look_back_due', // 回头看提醒
  'looked_back', // 回头看结果
  'reopened', // 重新整改
  'extension_asked', // 延期待审
  'extension_again', // 延期审批催办
  'extension_above', // 延期审批提级
  'extension_granted', // 同意延期
  'extension_refused', // 不同意延期
  'problem_ready', // 问题可销号
  'problem_signed_off', // 问题已销号
  'problem_reopened', // 问题恢复整改
  'undeliverable', // 信件无法送达
  'sweep', // 巡检发现异常
  'suspended', // 中止
  'resumed', // 恢复
  'cancelled', // 取消
  'instructed', // 批示
  'instruction_reminder', // 批示待复
  'instruction_unanswered', // 批示逾期未复
  'instruction_answered', // 批示已复
  'unit_changed', // 改派: to the unit that is relieved of it
  'unit_assigned', // 改派: to the unit that takes it on
  'part_assigned', // 配合任务
  'part_removed', // 撤销配合
  'part_reminder', // 配合任务提醒
  'part_missed', // 配合任务逾期
  'part_done', // 配合任务完成
  'deputy_named', // 代办授权
  'deputy_ended', // 代办授权撤销
  'plan_amended', // 方案调整
  'calendar_changed', // 节假日安排变动
  'clue_to_acknowledge', // 线索待签收: handed over, re-routed, designated or passed down
  'clue_reminder', // 线索办理提醒: before and on the date of a step
  'clue_urge', // 线索催办: to the holder's head
  'clue_supervise', // 线索督办: to the supervising leader of the holder
  'clue_principal', // 线索逾期专报: to the principal leader
  'clue_received', // 线索已签收、已受理: to the sender
  'clue_returned', // 线索退回: to the sender, who has to send it elsewhere
  'clue_to_designate', // 线索提请指定: to the common superior, after too many returns
  'clue_moved', // 线索转交他单位: to the sender, when it was passed down or transferred
  'clue_withdrawn', // 线索撤回
  'clue_joined', // 线索并案: to both senders
  'clue_handler_relieved', // 线索承办人变动: to the head of the holder
  'clue_extension_asked', // 线索延期待审
  'clue_extension_granted', // 同意线索延期
  'clue_extension_refused', // 不同意线索延期
  'clue_recalendared', // 节假日安排变动: to whoever owes a step whose date moves
  'clue_reported', // 办理情况已报告: to the sender
  'clue_fed_back', // 反馈意见: to the unit that reported
  'clue_supplement', // 补充核查: to the holder
  'clue_closed', // 线索办结
  'clue_crime_asked', // 涉嫌犯罪待决定: to the head of the body
  'clue_crime_decided', // 涉嫌犯罪决定: to the holder
  'clue_follow_up', // 移送跟进: to the unit that transferred it; the body outside is never urged
] as const;
export type NoticeKind = (typeof NOTICE_KINDS)[number];

/** Whom a notice goes to, as they were at that moment: person, post, appointment and address. */
export interface Recipient {
  readonly person: string;
  readonly name: string;
  readonly address: string;
  readonly appointment: string;
  readonly role: Role;
  readonly post: PostId;
  readonly postTitle: string;
  /** Roles that were vacant and fell to this one. */
  readonly standsInFor?: readonly Role[];
}

/**
 * One thing to be told, frozen at the moment it arose. It reaches each recipient in exactly one letter.
 * The facts are all that the wording needs; the letter looks nothing up.
 */
export interface Notice {
  /** Duty id, or process#seq for notices that follow an act. */
  readonly id: string;
  readonly kind: NoticeKind;
  /** Urgent ones travel alone and leave at `leaveAt`; others gather in the letter of the slot `leaveAt`. */
  readonly urgent: boolean;
  readonly leaveAt: Instant;
  /** The slots after that one, for a notice that finds its letter already sealed. */
  readonly thenAt: readonly Instant[];
  readonly to: readonly Recipient[];
  readonly cc: readonly Recipient[];
  readonly facts: NoticeFacts;
}

/** Whether a notice follows an act: its id is then made of a number that, once databases were put back to an earlier moment, another act may bear. */
export function followsAct(notice: string): boolean {
  return notice.includes('#');
}

/** What notices of measures say. Every field is plain; dates are civil dates. Wording belongs to `src/mail`. */
export interface NoticeFacts {
  /** Process id, e.g. `zhejiang-2022/measure/M06`; urgent letters of one process form one thread. */
  readonly process: string;
  readonly measure: string;
  readonly title: string;
  readonly leadUnit: string;
  /** The date on which the notice arose. */
  readonly today: CivilDate;
  /** The date now in force, and the original where it was moved. */
  readonly due: CivilDate;
  readonly originalDue?: CivilDate;
  /** The date for correction after a return, where one runs. */
  readonly correctionDue?: CivilDate;
  readonly provisional?: boolean;
  /** Working days to go (0: today); negative when late. */
  readonly daysLeft: number;
  /** What is still missing, requirement by requirement; empty: everything is there. */
  readonly missing: readonly string[];
  /** Count of requirements: met and all. */
  readonly met: number;
  readonly of: number;
  /** What happens next if nobody acts, and when: date and who is told. */
  readonly next?: { readonly date: CivilDate; readonly role: Role; readonly kind: NoticeKind };
  /** What does not agree in the figures reported, in words. */
  readonly findings?: readonly string[];
  /** Clues that were handed over late, in words. */
  readonly handedOverLate?: readonly string[];
  /** Clues found on one day that are to be handed over by another: how many, and the first of them by their labels. */
  readonly unhanded?: {
    readonly due: CivilDate;
    readonly count: number;
    readonly found: readonly { readonly id: string; readonly reference: string; readonly on: CivilDate }[];
  };
  /** How often the unit was reminded and urged so far, this one not counted. */
  readonly reminded: number;
  readonly urged: number;
  /** Last words of the responsible office, with their date. */
  readonly lastReport?: { readonly date: CivilDate; readonly text: string };
  /** Milestone the notice is about. */
  readonly milestone?: { readonly title: string; readonly due: CivilDate };
  /** Indicators behind their pace. */
  readonly behind?: readonly PaceBehind[];
  /** Round of submission (第n轮) and step (第k步, of n). */
  readonly round?: number;
  readonly step?: {
    readonly index: number;
    readonly of: number;
    readonly title: string;
    /** Where it is closed by other means than an approval. */
    readonly mode?: 'countersign' | 'meeting';
  };
  readonly submittedOn?: CivilDate;
  /** By when an approver is asked to act. */
  readonly actBy?: CivilDate;
  /** Why: of a return, an extension, a refusal, an urge. */
  readonly reason?: string;
  /** Wished date of an extension. */
  readonly wishedDue?: CivilDate;
  /** Who acted: name and post title. */
  readonly by?: { readonly name: string; readonly postTitle: string };
  /** Of a clue: whose turn it is and for what; never what it is about, nor the words of a reason. */
  readonly clue?: ClueFacts;
  /** For undeliverable: whose letter, and the server's words. */
  readonly undeliverable?: {
    readonly name: string;
    readonly postTitle: string;
    readonly subject: string;
    readonly response: string;
  };
  /** Of a resumption: since when it was suspended, and the date before where another was set. */
  readonly suspended?: { readonly from: CivilDate; readonly dueBefore?: CivilDate };
  /** A leader's instruction: whose, of when, in their words; by when a reply is wanted, and the reply. */
  readonly instruction?: {
    readonly name: string;
    readonly postTitle: string;
    readonly on: CivilDate;
    readonly text: string;
    readonly due?: CivilDate;
    readonly reply?: string;
  };
  /** The unit that takes over, or is released. */
  readonly unit?: string;
  /** A supporting unit's part. */
  readonly part?: { readonly unit: string; readonly task: string; readonly due?: CivilDate };
  /** Who acts for whom in which post, and until when. */
  readonly deputy?: {
    readonly name: string;
    readonly postTitle: string;
    readonly of: string;
    readonly until: CivilDate;
  };
  /** Minutes of the meeting that decided. */
  readonly minutes?: { readonly number: string; readonly date: CivilDate };
  /** Public notice: its first and last day, and where objections are taken. */
  readonly publicNotice?: { readonly from: CivilDate; readonly until: CivilDate; readonly phone?: string };
  /** A look-back that is due: on which day, why this measure, when it was signed off. */
  readonly lookBack?: {
    readonly on: CivilDate;
    readonly reason: 'late' | 'reopened' | 'drawn';
    readonly signedOffOn: CivilDate;
  };
  /** What a look-back found, and what it looked at. */
  readonly lookedBack?: { readonly result: 'found' | 'not_found'; readonly sample: string };
  /** A problem: its measures (or those that reopened it), the standard it was held to, when it had been signed off. */
  readonly problem?: {
    readonly measures: readonly string[];
    readonly standard?: string;
    readonly signedOffOn?: CivilDate;
  };
  /** An amended plan or a new calendar: by which document, why, and what is otherwise. */
  readonly amended?: {
    readonly document: string;
    readonly reason?: string;
    readonly altered: readonly Altered[];
  };
  /** The consolidated report (专报). */
  readonly report?: ReportFacts;
  /** The weekly brief (简报). */
  readonly brief?: BriefFacts;
  /** When a reopened measure had been signed off. */
  readonly signedOffOn?: CivilDate;
  /** Working days late at sign-off. */
  readonly daysLate?: number;
  /** The duty fell due while nothing ran: when it should have been. */
  readonly lateSince?: Instant;
}

/** An indicator that is behind its pace; figures as people write them. */
export interface PaceBehind {
  readonly requirement: string;
  readonly name: string;
  readonly locality?: string;
  readonly period: string;
  readonly unit: string;
  /** What is reported, what should have been by now, and what is to be reached. */
  readonly reported: string;
  readonly expected: string;
  readonly target: string;
}

/** A letter as it is handed to the mailer: one person, one or more notices. */
export interface LetterContent {
  readonly programme: ProgrammeCard;
  readonly person: { readonly id: string; readonly name: string; readonly address: string };
  /** For ever the same for the same letter. Without angle brackets. */
  readonly messageId: string;
  /** The thread this letter belongs to: a stable id, not necessarily of a letter that was sent. Without angle brackets. */
  readonly thread: string;
  /** Civil moment of the letter: it is dated with it. */
  readonly at: Instant;
  readonly notices: readonly LetterNotice[];
}

/** A notice in one person's letter: in which role they receive it, and who else does. */
export interface LetterNotice {
  readonly notice: Notice;
  readonly as: 'to' | 'cc';
}
