import { ROLE_NAMES, rolesOf, type Role, type RoleHolder } from '../roster.ts';
import { refuse, type Refusal } from '../refusals.ts';
import { COMMAND_NAMES, type MeasureCommandType } from './commands.ts';
import { STATUS_NAMES, staffingOf, type MeasureState, type MeasureStatus } from './state.ts';

interface Permission {
  /** Roles that may, the one acted in first; `step`, `decider`: whoever the open step, or the extension, has come to. */
  readonly roles: readonly Role[] | 'step' | 'decider';
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
  withdraw: { roles: ['office_head', 'case_handler'], statuses: ['under_review'] },
  approve: { roles: 'step', statuses: ['under_review'] },
  return: { roles: 'step', statuses: ['under_review'] },
  request_extension: { roles: ['office_head', 'case_handler'], statuses: ['under_way', 'returned'] },
  grant_extension: { roles: 'decider', statuses: ['under_way', 'under_review', 'returned'] },
  refuse_extension: { roles: 'decider', statuses: ['under_way', 'under_review', 'returned'] },
  urge: { roles: ['rectification_office', ...LEADERS], statuses: NOT_SIGNED_OFF },
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
): { readonly as: RoleHolder } | { readonly refusal: Refusal; readonly as?: RoleHolder } {
  const { roles } = PERMISSIONS[type];
  const command = COMMAND_NAMES[type];
  const held = rolesOf(staffingOf(state), person).filter(
    (holder) => post === undefined || holder.post === post,
  );
  const first = held[0];
  if (first === undefined) return refuse('not_holder', { person, command });
  if (typeof roles === 'string') return inStatus(state, type, first);
  const as = roles.flatMap((role) => held.filter((holder) => holder.role === role))[0];
  if (as === undefined) {
    const allowed = roleNames(roles);
    const names = roleNames([...new Set(held.map((holder) => holder.role))]);
    return { ...refuse('not_permitted', { person: first.name, command, allowed, held: names }), as: first };
  }
  return inStatus(state, type, as);
}

function inStatus(state: MeasureState, type: MeasureCommandType, as: RoleHolder): ReturnType<typeof permit> {
  const { statuses } = PERMISSIONS[type];
  if (!statuses.includes(state.status)) {
    const command = COMMAND_NAMES[type];
    const allowed = statuses.map((status) => STATUS_NAMES[status]).join('、');
    return { ...refuse('wrong_status', { command, status: STATUS_NAMES[state.status], allowed }), as };
  }
  return { as };
}

export function roleNames(roles: readonly Role[]): string {
  return roles.map((role) => ROLE_NAMES[role]).join('、');
}
