import { alteredQuotes } from '../amended.ts';
import type { Wording } from '../../section.ts';
import { byLimit, type ClueView, letterLimit, shortLimit, stepOf } from './common.ts';

/** 节假日安排变动: dates that another calendar of the State Council moves. */
export function recalendared({ facts, clue }: ClueView): Wording {
  const { amended, today } = facts;
  return {
    subject: `${clue.code}，因节假日安排变动，${stepOf(clue)}时限${shortLimit(facts)}`,
    lead: [
      `${amended === undefined ? '' : `按照《${amended.document}》，`}${clue.code}的有关办理时限重新推算如下。`,
      ...letterLimit(clue, today),
    ],
    quotes: alteredQuotes(facts),
    ask: [`请于${byLimit(facts)}完成${stepOf(clue)}；原日期的提醒和催办不再有效。`],
  };
}
