import type { ClueEvent } from '../../domain/measure/clues/events.ts';
import type { EventRecord } from '../../domain/record.ts';
import { withWeekday } from '../../plan/explain.ts';

type Of<T extends ClueEvent['type']> = Extract<ClueEvent, { type: T }> & EventRecord;

/** What each event of a measure's clues is in words. */
export const CLUE_WORDS: {
  readonly [T in ClueEvent['type']]: (event: Of<T>, who: string) => string;
} = {
  ClueFound: ({ data }, who) => `${who} 登记发现线索 ${data.found}“${data.reference}”（${data.on} 发现）`,
  FoundStruck: ({ data }, who) => `${who} 划销线索发现记录 ${data.found}，理由：${data.reason}`,
  ClueHeard: ({ data: { number, account } }) => {
    if (account === undefined) return `第 ${number} 号线索来报，情况未变`;
    const { code, statusText, holder, found, closedOn } = account;
    const of = found === undefined ? '' : `，系 ${found} 移交`;
    return `${code} ${statusText}${closedOn === undefined ? `，在${holder}` : ''}${of}`;
  },
  ClueReminderSent: ({ data }) => `问题线索移交提醒：应于 ${withWeekday(data.due)}前移交`,
  ClueUnhanded: ({ data }) => `问题线索逾期未移交：应于 ${withWeekday(data.due)}前移交，报告处室负责人`,
};
