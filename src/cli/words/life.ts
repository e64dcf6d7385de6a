import type { LifeEvent } from '../../domain/measure/life/events.ts';
import type { EventRecord } from '../../domain/record.ts';
import { withWeekday } from '../../plan/explain.ts';
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
    `${who} 登记取消：依据 ${data.minutes.heldOn} 会议纪要（${data.minutes.number}），理由：${data.reason}`,
};
