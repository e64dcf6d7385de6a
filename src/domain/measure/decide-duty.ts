import type { Duty } from '../record.ts';
import { dutyNotice, notice } from './notices.ts';
import { approversNow, openStep } from './approval.ts';
import { partsOf } from './duties.ts';
import type { MeasureEvent } from './events.ts';
import { findHolders } from '../roster.ts';
import { dateOf, type Instant } from '../time.ts';
import { lightAt, lightMeaning } from './light.ts';
import { staffingOf, type MeasureState } from './state.ts';

/**
 * What a duty that has come due brings about, at its own due moment. `settledAt` is set when it was settled late:
 * the notice then says so and leaves at the next possible slot.
 */
export function decideDuty(state: MeasureState, duty: Duty, settledAt: Instant | undefined): readonly MeasureEvent[] {
  const { kind, subject, rung } = partsOf(duty.id);
  const late = settledAt === undefined ? {} : { late: { dueAt: duty.dueAt, cause: 'not_running' as const } };
  switch (kind) {
    case 'start':
      return [{ type: 'MeasureStarted', data: { by: 'schedule' } }];
    case 'light': {
      const to = lightAt(state, duty.dueAt);
      return [{ type: 'LightChanged', data: { from: state.light, to, reason: lightMeaning(state, duty.dueAt), ...late } }];
    }
    case 'reminder':
      return [{ type: 'ReminderSent', data: { ...told(state, duty, settledAt), ...late } }];
    case 'milestone': {
      const data = { ...told(state, duty, settledAt), ...late };
      if (rung === 'missed') return [{ type: 'MilestoneMissed', data: { ...data, milestone: subject } }];
      return [{ type: 'MilestoneReminderSent', data }];
    }
    case 'ladder':
      return [{ type: 'Escalated', data: { ...told(state, duty, settledAt), ...late, rung: subject, after: Number(rung) } }];
    case 'approval':
      return [approvalWaits(state, duty, rung, settledAt)];
    case 'extension':
      return [extensionWaits(state, duty, rung, settledAt)];
  }
}

function told(state: MeasureState, duty: Duty, settledAt: Instant | undefined): { readonly notices?: readonly ReturnType<typeof notice>[] } {
  const found = dutyNotice(state, duty, settledAt);
  return found === undefined ? {} : { notices: [found] };
}

/** The approver is asked again, then the one above is told. */
function approvalWaits(state: MeasureState, duty: Duty, rung: string, settledAt: Instant | undefined): MeasureEvent {
  const above = rung === 'above';
  const type = above ? 'ApprovalEscalated' : 'ApprovalAskedAgain';
  if (state.status !== 'under_review') return { type, data: {} };
  const asked = approversNow(state);
  const step = { index: state.step + 1, of: state.input.plan.policy.approval.steps.length, title: openStep(state).title };
  const to = above
    ? asked.flatMap((one) => findHolders(staffingOf(state), nextAbove(state, one.role)).holders)
    : asked;
  const told = notice(
    state,
    {
      kind: above ? 'approval_above' : 'to_approve_again',
      to: to.length > 0 ? to : ['rectification_office'],
      cc: above ? ['rectification_office'] : [],
      facts: { round: state.round, step, submittedOn: dateOf(state.submission.at), by: byOf(asked) },
      duty,
      ...(settledAt === undefined ? {} : { settledAt }),
    },
    duty.dueAt,
  );
  return { type, data: { notices: [told] } };
}

function extensionWaits(state: MeasureState, duty: Duty, rung: string, settledAt: Instant | undefined): MeasureEvent {
  const above = rung === 'above';
  const type = above ? 'ExtensionEscalated' : 'ExtensionAskedAgain';
  const asked = state.extensionAsked;
  if (asked === undefined) return { type, data: {} };
  const { decider, opinion } = state.input.plan.policy.extension;
  const told = notice(
    state,
    {
      kind: above ? 'extension_above' : 'extension_again',
      to: above ? [nextAbove(state, decider)] : asked.opinion === undefined ? [opinion, decider] : [decider],
      cc: above ? [decider, opinion] : [],
      facts: { wishedDue: asked.to, reason: asked.reason },
      duty,
      ...(settledAt === undefined ? {} : { settledAt }),
    },
    duty.dueAt,
  );
  return { type, data: { notices: [told] } };
}

/** The role above, or the role itself where nobody is above it in this body. */
function nextAbove<R extends keyof MeasureState['input']['plan']['policy']['above']>(state: MeasureState, role: R): R {
  return (state.input.plan.policy.above[role] ?? role) as R;
}

function byOf(asked: ReturnType<typeof approversNow>): { readonly name: string; readonly postTitle: string } {
  return { name: asked.map((one) => one.name).join('、'), postTitle: asked.map((one) => one.postTitle).join('、') };
}
