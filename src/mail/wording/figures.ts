import type { NoticeFacts } from '../../domain/notice.ts';
import { longDate } from '../phrases.ts';
import type { Quote, Wording } from '../section.ts';
import type { View } from './view.ts';

/** What does not agree in the figures, and which clues were handed over late, for those who judge them; nothing where all agrees. */
export function figureFindings({ findings = [], handedOverLate = [] }: NoticeFacts): readonly Quote[] {
  const quote = (label: string, texts: readonly string[]): readonly Quote[] =>
    texts.length === 0 ? [] : [{ label, text: texts.join('\n') }];
  return [
    ...quote('填报数据有下列情况，请核实（照报照录，未作改动）', findings),
    ...quote('问题线索移交有下列情况', handedOverLate),
  ];
}

/** 指标预警: less is reported than a steady pace would have brought. */
export function paceMissed({ facts, unit }: View): Wording {
  const { measure, today, behind = [] } = facts;
  const [first] = behind;
  const named = first === undefined ? '指标' : `指标“${first.name}”`;
  const more = behind.length > 1 ? `等${behind.length}项` : '';
  return {
    subject: `${measure} ${named}${more}落后进度`,
    lead: [
      `${unit}牵头的${measure}，按序时进度计算，有指标已落后；完成时限${longDate(facts.due, today)}不变。`,
      ...behind.map(
        ({ name, locality = '', period, unit: of, reported, expected, target }) =>
          `${locality}${period}“${name}”：已报${reported}${of}，目前应达${expected}${of}，目标${target}${of}。`,
      ),
    ],
    quotes: figureFindings(facts),
    ask: ['已完成而未填报的，请及时填报。', '确实落后的，请说明原因和赶回进度的安排。'],
  };
}
