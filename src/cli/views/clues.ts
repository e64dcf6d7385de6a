import { clueRequirement, foundText, handOverBy, ownClues } from '../../domain/measure/clues/standing.ts';
import type { FoundClue, KnownClue } from '../../domain/measure/clues/state.ts';
import type { MeasureState } from '../../domain/measure/state.ts';
import { wrap } from '../../plan/text.ts';
import { heading } from './text.ts';

/** Clues found in the work of a measure, and how those handed over stand; nothing where there are none. */
export function clueLines(state: MeasureState, width: number): readonly string[] {
  const { clues } = state;
  if (clues === undefined) return [];
  const own = ownClues(clues);
  const others = clues.heard.filter((one) => one.elsewhere === true);
  const cases = others.reduce((sum, one) => sum + one.cases.length, 0);
  const lines = [
    ...clues.found.map((one) => foundLine(state, one)),
    ...own.map(knownLine),
    ...(clues.beyond.length === 0
      ? []
      : [`另有 ${clues.beyond.length} 件，本措施不再逐件列出（编号 ${clues.beyond.join('、')}）`]),
  ];
  if (others.length > 0)
    lines.push(`其他来源的线索 ${others.length} 件，其案件 ${cases} 件计入本措施的案件统计`);
  const title = `问题线索：发现 ${clues.found.length} 件，移交办理 ${own.length + clues.beyond.length} 件`;
  return [...heading(title), ...lines.flatMap((line) => wrap(line, width))];
}

/** f1“工业2022-07-01” 2022-07-01 发现，应于 2022-07-08 前移交，尚未移交 */
function foundLine(state: MeasureState, one: FoundClue): string {
  const requirement = clueRequirement(state);
  const due = requirement === undefined ? undefined : handOverBy(state.input.calendar, requirement, one.on);
  const until = due === undefined ? '' : `，应于 ${due} 前移交`;
  return `${foundText(one)} ${one.on} 发现${until}，${standing(one, due)}`;
}

function standing({ handedOver, struck }: FoundClue, due: string | undefined): string {
  if (struck !== undefined) return `${struck.on} 划销：${struck.reason}`;
  if (handedOver === undefined) return '尚未移交';
  const late = due !== undefined && handedOver.on > due ? '，逾期移交' : '';
  return `${handedOver.on} 移交${late}（${handedOver.code}）`;
}

/** 线索〔2022〕17号 核查中，由执法监督局办理，时限 2022-08-01，立案 2 件 */
function knownLine(one: KnownClue): string {
  const parts = [
    `${one.code}（第 ${one.number} 号） ${one.statusText}`,
    one.holder === undefined ? '' : `在${one.holder}`,
    one.due === undefined ? '' : `时限 ${one.due}`,
    one.closedOn === undefined
      ? `${one.handedOverOn} 移交`
      : `${one.handedOverOn} 移交，${one.closedOn} 办结`,
    one.substantiated === undefined ? '' : one.substantiated ? '查实' : '未查实',
    one.cases.length === 0 ? '' : `案件 ${one.cases.length} 件`,
  ];
  return parts.filter((text) => text !== '').join('，');
}
