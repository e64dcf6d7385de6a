import { findHolders, personsOf, ROLE_NAMES, type Role, type RoleHolder } from '../roster.ts';
import type { ApprovalStep } from '../plan.ts';
import { refuse, type Refusal } from '../refusals.ts';
import { askedHolders, type AskedHolder } from './notices.ts';
import type { MeasureState } from './state.ts';
import { isHosted, staffingOf } from './staffing.ts';

type UnderReview = Extract<MeasureState, { status: 'under_review' }>;

/** Those one role of a step has come to. */
export interface StepRole {
  readonly role: Role;
  readonly holders: readonly RoleHolder[];
  /** Roles passed over on the way up: vacant, or held by someone who may not decide. */
  readonly passed: readonly Role[];
}

/** The step that is open. */
export function openStep(state: UnderReview): ApprovalStep {
  const step = state.input.plan.policy.approval.steps[state.step];
  if (step === undefined) throw new RangeError(`no approval step ${state.step}`);
  return step;
}

/**
 * Who may close the open step. Nobody approves what they submitted; one who closed an earlier step passes this one
 * upward; the rectification office does not review its own host office; vacant posts fall to the next above.
 */
export function stepApprovers(state: UnderReview): readonly StepRole[] {
  const accept = (holder: RoleHolder): boolean =>
    !personsOf(holder).some((person) => isOf(person, state.submission.by, state.submission.for)) &&
    !state.approvals.some(
      (one) => one.step < state.step && personsOf(holder).some((person) => isOf(person, one.person, one.for)),
    ) &&
    !(holder.role === 'rectification_office' && isHosted(state));
  return openStep(state).roles.map((role) => ({ role, ...findHolders(staffingOf(state), role, accept) }));
}

/** Whether somebody is one who did something, or whom they stood for. */
function isOf(person: string, by: string, behind: string | undefined): boolean {
  return person === by || person === behind;
}

/** Roles of the open step that still have to decide. Of an any-of step all are open until one has. */
export function openRoles(state: UnderReview): readonly StepRole[] {
  const done = new Set(state.approvals.filter((one) => one.step === state.step).map((one) => one.role));
  return stepApprovers(state).filter((one) => !done.has(one.role));
}

/** People asked to decide now, each once, with the roles they stand in for. */
export function approversNow(state: UnderReview): readonly AskedHolder[] {
  const seen = new Set<string>();
  return openRoles(state)
    .flatMap(askedHolders)
    .filter((holder) => !seen.has(holder.person) && seen.add(holder.person));
}

/** The capacity in which a person (in the post they name, where they name one) may close the open step (or part of it), or why they may not. */
export function permitStep(
  state: UnderReview,
  held: RoleHolder,
  post: string | undefined,
  asked: { readonly round?: number; readonly step?: number },
): { readonly as: RoleHolder; readonly role: Role } | { readonly refusal: Refusal } {
  if ((asked.round ?? state.round) !== state.round || (asked.step ?? state.step + 1) !== state.step + 1) {
    return refuse('step_closed', {
      round: String(asked.round ?? state.round),
      step: String(asked.step ?? state.step + 1),
      currentRound: String(state.round),
      currentStep: String(state.step + 1),
    });
  }
  const { person } = held;
  for (const { role, holders } of openRoles(state)) {
    const as = holders.find(
      (holder) => holder.person === person && (post === undefined || holder.post === post),
    );
    if (as !== undefined) return { as, role };
  }
  const persons = personsOf(held);
  if (persons.some((one) => isOf(one, state.submission.by, state.submission.for)))
    return refuse('own_submission');
  const names = approversNow(state).map((holder) => `${holder.postTitle}${holder.name}`);
  const next = names.length === 0 ? '上级' : names.join('、');
  const own = state.approvals.filter((one) => persons.some((who) => isOf(who, one.person, one.for)));
  if (own.some((one) => one.step === state.step))
    return refuse('already_approved', { step: String(state.step + 1), next });
  if (own.length > 0) return refuse('approved_earlier_step', { next });
  const allowed = openStep(state)
    .roles.map((role) => ROLE_NAMES[role])
    .join('、');
  return refuse('not_permitted', {
    person: held.name,
    command: openStep(state).title,
    allowed,
    held: held.postTitle,
  });
}

/** Whether an approval in a role closes the open step. */
export function closesStep(state: UnderReview, role: Role): boolean {
  return openStep(state).mode === 'any_of' || openRoles(state).every((one) => one.role === role);
}

/** Whether the open step is the last. */
export function isLastStep(state: UnderReview): boolean {
  return state.step === state.input.plan.policy.approval.steps.length - 1;
}
