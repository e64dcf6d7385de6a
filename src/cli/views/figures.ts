import { figureText } from '../../domain/decimal.ts';
import { findingText, type Finding } from '../../domain/measure/indicators/finding.ts';
import type { EventRecord } from '../../domain/record.ts';
import { dateOf } from '../../domain/time.ts';
import { wrap } from '../../plan/text.ts';
import type { FiguresView, FigureView, GoalView, IndicatorView } from '../figures.ts';
import { wordsOf } from '../words/index.ts';
import { table, type Column } from './table.ts';
import { heading } from './text.ts';

const COUNTING = { flow: '时期数', stock: '时点数' } as const;

/** The figures of a measure: what is asked and reported of each indicator, and what does not agree. Nothing where it has none. */
export function figureLines({ indicators, findings }: FiguresView, width: number): readonly string[] {
  if (indicators.length === 0) return [];
  return [
    ...heading(`指标 ${indicators.length}`),
    ...indicators.flatMap((one) => indicatorLines(one, width)),
    ...findingLines(findings, width),
  ];
}

function indicatorLines(one: IndicatorView, width: number): readonly string[] {
  const about = [
    one.unit,
    one.scope,
    one.period,
    ...(one.counting === undefined ? [] : [COUNTING[one.counting]]),
  ];
  const part = one.partOf === undefined ? '' : `，${one.partOf} 的其中项`;
  return [
    ...wrap(`${one.requirement} ${one.name}（${about.join('，')}${part}）`, width),
    ...one.goals.flatMap((goal) => wrap(goalText(goal, one.unit), width, '    ')),
    ...one.figures.flatMap((figure) => wrap(`填报 ${figureWords(figure, one.unit)}`, width, '    ')),
  ];
}

/** 杭州市 2022：30家，占基数1000家的3%，应达20家 — 达标 */
function goalText(goal: GoalView, unit: string): string {
  const { reported, base, share, needed, expected, tally } = goal;
  const where = goal.locality === undefined ? goal.period : `${goal.locality} ${goal.period}`;
  const parts = [
    reported === undefined ? '' : `${reported}${unit}`,
    share === undefined ? '' : `占基数${base ?? ''}${unit}的${share}`,
    needed === undefined ? '' : `目标${needed}${unit}`,
    tally === undefined ? '' : `系统内案件${tally}${unit}`,
    expected === undefined ? '' : `按进度目前应达${expected}${unit}`,
    goal.behindFrom === undefined ? '' : `${goal.behindFrom} 起落后进度`,
  ].filter((text) => text !== '');
  const standing = goal.missing === '' ? '✓' : `✗ 尚缺：${goal.missing}`;
  return `${where}：${[...parts, standing].join('，')}`;
}

function figureWords(figure: FigureView, unit: string): string {
  const { locality, period = '', value, base, seq, on, by, corrected, files } = figure;
  const of = base === undefined ? '' : `（基数${figureText(base)}${unit}）`;
  const proof = files.map(({ name, sha256 }) => `，佐证 ${name}（SHA-256 ${sha256.slice(0, 12)}…）`).join('');
  const mended = corrected === undefined ? '' : `，经第 ${corrected} 号记录更正`;
  return `${locality === undefined ? '' : `${locality} `}${period}：${figureText(value)}${unit}${of}，第 ${seq} 号记录 ${on} ${by}${mended}${proof}`;
}

/** What does not agree, each in a line. */
export function findingLines(findings: readonly Finding[], width: number): readonly string[] {
  return findings.flatMap((one) => wrap(`※ ${findingText(one)}`, width));
}

/** How the figures came to be what they are: every report of figures and every correction of one, in order. */
export function figureHistory(records: readonly EventRecord[]): readonly EventRecord[] {
  return records.filter(({ type, data }) => {
    const { figures, period, of } = data as Readonly<Record<string, unknown>>;
    if (type === 'ProgressReported') return Array.isArray(figures) && figures.length > 0;
    return type === 'Corrected' && of === 'report' && (figures !== undefined || period !== undefined);
  });
}

/** The same in words. */
export function historyLines(records: readonly EventRecord[], width: number): readonly string[] {
  const history = figureHistory(records);
  return [
    ...heading(`填报和更正 ${history.length}`),
    ...(history.length === 0
      ? ['无']
      : history.flatMap((one) => wrap(`第 ${one.seq} 号 ${dateOf(one.occurredAt)} ${wordsOf(one)}`, width))),
  ];
}

/** A measure's figures in the tally of its programme. */
export interface TallyRow {
  readonly measure: string;
  readonly view: FiguresView;
}

const COLUMNS: readonly Column[] = [
  { head: '措施' },
  { head: '要求' },
  { head: '指标', least: 10 },
  { head: '统计期' },
  { head: '填报', right: true },
  { head: '目标', right: true },
  { head: '情况', least: 12 },
];

/** Places of one indicator that the tally names. */
const PLACES = 3;

/** All indicators of a programme in a table, and under it whatever does not agree. */
export function tallyLines(rows: readonly TallyRow[], width: number): readonly string[] {
  const cells = rows.flatMap(({ measure, view }) =>
    view.indicators.map((one) => [measure, one.requirement, one.name, ...standing(one)]),
  );
  if (cells.length === 0) return ['没有设定指标的措施。'];
  const findings = rows.flatMap(({ measure, view }) => view.findings.map((one) => ({ measure, one })));
  const grave = findings.filter(({ one }) => one.remark !== true).length;
  return [
    ...table(COLUMNS, cells, width),
    '',
    `共 ${cells.length} 项指标；数据矛盾 ${grave} 处，提示 ${findings.length - grave} 处${findings.length === 0 ? '。' : '：'}`,
    ...findings.flatMap(({ measure, one }) => wrap(`※ ${measure} ${findingText(one)}`, width)),
  ];
}

/** Period, reported, target and how it stands. */
function standing({ goals, figures, unit, period }: IndicatorView): readonly string[] {
  const own = goals.filter((one) => one.period === period);
  if (own.length === 0) {
    const last = figures.at(-1);
    return [period, last === undefined ? '—' : `${figureText(last.value)}${unit}`, '—', '—'];
  }
  const short = goals.filter((one) => one.missing !== '');
  const behind = goals.some((one) => one.behindFrom !== undefined) ? '落后进度；' : '';
  const words = short.slice(0, PLACES).map((one) => `${one.locality ?? ''}${one.missing}`);
  const more = short.length > PLACES ? `等${short.length}处` : '';
  const how = short.length === 0 ? '✓' : `${behind}${words.join('；')}${more}`;
  const [first] = own;
  if (own.length > 1) {
    const told = own.filter((one) => one.reported !== undefined).length;
    return [period, `${told}/${own.length}个地区`, '—', how];
  }
  const with_ = (text: string | undefined): string => (text === undefined ? '—' : `${text}${unit}`);
  return [period, with_(first?.reported), with_(first?.needed), how];
}
