import type { Duty } from '../record.ts';
import { dutyNotice, notice, orOffice } from './notices.ts';
import { approversNow, stepFacts } from './approval.ts';
import { partsOf } from './duties.ts';
import { pausedDays } from './moments.ts';
import type { MeasureEvent } from './events.ts';
import { extensionDeciders, opinionRole } from './extension.ts';
import { askedHolders, type Role, type RoleHolder } from '../roster.ts';
import { dateOf, type Instant } from '../time.ts';
import { clueWaits } from './clues/waits.ts';
import { deputyEnds } from './life/deputies.ts';
import { partWaits } from './life/parts.ts';
import { instructionWaits } from './life/instruction.ts';
import { paceMissed } from './indicators/missed.ts';
import { lightAt, lightMeaning } from './light.ts';
import { lookBackDue } from './look-back.ts';
import { signOff } from './sign-off.ts';
import { effectiveDue, type MeasureState } from './state.ts';

/**
 * What a duty that has come due brings about, at its own due moment. `settledAt` is set when it was settled late:
 * the notice then says so and leaves at the next possible slot.
 */
export function decideDuty(
  state: MeasureState,
  duty: Duty,
  settledAt: Instant | undefined,
): readonly MeasureEvent[] {
  const { kind, subject, rung, due } = partsOf(duty.id);
  const late = settledAt === undefined ? {} : { late: { dueAt: duty.dueAt, cause: 'not_running' as const } };
  switch (kind) {
    case 'start':
      return [{ type: 'MeasureStarted', data: { by: 'schedule' } }];
    case 'light': {
      const to = lightAt(state, duty.dueAt);
      // Overdue hides behind: the moment passes without a change.
      if (to === state.light) return [];
      return [
        {
          type: 'LightChanged',
          data: { from: state.light, to, reason: lightMeaning(state, duty.dueAt), ...late },
        },
      ];
    }
    case 'reminder':
      return [{ type: 'ReminderSent', data: { ...told(state, duty, settledAt), ...late } }];
    case 'milestone': {
      const data = { ...told(state, duty, settledAt), ...late };
      if (rung === 'missed') return [{ type: 'MilestoneMissed', data: { ...data, milestone: subject } }];
      return [{ type: 'MilestoneReminderSent', data }];
    }
    case 'pace':
      return [{ type: 'PaceMissed', data: { ...paceMissed(state, duty, settledAt), ...late } }];
    case 'ladder': {
      const paused = pausedDays(state, effectiveDue(state));
      const data = {
        ...told(state, duty, settledAt),
        ...late,
        rung: rungOf(state, rung),
        after: Number(rung),
        ...(paused === 0 ? {} : { paused }),
      };
      return [{ type: 'Escalated', data }];
    }
    case 'approval':
      return [approvalWaits(state, duty, rung, settledAt)];
    case 'public_notice': {
      if (state.status !== 'on_notice') return [];
      const through = { duty, ...(settledAt === undefined ? {} : { settledAt }) };
      const { type, data } = signOff(state, through, duty.dueAt);
      return [{ type, data: { ...data, ...late } }];
    }
    case 'look_back': {
      const due = lookBackDue(state, duty, settledAt);
      return [{ ...due, data: { ...due.data, ...late } } as MeasureEvent];
    }
    case 'extension':
      return [extensionWaits(state, duty, rung, settledAt)];
    case 'deputy':
      return deputyEnds(state, subject);
    case 'part': {
      const event = partWaits(state, duty, { subject, rung }, settledAt);
      return [{ ...event, data: { ...event.data, ...late } } as MeasureEvent];
    }
    case 'clue': {
      const event = clueWaits(state, duty, { subject, rung, due }, settledAt);
      return [{ ...event, data: { ...event.data, ...late } }];
    }
    case 'instruction': {
      const event = instructionWaits(state, duty, { subject, rung }, settledAt);
      return [{ ...event, data: { ...event.data, ...late } } as MeasureEvent];
    }
  }
}

function told(
  state: MeasureState,
  duty: Duty,
  settledAt: Instant | undefined,
): { readonly notices?: readonly ReturnType<typeof notice>[] } {
  const found = dutyNotice(state, duty, settledAt);
  return found === undefined ? {} : { notices: [found] };
}

/** The approver is asked again, then the one above is told. */
function approvalWaits(
  state: MeasureState,
  duty: Duty,
  rung: string,
  settledAt: Instant | undefined,
): MeasureEvent {
  const above = rung === 'above';
  const type = above ? 'ApprovalEscalated' : 'ApprovalAskedAgain';
  if (state.status !== 'under_review') return { type, data: {} };
  const asked = approversNow(state);
  const step = stepFacts(state);
  const to = above ? [...new Set(asked.map((one) => nextAbove(state, one.role)))] : asked;
  const told = notice(
    state,
    {
      kind: above ? 'approval_above' : 'to_approve_again',
      to: orOffice(to),
      cc: above ? ['rectification_office'] : [],
      facts: { round: state.round, step, submittedOn: dateOf(state.submission.at), by: byOf(asked) },
      duty,
      ...(settledAt === undefined ? {} : { settledAt }),
    },
    duty.dueAt,
  );
  return { type, data: { notices: [told] } };
}

function extensionWaits(
  state: MeasureState,
  duty: Duty,
  rung: string,
  settledAt: Instant | undefined,
): MeasureEvent {
  const above = rung === 'above';
  const type = above ? 'ExtensionEscalated' : 'ExtensionAskedAgain';
  const asked = state.extensionAsked;
  if (asked === undefined) return { type, data: {} };
  const deciders = askedHolders(extensionDeciders(state));
  const opinion = opinionRole(state);
  const told = notice(
    state,
    {
      kind: above ? 'extension_above' : 'extension_again',
      to: orOffice(
        above
          ? [...new Set(deciders.map((one) => nextAbove(state, one.role)))]
          : [...(asked.opinion === undefined ? opinion : []), ...deciders],
      ),
      cc: above ? [state.input.plan.policy.extension.decider, ...opinion] : [],
      facts: { wishedDue: asked.to, reason: asked.reason, ...(above ? { by: byOf(deciders) } : {}) },
      duty,
      ...(settledAt === undefined ? {} : { settledAt }),
    },
    duty.dueAt,
  );
  return { type, data: { notices: [told] } };
}

/** The role above, or the role itself where nobody is above it in this body. */
function nextAbove(state: MeasureState, role: Role): Role {
  return state.input.plan.policy.above[role] ?? role;
}

/** The kind of a rung, by how many working days after the date it fires. */
function rungOf(state: MeasureState, after: string): string {
  return state.input.plan.policy.ladder.find((one) => one.after === Number(after))?.kind ?? after;
}

function byOf(asked: readonly RoleHolder[]): { readonly name: string; readonly postTitle: string } {
  return {
    name: asked.map((one) => one.name).join('、'),
    postTitle: asked.map((one) => one.postTitle).join('、'),
  };
}
