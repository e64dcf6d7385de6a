import { directoryFile, type DirectoryFile } from '../contracts/directory-file.ts';
import { measureFile, planFile, type MeasureFile } from '../contracts/plan-file.ts';
import { policyFile, type PolicyFile } from '../contracts/policy-file.ts';
import { ROLE_NAMES, type Role } from '../domain/roster.ts';
import { approvalErrors } from './approval-check.ts';
import type { FieldPath, PlanError } from './errors.ts';
import { indicatorErrors } from './indicator-check.ts';
import type { Sources } from './references.ts';
import { regionsOf } from './regions.ts';
import { NEEDED_ROLES, rolesOf, unitOf } from './roles.ts';
import { validate } from './validate.ts';
import { valuesAt } from './values-at.ts';
import { valueAt, type YamlSource } from './yaml-source.ts';

/** A measure that is well formed, with its place in the list; others have errors of their own already. */
export interface PlacedMeasure {
  readonly index: number;
  readonly measure: MeasureFile;
}

/** The well-formed measures of a plan that may have errors elsewhere. */
export function soundMeasures(plan: YamlSource): readonly PlacedMeasure[] {
  return valuesAt(plan.data, 'measures.*').flatMap((_, index) => {
    const checked = validate(measureFile, plan, ['measures', index]);
    return checked.ok ? [{ index, measure: checked.value }] : [];
  });
}

/** What has to agree beyond the shape of the files and the names in them. */
export function checkConsistency(sources: Sources, measures: readonly PlacedMeasure[]): readonly PlanError[] {
  const directory = validate(directoryFile, sources.directory);
  const policy = validate(policyFile, sources.plan, ['policy']);
  return [
    ...declaredCounts(sources.plan),
    ...problemsWithoutMeasure(sources.plan),
    ...datesInOrder(sources.plan),
    ...measures.flatMap((placed) => leadAlsoSupporting(sources.plan, placed)),
    ...measures.flatMap(({ index, measure }) => indicatorErrors(sources.plan, ['measures', index], measure)),
    ...measures.flatMap((placed) => cluesOnce(sources.plan, placed)),
    ...(policy.ok ? policyInOrder(sources.plan, policy.value) : []),
    ...measures.flatMap(({ index, measure }) =>
      sectionsInOrder(sources.plan, ['measures', index, 'policy'], measure.policy ?? {}),
    ),
    ...(directory.ok ? measures.flatMap((placed) => staffed(sources.plan, directory.value, placed)) : []),
  ];
}

/** Findings are handed over within one limit, not within several. */
function cluesOnce(plan: YamlSource, { index, measure }: PlacedMeasure): readonly PlanError[] {
  const first = measure.requirements.findIndex((one) => one.type === 'clues');
  return measure.requirements.flatMap((one, at) =>
    one.type === 'clues' && at > first
      ? [
          plan.error(
            ['measures', index, 'requirements', at, 'type'],
            '一项措施至多有一项线索移交要求（clues）',
          ),
        ]
      : [],
  );
}

function declaredCounts(plan: YamlSource): readonly PlanError[] {
  return Object.keys(planFile.shape.declared.shape).flatMap((list) => {
    const declared = valueAt(plan.data, ['declared', list]);
    const listed = valueAt(plan.data, [list]);
    return typeof declared === 'number' && Array.isArray(listed) && declared !== listed.length
      ? [plan.error(['declared', list], `应与 ${list} 列出的一致，现列出 ${listed.length} 项`)]
      : [];
  });
}

function problemsWithoutMeasure(plan: YamlSource): readonly PlanError[] {
  const named = new Set(valuesAt(plan.data, 'measures.*.problems.*').map(({ value }) => value));
  return valuesAt(plan.data, 'problems.*.id')
    .filter(({ value }) => typeof value === 'string' && !named.has(value))
    .map(({ path }) => plan.error(path, '每个问题应至少由一项措施的 problems 列出'));
}

/** Pairs of dates of which the second may not come before the first. */
const IN_ORDER = [
  [
    ['inspection', 'from'],
    ['inspection', 'to'],
  ],
  [['inspection', 'to'], ['feedback']],
  [['feedback'], ['launch', 'date']],
] as const;

function datesInOrder(plan: YamlSource): readonly PlanError[] {
  return IN_ORDER.flatMap(([before, after]) => {
    const first = valueAt(plan.data, before);
    const second = valueAt(plan.data, after);
    return typeof first === 'string' && typeof second === 'string' && second < first
      ? [plan.error(after, `应不早于 ${before.join('.')} 的 ${first}`)]
      : [];
  });
}

