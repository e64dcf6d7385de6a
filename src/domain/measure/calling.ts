import { dateOf, type Instant } from '../time.ts';
import { approversNow, openStep } from './approval.ts';
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
  after: Extract<MeasureState, { status: 'under_review' }>,
  to: Parameters<typeof notice>[1]['to'],
  now: Instant,
): ReturnType<typeof notice> {
  const { steps, againAfter } = after.input.plan.policy.approval;
  const step = { index: after.step + 1, of: steps.length, title: openStep(after).title };
  const facts = {
    round: after.round,
    step,
    submittedOn: dateOf(after.submission.at),
    by: { name: after.submission.byName, postTitle: '' },
    ...actBy(after, now, againAfter),
  };
  return notice(after, { kind: 'to_approve', to, cc: [], facts }, now);
}
