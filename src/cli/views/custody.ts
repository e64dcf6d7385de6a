import type { CustodyTaken, StepTaken } from '../../audit/custody.ts';
import { stepText } from '../../domain/clue/clocks.ts';
import { dateOf, timeOf } from '../../domain/time.ts';
import { wrap } from '../../plan/text.ts';
import { wordsOf } from '../words/index.ts';
import { moment, shortDate } from './dates.ts';

const HOW: Readonly<Record<string, string>> = {
  ClueHandedOver: '移交',
  ClueReturned: '被退回',
  Rerouted: '重新移交',
  Designated: '上级指定',
  PassedDown: '转办',
  FindingsReported: '收到办理情况报告',
  SupplementAsked: '退回补充核查',
  TransferredOut: '移送',
  ResultRecorded: '收到移送结果',
  ClueClosed: '办结',
  ClueWithdrawn: '撤回',
};
const UNITS: Readonly<Record<StepTaken['unit'], string>> = {
  working_days: '个工作日',
  calendar_days: '天',
  hours: '小时',
};

/** Who held a clue from when to when, what each step took of what it was allowed, and what was done. */
export function custodyLines(all: readonly CustodyTaken[], width: number): readonly string[] {
  return all.flatMap((one, at) => [
    '',
    ...wrap(
      `${at + 1}. ${one.body === undefined ? one.name : `${one.body}（${one.name}负责跟进）`}　${moment(one.from)} 至 ${one.to === undefined ? '现在' : moment(one.to)}　${HOW[one.how] ?? one.how}，历时 ${one.workingDays} 个工作日`,
      width,
    ),
    ...one.steps.flatMap((step) => wrap(stepLine(step), width, '   ')),
    ...one.acts.flatMap((record) =>
      wrap(`· ${dateOf(record.occurredAt)} ${timeOf(record.occurredAt)} ${wordsOf(record)}`, width, '   '),
    ),
  ]);
}

/** 核查：应于 09-26 前，用时 3/15 个工作日 */
function stepLine(step: StepTaken): string {
  const { from, due, dueAt, first, used, allowed, unit, late, to, bySender, by } = step;
  const today = dateOf(from);
  const end =
    dueAt === undefined ? shortDate(due, today) : `${shortDate(dateOf(dueAt), today)} ${timeOf(dueAt)}`;
  const original = first === undefined ? '' : `（原 ${shortDate(first, today)}）`;
  const state = to === undefined ? '，正在办理' : '';
  return `${stepText(step)}${bySender === true ? '（由移交单位办理）' : by === undefined ? '' : `（由${by}负责）`}：时限 ${end}${original}，用时 ${used}/${allowed} ${UNITS[unit]}${late ? '，逾期' : ''}${state}`;
}
