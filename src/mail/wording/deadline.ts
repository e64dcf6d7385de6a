import { daysBetween } from '../../domain/time.ts';
import { byDate, countdown, longDate, shortDate } from '../phrases.ts';
import type { Wording } from '../section.ts';
import { isAddressedAs, type View } from './view.ts';

/** 整改提醒: before and on the deadline, or the date for correction after a return. */
export function reminder(view: View): Wording {
  const { facts, unit } = view;
  const { measure, today } = facts;
  const correction = facts.correctionDue !== undefined;
  const due = facts.correctionDue ?? facts.due;
  const what = correction ? '补正时限' : '时限';
  const verb = correction ? '补正并重新报审' : '完成';
  const left = countdown(facts, due);
  return {
    subject: `${measure} ${distance(facts.daysLeft, due === today, due > today, what)}(${shortDate(due, today)})`,
    lead: [`${unit}牵头的${measure}应于${byDate(due, today)}${verb}${left === '' ? '' : `，${left}`}。`],
    showMissing: true,
    ask: [
      ...(isAddressedAs(view, 'supporting_handler') || isAddressedAs(view, 'supporting_head')
        ? ['请配合牵头单位，按时完成本单位承担的部分。']
        : []),
      hurry(view, due),
      ...(correction || due < today ? [] : ['如需延期，请在到期前提出申请。']),
    ],
  };
}

function distance(daysLeft: number, isToday: boolean, isAhead: boolean, what: string): string {
  if (daysLeft > 0) return `距${what}${daysLeft}个工作日`;
  if (daysLeft < 0) return `已过${what}${-daysLeft}个工作日`;
  if (isToday) return `今日到${what === '时限' ? '期' : what}`;
  return isAhead ? `距${what}已无工作日` : `已过${what}`;
}

function hurry({ facts }: View, due: string): string {
  if (due < facts.today) return '请尽快报审，并说明未按时完成的原因和预计完成时间。';
  if (facts.missing.length === 0)
    return due === facts.today ? '要件已齐，请于今日内报审。' : '要件已齐，请及时报审。';
  return due === facts.today ? '请于今日内补齐所缺要件并报审。' : '请抓紧补齐所缺要件，办结后及时报审。';
}

/** 节点提醒: before a milestone. */
export function milestoneReminder({ facts, unit }: View): Wording {
  const { measure, today } = facts;
  const { title, due } = milestoneOf(facts);
  const days = daysBetween(today, due);
  return {
    subject: `${measure} 节点“${title}”${days === 0 ? '今日到期' : '将到期'}(${shortDate(due, today)})`,
    lead: [
      `${unit}牵头的${measure}，节点“${title}”应于${byDate(due, today)}完成${days > 0 ? `，还有${days}天（自然日）` : ''}。`,
    ],
    ask: [
      '请按节点推进；完成后请登记该节点的完成情况。',
      '预计不能按节点完成的，请提前说明原因和赶回进度的安排。',
    ],
  };
}

/** 节点预警: a milestone was missed; the deadline stands. */
export function milestoneMissed({ facts, unit }: View): Wording {
  const { measure, today } = facts;
  const { title, due } = milestoneOf(facts);
  return {
    subject: `${measure} 节点“${title}”未按时完成(应于${shortDate(due, today)})`,
    lead: [
      `${unit}牵头的${measure}，节点“${title}”应于${longDate(due, today)}完成，尚未登记完成。`,
      `完成时限${longDate(facts.due, today)}不变，后续节点的时间将相应压缩。`,
    ],
    showMissing: true,
    ask: ['已完成的，请登记该节点的完成情况。', '未完成的，请说明原因、预计完成时间和赶回进度的安排。'],
  };
}

function milestoneOf(facts: View['facts']): { readonly title: string; readonly due: string } {
  return facts.milestone ?? { title: '（未注明）', due: facts.due };
}
