import { CATEGORY_NAMES, type Category, type ProgrammePlan } from '../../domain/plan.ts';
import { marksOf, withWeekday } from '../../plan/explain.ts';

interface Sound {
  readonly plan: ProgrammePlan;
  readonly warnings: readonly string[];
}

/** A sound plan in a few lines, with what to know of it. */
export function summaryLines({ plan, warnings }: Sound): readonly string[] {
  const { measures, aspects, problems, directory } = plan;
  const categories = Object.entries(CATEGORY_NAMES)
    .map(
      ([category, name]) =>
        `${name} ${measures.filter((one) => one.category === (category as Category)).length} 项`,
    )
    .join('，');
  const deadlines = measures.map((one) => one.deadline.date).toSorted();
  return [
    `${plan.card.id}　${plan.card.title}`,
    `${aspects.length} 个方面，${problems.length} 个问题，${measures.length} 项措施（${categories}）`,
    `启动 ${withWeekday(plan.launch)}，整改期限 ${withWeekday(plan.outerLimit.date)}${marksOf(plan.outerLimit)}`,
    `完成时限自 ${withWeekday(deadlines[0] ?? plan.launch)} 至 ${withWeekday(deadlines.at(-1) ?? plan.launch)}`,
    `${directory.units.length} 个单位，${directory.posts.length} 个岗位，${directory.people.length} 人`,
    ...(warnings.length === 0 ? [] : ['请注意：', ...warnings.map((warning) => `  · ${warning}`)]),
  ];
}

export function summaryJson({ plan, warnings }: Sound): Readonly<Record<string, unknown>> {
  return {
    programme: plan.card.id,
    title: plan.card.title,
    launch: plan.launch,
    outerLimit: plan.outerLimit.date,
    aspects: plan.aspects.length,
    problems: plan.problems.length,
    measures: plan.measures.length,
    planHash: plan.planHash,
    warnings,
  };
}
