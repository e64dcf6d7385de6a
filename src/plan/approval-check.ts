import type { PolicyFile } from '../contracts/policy-file.ts';
import type { FieldPath, PlanError } from './errors.ts';
import type { YamlSource } from './yaml-source.ts';

/** Whose step it is, where the mode leaves no choice. */
const OWN_ROLE = {
  countersign: { role: 'supporting_head', words: '会签环节（countersign）由各配合单位负责人会签' },
  meeting: { role: 'rectification_office', words: '会议环节（meeting）由整改办登记纪要' },
} as const;

/** Steps of approval that cannot work as written; `at`: the policy they stand in, the programme's or a measure's own. */
export function approvalErrors(
  plan: YamlSource,
  at: FieldPath,
  { steps }: PolicyFile['approval'],
): readonly PlanError[] {
  const roles = steps.flatMap(({ mode, roles: given }, index) => {
    if (mode === 'any_of' || mode === 'all_of') return [];
    const { role, words } = OWN_ROLE[mode];
    if (given.length === 1 && given[0] === role) return [];
    return [plan.error([...at, 'approval', 'steps', index, 'roles'], `应为 [${role}]：${words}`)];
  });
  const undecided = steps.every(({ mode }) => mode === 'countersign');
  return undecided
    ? [
        ...roles,
        plan.error(
          [...at, 'approval', 'steps'],
          '应至少有一步审核、审定或会议：没有配合单位的措施不经会签，只有会签就无人审批',
        ),
      ]
    : roles;
}
