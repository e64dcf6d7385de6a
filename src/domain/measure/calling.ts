import { dateOf, type Instant } from '../time.ts';
import { approversNow, stepFacts, type UnderReview } from './approval.ts';
import { actBy, notice, orOffice } from './notices.ts';
import type { MeasureState } from './state.ts';

/** The notice that calls those whom an open step comes to only now. */
export function callAdded(
  before: MeasureState,
  after: MeasureState,
  now: Instant,
): readonly ReturnType<typeof notice>[] {
  if (before.status !== 'under_review' || after.status !== 'under_review') return [];
  const asked = new Set(approversNow(before).map((one) => one.person));
  const added = approversNow(after).filter((one) => !asked.has(one.person));
  return added.length === 0 ? [] : [callOf(after, added, now)];
}

/** The notice that calls the open step; where nobody can close it, the rectification office is told. */
export function call(after: MeasureState, now: Instant): readonly ReturnType<typeof notice>[] {
  return after.status === 'under_review' ? [callOf(after, orOffice(approversNow(after)), now)] : [];
}

function callOf(
  after: UnderReview,
  to: Parameters<typeof notice>[1]['to'],
  now: Instant,
): ReturnType<typeof notice> {
  const facts = {
    round: after.round,
    step: stepFacts(after),
    submittedOn: dateOf(after.submission.at),
    by: { name: after.submission.byName, postTitle: '' },
    ...actBy(after, now, after.input.plan.policy.approval.againAfter),
  };
  return notice(after, { kind: 'to_approve', to, cc: [], facts }, now);
}
