import { stepText } from '../../domain/clue/clocks.ts';
import type { ClueEventData, ClueEventType } from '../../domain/clue/events.ts';
import { STEP_NAMES } from '../../domain/clue/policy.ts';
import type { CaseStage, ClueState } from '../../domain/clue/state.ts';
import type { Outcome } from '../../domain/clue/told.ts';
import type { EventRecord } from '../../domain/record.ts';
import { withWeekday } from '../../plan/explain.ts';
import { shortItem } from '../clue/items.ts';
import { recalendaredText } from './amended.ts';
import { actorText, quoted } from './who.ts';

/** Stages of a case as people see them. */
export const CASE_STAGE_NAMES: Readonly<Record<CaseStage, string>> = {
  review: STEP_NAMES.case_review,
  notice: STEP_NAMES.case_notice,
  decision: STEP_NAMES.case_decision,
  service: STEP_NAMES.case_service,
  execution: STEP_NAMES.case_execution,
  close: STEP_NAMES.case_close,
};

/** What came of a case. */
export const OUTCOME_NAMES: Readonly<Record<Outcome, string>> = {
  warned: '警告',
  fined: '罚款',
  exposed: '曝光',
  published: '公示',
};

export const CLUE_LIGHT_NAMES: Readonly<Record<ClueState['light'], string>> = {
  green: '绿灯',
  yellow: '黄灯',
  red: '红灯',
  done: '已办结',
  done_late: '已办结（曾逾期）',
};

/** What each event of a clue is in words; reasons stand in the record, contents never. */
const WORDS: {
  readonly [T in ClueEventType]: (data: ClueEventData[T], who: string) => string;
} = {
  Acknowledged: ({ handler }, who) => `${who} 签收${handler === undefined ? '' : `，承办人 ${handler.name}`}`,
  Accepted: (_, who) => `${who} 受理`,
  ClueReturned: ({ reason, superior }, who) =>
    `${who} 退回，理由：${reason}${superior === undefined ? '' : `；退回已超过规定次数，提请${superior.name}指定承办单位`}`,
  Rerouted: ({ unit, reason }, who) => `${who} 重新移交${unit.name}${quoted(reason)}`,
  Designated: ({ unit, reason }, who) => `${who} 指定${unit.name}承办${quoted(reason)}`,
  ClueWithdrawn: (_, who) => `${who} 撤回`,
  HandlerAssigned: ({ handler }, who) => `${who} 明确 ${handler.name} 为承办人`,
  PlanMade: ({ team, document, items }, who) =>
    `${who} 制定核查方案，专班：${team}${numbered(document)}${sealed(items)}`,
  Verified: ({ substantiated, items }, who) =>
    `${who} 完成核查：${substantiated ? '属实' : '不属实'}${sealed(items)}`,
  CaseFiled: ({ case: id, document }, who) => `${who} 立案：案件 ${id}${numbered(document)}`,
  CaseAdvanced: ({ case: id, stage, on, document, warned, fine }, who) =>
    `${who} 办理案件 ${id}：${CASE_STAGE_NAMES[stage]}（${on}）${numbered(document)}${warned === true ? '，警告' : ''}${fine === undefined ? '' : `，罚款 ${fine} 元`}`,
  CaseOutcomeRecorded: ({ case: id, outcome, on }, who) =>
    `${who} 登记案件 ${id} 的结果：${OUTCOME_NAMES[outcome]}（${on}）`,
  CaseDropped: ({ case: id, reason }, who) => `${who} 撤销案件 ${id}，理由：${reason}`,
  ConcludedWithoutCase: ({ reason }, who) => `${who} 决定不予立案，理由：${reason}`,
  FindingsReported: ({ document, items }, who) => `${who} 报告办理情况${numbered(document)}${sealed(items)}`,
  FedBack: ({ items }, who) => `${who} 反馈意见${sealed(items)}`,
  SupplementAsked: ({ reason }, who) => `${who} 退回补充核查，要求：${reason}`,
  ClueClosed: (_, who) => `${who} 办结`,
  PassedDown: ({ unit, due }, who) => `${who} 转办${unit.name}，时限 ${withWeekday(due)}`,
  TransferredOut: ({ body, document, followUp, items }, who) =>
    `${who} 移送${body}${numbered(document)}，跟进日期 ${withWeekday(followUp)}${sealed(items)}`,
  ReceiptRecorded: ({ document, on }, who) => `${who} 登记回执：${document}（${on}）`,
  ResultRecorded: ({ on, items }, who) => `${who} 登记移送结果（${on}）${sealed(items)}`,
  FollowUpSet: ({ to }, who) => `${who} 另定跟进日期 ${withWeekday(to)}`,
  ClueExtensionAsked: ({ to, reason, ...step }, who) =>
    `${who} 就“${stepText(step)}”申请延期至 ${withWeekday(to)}，理由：${reason}`,
  ClueExtensionGranted: (_, who) => `${who} 同意延期`,
  ClueExtensionRefused: ({ reason }, who) => `${who} 不同意延期，理由：${reason}`,
  CrimeSuspected: ({ items }, who) => `${who} 报告涉嫌犯罪${sealed(items)}`,
  CrimeDecided: ({ transfer, reason }, who) =>
    `${who} 决定${transfer ? '' : '不'}移送司法机关，理由：${reason}`,
  CrimeTransferred: ({ body, document }, who) => `${who} 移送${body}${numbered(document)}`,
  PoliceAnswered: ({ accepted, document, on }, who) =>
    `${who} 登记公安机关答复：${accepted ? '' : '不予'}立案（${on}）${numbered(document)}`,
  ItemsAttached: ({ items }, who) => `${who} 补充材料${sealed(items)}`,
  ContentRead: ({ item }, who) => `${who} 查阅材料 ${shortItem(item)}`,
  ContentDestroyed: ({ item, reason }, who) =>
    `${who} 销毁材料 ${shortItem(item)} 的密钥，内容不可恢复，理由：${reason}`,
  ClueUrged: (_, who) => `${who} 催办`,
  ClueJoined: ({ code, unit, items }, who) => `${who}（${unit.name}）移交的${code}并入${sealed(items)}`,
  RosterHeard: ({ roster, relieved }) =>
    `任职名单更新（名册第 ${roster.seq} 号记录）${relieved === undefined ? '' : `：承办人 ${relieved.name} 已离任，须另行明确`}`,
  ClueReminded: () => '发出提醒',
  ClueEscalated: ({ after }) => `逾期${after}个工作日：发出催办`,
  LightChanged: ({ light }) => `亮灯变更：转${CLUE_LIGHT_NAMES[light]}`,
  ClueRecalendared: (data) => recalendaredText(data),
  NoticeUndeliverable: ({ undelivered }) =>
    `通知无法送达：${undelivered.map((one) => `${one.person}（${one.response}）`).join('、')}`,
};

