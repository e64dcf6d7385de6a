import { figureText } from '../../domain/decimal.ts';
import { partsOf, rungLabel } from '../../domain/measure/duties.ts';
import type { MeasureEvent } from '../../domain/measure/events.ts';
import { behindWords } from './figures.ts';
import type { LookBackDrawn } from '../../domain/measure/look-back-draw.ts';
import type { LightMeaning } from '../../domain/measure/light.ts';
import type { PassedOver } from '../../domain/measure/passing.ts';
import { unreachable } from '../../domain/json.ts';
import type { EventRecord } from '../../domain/record.ts';
import { ROLE_NAMES } from '../../domain/roster.ts';
import { withWeekday } from '../../plan/explain.ts';
import { lightName } from '../views/lights.ts';
import { AMEND_WORDS } from './amended.ts';
import { CLUE_WORDS } from './clues.ts';
import { LIFE_WORDS } from './life.ts';
import { actorText, noticesOf, quoted } from './who.ts';

type Event = MeasureEvent & EventRecord;
type Of<T extends MeasureEvent['type']> = Extract<Event, { type: T }>;

/** What each event of a measure is in words; the key is the event's type. */
const WORDS: { readonly [T in MeasureEvent['type']]: (event: Of<T>, who: string) => string } = {
  MeasureStarted: ({ data }, who) => {
    switch (data.by) {
      case 'schedule':
        return '按计划启动整改';
      case 'command':
        return `${who} 启动整改${quoted(data.text)}`;
      case 'report':
        return `${who} 首次报告进展，整改随之启动`;
      default:
        return unreachable(data.by);
    }
  },
  ProgressReported: ({ data }, who) => {
    const answers = data.instruction === undefined ? '' : `（回复第 ${data.instruction} 号批示）`;
    return `${who} 报告进展${about(data)}${answers}：${data.text}${figures(data.figures)}`;
  },
  EvidenceAttached: ({ data }, who) => {
    const number = data.documentNumber === undefined ? '' : `，文号 ${data.documentNumber}`;
    const file = data.fileName === undefined ? '' : `，文件 ${data.fileName}`;
    return `${who} 附佐证材料《${data.title.replaceAll(/^《|》$/g, '')}》${number}${file}${about(data)}`;
  },
  Commented: ({ data }, who) => `${who} 批注：${data.text}`,
  OpinionGiven: ({ data }, who) =>
    `${who} 对延期申请提出意见（${data.opinion === 'support' ? '支持' : '不支持'}）：${data.text}`,
  Submitted: ({ data }, who) => `${who} 报审（第${data.round}轮）${quoted(data.text)}`,
  Withdrawn: ({ data }, who) => `${who} 撤回报审${quoted(data.text)}`,
  StepApproved: ({ data }, who) => {
    const passed = passedWords(data);
    const open = data.closes ? '' : '，本步尚待其他人员同意';
    return `${who} 同意${passed}：第${data.round}轮第${data.step}步“${data.title}”${open}${quoted(data.text)}`;
  },
  Countersigned: ({ data }, who) => {
    const units = data.units.map(({ name }) => name).join('、');
    const open = data.closes ? '' : '，本步尚待其他配合单位会签';
    return `${who} 会签${passedWords(data)}：第${data.round}轮第${data.step}步“${data.title}”，代表${units}${open}${quoted(data.text)}`;
  },
  MeetingClosed: ({ data }, who) => {
    const { number, date, recorder } = data.minutes;
    const step = `第${data.round}轮第${data.step}步“${data.title}”`;
    return `${who} 登记会议审定${passedWords(data)}：${step}，${withWeekday(date)}会议通过，纪要 ${number}，记录人 ${recorder}${quoted(data.text)}`;
  },
  StepPassedOver: ({ data }) =>
    `第${data.round}轮第${data.step}步“${data.title}”不办：本措施没有配合单位，转入下一步`,
  Returned: ({ data }, who) =>
    `${who} 退回补正（第${data.round}轮第${data.step}步），补正时限 ${withWeekday(data.correctionDue)}，理由：${data.reason}`,
  SignedOff: ({ data }) =>
    `予以销号：${data.submittedOn} 报审，时限 ${data.due}，${data.daysLate > 0 ? `逾期${data.daysLate}个工作日` : '未逾期'}${drawnWords(data.lookBack)}`,
  PublicNoticeBegun: ({ data }) =>
    `销号公示：${data.from} 起，至 ${withWeekday(data.until)}止，受理电话 ${data.phone}`,
  ObjectionRecorded: ({ data }, who) =>
    `${who} 登记公示异议，退回补正，补正时限 ${withWeekday(data.correctionDue)}，异议：${data.reason}`,
  LookBackDue: () => '提醒开展“回头看”',
  LookedBack: ({ data }, who) =>
    `${who} 开展“回头看”${whyWords(data.why)}，${data.result === 'found' ? '发现问题' : '未发现问题'}：${data.text}（抽查：${data.sample}）`,
  Reopened: ({ data }, who) =>
    `${who} 决定重新整改${whyWords(data.why)}（第${data.round}轮；${data.signedOffOn} 的销号留存记录），完成时限 ${withWeekday(data.to)}，理由：${data.reason}`,
  ExtensionRequested: ({ data: { asked } }, who) =>
    `${who} 申请延期：${asked.moves === 'correction' ? '补正时限' : '完成时限'}延至 ${withWeekday(asked.to)}，理由：${asked.reason}`,
  ExtensionGranted: ({ data }, who) => {
    const waived = data.opinionWaived === undefined ? '' : `（${WAIVED[data.opinionWaived]}）`;
    return `${who} 同意延期：${data.from} 改为 ${withWeekday(data.to)}${waived}${quoted(data.text)}`;
  },
  ExtensionRefused: ({ data }, who) => `${who} 不同意延期至 ${withWeekday(data.to)}，理由：${data.reason}`,
  Urged: ({ data }, who) => `${who} 催办${quoted(data.text)}`,
  ReminderSent: (event) => `发出提醒：${offset(event)}`,
  MilestoneReminderSent: (event) => `发出节点提醒：${milestone(event)}${offset(event, '当日')}`,
  MilestoneMissed: (event) =>
    `节点滞后预警：${milestone(event) || `节点 ${event.data.milestone} `}到期未报告完成`,
  PaceMissed: ({ data }) => `指标落后进度预警：${data.behind.map(behindWords).join('；')}`,
  Escalated: ({ data }) =>
    `逾期${data.after}个工作日${data.paused === undefined ? '' : `（中止的${data.paused}个工作日不计）`}：${rungLabel(
      data.rung,
      data.notices?.some(({ kind }) => kind === 'report_listed'),
    )}`,
  ApprovalAskedAgain: () => '审批久候未办：再次提请审批',
  ApprovalEscalated: () => '审批逾期：提级报告',
  ExtensionAskedAgain: () => '延期申请久候未批：再次提请审批',
  ExtensionEscalated: () => '延期审批逾期：提级报告',
  LightChanged: ({ data }) =>
    `亮灯变更：${lightName(data.from)}转${lightName(data.to)}（${MEANINGS[data.reason]}）`,
  RosterHeard: ({ data }) => `任职名单更新（名册第 ${data.roster.seq} 号记录）`,
  NoticeUndeliverable: ({ data }) =>
    `通知无法送达：${data.undelivered.map((one) => `${one.person}（${one.response}）`).join('、')}`,
  ...AMEND_WORDS,
  ...LIFE_WORDS,
  ...CLUE_WORDS,
};

