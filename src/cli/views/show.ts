import { LETTER_STATUS_NAMES, type LetterState } from '../../domain/letter/state.ts';
import { openStep } from '../../domain/measure/approval.ts';
import { supportingUnits } from '../../domain/measure/countersign.ts';
import { isHosted, leadOf } from '../../domain/measure/staffing.ts';
import type { MeasureState } from '../../domain/measure/state.ts';
import { CATEGORY_NAMES, type Requirement } from '../../domain/plan.ts';
import { ROLE_NAMES } from '../../domain/roster.ts';
import { dateOf, timeOf } from '../../domain/time.ts';
import type { WorkCalendar } from '../../domain/calendar.ts';
import { explainDate, withWeekday } from '../../plan/explain.ts';
import { wrap } from '../../plan/text.ts';
import { styleOf } from '../../mail/kinds.ts';
import { personWithPost } from '../../mail/phrases.ts';
import type { MeasureView, NoticePerson, NoticeView } from '../measure-view.ts';
import { figuresView } from '../figures.ts';
import { statusName } from '../status.ts';
import { moment, shortDate } from './dates.ts';
import { clueLines } from './clues.ts';
import { figureLines } from './figures.ts';
import { lifeLines, lookBackText } from './life.ts';
import { lightCell } from './lights.ts';
import { remaining } from './status.ts';
import { heading, labelled } from './text.ts';

export interface ShowOptions {
  readonly width: number;
  readonly colour: boolean;
  readonly calendar: WorkCalendar;
}

type Live = NonNullable<MeasureView['live']>;

/** A measure, whole: what was promised, how it stands, who is asked, what comes next, and whom each notice reached. */
export function showLines(view: MeasureView, options: ShowOptions): readonly string[] {
  const { live } = view;
  return [
    ...headLines(view, options),
    ...(live === undefined
      ? ['办理程序没有应答：要求、日期、人员和后续事项暂不能显示，以下为台账所载。']
      : [
          ...quoteLines(live.state, options.width),
          ...requirementLines(live, options.width),
          ...figureLines(figuresView(live.state, dateOf(view.at)), options.width),
          ...clueLines(live.state, options.width),
          ...dateLines(live.state, options.width),
          ...peopleLines(live, options.width),
        ]),
    ...evidenceLines(view, options.width),
    ...(live === undefined
      ? []
      : [
          ...historyLines(live.state, options.width),
          ...lifeLines(live.state, options.width),
          ...dutyLines(live, options.width),
        ]),
    ...noticeLines(view, options.width),
  ];
}

function headLines(view: MeasureView, { width, colour, calendar }: ShowOptions): readonly string[] {
  const { row, at, live } = view;
  const { card } = row;
  const today = dateOf(at);
  const original =
    card.originalDue !== undefined && card.originalDue !== card.due ? `，原时限 ${card.originalDue}` : '';
  const due =
    card.due === undefined ? '' : `${withWeekday(card.due)}，${remaining(row, today, calendar)}${original}`;
  return [
    ...wrap(`${card.measure ?? ''} ${card.title}`, width),
    `${lightCell(row.light, colour)}（${card.lightText ?? ''}）　${statusName(row.status)}，${card.standing ?? ''}`,
    ...labelled(row.status === 'returned' ? '补正时限' : '时限', due, width),
    ...labelled('待办', nowText(view), width),
    ...labelled(
      '流程',
      `${row.process}，台账第 ${row.seq} 号记录${lagText(live)}；${view.clock === 'driven' ? '推演时间' : '现在'} ${moment(at)}`,
      width,
    ),
  ];
}

function lagText(live: Live | undefined): string {
  return live === undefined || live.behind <= 0 ? '' : `（尚差 ${live.behind} 条）`;
}

function nowText({ row, live }: MeasureView): string {
  const holder = row.card.holder ?? '';
  if (live?.state.status === 'under_review') {
    const { state } = live;
    const steps = state.input.plan.policy.approval.steps.length;
    return `第${state.round}轮第${state.step + 1}步（共${steps}步）“${openStep(state).title}”，${holder || '无人可办'}`;
  }
  if (live?.state.status === 'returned') return `${holder}；退回理由：${live.state.reason}`;
  if (live?.state.status === 'on_notice') return `公示至 ${live.state.until}，期满无异议即销号`;
  if (live?.state.status === 'signed_off') return lookBackText(live.state);
  return holder || '无';
}

