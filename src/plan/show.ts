import type { PlannedDate } from '../domain/calendar.ts';
import { CATEGORY_NAMES, type MeasurePlan, type ProgrammePlan, type Requirement } from '../domain/plan.ts';
import { ROLE_NAMES, type Role } from '../domain/roster.ts';
import { TALLY_NAMES } from '../domain/tally.ts';
import { explainDate, limitText, marksOf, withWeekday } from './explain.ts';
import { wrap } from './text.ts';

export interface ShowOptions {
  /** Columns of the terminal; 100 where not given. */
  readonly width?: number;
  /** Only this measure. */
  readonly measure?: string;
}

/** A programme as people read it: aspects, their problems, measures with quotes, requirements and dates. */
export function showLines(plan: ProgrammePlan, options: ShowOptions = {}): readonly string[] {
  const width = Math.max(40, options.width ?? 100);
  const wanted = plan.measures.filter(({ id }) => options.measure === undefined || id === options.measure);
  if (options.measure !== undefined) return wanted.flatMap((measure) => measureLines(plan, measure, width));
  return [
    ...headLines(plan, width),
    ...plan.aspects.flatMap(({ id, title }) => [
      '',
      ...wrap(`【${id}】${title}`, width),
      ...problemLines(plan, id, width),
      ...wanted
        .filter(({ aspect }) => aspect.id === id)
        .flatMap((measure) => ['', ...measureLines(plan, measure, width)]),
    ]),
  ];
}

function headLines(plan: ProgrammePlan, width: number): readonly string[] {
  const { source, inspection, card } = plan;
  const mark = (field: string): string => (plan.assumed?.includes(field) === true ? '＊假定' : '');
  return [
    `${card.id}　${card.title}`,
    `出处：《${source.title}》（${source.issuer}，${source.published}，索引号 ${source.index}）`,
    ...(inspection === undefined ? [] : [`督察：${inspection.team}，${inspection.from} 至 ${inspection.to}`]),
    `反馈：${withWeekday(plan.feedback)}`,
    `启动：${withWeekday(plan.launch)}${mark('launch')}`,
    `整改期限：${withWeekday(plan.outerLimit.date)}${marksOf(plan.outerLimit)}，反馈之日起 ${limitText(plan.outerLimitRule)}`,
    `整改办：${card.office}${mark('office')}，联系人 ${card.contact}，电话 ${card.phone}`,
    `${plan.aspects.length} 个方面，${plan.problems.length} 个问题，${plan.measures.length} 项措施`,
    `说明：${plan.note}`,
  ].flatMap((line) => wrap(line, width));
}

function problemLines(plan: ProgrammePlan, aspect: string, width: number): readonly string[] {
  return plan.problems
    .filter((problem) => problem.aspect === aspect)
    .flatMap(({ id, text, assumed }) => {
      const measures = plan.measures
        .filter(({ problems }) => problems.includes(id))
        .map((measure) => measure.id);
      const words = `${text ?? '（出处未刊出原文）'}${assumed ? '＊假定' : ''}`;
      return wrap(`问题 ${id}：${words}　对应措施：${measures.join('、')}`, width, '  ');
    });
}

function measureLines(plan: ProgrammePlan, measure: MeasurePlan, width: number): readonly string[] {
  const mark = (field: string): string => (measure.assumed.includes(field) ? '＊假定' : '');
  const names = measure.supporting.map(({ name }) => name).join('、');
  const published = (measure.published ?? []).map(
    ({ name, value, unit, period }) => `${name} ${value} ${unit}（${period}）`,
  );
  return [
    ...wrap(
      `${measure.id} ${measure.title}（${CATEGORY_NAMES[measure.category]}${mark('category')}）`,
      width,
      '  ',
    ),
    ...[
      `原文 ${measure.heading}：“${measure.text}”`,
      `牵头：${measure.lead.name}${mark('lead')}${measure.hostOffice ? '（整改办所在处室）' : ''}　配合：${names === '' ? '无' : names}${mark('supporting')}`,
      `对应问题：${measure.problems.join('、')}${mark('problems')}`,
      ...(published.length === 0 ? [] : [`公布数字：${published.join('，')}`]),
      `岗位：${roleText(plan, measure)}`,
      '要求：',
    ].flatMap((line) => wrap(line, width, '    ')),
    ...measure.requirements.flatMap((requirement) =>
      wrap(`${requirement.id} ${requirementText(requirement)}`, width, '      '),
    ),
    '    时间：',
    ...[
      `起始 ${dateText(measure.start)}`,
      ...measure.milestones.map(
        ({ id, title, takes, due }) => `${id} ${title}，${takes} 个工作日，${dateText(due)}`,
      ),
      `完成时限 ${dateText(measure.deadline)}`,
    ].flatMap((line) => wrap(line, width, '      ')),
  ];
}

