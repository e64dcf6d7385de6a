import { STATUS_NAMES, type MeasureStatus } from '../../domain/measure/state.ts';
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
  readonly due: string;
  readonly problem: string;
  readonly measures: readonly string[];
  readonly standard: string;
  readonly text?: string;
  readonly signedOffOn: string;
  readonly document: string;
  readonly changes: readonly unknown[];
  readonly added: readonly unknown[];
  readonly dropped: readonly unknown[];
  readonly reason?: string;
  readonly letter?: string;
  readonly process: string;
  readonly change: number;
  readonly applied: boolean;
  readonly refusal?: Refusal;
}

const WORDS: Readonly<Record<string, (data: Data, who: string) => string>> = {
  ProgrammeLaunched: ({ launch, opened }) => `整改专项启动（启动日 ${launch}），立项 ${opened.length} 项措施`,
  StandingHeard: ({ measure, status, light, standing, due }) =>
    `登记 ${measure}：${STATUS_NAMES[status as MeasureStatus] ?? status}，${standing}，${lightName(light)}，时限 ${due}`,
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
};

/** A programme's event in words, without its full stop. */
export function programmeWords(record: EventRecord): string | undefined {
  return WORDS[record.type]?.(record.data as unknown as Data, actorText(record));
}
