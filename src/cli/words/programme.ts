import { STATUS_NAMES, type MeasureStatus } from '../../domain/measure/status.ts';
import type { EventRecord } from '../../domain/record.ts';
import { refusalText, type Refusal } from '../../domain/refusals.ts';
import { lightName } from '../views/lights.ts';
import { actorText, quoted } from './who.ts';

interface Data {
  readonly launch: string;
  readonly opened: readonly unknown[];
  readonly measure: string;
  readonly status: string;
  readonly light: string;
  readonly standing: string;
  readonly due?: string;
  readonly problem: string;
  readonly measures: readonly string[];
  readonly standard: string;
  readonly text?: string;
  readonly signedOffOn: string;
  readonly document: string;
  readonly changes: readonly unknown[];
  readonly added: readonly unknown[];
  readonly dropped: readonly unknown[];
  readonly reason: string;
  readonly letter?: string;
  readonly process: string;
  readonly change: number;
  readonly applied: boolean;
  readonly refusal?: Refusal;
  readonly number: number;
  readonly leavesOn: string;
  readonly on: string;
  readonly settled: readonly string[];
  readonly byItself: boolean;
  readonly closes: boolean;
  readonly code: string;
  readonly category: string;
  readonly joined?: number;
  readonly statusText: string;
  readonly holder: string;
}

const WORDS: Readonly<Record<string, (data: Data, who: string) => string>> = {
  ProgrammeLaunched: ({ launch, opened }) => `整改专项启动（启动日 ${launch}），立项 ${opened.length} 项措施`,
  StandingHeard: ({ measure, status, light, standing, due }) =>
    `登记 ${measure}：${STATUS_NAMES[status as MeasureStatus] ?? status}，${standing}，${lightName(light)}，时限 ${due ?? ''}`,
  ProblemReady: ({ problem, measures }) =>
    `问题 ${problem} 所属措施（${measures.join('、')}）均已销号，可研究问题销号`,
  ProblemSignedOff: ({ problem, standard, text }, who) =>
    `${who} 办理问题 ${problem} 销号，标准及达标情况：${standard}${quoted(text)}`,
  PlanAmended: ({ document, changes, added, dropped, reason, letter }, who) =>
    `${who} 调整方案（依据 ${document}${letter === undefined ? '' : `，上级来函 ${letter}`}）：调整 ${changes.length} 项、增设 ${added.length} 项、取消 ${dropped.length} 项措施${reason === undefined ? '' : `，理由：${reason}`}`,
  CalendarAnnounced: ({ document }, who) => `${who} 执行新的节假日安排《${document}》`,
  ChangeAcknowledged: ({ process, change, applied, refusal }) =>
    `${process} 答复第 ${change} 号调整：${applied || refusal === undefined ? '已执行' : `未执行，${refusalText(refusal)}`}`,
  ProblemReopened: ({ problem, measures, signedOffOn }) =>
    `问题 ${problem} 因措施 ${measures.join('、')} 重新整改，恢复为未销号（${signedOffOn} 的销号留存记录）`,
  BriefSent: ({ number, on }) => `第 ${number} 期整改简报（${on}）`,
  ReportPrepared: ({ number, measures, leavesOn }) =>
    `拟就第 ${number} 号专报（逾期：${measures.join('、')}），整改办未处理的，${leavesOn} 自动报送主要领导`,
  ReportProposed: ({ number, text }, who) => `${who} 就第 ${number} 号专报提出拟办意见${quoted(text)}`,
  ReportHeld: ({ number, measure, status, reason, closes }, who) =>
    `${who} 将 ${measure}（${status}）撤出第 ${number} 号专报，理由：${reason}${closes ? '；所列措施均已撤出，专报不再报送' : ''}`,
  ClueRegistered: ({ code, category, joined }, who) =>
    `${who} 移交${code}（${category}）${joined === undefined ? '' : `，与第 ${joined} 号线索为同一对象，并案办理`}`,
  ClueHeard: ({ code, statusText, holder, due }) =>
    `登记${code}：${statusText}，现由${holder}承办${due === undefined ? '' : `，时限 ${due}`}`,
  ReportSent: ({ number, measures, settled, byItself, text }, who) => {
    const lists = `逾期：${listed(measures)}，已有变化：${listed(settled)}`;
    return byItself
      ? `整改办未处理，第 ${number} 号专报自动报送主要领导，${lists}`
      : `${who} 将第 ${number} 号专报报送主要领导（${lists}）${quoted(text)}`;
  },
};

function listed(measures: readonly string[]): string {
  return measures.length === 0 ? '无' : measures.join('、');
}

/** A programme's event in words, without its full stop. */
export function programmeWords(record: EventRecord): string | undefined {
  return WORDS[record.type]?.(record.data as unknown as Data, actorText(record));
}
