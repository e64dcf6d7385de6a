import type { RoleHolder } from '../roster.ts';
import { dateOf, type Instant } from '../time.ts';
import type { UnderReview } from './approval.ts';
import type { MeasureEvent } from './events.ts';
import { daysLateOf } from './light.ts';
import { notice } from './notices.ts';
import { byOf } from './verdict.ts';

/** Late is judged at the submission that is finally approved, in working days. */
export function signOff(state: UnderReview, as: RoleHolder, now: Instant): MeasureEvent {
  const submittedOn = dateOf(state.submission.at);
  const daysLate = daysLateOf(state, submittedOn);
  const facts = { round: state.round, submittedOn, daysLate, by: byOf(as) };
  const to = ['case_handler', 'office_head'] as const;
  const notices = [
    notice(state, { kind: 'signed_off', to, cc: ['supervising_leader', 'rectification_office'], facts }, now),
  ];
  return { type: 'SignedOff', data: { submittedOn, due: state.due, daysLate, notices } };
}
