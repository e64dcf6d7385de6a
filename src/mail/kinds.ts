import type { NoticeKind } from '../domain/notice.ts';
import type { Accent } from './section.ts';

/** What a kind is called and how grave it is. */
export interface KindStyle {
  /** Stands in 【】 at the head of the subject. */
  readonly tag: string;
  /** Counted under this name in the subject of a digest. */
  readonly count: string;
  readonly accent: Accent;
  /** Put to a leader for reading and decision: what is asked is a proposal. */
  readonly proposal?: true;
  /** Is about no measure and its dates; letters of clues have lines of their own. */
  readonly plain?: true;
}

/** In order of gravity: digests are sorted by it. */
const STYLES = {
  proposal: { tag: '呈阅·约谈通报建议', count: '约谈通报建议', accent: 'red', proposal: true },
  special_report: { tag: '呈阅·专报', count: '专报', accent: 'red', proposal: true },
  consolidated_report: { tag: '呈阅·专报', count: '专报', accent: 'red', proposal: true, plain: true },
  report_prepared: { tag: '专报待报', count: '专报待报', accent: 'red', plain: true },
  clue_crime_asked: { tag: '涉嫌犯罪待决定', count: '涉嫌犯罪待决定', accent: 'red', plain: true },
  clue_principal: { tag: '呈阅·线索专报', count: '线索专报', accent: 'red', proposal: true, plain: true },
  supervise: { tag: '呈阅·督办', count: '督办', accent: 'red', proposal: true },
  clue_supervise: { tag: '呈阅·线索督办', count: '线索督办', accent: 'red', proposal: true, plain: true },
  approval_above: { tag: '呈阅·审批提级', count: '审批提级', accent: 'red', proposal: true },
  extension_above: { tag: '呈阅·延期提级', count: '延期提级', accent: 'red', proposal: true },
  instruction_unanswered: { tag: '呈阅·批示逾期未复', count: '批示逾期未复', accent: 'red', proposal: true },
  instructed: { tag: '领导批示', count: '批示', accent: 'red' },
  clue_crime_decided: { tag: '涉嫌犯罪决定', count: '涉嫌犯罪决定', accent: 'red', plain: true },
  clue_to_designate: { tag: '线索待指定', count: '线索待指定', accent: 'red', plain: true },
  part_missed: { tag: '配合任务催办', count: '配合任务催办', accent: 'red' },
  unit_assigned: { tag: '改派承办', count: '改派承办', accent: 'yellow' },
  report_listed: { tag: '列入专报', count: '列入专报', accent: 'red' },
  urge: { tag: '催办', count: '催办', accent: 'red' },
  clue_urge: { tag: '线索催办', count: '线索催办', accent: 'red', plain: true },
  urged_by_leader: { tag: '领导催办', count: '领导催办', accent: 'yellow' },
  sweep: { tag: '巡检异常', count: '巡检异常', accent: 'red', plain: true },
  undeliverable: { tag: '信件无法送达', count: '无法送达', accent: 'red' },
  problem_reopened: { tag: '问题恢复整改', count: '问题恢复整改', accent: 'red', plain: true },
  reopened: { tag: '重新整改', count: '重新整改', accent: 'red' },
  objection: { tag: '公示异议', count: '公示异议', accent: 'yellow' },
  milestone_missed: { tag: '节点预警', count: '节点预警', accent: 'yellow' },
  pace_missed: { tag: '指标预警', count: '指标预警', accent: 'yellow' },
  clue_unhanded_missed: { tag: '线索逾期未移交', count: '线索逾期未移交', accent: 'red' },
  returned: { tag: '退回补正', count: '退回补正', accent: 'yellow' },
  clue_returned: { tag: '线索退回', count: '线索退回', accent: 'yellow', plain: true },
  clue_supplement: { tag: '补充核查', count: '补充核查', accent: 'yellow', plain: true },
  clue_handler_relieved: { tag: '线索承办人变动', count: '线索承办人变动', accent: 'yellow', plain: true },
  extension_refused: { tag: '不同意延期', count: '不同意延期', accent: 'yellow' },
  clue_extension_refused: { tag: '不同意线索延期', count: '不同意线索延期', accent: 'yellow', plain: true },
  to_approve_again: { tag: '审批催办', count: '审批催办', accent: 'yellow' },
  extension_again: { tag: '延期审批催办', count: '延期审批催办', accent: 'yellow' },
  problem_ready: { tag: '问题可销号', count: '问题可销号', accent: 'blue', plain: true },
  look_back_due: { tag: '回头看', count: '回头看', accent: 'blue' },
  looked_back: { tag: '回头看结果', count: '回头看结果', accent: 'blue' },
  public_notice: { tag: '销号公示', count: '公示', accent: 'blue' },
  clue_to_acknowledge: { tag: '待签收', count: '线索待签收', accent: 'blue', plain: true },
  clue_reported: { tag: '办理情况报告', count: '线索办理情况报告', accent: 'blue', plain: true },
  to_approve: { tag: '待审批', count: '待审批', accent: 'blue' },
  extension_asked: { tag: '延期待审', count: '延期待审', accent: 'blue' },
  clue_extension_asked: { tag: '线索延期待审', count: '线索延期待审', accent: 'blue', plain: true },
  reminder: { tag: '整改提醒', count: '提醒', accent: 'blue' },
  clue_reminder: { tag: '线索提醒', count: '线索提醒', accent: 'blue', plain: true },
  clue_follow_up: { tag: '移送跟进', count: '移送跟进', accent: 'blue', plain: true },
  clue_unhanded: { tag: '线索待移交', count: '线索待移交', accent: 'blue' },
  milestone_reminder: { tag: '节点提醒', count: '节点提醒', accent: 'blue' },
  extension_granted: { tag: '同意延期', count: '同意延期', accent: 'blue' },
  clue_extension_granted: { tag: '同意线索延期', count: '同意线索延期', accent: 'blue', plain: true },
  instruction_reminder: { tag: '批示待复', count: '批示待复', accent: 'yellow' },
  instruction_answered: { tag: '呈阅·批示已复', count: '批示已复', accent: 'blue' },
  part_assigned: { tag: '配合任务', count: '配合任务', accent: 'blue' },
  part_reminder: { tag: '配合任务提醒', count: '配合任务提醒', accent: 'blue' },
  part_done: { tag: '配合任务完成', count: '配合任务完成', accent: 'green' },
  part_removed: { tag: '配合任务撤销', count: '配合任务撤销', accent: 'blue' },
  deputy_named: { tag: '代办授权', count: '代办授权', accent: 'blue' },
  deputy_ended: { tag: '代办授权撤销', count: '代办授权撤销', accent: 'blue' },
  unit_changed: { tag: '改派移出', count: '改派移出', accent: 'blue' },
  clue_moved: { tag: '线索去向', count: '线索去向', accent: 'blue', plain: true },
  clue_joined: { tag: '线索并案', count: '线索并案', accent: 'blue', plain: true },
  suspended: { tag: '已中止', count: '中止', accent: 'blue' },
  resumed: { tag: '恢复整改', count: '恢复', accent: 'yellow' },
  plan_amended: { tag: '方案调整', count: '方案调整', accent: 'yellow' },
  calendar_changed: { tag: '节假日安排变动', count: '节假日安排变动', accent: 'yellow' },
  cancelled: { tag: '已取消', count: '取消', accent: 'blue' },
  brief: { tag: '整改简报', count: '简报', accent: 'blue', plain: true },
  withdrawn: { tag: '已撤回', count: '撤回', accent: 'blue' },
  clue_withdrawn: { tag: '线索撤回', count: '线索撤回', accent: 'blue', plain: true },
  clue_received: { tag: '线索接收', count: '线索接收', accent: 'blue', plain: true },
  problem_signed_off: { tag: '问题已销号', count: '问题销号', accent: 'green', plain: true },
  clue_recalendared: { tag: '节假日安排变动', count: '线索时限变动', accent: 'yellow', plain: true },
  clue_fed_back: { tag: '反馈意见', count: '线索反馈意见', accent: 'blue', plain: true },
  clue_closed: { tag: '线索办结', count: '线索办结', accent: 'green', plain: true },
  signed_off: { tag: '已销号', count: '销号', accent: 'green' },
} satisfies Readonly<Record<NoticeKind, KindStyle>>;

const RANKS = new Map(Object.keys(STYLES).map((kind, rank) => [kind, rank]));

/** Of a kind that a later version gives. */
const UNKNOWN: KindStyle = { tag: '通知', count: '其他事项', accent: 'blue' };

/** The style of a kind. */
export function styleOf(kind: NoticeKind): KindStyle {
  return Object.hasOwn(STYLES, kind) ? STYLES[kind] : UNKNOWN;
}

/** Gravity of a kind: 0 is the gravest. */
export function rankOf(kind: NoticeKind): number {
  return RANKS.get(kind) ?? RANKS.size;
}
