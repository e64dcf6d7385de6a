import { byDate, countdown, longDate, personWithPost, shortDate } from '../phrases.ts';
import type { Wording } from '../section.ts';
import { reasonQuote } from './ladder.ts';
import type { View } from './view.ts';

/** 中止: nobody need act; the date stands. */
export function suspended({ facts, unit }: View): Wording {
  return {
    subject: `${facts.measure} 已中止，暂不需办理`,
    lead: [
      `${unit}牵头的${facts.measure}已决定中止${by(facts)}。`,
      `中止期间不提醒、不催办，此前的审批请求暂停；完成时限${longDate(facts.due, facts.today)}不变。`,
    ],
    quotes: reasonQuote(facts, '中止理由'),
    ask: ['请妥善保存已形成的材料；恢复时另行通知。'],
  };
}

/** 恢复: it goes on; whether the date has moved is said. */
export function resumed({ facts, unit }: View): Wording {
  const due = facts.correctionDue ?? facts.due;
  const { from, dueBefore } = facts.suspended ?? {};
  const left = countdown(facts, due);
  const what = facts.correctionDue === undefined ? '完成时限' : '补正时限';
  return {
    subject: `${facts.measure} 已恢复，${what}${shortDate(due, facts.today)}${dueBefore === undefined ? '不变' : `(原${shortDate(dueBefore, facts.today)})`}`,
    lead: [
      `${from === undefined ? '' : `自${longDate(from, facts.today)}起中止的`}${facts.measure}（${unit}牵头）已决定恢复${by(facts)}。`,
      dueBefore === undefined
        ? `${what}仍为${longDate(due, facts.today)}${left === '' ? '' : `，${left}`}。`
        : `${what}由${longDate(dueBefore, facts.today)}调整为${longDate(due, facts.today)}。`,
    ],
    quotes: reasonQuote(facts, '恢复说明'),
    showMissing: true,
    ask: [
      due < facts.today ? '时限已过，请尽快办结并报审。' : `请抓紧推进，于${byDate(due, facts.today)}完成。`,
    ],
  };
}

/** 取消: decided by a meeting, or by an amended plan that has it no more; nothing is owed any more. */
export function cancelled({ facts, unit }: View): Wording {
  const { minutes, amended } = facts;
  const meeting =
    minutes === undefined ? '' : `依据${longDate(minutes.date, facts.today)}会议纪要（${minutes.number}），`;
  const basis = amended === undefined ? meeting : `依据${amended.document}，`;
  return {
    subject: `${facts.measure} 已取消，不再办理`,
    lead: [`${basis}${unit}牵头的${facts.measure}予以取消${by(facts)}，此前的提醒、催办和审批请求不再有效。`],
    quotes: reasonQuote(facts, '取消理由'),
    ask: ['请将已形成的材料归档备查。'],
  };
}

function by(facts: View['facts']): string {
  return facts.by ? `（${personWithPost(facts.by)}）` : '';
}
