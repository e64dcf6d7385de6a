import type { ClueFacts } from '../../../domain/clue/facts.ts';
import type { NoticeFacts } from '../../../domain/notice.ts';
import { dateOf, timeOf } from '../../../domain/time.ts';
import { byDate, longDate, personWithPost, shortDate } from '../../phrases.ts';
import type { View } from '../view.ts';

/** Stands in every letter of a clue in place of what it is about and of anybody's reasons. */
export const NOT_IN_MAIL = '线索内容、附件和有关理由请登录查看，邮件不载。';

/** A notice of a clue as one person sees it. */
export interface ClueView extends View {
  readonly clue: ClueFacts;
}

/** Wording of a kind that only clues have. A notice without the clue's facts has no words: it throws. */
export function ofClue<T>(words: (view: ClueView) => T): (view: View) => T {
  return (view) => {
    const { clue } = view.facts;
    if (clue === undefined) throw new Error(`a notice of kind ${view.kind} without a clue`);
    return words({ ...view, clue });
  };
}

/** 9月2日（周五）前（含当日）; where the limit runs in hours, 9月2日（周五）17:30前. */
export function byLimit({ due, today, clue }: NoticeFacts): string {
  if (clue?.dueAt === undefined) return byDate(due, today);
  return `${longDate(dateOf(clue.dueAt), today)}${timeOf(clue.dueAt)}前`;
}

/** For subjects: 9月2日前, or 9月2日17:30前. */
export function shortLimit({ due, today, clue }: NoticeFacts): string {
  if (clue?.dueAt === undefined) return `${shortDate(due, today)}前`;
  return `${shortDate(dateOf(clue.dueAt), today)}${timeOf(clue.dueAt)}前`;
}

/** What the holder has to do, where the notice does not say: 办理. */
export function stepOf({ step }: ClueFacts): string {
  return step ?? '办理';
}

/** （第1次，最多2次；经办人：法规处处长 李四）: how often it has happened and who acted, where the notice tells. */
export function aside({ by }: NoticeFacts, times?: ClueFacts['times']): string {
  const parts = [
    ...(times === undefined ? [] : [`第${times.count}次，最多${times.of}次`]),
    ...(by === undefined ? [] : [`经办人：${personWithPost(by)}`]),
  ];
  return parts.length === 0 ? '' : `（${parts.join('；')}）`;
}

/** The limit of the letter it came with, which no inner one passes; nothing where it came without. */
export function letterLimit({ letter }: ClueFacts, today: string): readonly string[] {
  return letter === undefined
    ? []
    : [
        `该线索由转交函（${letter.number}）转来，函定办结时限${longDate(letter.due, today)}；内部各环节时限和延期均不得超过该日。`,
      ];
}
