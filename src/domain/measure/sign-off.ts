import type { NoticeFacts } from '../notice.ts';
import type { Duty } from '../record.ts';
import { dateOf, type Instant } from '../time.ts';
import type { MeasureEvent } from './events.ts';
import { daysLateOf } from './light.ts';
import { drawLookBack } from './look-back-draw.ts';
import { notice } from './notices.ts';
import type { MeasureState } from './state.ts';

/** Whose act signs a measure off, or the duty that does. */
export type SignedOffBy =
  { readonly by: NonNullable<NoticeFacts['by']> } | { readonly duty: Duty; readonly settledAt?: Instant };

/** Late is judged at the submission that is finally approved, in working days. */
export function signOff(
  state: Extract<MeasureState, { status: 'under_review' | 'on_notice' }>,
  through: SignedOffBy,
  now: Instant,
): Extract<MeasureEvent, { type: 'SignedOff' }> {
  const submittedOn = dateOf(state.submission.at);
  const daysLate = daysLateOf(state, submittedOn);
  const acted = 'by' in through ? { by: through.by } : {};
  const facts = { round: state.round, submittedOn, daysLate, ...acted };
  const to = ['case_handler', 'office_head'] as const;
  const cc = ['supervising_leader', 'rectification_office'] as const;
  const due = 'duty' in through ? through : {};
  const notices = [notice(state, { kind: 'signed_off', to, cc, facts, ...due }, now)];
  const drawn = drawLookBack(state, daysLate, now);
  return { type: 'SignedOff', data: { submittedOn, due: state.due, daysLate, ...drawn, notices } };
}