function quoteLines(state: MeasureState, width: number): readonly string[] {
  const { plan } = state.input;
  const lead = leadOf(state);
  const mark = (field: string): string => (plan.assumed.includes(field) ? '＊假定' : '');
  const supporting =
    supportingUnits(state)
      .map(({ name }) => name)
      .join('、') || '无';
  const published = (plan.published ?? []).map(
    ({ name, value, unit, period }) => `${name} ${value} ${unit}（${period}）`,
  );
  return [
    ...heading('措施'),
    ...labelled('方面', plan.aspect.title, width),
    ...labelled('问题', `${plan.problems.join('、')}${mark('problems')}`, width),
    ...labelled('出处', plan.heading, width),
    ...labelled('原文', `“${plan.text}”`, width),
    ...labelled('类别', `${CATEGORY_NAMES[plan.category]}${mark('category')}`, width),
    ...labelled(
      '牵头单位',
      `${lead.name}${lead.id === plan.lead.id ? mark('lead') : `（改派，原为${plan.lead.name}）`}${isHosted(state) ? '（整改办所在处室）' : ''}`,
      width,
    ),
    ...labelled('配合单位', `${supporting}${mark('supporting')}`, width),
    ...(published.length === 0 ? [] : labelled('公布数字', published.join('，'), width)),
  ];
}

const KINDS: Readonly<Record<Requirement['type'], string>> = {
  document: '文件',
  statement: '说明',
  indicator: '指标',
  cascade: '逐级',
  cycle: '周期',
  milestone: '节点',
  clues: '线索',
};

function requirementLines({ state, requirements }: Live, width: number): readonly string[] {
  const met = requirements.filter((one) => one.met).length;
  return [
    ...heading(`整改要求 ${met}/${requirements.length}`),
    ...requirements.flatMap((one, i) => {
      const type = state.input.plan.requirements[i]?.type;
      const kind = type === undefined ? '' : `〔${KINDS[type]}〕`;
      return [
        ...wrap(`${one.met ? '✓' : '✗'} ${one.id} ${kind}${one.text}`, width),
        ...(one.met ? [] : wrap(`尚缺：${one.missing}`, width, '     ')),
      ];
    }),
  ];
}

function dateLines(state: MeasureState, width: number): readonly string[] {
  const { milestonesDone, due, extensions } = state;
  const { plan } = state.input;
  return [
    ...heading('时间'),
    ...labelled('起始', explainDate(plan.start), width),
    ...plan.milestones.flatMap((one) => {
      const done = milestonesDone[one.id];
      const how = done === undefined ? '尚未报告完成' : `${done} 报告完成`;
      return labelled(`节点 ${one.id} ${one.title}`, `${how}；${explainDate(one.due)}`, width);
    }),
    ...labelled(extensions.length === 0 ? '完成时限' : '原完成时限', explainDate(plan.deadline), width),
    ...(extensions.length === 0
      ? []
      : labelled('现完成时限', `${withWeekday(due)}：经同意延期，共 ${extensions.length} 次`, width)),
    ...(plan.outerLimit === undefined ? [] : labelled('整改期限', explainDate(plan.outerLimit), width)),
  ];
}

function peopleLines({ people }: Live, width: number): readonly string[] {
  return [
    ...heading('人员'),
    ...people.flatMap(({ role, holders }) => {
      const names = holders
        .map((one) => `${personWithPost(one)}（${one.person}，${one.address}）`)
        .join('、');
      return labelled(ROLE_NAMES[role], names || '空缺', width);
    }),
  ];
}

function evidenceLines({ evidence, live }: MeasureView, width: number): readonly string[] {
  const noted = live?.state.evidence.filter((one) => one.sha256 === undefined) ?? [];
  const lines = [
    ...evidence.map((one) => ({
      seq: one.seq,
      text: `《${bare(one.title)}》${numbered(one)}，${one.name}（${sizeText(one.size)}）SHA-256 ${one.sha256}`,
    })),
    ...noted.map((one) => ({
      seq: one.seq,
      text: `《${bare(one.title)}》${numbered(one)}，${one.on}，未附文件`,
    })),
  ].toSorted((a, b) => a.seq - b.seq);
  return [
    ...heading(`佐证材料 ${lines.length}`),
    ...(lines.length === 0 ? ['无'] : lines.flatMap(({ text }, i) => wrap(`${i + 1}. ${text}`, width))),
  ];
}

