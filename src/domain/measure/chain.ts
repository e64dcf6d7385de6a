import { refuse, type Refusal } from '../refusals.ts';
import type { Role, RoleHolder } from '../roster.ts';
import { dateOf, type Instant } from '../time.ts';
import {
  closesStep,
  isLastStep,
  openRoles,
  openStep,
  otherStep,
  permitStep,
  stepApprovers,
  type UnderReview,
} from './approval.ts';
import { call } from './calling.ts';
import { COMMAND_NAMES, type MeasureCommand } from './commands.ts';
import { supportingUnits } from './countersign.ts';
import type { MeasureEvent } from './events.ts';
import { whyPassed } from './passing.ts';
import { beginNotice } from './public-notice.ts';
import { signOff } from './sign-off.ts';
import type { MeasureState } from './state.ts';
import { ahead, byOf, done, textOf, type Verdict } from './verdict.ts';

type Command<T extends MeasureCommand['type']> = Extract<MeasureCommand, { type: T }>;

/** The chain of approval: from one step to the next, and to the sign-off after the last. */

/**
 * What follows when a measure is submitted, or a step of it has closed: steps that there is nobody for are passed over, the
 * next is called; after the last it is signed off. A notice stands in the last event and is named after it.
 */
export function goOn(state: MeasureState, as: RoleHolder, event: MeasureEvent, now: Instant): Verdict {
  const events: MeasureEvent[] = [...done(as, event).events];
  let after = ahead(state, events, now);
  let over = 'last' in event.data && event.data.last;
  while (!over && after.status === 'under_review' && isEmpty(after)) {
    over = isLastStep(after);
    const passed = passedOver(after);
    events.push(passed);
    after = ahead(after, [passed], now);
  }
  if (after.status !== 'under_review') return { events };
  const seq = state.seq + events.length;
  if (over) return { events: [...events, ...done(as, ending({ ...after, seq }, as, now)).events] };
  const calling = events.pop() ?? event;
  const data = { ...calling.data, notices: call({ ...after, seq: seq - 1 }, now) };
  return { events: [...events, { ...calling, data } as MeasureEvent] };
}

/** After the last approval: the sign-off, or first the public notice where the policy asks for one. */
function ending(state: UnderReview, as: RoleHolder, now: Instant): MeasureEvent {
  const { publicNotice } = state.input.plan.policy;
  return publicNotice === undefined
    ? signOff(state, { by: byOf(as) }, now)
    : beginNotice(state, publicNotice, now);
}

/** A countersign is for supporting units: where there is none, nobody has anything to sign. */
function isEmpty(state: UnderReview): boolean {
  return openStep(state).mode === 'countersign' && supportingUnits(state).length === 0;
}

function passedOver(state: UnderReview): MeasureEvent {
  const { round, step } = state;
  const data = { round, step: step + 1, title: openStep(state).title, reason: 'no_supporting_unit' as const };
  return { type: 'StepPassedOver', data };
}

export function approve(
  state: UnderReview,
  command: Command<'approve'>,
  held: RoleHolder,
  post: string | undefined,
  now: Instant,
): Verdict {
  const permitted = otherMeans(state, command) ?? permitStep(state, held, post, command);
  if ('refusal' in permitted) return permitted;
  const { as, role } = permitted;
  const closes = closesStep(state, role);
  const data = {
    ...position(state),
    role,
    ...passedBy(state, role),
    closes,
    last: isLastStep(state),
    ...textOf(command),
  };
  return closing(state, as, { type: 'StepApproved', data }, now);
}

/** Signs for every supporting unit that has come to this person. */
export function countersign(
  state: UnderReview,
  command: Command<'countersign'>,
  held: RoleHolder,
  post: string | undefined,
  now: Instant,
): Verdict {
  const permitted = otherMeans(state, command) ?? permitStep(state, held, post, command);
  if ('refusal' in permitted) return permitted;
  const { as } = permitted;
  const open = openRoles(state);
  const own = open.filter(({ holders }) =>
    holders.some((one) => one.person === as.person && one.post === as.post),
  );
  const passed = [...new Set(own.flatMap((one) => one.passed))];
  const data = {
    ...position(state),
    units: own.flatMap(({ unit }) => unit ?? []),
    passed,
    ...whyPassed(state, passed),
    closes: own.length === open.length,
    last: isLastStep(state),
    ...textOf(command),
  };
  return closing(state, as, { type: 'Countersigned', data }, now);
}

/** What the meeting decided is recorded by its minutes: number, date and who took them. */
export function closeMeeting(
  state: UnderReview,
  command: Command<'close_meeting'>,
  held: RoleHolder,
  post: string | undefined,
  now: Instant,
): Verdict {
  const permitted = otherMeans(state, command) ?? permitStep(state, held, post, command);
  if ('refusal' in permitted) return permitted;
  const { as, role } = permitted;
  const { number, date, recorder } = command;
  const [from, to] = [dateOf(state.submission.at), dateOf(now)];
  if (date < from || date > to) return refuse('meeting_date', { date, from, to });
  const minutes = { number, date, recorder };
  const data = {
    ...position(state),
    role,
    ...passedBy(state, role),
    last: isLastStep(state),
    minutes,
    ...textOf(command),
  };
  return goOn(state, as, { type: 'MeetingClosed', data }, now);
}

function closing(
  state: UnderReview,
  as: RoleHolder,
  event: Extract<MeasureEvent, { type: 'StepApproved' | 'Countersigned' }>,
  now: Instant,
): Verdict {
  return event.data.closes ? goOn(state, as, event, now) : done(as, event);
}

function position(state: UnderReview) {
  return { round: state.round, step: state.step + 1, title: openStep(state).title };
}

function passedBy(state: UnderReview, role: Role) {
  const passed = stepApprovers(state).find((one) => one.role === role)?.passed ?? [];
  return { passed, ...whyPassed(state, passed) };
}

/** How a step is closed. */
const CLOSED_BY = {
  any_of: 'approve',
  all_of: 'approve',
  countersign: 'countersign',
  meeting: 'close_meeting',
} as const;

/** A step asks for its own act: a signature is no approval, and no approval stands in for a meeting. */
function otherMeans(
  state: UnderReview,
  command: Command<'approve' | 'countersign' | 'close_meeting'>,
): { readonly refusal: Refusal } | undefined {
  const { mode, title } = openStep(state);
  if (CLOSED_BY[mode] === command.type) return undefined;
  return (
    otherStep(state, command) ??
    refuse('step_means', {
      step: String(state.step + 1),
      title,
      needed: COMMAND_NAMES[CLOSED_BY[mode]],
      command: COMMAND_NAMES[command.type],
    })
  );
}
