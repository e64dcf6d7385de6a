import { dateOf, type Instant } from '../time.ts';
import { approversNow, openStep } from './approval.ts';
import { actBy, notice, orOffice } from './notices.ts';
import type { MeasureState } from './state.ts';

/** The notice that calls the open step; where nobody can close it, the rectification office is told. */
export function call(after: MeasureState, now: Instant): readonly ReturnType<typeof notice>[] {
  if (after.status !== 'under_review') return [];
  const { steps, againAfter } = after.input.plan.policy.approval;
  const step = { index: after.step + 1, of: steps.length, title: openStep(after).title };
  const facts = {
    round: after.round,
    step,
    submittedOn: dateOf(after.submission.at),
    by: { name: after.submission.byName, postTitle: '' },
    ...actBy(after, now, againAfter),
  };
  return [notice(after, { kind: 'to_approve', to: orOffice(approversNow(after)), cc: [], facts }, now)];
}
