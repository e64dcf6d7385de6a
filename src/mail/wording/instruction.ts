import { byDate, longDate, personWithPost, shortDate } from '../phrases.ts';
import type { Quote, Wording } from '../section.ts';
import type { View } from './view.ts';

/** 批示: what a leader wants done, put to the unit. */
export function instructed({ facts, unit }: View): Wording {
  const due = facts.instruction?.due;
  return {
    subject: `${facts.measure} ${leader(facts)}作出批示${due === undefined ? '' : `，请于${shortDate(due, facts.today)}前回复`}`,
    lead: [`${leader(facts)}就${unit}牵头的${facts.measure}作出批示。`],
    quotes: words(facts),
    ask: [
      '请按批示要求抓紧办理。',
      due === undefined ? '办理情况请及时回复。' : `请于${byDate(due, facts.today)}回复办理情况。`,
    ],
  };
}

/** 批示待复: the working day before. */
export function instructionReminder({ facts }: View): Wording {
  const due = facts.instruction?.due;
  return {
    subject: `${facts.measure} 批示待回复${due === undefined ? '' : `(${shortDate(due, facts.today)})`}`,
    lead: [
      `${leader(facts)}就${facts.measure}作出的批示${due === undefined ? '' : `应于${byDate(due, facts.today)}`}${due === undefined ? '，' : ''}回复，现尚未回复。`,
    ],
    quotes: words(facts),
    ask: ['请按时回复办理情况；已报告进展的，请注明所回复的批示编号。'],
  };
}

/** 批示逾期未复: told to the leader. */
export function instructionUnanswered({ facts }: View): Wording {
  const due = facts.instruction?.due;
  return {
    subject: `${facts.measure} 批示逾期未复`,
    lead: [
      `就${facts.measure}作出的批示，${facts.leadUnit}${due === undefined ? '' : `应于${longDate(due, facts.today)}前回复，`}至今未复。`,
    ],
    quotes: words(facts),
    ask: ['建议督促牵头单位尽快回复；确有困难的，请其当面说明。'],
  };
}

/** 批示已复: the unit's answer, to the leader. */
export function instructionAnswered({ facts }: View): Wording {
  const reply = facts.instruction?.reply;
  return {
    subject: `${facts.measure} 批示办理情况已回复`,
    lead: [`${facts.leadUnit}已就${facts.measure}的批示回复办理情况。`],
    quotes: [...words(facts), ...(reply === undefined ? [] : [{ label: '回复', text: reply }])],
    ask: [],
  };
}

function leader(facts: View['facts']): string {
  const { instruction } = facts;
  return instruction === undefined || instruction.name === ''
    ? (instruction?.postTitle ?? '领导')
    : personWithPost(instruction);
}

function words(facts: View['facts']): readonly Quote[] {
  const { instruction } = facts;
  if (instruction === undefined) return [];
  return [{ label: `${shortDate(instruction.on, facts.today)}批示`, text: instruction.text }];
}