interface HandedOver {
  readonly code: string;
  readonly from: { readonly name: string };
  readonly to: { readonly name: string };
  readonly category: string;
  readonly items: readonly unknown[];
  readonly letter?: { readonly number: string; readonly due: string };
  readonly measure?: string;
  readonly outside?: { readonly body: string };
}

/** A clue's event in words, without its full stop; undefined when it is none of a clue's. */
export function clueWords(record: EventRecord): string | undefined {
  if (!/\/clue\/\d+$/.test(record.process)) return undefined;
  const who = actorText(record);
  if (record.type === 'ClueHandedOver') return handedOver(record.data as unknown as HandedOver, who);
  if (!Object.hasOwn(WORDS, record.type)) return undefined;
  const words = WORDS[record.type as ClueEventType] as (data: unknown, who: string) => string;
  return words(record.data, who);
}

function handedOver(
  { code, from, to, category, items, letter, measure, outside }: HandedOver,
  who: string,
): string {
  const by = letter === undefined ? '' : `，转交函 ${letter.number}，函定时限 ${withWeekday(letter.due)}`;
  const found = measure === undefined ? '' : `，在 ${measure} 工作中发现`;
  const where = outside?.body ?? to.name;
  return `${who} 由${from.name}移交${where}：${code}（${category}）${by}${found}${sealed(items)}`;
}

/** ，材料 2 件（密封） */
function sealed(items: readonly unknown[]): string {
  return items.length === 0 ? '' : `，材料 ${items.length} 件（密封）`;
}

function numbered(document: string | undefined): string {
  return document === undefined ? '' : `，文号 ${document}`;
}
