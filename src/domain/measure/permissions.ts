import { ROLE_NAMES, rolesOf, type Role, type RoleHolder } from '../roster.ts';
import { refuse, type Refusal } from '../refusals.ts';
import { COMMAND_NAMES, type MeasureCommandType } from './commands.ts';
import { STATUS_NAMES, staffingOf, type MeasureState, type MeasureStatus } from './state.ts';

interface Permission {
  /** Roles that may; `step`: whoever the open step of approval has come to. */
  readonly roles: readonly Role[] | 'step';
  readonly statuses: readonly MeasureStatus[];
}

const UNIT: readonly Role[] = ['case_handler', 'office_head', 'supporting_handler', 'supporting_head'];
const LEADERS: readonly Role[] = ['supervising_leader', 'principal_leader'];
const ALWAYS = Object.keys(STATUS_NAMES) as MeasureStatus[];
const AT_WORK: readonly MeasureStatus[] = ['not_started', 'under_way', 'returned'];
const NOT_SIGNED_OFF = ALWAYS.filter((status) => status !== 'signed_off');

/** Who may do what, when (DESIGN.md §10). Absent means refused. */
export const PERMISSIONS: Readonly<Record<MeasureCommandType, Permission>> = {
  start: { roles: UNIT, statuses: AT_WORK },
  report: { roles: UNIT, statuses: AT_WORK },
  attach: { roles: UNIT, statuses: AT_WORK },
  comment: { roles: [...UNIT, ...LEADERS, 'rectification_office'], statuses: ALWAYS },
  submit: { roles: ['case_handler', 'office_head'], statuses: ['under_way', 'returned'] },
  withdraw: { roles: ['case_handler', 'office_head'], statuses: ['under_review'] },
  approve: { roles: 'step', statuses: ['under_review'] },
  return: { roles: 'step', statuses: ['under_review'] },
  request_extension: { roles: ['office_head', 'case_handler'], statuses: ['under_way', 'returned'] },
  grant_extension: { roles: ['supervising_leader'], statuses: ['under_way', 'returned'] },
  refuse_extension: { roles: ['supervising_leader'], statuses: ['under_way', 'returned'] },
  urge: { roles: ['rectification_office', ...LEADERS], statuses: NOT_SIGNED_OFF },
};

/**
 * The capacity in which a person may do something now, or why not. Whether the open step has come to them is not
 * asked here: for steps of approval any role passes, and `approval.ts` decides.
 */
export function permit(
  state: MeasureState,
  type: MeasureCommandType,
  person: string,
  post: string | undefined,
): { readonly as: RoleHolder } | { readonly refusal: Refusal; readonly as?: RoleHolder } {
  const { roles, statuses } = PERMISSIONS[type];
  const command = COMMAND_NAMES[type];
  const held = rolesOf(staffingOf(state), person).filter((holder) => post === undefined || holder.post === post);
  const first = held[0];
  if (first === undefined) return refuse('not_holder', { person, command });
  const as = roles === 'step' ? first : held.find((holder) => roles.includes(holder.role));
  if (as === undefined) {
    const allowed = roles === 'step' ? '' : roleNames(roles);
    const names = roleNames([...new Set(held.map((holder) => holder.role))]);
    return { ...refuse('not_permitted', { person: first.name, command, allowed, held: names }), as: first };
  }
  if (!statuses.includes(state.status)) {
    const allowed = statuses.map((status) => STATUS_NAMES[status]).join('、');
    return { ...refuse('wrong_status', { command, status: STATUS_NAMES[state.status], allowed }), as };
  }
  return { as };
}

export function roleNames(roles: readonly Role[]): string {
  return roles.map((role) => ROLE_NAMES[role]).join('、');
}
