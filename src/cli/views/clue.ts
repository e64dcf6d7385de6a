import { passerOf } from '../../domain/clue/notices.ts';
import { unitsOf } from '../../domain/clue/permissions.ts';
import { stepText } from '../../domain/clue/clocks.ts';
import { CLUE_STATUS_NAMES, type ClueState, type Clock } from '../../domain/clue/state.ts';
import type { WorkCalendar } from '../../domain/calendar.ts';
import type { Row } from '../../domain/process.ts';
import { dateOf, timeOf, type CivilDate, type Instant } from '../../domain/time.ts';
import { withWeekday } from '../../plan/explain.ts';
import { codeOf } from '../clue/resolve.ts';
import { shortItem } from '../clue/items.ts';
import { CASE_STAGE_NAMES, CLUE_LIGHT_NAMES, OUTCOME_NAMES } from '../words/clue.ts';
import { daysLeftText, moment, shortDate } from './dates.ts';
import { lightCell } from './lights.ts';
import { table, type Column } from './table.ts';
import { heading, labelled } from './text.ts';

const COLUMNS: readonly Column[] = [
  { head: '序号', right: true },
  { head: '线索' },
  { head: '状态' },
  { head: '亮灯' },
  { head: '现由', least: 10 },
  { head: '时限' },
  { head: '剩余', right: true },
  { head: '下一环节', least: 10 },
  { head: '措施' },
  { head: '类别', least: 8 },
  { head: '来源', least: 10 },
];

export function clueStatusName(status: string): string {
  return Object.hasOwn(CLUE_STATUS_NAMES, status)
    ? CLUE_STATUS_NAMES[status as keyof typeof CLUE_STATUS_NAMES]
    : status;
}

/** ● 红灯; of what is over, whether it was ever late. */
export function clueLight(light: string, colour: boolean): string {
  return light === 'done' || light === 'done_late'
    ? `✓ ${CLUE_LIGHT_NAMES[light]}`
    : lightCell(light, colour);
}

interface ListOptions {
  readonly today: CivilDate;
  readonly calendar: WorkCalendar;
  readonly width: number;
  readonly colour: boolean;
}

/** Clues in a table. */
export function clueTable(
  rows: readonly Row[],
  { today, calendar, width, colour }: ListOptions,
): readonly string[] {
  if (rows.length === 0) return ['没有符合条件的线索。'];
  const cells = rows.map((row) => {
    const { card, status, light, nextDuty } = row;
    return [
      String(card.number ?? ''),
      codeOf(row),
      clueStatusName(status),
      clueLight(light, colour),
      card.holder ?? '',
      card.due === undefined ? '—' : shortDate(card.due, today),
      card.due === undefined ? '' : daysLeftText(calendar, today, card.due),
      /待([^，]*)$/.exec(card.title)?.[1] ?? nextDuty?.label ?? '—',
      card.measure ?? '',
      card.category ?? '',
      card.leadUnit ?? '',
    ];
  });
  return table(COLUMNS, cells, width);
}

/** A clue's row for programs. */
export function clueJson(row: Row): Readonly<Record<string, unknown>> {
  const { process, seq, status, light, card, nextDuty } = row;
  return {
    process,
    seq,
    number: card.number,
    code: codeOf(row),
    category: card.category,
    status,
    statusText: clueStatusName(status),
    light,
    from: card.leadUnit,
    holder: card.holder,
    due: card.due ?? null,
    originalDue: card.originalDue ?? null,
    measure: card.measure ?? null,
    next: nextDuty === undefined ? null : { dueAt: nextDuty.dueAt, label: nextDuty.label },
  };
}

/** How one clue stands, after something was done to it. */
export function clueLines(row: Row, { today, calendar, colour }: ListOptions): readonly string[] {
  const { card } = row;
  const due = card.due === undefined ? '' : `　时限 ${card.due} ${daysLeftText(calendar, today, card.due)}`;
  return [`${card.title}　${clueLight(row.light, colour)}　现由 ${card.holder ?? ''}${due}`];
}

