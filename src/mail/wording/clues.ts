import type { NoticeFacts } from '../../domain/notice.ts';
import { byDate, longDate, shortDate } from '../phrases.ts';
import type { Quote, Wording } from '../section.ts';
import type { View } from './view.ts';

/** 线索待移交: before the date and on it. Labels are named, never what a clue is about. */
export function clueUnhanded({ facts, unit }: View): Wording {
  const { measure, today } = facts;
  const { due, count } = unhandedOf(facts);
  return {
    subject: `${measure} ${count}件问题线索${due === today ? '今日到移交时限' : `应于${shortDate(due, today)}前移交`}`,
    lead: [
      `${unit}牵头的${measure}，工作中发现的${count}件问题线索应于${byDate(due, today)}移交，尚未移交。`,
    ],
    quotes: named(facts),
    ask: ['请按时移交，移交时注明发现记录的编号。', '登记有误的，请划销并写明理由。'],
  };
}

/** 线索逾期未移交: to the head, once. */
export function clueUnhandedMissed({ facts, unit }: View): Wording {
  const { measure, today } = facts;
  const { due, count } = unhandedOf(facts);
  return {
    subject: `${measure} ${count}件问题线索逾期未移交(应于${shortDate(due, today)})`,
    lead: [
      `${unit}牵头的${measure}，工作中发现的${count}件问题线索应于${longDate(due, today)}前移交，至今尚未移交。`,
      '全部移交之前，本措施不能报审；逾期移交的，记为逾期。',
    ],
    quotes: named(facts),
    ask: ['请督促尽快移交，并说明原因。'],
  };
}

function named(facts: NoticeFacts): readonly Quote[] {
  const { found, count } = unhandedOf(facts);
  const lines = found.map(
    ({ id, reference, on }) => `${id} ${reference}（${longDate(on, facts.today)}发现）`,
  );
  const more = count > found.length ? [`等${count}件`] : [];
  return lines.length === 0 ? [] : [{ label: '待移交的线索', text: [...lines, ...more].join('\n') }];
}

function unhandedOf({ unhanded, due }: NoticeFacts): NonNullable<NoticeFacts['unhanded']> {
  return unhanded ?? { due, count: 0, found: [] };
}
