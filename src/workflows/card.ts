import type { Row, RowCard } from '../domain/process.ts';

/** What the engine's own page shows of a process: a readable card, no person's name or address in it. */
export function cardText(card: RowCard, next: Row['nextDuty']): string {
  const { title, measure, leadUnit, standing, lightText, due, met, of } = card;
  const lines = [
    `**${measure === undefined ? '' : `${measure} `}${title}**`,
    leadUnit === undefined ? '' : `牵头单位：${leadUnit}`,
    standing === undefined ? '' : `状态：${standing}${lightText === undefined ? '' : `（${lightText}）`}`,
    due === undefined ? '' : `时限：${due}`,
    of === undefined ? '' : `整改要求：${met ?? 0}/${of}`,
    next === undefined ? '' : `下一步：${next.dueAt.slice(0, 16).replace('T', ' ')} ${next.label}`,
  ];
  return lines.filter((line) => line !== '').join('\n\n');
}
