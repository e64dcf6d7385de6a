import type { WorkCalendar } from '../../domain/calendar.ts';
import type { Row } from '../../domain/process.ts';
import { dateOf, timeOf, type CivilDate } from '../../domain/time.ts';
import { wrap } from '../../plan/text.ts';
import { statusName, type ProgrammeStatus, type WaitingLetter } from '../status.ts';
import { daysLeftText, moment, shortDate } from './dates.ts';
import { lightCell, lightName } from './lights.ts';
import { table, type Column } from './table.ts';
import { packed } from './text.ts';

export interface ViewOptions {
  readonly width: number;
  readonly colour: boolean;
  readonly calendar: WorkCalendar;
  /** Also every letter that waits. */
  readonly letters?: boolean;
}

const COLUMNS: readonly (Column & { readonly wideOnly?: true })[] = [
  { head: '编号' },
  { head: '措施', least: 12, cut: true },
  { head: '亮灯' },
  { head: '状态' },
  { head: '进展', least: 8, wideOnly: true },
  { head: '牵头单位', least: 10, wideOnly: true },
  { head: '待办人', least: 11 },
  { head: '时限' },
  { head: '剩余', right: true },
  { head: '下一事项', least: 14 },
];

/** Below so many columns the table leaves out what `show` tells as well. */
const WIDE = 110;

/** A programme's table with its footer. */
export function statusLines(status: ProgrammeStatus, options: ViewOptions): readonly string[] {
  const { width, calendar } = options;
  const today = dateOf(status.at);
  const head = status.clock === 'driven' ? `推演时间 ${moment(status.at)}` : moment(status.at);
  const shown = COLUMNS.map((column, i) => ({ column, i })).filter(
    ({ column }) => width >= WIDE || column.wideOnly !== true,
  );
  const columns = shown.map(({ column }) => column);
  const rows = status.measures.map((row) => {
    const all = cells(row, today, calendar, options.colour);
    return shown.map(({ i }) => all[i] ?? '');
  });
  return [
    ...packed([`${status.title}（${status.programme}）`, head], width),
    '',
    ...(rows.length === 0 ? ['没有符合条件的措施。'] : table(columns, rows, width)),
    '',
    ...footer(status).flatMap((line) => wrap(line, width)),
    ...letterLines(status, options),
  ];
}

function cells(row: Row, today: CivilDate, calendar: WorkCalendar, colour: boolean): readonly string[] {
  const { card, nextDuty } = row;
  const next = nextDuty === undefined ? '—' : `${shortDate(dateOf(nextDuty.dueAt), today)} ${nextDuty.label}`;
  return [
    card.measure ?? '',
    card.title,
    lightCell(row.light, colour),
    statusName(row.status),
    card.standing ?? '',
    card.leadUnit ?? '',
    card.holder === undefined || card.holder === '' ? '—' : card.holder,
    card.due === undefined ? '' : `${shortDate(card.due, today)}${card.provisional === true ? '？' : ''}`,
    remaining(row, today, calendar),
    next,
  ];
}

/** What is left until the date; once submitted or signed off, days no longer run. */
export function remaining(
  row: Pick<Row, 'status' | 'card'>,
  today: CivilDate,
  calendar: WorkCalendar,
): string {
  const { due, lightText } = row.card;
  if (row.status === 'signed_off')
    return (lightText ?? '').includes('逾期') ? (/逾期\d+天/.exec(lightText ?? '')?.[0] ?? '') : '按期';
  if (row.status === 'under_review') return (lightText ?? '').includes('逾期') ? (lightText ?? '') : '已报审';
  if (['on_notice', 'suspended', 'cancelled'].includes(row.status)) return lightText ?? '';
  return due === undefined ? '' : daysLeftText(calendar, today, due);
}

const ORDER = ['red', 'yellow', 'green', 'done', 'done_late', 'suspended', 'cancelled'];

function footer(status: ProgrammeStatus): readonly string[] {
  const counts = [...new Set([...ORDER, ...Object.keys(status.lights)])]
    .filter((light) => (status.lights[light] ?? 0) > 0)
    .map((light) => `${lightName(light)} ${status.lights[light] ?? 0}`);
  const shown = status.measures.length === status.of ? '' : `，本表列出 ${status.measures.length} 项`;
  const { gathering, waiting, undeliverable } = status.letters;
  const mail = [
    gathering === 0 ? '' : `待发 ${gathering} 封`,
    waiting.length === 0 ? '' : `待重发 ${waiting.length} 封`,
    undeliverable.length === 0 ? '' : `无法送达 ${undeliverable.length} 封`,
  ].filter((part) => part !== '');
  return [
    `共 ${status.of} 项：${counts.join('，') || '无'}${shown}。`,
    `信件：${mail.join('，') || '没有待发的'}。${waiting.length + undeliverable.length > 0 ? '详见 zhenggai status --letters。' : ''}`,
    ...contradictions(status),
    ...clues(status),
    ...(status.measures.some(({ card }) => card.provisional === true)
      ? ['时限后的“？”：所在年份的放假安排尚未公布，日期为暂定。']
      : []),
    ...lagText(status.lag),
  ];
}