function bare(title: string): string {
  return title.replaceAll(/^《|》$/g, '');
}

function numbered({
  documentNumber,
  requirement,
}: {
  readonly documentNumber?: string;
  readonly requirement?: string;
}): string {
  return `${documentNumber === undefined ? '' : ` ${documentNumber}`}${requirement === undefined ? '' : `（要求 ${requirement}）`}`;
}

function sizeText(bytes: number): string {
  if (bytes < 1_000) return `${bytes} 字节`;
  return bytes < 1_000_000 ? `${(bytes / 1_000).toFixed(1)} KB` : `${(bytes / 1_000_000).toFixed(1)} MB`;
}

function historyLines(state: MeasureState, width: number): readonly string[] {
  const { reports, extensions, extensionAsked, submissions } = state;
  const asked =
    extensionAsked === undefined
      ? []
      : [
          `${dateOf(extensionAsked.at)} ${extensionAsked.by} 申请延至 ${extensionAsked.to}，待审；理由：${extensionAsked.reason}`,
        ];
  const part = (title: string, lines: readonly string[]): readonly string[] =>
    lines.length === 0
      ? []
      : [...heading(`${title} ${lines.length}`), ...lines.flatMap((line) => wrap(line, width))];
  return [
    ...part(
      '进展报告',
      reports.map(
        (one) =>
          `${one.on} ${one.by}${one.requirement === undefined ? '' : `（要求 ${one.requirement}）`}${one.milestone === undefined ? '' : `（节点 ${one.milestone}）`}：${one.text}`,
      ),
    ),
    ...part('延期', [
      ...extensions.map((one) => `${one.on} ${one.by} 同意：${one.from} 改为 ${one.to}`),
      ...asked,
    ]),
    ...part(
      '报审',
      submissions.map((one) => `第${one.round}轮：${dateOf(one.at)} ${timeOf(one.at)} ${one.byName}`),
    ),
    ...part(
      '此前的销号（已重新整改）',
      (state.signOffs ?? []).map(
        (one) =>
          `${one.on} 销号，${one.daysLate > 0 ? `逾期${one.daysLate}个工作日` : '未逾期'}，时限 ${one.due}`,
      ),
    ),
  ];
}

function dutyLines({ duties }: Live, width: number): readonly string[] {
  return [
    ...heading(`后续事项 ${duties.length}`),
    ...(duties.length === 0
      ? ['无']
      : duties.flatMap((one) =>
          wrap(`${moment(one.dueAt)}  ${one.label}${one.notice ? '' : '（不发通知）'}`, width),
        )),
  ];
}

function noticeLines({ notices, at }: MeasureView, width: number): readonly string[] {
  const today = dateOf(at);
  return [
    ...heading(`通知 ${notices.length}`),
    ...(notices.length === 0 ? ['无'] : notices.flatMap((one) => oneNotice(one, today, width))),
  ];
}

function oneNotice({ notice, at, people }: NoticeView, today: string, width: number): readonly string[] {
  const head = `${shortDate(dateOf(at), today)} ${timeOf(at)} 【${styleOf(notice.kind).tag}】定于 ${shortDate(dateOf(notice.leaveAt), today)} ${timeOf(notice.leaveAt)} 发出`;
  return [
    ...wrap(head, width),
    ...(people.length === 0
      ? ['    无人可送']
      : people.flatMap((one) => wrap(personText(one), width, '    '))),
  ];
}

/** 主送 处长 张三 <a@b>：已送达，250 OK（Message-ID …） */
function personText({ as, name, postTitle, address, letter, toldBefore }: NoticePerson): string {
  const who = `${as === 'to' ? '主送' : '抄送'} ${personWithPost({ name, postTitle })} <${address}>`;
  if (toldBefore !== undefined) return `${who}：恢复之前已告知，不再重发，Message-ID <${toldBefore}>`;
  if (letter === undefined) return `${who}：信件尚未登记`;
  const { status, response, copies, attempts, messageId } = letter;
  const state = LETTER_STATUS_NAMES[status as LetterState['status']] ?? status;
  const parts = [
    `${state}${attempts > 1 ? `（第${attempts}次）` : ''}`,
    response === '' ? '' : `服务器答复“${response}”`,
    copies > 1 ? `可能有 ${copies} 份` : '',
    messageId === '' ? '' : `Message-ID <${messageId}>`,
  ].filter((part) => part !== '');
  return `${who}：${parts.join('，')}`;
}