function leadAlsoSupporting(plan: YamlSource, { index, measure }: PlacedMeasure): readonly PlanError[] {
  const at = (measure.supporting ?? []).indexOf(measure.lead);
  return at < 0 ? [] : [plan.error(['measures', index, 'supporting', at], '应为牵头单位以外的单位')];
}

function policyInOrder(plan: YamlSource, policy: PolicyFile): readonly PlanError[] {
  const { hours, above } = policy;
  const circles = (Object.keys(above) as Role[])
    .filter((role) => climbsBackTo(role, above))
    .map((role) => plan.error(['policy', 'above', role], '应逐级向上、最后为 null，不能绕回自身'));
  const end = hours.workEnd <= hours.workStart;
  return [
    ...sectionsInOrder(plan, ['policy'], policy),
    ...circles,
    ...(hours.slot < FIRST_SLOT
      ? [plan.error(['policy', 'hours', 'slot'], `应不早于 ${FIRST_SLOT}：各事项在此前一小时内办理`)]
      : []),
    ...(end ? [plan.error(['policy', 'hours', 'workEnd'], `应晚于 workStart 的 ${hours.workStart}`)] : []),
  ];
}

/** Duties of a slot fire within the hour before it, on the same day. */
const FIRST_SLOT = '01:00';

/** What has to climb climbs, and no day stands twice: duties are named by their days. In the programme's policy or a measure's own. */
function sectionsInOrder(
  plan: YamlSource,
  at: FieldPath,
  { ladder = [], approval, extension, reminders, milestones }: Partial<PolicyFile>,
): readonly PlanError[] {
  const rungs = ladder.flatMap((rung, index) => {
    const previous = ladder[index - 1];
    return previous !== undefined && rung.after <= previous.after
      ? [plan.error([...at, 'ladder', index, 'after'], `应大于上一级的 ${previous.after}（逐级递增）`)]
      : [];
  });
  const waits = Object.entries({ approval, extension }).flatMap(([section, waiting]) =>
    waiting !== undefined && waiting.aboveAfter <= waiting.againAfter
      ? [
          plan.error(
            [...at, section, 'aboveAfter'],
            `应大于 againAfter 的 ${waiting.againAfter}：先催办，再提级`,
          ),
        ]
      : [],
  );
  return [
    ...rungs,
    ...waits,
    ...(approval === undefined ? [] : approvalErrors(plan, at, approval)),
    ...daysTwice(plan, [...at, 'reminders'], {
      before: reminders?.before,
      longBefore: reminders?.longBefore,
    }),
    ...daysTwice(plan, [...at, 'milestones'], { before: milestones?.before }),
  ];
}

function daysTwice(
  plan: YamlSource,
  at: FieldPath,
  lists: Readonly<Record<string, readonly number[] | undefined>>,
): readonly PlanError[] {
  const known = new Set<number>();
  return Object.entries(lists).flatMap(([list, days = []]) =>
    days.flatMap((day, index) => {
      const twice = known.has(day);
      known.add(day);
      return twice ? [plan.error([...at, list, index], '同一天数只应出现一次')] : [];
    }),
  );
}

function climbsBackTo(role: Role, above: PolicyFile['above']): boolean {
  const passed: Role[] = [];
  let at: Role | null = above[role] ?? null;
  while (at !== null && at !== role && !passed.includes(at)) {
    passed.push(at);
    at = above[at] ?? null;
  }
  return at === role;
}

/** The posts and regions that a measure needs are in the directory. */
function staffed(
  plan: YamlSource,
  directory: DirectoryFile,
  { index, measure }: PlacedMeasure,
): readonly PlanError[] {
  const lead = unitOf(directory, measure.lead);
  if (lead === undefined) return [];
  const roles = rolesOf(directory, measure);
  const missing = NEEDED_ROLES.filter((role) => roles[role] === undefined).map((role) =>
    plan.error(
      ['measures', index, 'lead'],
      `牵头单位应有“${ROLE_NAMES[role]}”岗位（${role}）：请在 directory.yaml 中补上，或在本措施的 roles 中指定`,
    ),
  );
  const empty = measure.requirements.flatMap((requirement, at) => {
    const field = requirement.type === 'cascade' ? 'regions' : 'localities';
    const choice = requirement.type === 'cascade' ? requirement.regions : undefined;
    const chosen = requirement.type === 'indicator' ? requirement.localities : choice;
    return chosen !== undefined && regionsOf(directory, lead.region, chosen).length === 0
      ? [
          plan.error(
            ['measures', index, 'requirements', at, field],
            `${lead.region} 应有下级地区列在 directory.yaml 中`,
          ),
        ]
      : [];
  });
  return [...missing, ...empty];
}
