import { ROLE_NAMES, ROLES, rolesOf, type Role, type RoleHolder } from '../roster.ts';
import { refuse, type Refusal } from '../refusals.ts';
import { COMMAND_NAMES, type MeasureCommandType } from './commands.ts';
import type { MeasureState } from './state.ts';
import { AT_WORK, STATUS_NAMES, type MeasureStatus } from './status.ts';
import { staffingOf } from './staffing.ts';

interface Permission {
  /**
   * Roles that may, the one acted in first; `step`, `decider`: whoever the open step, or the extension, has come to;
   * `office`: the rectification office, or who stands in for it.
   */
  readonly roles: readonly Role[] | 'step' | 'decider' | 'office';
  readonly statuses: readonly MeasureStatus[];
}

const UNIT: readonly Role[] = ['case_handler', 'office_head', 'supporting_handler', 'supporting_head'];
const LEADERS: readonly Role[] = ['supervising_leader', 'principal_leader'];
const ALWAYS = Object.keys(STATUS_NAMES) as MeasureStatus[];
/** Those in which something is owed. */
const LIVE: readonly MeasureStatus[] = ['not_started', 'under_way', 'under_review', 'returned'];
const NOT_SIGNED_OFF: readonly MeasureStatus[] = [...LIVE, 'suspended'];

/** Who may do what, when (DESIGN.md §10). Absent means refused. */
export const PERMISSIONS: Readonly<Record<MeasureCommandType, Permission>> = {
  start: { roles: UNIT, statuses: AT_WORK },
  report: { roles: UNIT, statuses: AT_WORK },
  attach: { roles: UNIT, statuses: AT_WORK },
  comment: { roles: [...UNIT, ...LEADERS, 'rectification_office'], statuses: ALWAYS },
  submit: { roles: ['case_handler', 'office_head'], statuses: ['under_way', 'returned'] },
  withdraw: { roles: ['office_head', 'case_handler'], statuses: ['under_review'] },
  approve: { roles: 'step', statuses: ['under_review'] },
  countersign: { roles: 'step', statuses: ['under_review'] },
  close_meeting: { roles: 'step', statuses: ['under_review'] },
  return: { roles: 'step', statuses: ['under_review'] },
  record_objection: { roles: ['rectification_office'], statuses: ['on_notice'] },
  look_back: { roles: 'office', statuses: ['signed_off'] },
  reopen: { roles: 'office', statuses: ['signed_off'] },
  request_extension: { roles: ['office_head', 'case_handler'], statuses: ['under_way', 'returned'] },
  grant_extension: { roles: 'decider', statuses: ['under_way', 'under_review', 'returned'] },
  refuse_extension: { roles: 'decider', statuses: ['under_way', 'under_review', 'returned'] },
  urge: { roles: ['rectification_office', ...LEADERS], statuses: LIVE },
  find_clue: { roles: UNIT, statuses: AT_WORK },
  strike_found: { roles: UNIT, statuses: AT_WORK },
  suspend: { roles: ['supervising_leader'], statuses: LIVE },
  resume: { roles: ['supervising_leader'], statuses: ['suspended'] },
  cancel: { roles: ['rectification_office'], statuses: NOT_SIGNED_OFF },
  correct: { roles: UNIT, statuses: AT_WORK },
  instruct: { roles: [...LEADERS, 'rectification_office'], statuses: ALWAYS },
  change_unit: { roles: ['supervising_leader'], statuses: NOT_SIGNED_OFF },
  add_supporting: { roles: ['supervising_leader'], statuses: NOT_SIGNED_OFF },
  remove_supporting: { roles: ['supervising_leader'], statuses: NOT_SIGNED_OFF },
  report_part: { roles: ['supporting_handler', 'supporting_head'], statuses: AT_WORK },
  authorise: { roles: ROLES, statuses: ALWAYS },
  revoke: { roles: ROLES, statuses: ALWAYS },
  reply: { roles: ['case_handler', 'office_head'], statuses: ALWAYS },
};

/**
 * The capacity in which a person may do something now, or why not. Whether the open step or the extension has come
 * to them is not asked here: any role passes, and `approval.ts` and `extension.ts` decide.
 */
export function permit(
  state: MeasureState,
  type: MeasureCommandType,
  person: string,
  post: string | undefined,
): Permitted {
  const { roles } = PERMISSIONS[type];
  const found = inRole(state, typeof roles === 'string' ? ROLES : roles, person, post, COMMAND_NAMES[type]);
  return 'refusal' in found ? found : inStatus(state, type, found.as);
}

type Permitted = { readonly as: RoleHolder } | { readonly refusal: Refusal; readonly as?: RoleHolder };

/** The first of some roles that a person holds, in the post named or in any; or why they may not do what `command` says. */
export function inRole(
  state: MeasureState,
  roles: readonly Role[],
  person: string,
  post: string | undefined,
  command: string,
): Permitted {
  const held = rolesOf(staffingOf(state), person).filter((one) => post === undefined || one.post === post);
  const [first] = held;
  if (first === undefined) return refuse('not_holder', { person, command });
  const as = roles.flatMap((role) => held.filter((one) => one.role === role))[0];
  if (as !== undefined) return { as };
  const allowed = roleNames(roles);
  const names = roleNames([...new Set(held.map((one) => one.role))]);
  return { ...refuse('not_permitted', { person: first.name, command, allowed, held: names }), as: first };
}

function inStatus(state: MeasureState, type: MeasureCommandType, as: RoleHolder): Permitted {
  const { statuses } = PERMISSIONS[type];
  if (!statuses.includes(state.status)) {
    const command = COMMAND_NAMES[type];
    const allowed = statuses.map((status) => STATUS_NAMES[status]).join('、');
    return { ...refuse('wrong_status', { command, status: STATUS_NAMES[state.status], allowed }), as };
  }
  return { as };
}

function roleNames(roles: readonly Role[]): string {
  return roles.map((role) => ROLE_NAMES[role]).join('、');
}
