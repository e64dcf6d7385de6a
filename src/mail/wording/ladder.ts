import { countdown, lateness, longDate, personWithPost, pursuit, shortDate } from '../phrases.ts';
import type { Quote, Wording } from '../section.ts';
import type { View } from './view.ts';

/** 催办: the first rung, to the office head. */
export function urge({ facts, unit }: View): Wording {
  const done = pursuit(facts);
  return {
    subject: `${facts.measure} 已${lateness(facts).replace(/^已/, '')}`,
    lead: [`${unit}牵头的${facts.measure}${missedDate(facts)}${done === '' ? '' : `；此前${done}`}。`],
    quotes: lastReport(facts),
    showMissing: true,
    ask: ['请今日下班前反馈进展、未按时完成的原因和预计完成时间。', '已具备条件的，请立即报审。'],
  };
}

/** 督办: the second rung, put to the supervising leader. */
export function supervise({ facts }: View): Wording {
  return {
    ...situation(facts, `${facts.measure} ${lateness(facts)}`),
    ask: ['建议明确最终完成期限，并请牵头单位每日反馈进展。', '如有客观原因，建议一并研究处理意见。'],
  };
}

/** 专报: the third rung, put to the principal leader. */
export function specialReport({ facts }: View): Wording {
  return {
    ...situation(facts, `${facts.measure} ${lateness(facts)}`),
    ask: ['建议批示明确完成期限和责任要求，由分管领导负责督促落实。'],
  };
}

/** 约谈通报建议: the fourth rung. */
export function proposal({ facts }: View): Wording {
  return {
    ...situation(facts, `${facts.measure} ${lateness(facts)}，建议约谈或通报`),
    ask: ['建议视情约谈牵头单位负责人，或在一定范围内通报。', '是否约谈、通报，请领导定。'],
  };
}

/** 领导催办: somebody above pressed the button; the measure need not be late. */
export function urgedByLeader({ facts, unit }: View): Wording {
  const due = facts.correctionDue ?? facts.due;
  const left = countdown(facts, due);
  const by = facts.by ? personWithPost(facts.by) : '领导';
  return {
    subject: `${facts.measure} 请尽快办理并反馈`,
    lead: [
      `${by}对${unit}牵头的${facts.measure}提出催办。`,
      `该项${facts.correctionDue ? '补正' : '完成'}时限为${longDate(due, facts.today)}${left === '' ? '' : `，${left}`}。`,
    ],
    quotes: [...reasonQuote(facts, '催办意见'), ...lastReport(facts)],
    showMissing: true,
    ask: ['请今日下班前反馈目前进展、存在困难和预计完成时间。'],
  };
}

function situation(facts: View['facts'], subject: string): Omit<Wording, 'ask'> {
  const done = pursuit(facts);
  return {
    subject,
    lead: [
      `${facts.measure}由${facts.leadUnit}牵头，${missedDate(facts)}。`,
      `${done === '' ? '' : `此前${done}。`}${facts.lastReport ? '' : '牵头单位尚未反馈情况。'}`,
    ].filter((sentence) => sentence !== ''),
    quotes: lastReport(facts),
    showMissing: true,
  };
}

export function missedDate(facts: View['facts']): string {
  const due = facts.correctionDue ?? facts.due;
  const verb = facts.correctionDue ? '补正并重新报审' : '完成';
  const late = countdown(facts, due);
  return `应于${longDate(due, facts.today)}前${verb}，${late === '' ? '' : `${late}，`}尚未报审`;
}

export function lastReport(facts: View['facts']): readonly Quote[] {
  if (!facts.lastReport) return [];
  return [
    { label: `牵头单位${shortDate(facts.lastReport.date, facts.today)}反馈`, text: facts.lastReport.text },
  ];
}

/** What somebody wrote as a reason, where they did. */
export function reasonQuote(facts: View['facts'], label: string): readonly Quote[] {
  return facts.reason === undefined || facts.reason === '' ? [] : [{ label, text: facts.reason }];
}