/** A measure's event in words, without its full stop; undefined when it is none of a measure's. */
export function measureWords(record: EventRecord): string | undefined {
  if (record.type === 'MeasureOpened')
    return `措施立项，完成时限 ${withWeekday(record.data['due'] as string)}`;
  const event = record as unknown as Event;
  const words = (WORDS as Readonly<Record<string, ((e: Event, who: string) => string) | undefined>>)[
    event.type
  ];
  return words?.(event, actorText(record));
}

/** Who was passed over on the way to who decided, and why where the record says so. */
function passedWords({ passed, why }: Pick<Of<'StepApproved'>['data'], 'passed' | 'why'>): string {
  if (passed.length === 0) return '';
  if (why !== undefined) return whyWords(why);
  return `（${passed.map((role) => ROLE_NAMES[role]).join('、')}空缺或须回避，由上一级办理）`;
}

function whyWords(why: readonly PassedOver[] = []): string {
  if (why.length === 0) return '';
  return `（${why.map(({ role, reason }) => `${ROLE_NAMES[role]}${PASSED[reason]}`).join('，')}，由上一级办理）`;
}

/** How a signed-off measure was drawn for the look-back. */
function drawnWords(drawn: LookBackDrawn | undefined): string {
  if (drawn === undefined) return '';
  const lot = `抽签号 ${drawn.lot}，小于 ${drawn.percent} 的抽中`;
  if (drawn.due === undefined) return `；未列入“回头看”（${lot}）`;
  const { on, reason } = drawn.due;
  return `；${on} 起“回头看”（${reason === 'drawn' ? lot : DRAWN[reason]}）`;
}

