import type { MeasurePlan } from '../plan.ts';
import type { Post } from '../roster.ts';

/** Fields of a measure's plan that an amended plan may make otherwise. Its id and its number are for ever. */
export type AmendedFields = Partial<Omit<MeasurePlan, 'id' | 'number'>>;
export type AmendedField = keyof AmendedFields;

/** What an amended plan makes otherwise in one measure: whole fields, as they will be. */
export interface PlanChange {
  readonly set: AmendedFields;
  /** Optional fields that the new plan has no more. */
  readonly unset?: readonly AmendedField[];
  /** The posts that its changed roles name. */
  readonly posts?: readonly Post[];
}

/** Fields of a measure's plan as people see them. */
export const FIELD_NAMES: Readonly<Record<AmendedField, string>> = {
  title: '名称',
  text: '内容',
  heading: '所在标题',
  aspect: '所属方面',
  problems: '所属问题',
  category: '类别',
  lead: '牵头单位',
  supporting: '配合单位',
  region: '地区',
  requirements: '整改要求',
  milestones: '时间节点',
  start: '起始日期',
  deadline: '完成时限',
  outerLimit: '整改期限',
  roles: '岗位分工',
  hostOffice: '整改办所在处室',
  assumed: '假定标注',
  published: '已公布数据',
  policy: '督办规则',
};

/** What a submission is judged by: it does not change while somebody judges. */
export const DECISIVE: readonly AmendedField[] = [
  'category',
  'lead',
  'supporting',
  'region',
  'requirements',
  'milestones',
  'deadline',
  'roles',
  'hostOffice',
];

/** The plan as it is once changed. */
export function amendedPlan(plan: MeasurePlan, { set, unset = [] }: PlanChange): MeasurePlan {
  const kept = Object.entries({ ...plan, ...set, id: plan.id, number: plan.number });
  return Object.fromEntries(
    kept.filter(([field]) => !unset.includes(field as AmendedField)),
  ) as unknown as MeasurePlan;
}

/** What differs from one plan of a measure to another; undefined where nothing does. */
export function changeOf(
  from: MeasurePlan,
  to: MeasurePlan,
  posts: Readonly<Record<string, Post>> = {},
): PlanChange | undefined {
  const fields = Object.keys(FIELD_NAMES) as AmendedField[];
  const differing = fields.filter((field) => !isSame(from[field], to[field]));
  if (differing.length === 0) return undefined;
  const set = Object.fromEntries(
    differing.filter((field) => to[field] !== undefined).map((field) => [field, to[field]]),
  );
  const unset = differing.filter((field) => to[field] === undefined);
  const named = differing.includes('roles') ? [...new Set(Object.values(to.roles).flat())] : [];
  const given = named.flatMap((post) => posts[post] ?? []);
  return {
    set,
    ...(unset.length === 0 ? {} : { unset }),
    ...(given.length === 0 ? {} : { posts: given }),
  };
}

/** Whether two values say the same as JSON does: the order of fields aside, what is undefined is absent. */
export function isSame(a: unknown, b: unknown): boolean {
  if (a === b) return true;
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false;
  if (Array.isArray(a) !== Array.isArray(b)) return false;
  const [left, right] = [a, b] as readonly Readonly<Record<string, unknown>>[];
  const keys = new Set([...Object.keys(a), ...Object.keys(b)]);
  return [...keys].every((key) => isSame(left?.[key], right?.[key]));
}