/** Measures whose figures contradict each other. */
function contradictions({ measures }: ProgrammeStatus): readonly string[] {
  const found = measures.filter(({ card }) => (card.contradictions ?? 0) > 0);
  if (found.length === 0) return [];
  const names = found.map(({ card }) => `${card.measure ?? ''}（${card.contradictions ?? 0}处）`);
  return [`填报数据有矛盾：${names.join('、')}。详见 zhenggai figures。`];
}

/** Measures with clues: what is to be handed over, what somebody has, what was late. */
function clues({ measures }: ProgrammeStatus): readonly string[] {
  const found = measures.filter(({ card }) => card.clues !== undefined);
  if (found.length === 0) return [];
  const names = found.map(({ card }) => `${card.measure ?? ''}（${clueText(card)}）`);
  return [`问题线索：${names.join('、')}。详见 zhenggai show。`];
}

/** 待移交 1 件，在办 2 件，共 5 件，逾期移交 1 件 */
function clueText({ clues: counts }: Row['card']): string {
  if (counts === undefined) return '';
  const { unhanded, open, all, late } = counts;
  return [
    ...(unhanded === 0 ? [] : [`待移交 ${unhanded} 件`]),
    `在办 ${open} 件`,
    `共移交 ${all} 件`,
    ...(late === 0 ? [] : [`其中逾期移交 ${late} 件`]),
  ].join('，');
}

function lagText(lag: ProgrammeStatus['lag']): readonly string[] {
  if (lag === 'unknown') return ['办理程序没有应答：以上为台账所载，可能不是最新。'];
  return lag === 0 ? [] : [`台账尚有 ${lag} 条记录未登记，稍后再看。`];
}

const LETTER_COLUMNS: readonly Column[] = [
  { head: '情况' },
  { head: '收件人', least: 16 },
  { head: '内容', least: 16 },
  { head: '已试', right: true },
  { head: '服务器最后答复', least: 24 },
];

function letterLines(status: ProgrammeStatus, { letters, width }: ViewOptions): readonly string[] {
  if (letters !== true) return [];
  const { waiting, undeliverable } = status.letters;
  const row = (what: string) => (one: WaitingLetter) => [
    what,
    one.person,
    one.title,
    `${one.attempts}次`,
    one.response || '—',
  ];
  const rows = [...undeliverable.map(row('无法送达')), ...waiting.map(row('待重发'))];
  return ['', ...(rows.length === 0 ? ['没有待重发或无法送达的信件。'] : table(LETTER_COLUMNS, rows, width))];
}

/** A status for programs: rows as the ledger has them, and the days left as of `at`. */
export function statusJson(
  status: ProgrammeStatus,
  calendar: WorkCalendar,
): Readonly<Record<string, unknown>> {
  const today = dateOf(status.at);
  return { ...status, measures: status.measures.map((row) => measureJson(row, today, calendar)) };
}

/** A measure's row for programs. */
export function measureJson(
  row: Row,
  today: CivilDate,
  calendar: WorkCalendar,
): Readonly<Record<string, unknown>> {
  const { process, seq, status, light, card, nextDuty } = row;
  return {
    process,
    seq,
    measure: card.measure,
    number: card.number,
    title: card.title,
    category: card.category,
    light,
    lightText: card.lightText,
    status,
    standing: card.standing,
    leadUnit: card.leadUnit,
    holder: card.holder,
    due: card.due,
    originalDue: card.originalDue,
    provisional: card.provisional,
    remaining: remaining(row, today, calendar),
    requirementsMet: card.met,
    requirements: card.of,
    contradictions: card.contradictions,
    remarks: card.remarks,
    clues: card.clues,
    next: nextDuty === undefined ? null : { dueAt: nextDuty.dueAt, label: nextDuty.label },
  };
}

/** How one measure stands, after something was done to it. */
export function measureLines(row: Row, today: CivilDate, options: ViewOptions): readonly string[] {
  const { card, nextDuty } = row;
  const parts = [
    lightCell(row.light, options.colour),
    `${statusName(row.status)}（${card.standing ?? ''}）`,
    card.due === undefined ? '' : `时限 ${card.due} ${remaining(row, today, options.calendar)}`,
    card.of === undefined ? '' : `要求 ${card.met ?? 0}/${card.of}`,
    (card.contradictions ?? 0) === 0 ? '' : `数据矛盾 ${card.contradictions ?? 0} 处`,
    card.clues === undefined ? '' : `线索 ${clueText(card)}`,
    card.holder === undefined || card.holder === '' ? '' : `待 ${card.holder} 办理`,
    nextDuty === undefined
      ? ''
      : `下一事项 ${dateOf(nextDuty.dueAt)} ${timeOf(nextDuty.dueAt)} ${nextDuty.label}`,
  ];
  return [`${card.measure ?? row.process} ${card.title}`, ...packed(parts, options.width, '  ')];
}