function dateText(date: PlannedDate): string {
  return `${withWeekday(date.date)}${marksOf(date)}`;
}

function roleText(plan: ProgrammePlan, { roles }: MeasurePlan): string {
  const titles = new Map(plan.directory.posts.map(({ id, title }) => [id, title]));
  return (Object.entries(roles) as [Role, readonly string[]][])
    .map(([role, posts]) => `${ROLE_NAMES[role]} ${posts.map((post) => titles.get(post) ?? post).join('、')}`)
    .join('；');
}

const EVERY = { year: '每年', half_year: '每半年', month: '每月' } as const;

function requirementText(requirement: Requirement): string {
  const words = `${requirement.text}${requirement.assumed === true ? '＊假定' : ''}`;
  switch (requirement.type) {
    case 'document':
      return `【文件】${words}：《${requirement.title}》，须有文号`;
    case 'statement':
      return `【说明】${words}`;
    case 'indicator': {
      const { target, minRatio, localities } = requirement;
      const least = target === undefined ? '' : `，不少于 ${target} ${requirement.unit}`;
      const ratio = minRatio === undefined ? '' : `，不低于基数的 ${Number((minRatio * 100).toFixed(4))}%`;
      const places = localities === undefined ? '' : `，分地区：${localities.join('、')}`;
      const parts = (requirement.targets ?? []).map(
        (one) => `，其中 ${one.period} 不少于 ${one.target} ${requirement.unit}`,
      );
      const { partOf, complete, evidence, tally, per } = requirement;
      const of = partOf === undefined ? '' : `，${partOf} 的其中项`;
      const all = complete === true ? '，各其中项之和应等于本项' : '';
      const proof = evidence === true ? '，须附佐证文件' : '';
      const counted =
        tally === undefined
          ? ''
          : `，与系统内案件统计核对：${TALLY_NAMES[tally]}${per === undefined ? '' : `（按 ${per} 元折合）`}`;
      return `【指标】${words}：${requirement.name}（${requirement.unit}，${requirement.scope}，${requirement.period}）${least}${parts.join('')}${ratio}${of}${all}${proof}${counted}${places}`;
    }
    case 'cascade':
      return `【逐级】${words}：${requirement.regions.map(({ name }) => name).join('、')}`;
    case 'cycle':
      return `【周期】${words}：${EVERY[requirement.every]}，自 ${requirement.firstPeriod} 起`;
    case 'clues': {
      const { within } = requirement;
      const guessed = within.assumed === true ? '＊假定' : '';
      return `【线索】${words}：发现之日起 ${limitText(within)}内移交${guessed}`;
    }
    case 'milestone':
      return `【节点】${words}：${requirement.milestone}`;
  }
}

/** One date explained, or the references that can be asked for. */
export type Explained =
  { readonly ok: true; readonly text: string } | { readonly ok: false; readonly known: readonly string[] };

/** Explains the date named `outerLimit`, `M06` (its deadline), `M06/start`, `M06/m1` or `M06/deadline`. */
export function explainNamed(plan: ProgrammePlan, name: string): Explained {
  const dates = datesByName(plan);
  const found = dates.get(name) ?? dates.get(`${name}/deadline`);
  return found === undefined
    ? { ok: false, known: [...dates.keys()] }
    : { ok: true, text: explainDate(found) };
}

function datesByName(plan: ProgrammePlan): ReadonlyMap<string, PlannedDate> {
  return new Map([
    ['outerLimit', plan.outerLimit],
    ...plan.measures.flatMap(({ id, start, milestones, deadline }): [string, PlannedDate][] => [
      [`${id}/start`, start],
      ...milestones.map((step): [string, PlannedDate] => [`${id}/${step.id}`, step.due]),
      [`${id}/deadline`, deadline],
    ]),
  ]);
}
