import { alteredText } from '../../domain/amendment/summary.ts';
import { byDate, shortDate } from '../phrases.ts';
import type { Quote, Wording } from '../section.ts';
import type { View } from './view.ts';

/** 方案调整: what is otherwise in the measure, date by date. */
export function planAmended({ facts, unit }: View): Wording {
  const due = facts.correctionDue ?? facts.due;
  const { document, reason } = facts.amended ?? {};
  const basis = document === undefined ? '' : `依据${document}，`;
  return {
    subject: `${facts.measure} 方案已调整，${facts.correctionDue === undefined ? '' : '补正'}时限${shortDate(due, facts.today)}`,
    lead: [`${basis}${unit}牵头的${facts.measure}按调整后的整改方案办理。`],
    quotes: [...alteredQuotes(facts), ...(reason === undefined ? [] : [{ label: '调整理由', text: reason }])],
    showMissing: true,
    ask: [`请按调整后的内容推进，于${byDate(due, facts.today)}完成；原日期的提醒和催办不再有效。`],
  };
}

/** 节假日安排变动: dates that another calendar of the State Council moves. */
export function calendarChanged({ facts, unit }: View): Wording {
  const due = facts.correctionDue ?? facts.due;
  const notice = facts.amended?.document;
  return {
    subject: `${facts.measure} 因节假日安排变动，时限${shortDate(due, facts.today)}`,
    lead: [
      `${notice === undefined ? '' : `按照《${notice}》，`}${unit}牵头的${facts.measure}有关日期重新推算如下。`,
    ],
    quotes: alteredQuotes(facts),
    ask: [`请于${byDate(due, facts.today)}完成；原日期的提醒和催办不再有效。`],
  };
}

/** What is otherwise, one after another. */
export function alteredQuotes(facts: View['facts']): readonly Quote[] {
  const altered = facts.amended?.altered ?? [];
  return altered.length === 0 ? [] : [{ label: '调整内容', text: altered.map(alteredText).join('；') }];
}
