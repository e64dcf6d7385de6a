import { addDays, instantAt, later } from '../time.ts';
import type { MeasureState } from './state.ts';
import { momentOn, workday } from './workdays.ts';

/** What a measure waits for once all have approved: the end of its public notice, then the day of its look-back. */
export function afterApproval(state: MeasureState) {
  if (state.status === 'on_notice') {
    // It signs the measure off, and tells of it.
    const at = instantAt(addDays(state.until, 1), '00:00');
    const spec = {
      subject: 'end',
      rung: '0',
      due: state.until,
      at,
      label: '公示期满，予以销号',
      notice: true,
    };
    return [{ ...spec, kind: 'public_notice' as const }];
  }
  if (state.status !== 'signed_off' || state.lookBack === undefined || state.lookedBack !== undefined)
    return [];
  const { on } = state.lookBack;
  const { calendar, plan, process } = state.input;
  const day = workday(calendar, workday(calendar, on, -1), 1);
  const at = later(momentOn(plan.policy.hours, day, process), state.signedOffAt);
  const spec = { subject: 'sample', rung: '0', due: on, at, label: '开展“回头看”', notice: true };
  return [{ ...spec, kind: 'look_back' as const }];
}
