import type { NoticeFacts, NoticeKind } from '../../domain/notice.ts';
import { ROLE_NAMES, type Role } from '../../domain/roster.ts';
import { longDate } from '../phrases.ts';

/** What happens if nobody acts. */
const STEPS: Readonly<Partial<Record<NoticeKind, (role: string) => string>>> = {
  reminder: () => '将再次提醒',
  milestone_reminder: () => '将再次提醒该节点',
  milestone_missed: (role) => `节点仍未完成的，将向${role}预警`,
  urge: (role) => `仍未报审的，将向${role}催办`,
  supervise: (role) => `仍未报审的，将呈报${role}督办`,
  special_report: (role) => `仍未报审的，将列入报${role}的专报`,
  proposal: (role) => `仍未报审的，将向${role}提出约谈或通报的建议`,
  consolidated_report: (role) => `仍未处理的，自动报送${role}`,
  to_approve_again: (role) => `仍未审核的，将再次提请${role}审核`,
  approval_above: (role) => `仍未审核的，将报${role}`,
  extension_again: (role) => `仍未批复的，将再次提请${role}审批`,
  extension_above: (role) => `仍未批复的，将报${role}`,
  clue_reminder: () => '将再次提醒',
  clue_urge: (role) => `仍未办理的，将向${role}催办`,
  clue_supervise: (role) => `仍未办理的，将呈报${role}督办`,
  clue_principal: (role) => `仍未办理的，将报${role}`,
};

/** The sentence about what comes next, where something does. */
export function nextSentence(facts: NoticeFacts): string | undefined {
  if (!facts.next) return undefined;
  const { date, role, kind } = facts.next;
  const step = STEPS[kind] ?? ((name: string) => `将再次通知${name}`);
  return `${longDate(date, facts.today)}${step(nameOf(role))}。`;
}

function nameOf(role: Role): string {
  return ROLE_NAMES[role] ?? '上一级';
}
