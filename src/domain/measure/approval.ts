import {
  type AskedHolder,
  askedHolders,
  eachOnce,
  findHolders,
  personsOf,
  type Role,
  ROLE_NAMES,
  type RoleHolder,
} from '../roster.ts';
import type { ApprovalStep } from '../plan.ts';
import { refuse, type Refusal } from '../refusals.ts';
import { countersigners } from './countersign.ts';

import type { Approval, MeasureState, StepRole } from './state.ts';
import { isHosted, staffingOf } from './staffing.ts';

export type UnderReview = Extract<MeasureState, { status: 'under_review' }>;

/** The step that is open. */
export function openStep(state: UnderReview): ApprovalStep {
  const step = state.input.plan.policy.approval.steps[state.step];
  if (step === undefined) throw new RangeError(`no approval step ${state.step}`);
  return step;
}

/** The open step, as letters name it. */
export function stepFacts(state: UnderReview) {
  const { title, mode } = openStep(state);
  const of = state.input.plan.policy.approval.steps.length;
  return {
    index: state.step + 1,
    of,
    title,
    ...(mode === 'countersign' || mode === 'meeting' ? { mode } : {}),
  };
}

/** Why somebody may not close the open step although the role is theirs. */
export type Bar = 'submitter' | 'earlier_step' | 'host_office';

/**
 * Nobody approves what they submitted; one who closed an earlier step passes this one upward; the rectification office does
 * not review its own host office. Recording a meeting's minutes is no review: there only the submitter is barred.
 */
export function barOf(state: UnderReview, holder: RoleHolder): Bar | undefined {
  const persons = personsOf(holder);
  if (hasSubmitted(state, holder)) return 'submitter';
  if (openStep(state).mode === 'meeting') return undefined;
  const earlier = state.approvals.filter((one) => one.step < state.step);
  if (earlier.some((one) => persons.some((who) => isOf(who, one.person, one.for)))) return 'earlier_step';
  return holder.role === 'rectification_office' && isHosted(state) ? 'host_office' : undefined;
}

/** Whether somebody submitted it, or whoever they stand for in this measure, in whichever post they act now. */
function hasSubmitted({ submission, deputies = [] }: UnderReview, holder: RoleHolder): boolean {
  const behind = deputies.filter((one) => one.person === holder.person).map((one) => one.of.person);
  return [...personsOf(holder), ...behind].some((one) => isOf(one, submission.by, submission.for));
}

/** Whether somebody is one who did something, or whom they stood for. */
function isOf(person: string, by: string, behind: string | undefined): boolean {
  return person === by || person === behind;
}

/** Who may close the open step; vacant posts, and those who are barred, fall to the next above. */
export function stepApprovers(state: UnderReview): readonly StepRole[] {
  const accept = (holder: RoleHolder): boolean => barOf(state, holder) === undefined;
  const { mode, roles } = openStep(state);
  if (mode === 'countersign') return countersigners(state, accept);
  return roles.map((role) => ({ role, ...findHolders(staffingOf(state), role, accept) }));
}

/** Roles (or units) of the open step that still have to decide. Of an any-of step all are open until one has. */
export function openRoles(state: UnderReview): readonly StepRole[] {
  const done = new Set(state.approvals.filter((one) => one.step === state.step).map(doorOf));
  return stepApprovers(state).filter(({ role, unit }) => !done.has(doorOf({ role, unit: unit?.id })));
}

function doorOf({ role, unit }: { readonly role: string; readonly unit?: Approval['unit'] }): string {
  return unit === undefined ? role : `${role} ${unit}`;
}

/** People asked to decide now, each once, with the roles they stand in for. */
export function approversNow(state: UnderReview): readonly AskedHolder[] {
  return eachOnce(openRoles(state).flatMap(askedHolders));
}

/** What somebody who answers was looking at. */
export interface Asked {
  readonly round?: number;
  readonly step?: number;
}

/** An answer to a round or step that is closed must not hit the next. */
export function otherStep(state: UnderReview, asked: Asked): { readonly refusal: Refusal } | undefined {
  const { round = state.round, step = state.step + 1 } = asked;
  if (round === state.round && step === state.step + 1) return undefined;
  return refuse('step_closed', {
    round: String(round),
    step: String(step),
    currentRound: String(state.round),
    currentStep: String(state.step + 1),
  });
}

/** The capacity in which a person (in the post they name, where they name one) may close the open step (or part of it), or why they may not. */
export function permitStep(
  state: UnderReview,
  held: RoleHolder,
  post: string | undefined,
  asked: Asked,
): { readonly as: RoleHolder; readonly role: Role } | { readonly refusal: Refusal } {
  const other = otherStep(state, asked);
  if (other !== undefined) return other;
  const { person } = held;
  for (const { role, holders } of openRoles(state)) {
    const as = holders.find(
      (holder) => holder.person === person && (post === undefined || holder.post === post),
    );
    if (as !== undefined) return { as, role };
  }
  const persons = personsOf(held);
  if (hasSubmitted(state, held)) return refuse('own_submission');
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