/** A clue, whole but for what it is about. */
export function clueShowLines(
  row: Row,
  state: ClueState,
  options: ListOptions & { readonly at: Instant },
): readonly string[] {
  const { width, colour, at } = options;
  const { input, custody, handler } = state;
  const { letter } = input;
  const where = custody.body === undefined ? '' : `（${custody.unit.name}负责跟进）`;
  return [
    `${input.code}　${CLUE_STATUS_NAMES[state.status]}　${clueLight(row.light, colour)}`,
    ...labelled('类别', input.category, width),
    ...labelled('来源', `${input.from.name}，${moment(state.past[0]?.from ?? custody.from)} 移交`, width),
    ...labelled(
      '现由',
      `${custody.body ?? custody.unit.name}${where}，自 ${moment(custody.from)} 起${handler === undefined ? '' : `，承办人 ${handler.name}`}`,
      width,
    ),
    ...(letter === undefined
      ? []
      : labelled('转交函', `${letter.issuer} ${letter.number}，函定时限 ${withWeekday(letter.due)}`, width)),
    ...(input.measure === undefined ? [] : labelled('措施', input.measure, width)),
    ...labelled('流程', `${row.process}，台账第 ${row.seq} 号记录；${moment(at)}`, width),
    ...section(
      '时限',
      state.clocks.map((one) => clockText(state, one, options)),
    ),
    ...section('转办', levelTexts(state)),
    ...section(
      '并案',
      state.joined.map(({ code, unit }) => `${code}（${unit.name}）`),
    ),
    ...section('延期申请', extensionTexts(state)),
    ...section('核查', verifiedTexts(state)),
    ...section('案件', state.cases.map(caseText)),
    ...section('涉嫌犯罪', crimeTexts(state)),
    ...section(
      '移送回执',
      state.receipt === undefined ? [] : [`${state.receipt.document}（${state.receipt.on}）`],
    ),
    ...section('材料（密封，内容须查阅）', itemTexts(state)),
  ];
}

function section(title: string, lines: readonly string[]): readonly string[] {
  return lines.length === 0 ? [] : [...heading(title), ...lines];
}

function clockText(
  state: ClueState,
  one: Clock,
  { today, calendar }: Pick<ListOptions, 'today' | 'calendar'>,
): string {
  const end =
    one.dueAt === undefined
      ? `${withWeekday(one.due)}，${daysLeftText(calendar, today, one.due)}`
      : `${withWeekday(dateOf(one.dueAt))}${timeOf(one.dueAt)}`;
  const first = one.first === undefined ? '' : `（原时限 ${one.first}）`;
  const capped = one.capped === true ? '（以来函或上级要求的时限为限）' : '';
  const side =
    one.side === 'holder'
      ? ''
      : `（由${one.side === 'sender' ? state.level.from.name : passerOf(state, one).name}负责）`;
  return `${stepText(one)}${side}：${end}${first}${capped}`;
}

/** Passed down: who answers to whom, the upper first. */
function levelTexts({ level, below }: ClueState): readonly string[] {
  if (below.length === 0) return [];
  return [...below, level].map(
    ({ from, to, due }) =>
      `${from.name} → ${to.name}${due === undefined ? '' : `，时限 ${withWeekday(due)}`}`,
  );
}

function extensionTexts({ extension }: ClueState): readonly string[] {
  return extension === undefined
    ? []
    : [`“${stepText(extension)}”申请延至 ${withWeekday(extension.to)}，待批`];
}

function verifiedTexts({ planned, substantiated }: ClueState): readonly string[] {
  return [
    ...(planned === undefined ? [] : [`核查方案：${planned} 制定`]),
    ...(substantiated === undefined ? [] : [`核查结论：${substantiated ? '属实' : '不属实'}`]),
  ];
}

function caseText({
  id,
  filedOn,
  stages,
  stage,
  outcomes,
  closedOn,
  dropped,
}: ClueState['cases'][number]): string {
  const done = stages.map(
    (one) =>
      `${CASE_STAGE_NAMES[one.stage]} ${one.on}${one.document === undefined ? '' : `（${one.document}）`}`,
  );
  const results = outcomes.map(
    ({ outcome, amount }) => `${OUTCOME_NAMES[outcome]}${amount === undefined ? '' : `${amount}元`}`,
  );
  const now =
    dropped === true
      ? `${closedOn ?? ''} 撤案`
      : closedOn === undefined
        ? `待${Object.hasOwn(CASE_STAGE_NAMES, stage) ? CASE_STAGE_NAMES[stage as keyof typeof CASE_STAGE_NAMES] : stage}`
        : `${closedOn} 结案`;
  return [`${id}：${filedOn} 立案`, ...done, ...results, now].join('，');
}

const CRIME_STAGES: Readonly<Record<NonNullable<ClueState['crime']>['stage'], string>> = {
  asked: '已报告，待决定是否移送司法机关',
  decided: '已决定移送，待移送',
  transferred: '已移送',
  answered: '已移送，公安机关已答复',
  declined: '已决定不移送',
};

function crimeTexts({ crime }: ClueState): readonly string[] {
  if (crime === undefined) return [];
  return [`${CRIME_STAGES[crime.stage]}${crime.body === undefined ? '' : `（${crime.body}）`}`];
}

function itemTexts(state: ClueState): readonly string[] {
  const names = new Map(unitsOf(state).map((one) => [one.id, one.name]));
  return state.items.map(({ item, unit, seq, size, destroyed }, i) => {
    const gone = destroyed === undefined ? '' : `，${destroyed} 已销毁密钥，不能再查阅`;
    return `${i + 1}. ${shortItem(item)}，${names.get(unit) ?? unit}存入（第 ${seq} 号记录），${size} 字节${gone}`;
  });
}
