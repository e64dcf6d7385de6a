import type { LifeEvent } from '../../domain/measure/life/events.ts';
import { figureText } from '../../domain/decimal.ts';
import type { ReportedFigure } from '../../domain/measure/figures.ts';
import type { EventRecord } from '../../domain/record.ts';
import { withWeekday } from '../../plan/explain.ts';
import { personWithPost } from '../../mail/phrases.ts';
import { STAFF_WORDS } from './staff.ts';
import { quoted } from './who.ts';

type Of<T extends LifeEvent['type']> = Extract<LifeEvent, { type: T }> & EventRecord;

/** What each event of a measure's life and staff is in words. */
export const LIFE_WORDS: {
  readonly [T in LifeEvent['type']]: (event: Of<T>, who: string) => string;
} = {
  Suspended: ({ data }, who) => `${who} 决定中止，时限不变，中止期间不提醒、不催办，理由：${data.reason}`,
  Resumed: ({ data }, who) => {
    const { dueBefore, due } = data;
    const date =
      dueBefore === undefined
        ? `时限 ${withWeekday(due)} 不变`
        : `时限由 ${dueBefore} 改为 ${withWeekday(due)}`;
    return `${who} 决定恢复：${data.from} 至 ${data.to} 中止，其间${data.workingDays}个工作日；${date}${quoted(data.text)}`;
  },
  Cancelled: ({ data }, who) =>
    data.change === undefined
      ? `${who} 登记取消：依据 ${data.minutes.date} 会议纪要（${data.minutes.number}），理由：${data.reason}`
      : `取消：依据 ${data.minutes.number}，${data.reason}`,
  ...STAFF_WORDS,
  Corrected: ({ data }, who) => {
    const { before } = data;
    const parts = [
      data.text === undefined ? '' : `文字改为“${data.text}”`,
      ...(data.figures ?? []).map((one) => {
        const was = before.figures?.find((old) => old.locality === one.locality);
        return `数据 ${one.locality === undefined ? '' : `${one.locality} `}${was === undefined ? '' : `${figure(was)} `}改为 ${figure(one)}`;
      }),
      data.period === undefined
        ? ''
        : `统计期${before.period === undefined ? '' : ` ${before.period} `}改为 ${data.period}`,
      data.title === undefined
        ? ''
        : `题名${before.title === undefined ? '' : `《${bare(before.title)}》`}改为《${bare(data.title)}》`,
      data.documentNumber === undefined
        ? ''
        : `文号${before.documentNumber === undefined ? '' : ` ${before.documentNumber} `}改为 ${data.documentNumber}`,
    ].filter((part) => part !== '');
    return `${who} 更正第 ${data.corrects} 号记录：${parts.join('，')}；理由：${data.reason}`;
  },
  Instructed: ({ data: { leader, due, text }, seq }, who) => {
    const by = who === personWithPost(leader) ? who : `${personWithPost(leader)}（${who} 登记）`;
    const until = due === undefined ? '' : `，请于 ${withWeekday(due)} 前回复`;
    return `${by} 批示（第 ${seq} 号）${until}：${text}`;
  },
  InstructionAnswered: ({ data }, who) => `${who} 回复第 ${data.instruction} 号批示：${data.text}`,
  InstructionReminderSent: ({ data }) => `第 ${data.instruction} 号批示待复：发出提醒`,
  InstructionUnanswered: ({ data }) => `第 ${data.instruction} 号批示逾期未复：报告批示领导`,
};

function figure({ value, base }: ReportedFigure): string {
  return base === undefined ? figureText(value) : `${figureText(value)}/${figureText(base)}`;
}

function bare(title: string): string {
  return title.replaceAll(/^《|》$/g, '');
}
