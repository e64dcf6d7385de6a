import { alteredText, type Altered } from '../../domain/amendment/summary.ts';
import type { CalendarEffect } from '../../domain/measure/amend/preview.ts';
import { refusalText } from '../../domain/refusals.ts';
import type { Instant } from '../../domain/time.ts';
import { moment } from './dates.ts';

/** What a calendar would do to a programme and all its processes. */
export interface Effects {
  readonly programme: string;
  readonly document: string;
  /** It is the one in force. */
  readonly same: boolean;
  readonly measures: readonly (CalendarEffect & { readonly measure: string })[];
  /** Open clues, with the dates of their steps that move. */
  readonly clues: readonly { readonly clue: string; readonly altered: readonly Altered[] }[];
  /** When the daily sweep looks next, now and then. */
  readonly sweep?: { readonly from: Instant; readonly to: Instant };
}

/** What a calendar would do, date by date. */
export function effectLines({
  programme,
  document,
  same,
  measures,
  clues,
  sweep,
}: Effects): readonly string[] {
  if (same) return [`《${document}》与现用的节假日安排一致，未作任何改动。`];
  const touched = measures.filter((one) => isTouched(one));
  const still = measures.length - touched.length;
  const moved = clues.filter(({ altered }) => altered.length > 0);
  const stillClues = clues.length - moved.length;
  return [
    `《${document}》对整改专项 ${programme} 的影响：`,
    ...touched.flatMap(({ measure, refusal, altered, duties, firm }) => [
      measure,
      ...(refusal === undefined ? [] : [`    ✗ 不能执行：${refusalText(refusal)}`]),
      ...altered.map((one) => `    ${alteredText(one)}`),
      ...firm.map(({ date }) => `    ${date} 由暂定转为确定`),
      ...duties.map(
        ({ label, from, to }) =>
          `    ${label}：${moment(from)} → ${to === undefined ? '不再办理' : moment(to)}`,
      ),
    ]),
    ...moved.flatMap(({ clue, altered }) => [clue, ...altered.map((one) => `    ${alteredText(one)}`)]),
    ...(still > 0 ? [`其余 ${still} 项措施的日期不变。`] : []),
    ...(stillClues > 0 ? [`${moved.length > 0 ? '其余 ' : ''}${stillClues} 条在办线索的时限不变。`] : []),
    ...(sweep === undefined || sweep.from === sweep.to
      ? []
      : [`每日巡检：${moment(sweep.from)} → ${moment(sweep.to)}`]),
  ];
}

export function effectJson({
  programme,
  document,
  same,
  measures,
  clues,
  sweep,
}: Effects): Readonly<Record<string, unknown>> {
  return {
    programme,
    document,
    same,
    measures: measures.map(({ refusal, firm, ...rest }) => ({
      ...rest,
      firm: firm.map(({ date }) => date),
      ...(refusal === undefined ? {} : { refusal: { ...refusal, text: refusalText(refusal) } }),
    })),
    clues,
    ...(sweep === undefined ? {} : { sweep }),
  };
}

function isTouched({ refusal, altered, duties, firm }: CalendarEffect): boolean {
  return refusal !== undefined || altered.length + duties.length + firm.length > 0;
}
