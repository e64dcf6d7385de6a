import { alteredText } from '../../domain/amendment/summary.ts';
import type { EventRecord } from '../../domain/record.ts';
import { refusalText, type Refusal } from '../../domain/refusals.ts';
import { withWeekday } from '../../plan/explain.ts';
import type { Difference, Explained } from '../../plan/difference.ts';
import type { Answered } from '../amending.ts';

/** How a folder differs from what runs, measure by measure, every date with its reasons. */
export function differenceLines(difference: Difference): readonly string[] {
  const { measures, added, dropped, directory, problems, untouched } = difference;
  return [
    ...measures.flatMap(({ measure, title, altered, notes, refusal }) => [
      `${measure}　${title}`,
      ...altered.flatMap(alteredLines),
      ...notes.map((note) => `    注：${note}`),
      ...refused(refusal),
    ]),
    ...added.flatMap(({ plan, refusal }) => [
      `${plan.id}　${plan.title}：增设（第 ${plan.number} 项，${plan.lead.name}牵头，时限 ${withWeekday(plan.deadline.date)}）`,
      ...refused(refusal),
    ]),
    ...dropped.flatMap(({ measure, title, refusal }) => [
      `${measure}　${title}：不再列入，予以取消`,
      ...refused(refusal),
    ]),
    ...(directory === undefined
      ? []
      : [`名册：增加 ${directory.units.length} 个单位、${directory.posts.length} 个岗位`]),
    ...(problems === undefined ? [] : ['问题清单有改动']),
    ...untouched.map((note) => `（不动）${note}`),
  ];
}

function alteredLines(one: Explained): readonly string[] {
  return [`    ${alteredText(one)}`, ...(one.why === undefined ? [] : [`        ${one.why}`])];
}

function refused(refusal: Refusal | undefined): readonly string[] {
  return refusal === undefined ? [] : [`    ✗ 不能这样调整：${refusalText(refusal)}`];
}

export function differenceJson({
  measures,
  added,
  dropped,
  directory,
  problems,
  untouched,
}: Difference): object {
  const why = (refusal: Refusal | undefined): object =>
    refusal === undefined ? {} : { refusal: { ...refusal, text: refusalText(refusal) } };
  return {
    measures: measures.map(({ measure, altered, notes, refusal }) => ({
      measure,
      altered,
      notes,
      ...why(refusal),
    })),
    added: added.map(({ plan, refusal }) => ({
      measure: plan.id,
      number: plan.number,
      due: plan.deadline.date,
      ...why(refusal),
    })),
    dropped: dropped.map(({ measure, refusal }) => ({ measure, ...why(refusal) })),
    units: directory?.units ?? [],
    posts: directory?.posts ?? [],
    problems: problems !== undefined,
    untouched,
  };
}

/** What each process answered. */
export function answerLines(answers: readonly Answered[]): readonly string[] {
  return answers.map(({ process, record }) => {
    if (record === undefined) return `  ${process}　尚未答复，请稍后用 timeline programme 查看`;
    const refusal = refusalIn(record);
    return refusal === undefined ? `  ${process}　已执行` : `  ${process}　未执行：${refusalText(refusal)}`;
  });
}

export function answersJson(answers: readonly Answered[]): readonly object[] {
  return answers.map(({ process, record }) => {
    const refusal = record === undefined ? undefined : refusalIn(record);
    return {
      process,
      answered: record !== undefined,
      applied: record?.data['applied'] === true,
      ...(refusal === undefined ? {} : { refusal: { ...refusal, text: refusalText(refusal) } }),
    };
  });
}

/** Whether somebody refused, or has not answered. */
export function isIncomplete(answers: readonly Answered[]): boolean {
  return answers.some(({ record }) => record?.data['applied'] !== true);
}

function refusalIn({ data }: EventRecord): Refusal | undefined {
  return data['refusal'] as unknown as Refusal | undefined;
}