const DRAWN = { late: '逾期销号的均列入', reopened: '重新整改的均列入' } as const;

const PASSED: Readonly<Record<PassedOver['reason'], string>> = {
  vacant: '空缺',
  submitter: '系报审人，回避',
  earlier_step: '已办理前一环节',
  host_office: '对所在处室牵头的措施回避',
};

const WAIVED = { host_office: '整改办不就其所在处室提意见', vacant: '整改办岗位空缺，未提意见' } as const;

const MEANINGS: Readonly<Record<LightMeaning, string>> = {
  on_track: '进展正常',
  close: '临近时限',
  behind: '节点滞后',
  off_pace: '指标落后进度',
  overdue: '已过时限',
  submitted_late: '逾期报审',
  signed_off: '已销号',
  suspended: '已中止',
  cancelled: '已取消',
};

function about(data: {
  readonly requirement?: string;
  readonly milestone?: string;
  readonly period?: string;
}): string {
  const parts = [
    data.requirement === undefined ? '' : `要求 ${data.requirement}`,
    data.milestone === undefined ? '' : `节点 ${data.milestone} 完成`,
    data.period === undefined ? '' : `统计期 ${data.period}`,
  ].filter((part) => part !== '');
  return parts.length === 0 ? '' : `（${parts.join('，')}）`;
}

/** 数据 330100 12/400、330200 3/80 */
function figures(list: Of<'ProgressReported'>['data']['figures']): string {
  if (list.length === 0) return '';
  const texts = list.map(
    ({ locality, value, base, unit = '' }) =>
      `${locality === undefined ? '' : `${locality} `}${figureText(value)}${unit}${base === undefined ? '' : `/${figureText(base)}`}`,
  );
  return `；数据 ${texts.join('、')}`;
}

/** 到期前7个工作日, from the duty that fired. */
function offset(record: EventRecord, onTheDay = '到期当日'): string {
  if (record.dutyId === undefined) return '';
  const { rung, subject } = partsOf(record.dutyId);
  const what = subject === 'correction' ? '补正时限' : '';
  return rung === '0' ? `${what}${onTheDay}` : `${what}${onTheDay === '当日' ? '' : '到期'}前${rung}个工作日`;
}

function milestone(record: EventRecord): string {
  const title = noticesOf(record)[0]?.facts.milestone?.title;
  return title === undefined ? '' : `节点“${title}”`;
}
