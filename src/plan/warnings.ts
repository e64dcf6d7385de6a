import type { ProgrammePlan } from '../domain/plan.ts';
import type { CivilDate } from '../domain/time.ts';

/** What a person should know of a plan that is in order. In Chinese. */
export function warningsOf(plan: ProgrammePlan): readonly string[] {
  return [...provisionalDates(plan), ...vacantPosts(plan), ...sharedAddresses(plan)];
}

function provisionalDates(plan: ProgrammePlan): readonly string[] {
  const dates = [
    plan.outerLimit,
    ...plan.measures.flatMap(({ start, milestones, deadline }) => [
      start,
      ...milestones.map(({ due }) => due),
      deadline,
    ]),
  ];
  const provisional = [
    ...new Set(dates.filter((date) => date.provisional).map(({ date }) => date)),
  ].toSorted();
  if (provisional.length === 0) return [];
  const { name, lastYear } = plan.calendar;
  return [
    `${span(provisional)}共 ${provisional.length} 个日期为暂定：${name}之外的年份按周一至周五计算，` +
      `国务院公布 ${lastYear + 1} 年及以后的安排后须重新推算。`,
  ];
}

function span(dates: readonly CivilDate[]): string {
  return `${dates[0] ?? ''} 至 ${dates.at(-1) ?? ''} `;
}

function vacantPosts({ directory }: ProgrammePlan): readonly string[] {
  const held = new Set(directory.appointments.map(({ post }) => post));
  return directory.posts
    .filter(({ id }) => !held.has(id))
    .map(({ id, title }) => `岗位 ${id}（${title}）无人任职，事项将由上一级岗位承接。`);
}

function sharedAddresses({ directory }: ProgrammePlan): readonly string[] {
  const byAddress = new Map<string, string[]>();
  for (const { address, name } of directory.people) {
    const key = address.toLowerCase();
    byAddress.set(key, [...(byAddress.get(key) ?? []), name]);
  }
  return [...byAddress]
    .filter(([, names]) => names.length > 1)
    .map(([address, names]) => `邮件地址 ${address} 由 ${names.join('、')} 共用。`);
}
