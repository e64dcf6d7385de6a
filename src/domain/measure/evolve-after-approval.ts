import type { Draft } from '../record.ts';
import { dateOf } from '../time.ts';
import type { MeasureEvent } from './events.ts';
import type { MeasureCommon, MeasureState } from './state.ts';

/** The state while the notice runs. A wish to move the date is past: nothing is left to be late for. */
export function onNotice(
  base: MeasureCommon,
  state: MeasureState,
  { data }: Extract<MeasureEvent, { type: 'PublicNoticeBegun' }> & Draft,
): MeasureState {
  if (state.status !== 'under_review') return state;
  const { from, until } = data;
  return { ...base, status: 'on_notice', submission: state.submission, from, until };
}

/** The state in which a reopened measure begins anew. */
export function reopened(
  base: MeasureCommon,
  state: MeasureState,
  { data, seq, occurredAt }: Extract<MeasureEvent, { type: 'Reopened' }> & Draft,
): MeasureState {
  if (state.status !== 'signed_off') return state;
  const earlier = {
    on: dateOf(state.signedOffAt),
    submittedOn: dateOf(state.submission.at),
    due: state.due,
    daysLate: state.daysLate,
  };
  const times = (state.reopened?.times ?? 0) + 1;
  return {
    ...base,
    status: 'under_way',
    startedAt: occurredAt,
    due: data.to,
    round: state.round + 1,
    armedAt: occurredAt,
    reminded: 0,
    urged: 0,
    signOffs: [...(state.signOffs ?? []), earlier],
    reopened: { on: dateOf(occurredAt), seq, reason: data.reason, times },
  };
}
