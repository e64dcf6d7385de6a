import type { RoleHolder } from '../roster.ts';
import { addDays, dateOf, type Instant } from '../time.ts';
import type { UnderReview } from './approval.ts';
import type { MeasureCommand } from './commands.ts';
import { correctionDate } from './correction.ts';
import type { MeasureEvent } from './events.ts';
import { notice } from './notices.ts';
import type { MeasureState } from './state.ts';
import { ahead, byOf, done, type Verdict } from './verdict.ts';

/** 公示: after the last approval the result is shown to everybody for some days; it is signed off when nobody objected. */

export type OnNotice = Extract<MeasureState, { status: 'on_notice' }>;

/** What the last approval leads to where the policy asks for a public notice. */
export function beginNotice(
  state: UnderReview,
  { days, phone = state.input.card.phone }: { readonly days: number; readonly phone?: string },
  now: Instant,
): MeasureEvent {
  const from = dateOf(now);
  const until = addDays(from, days);
  const facts = { round: state.round, publicNotice: { from, until, phone } };
  const to = ['rectification_office', 'case_handler', 'office_head'] as const;
  const notices = [notice(state, { kind: 'public_notice', to, cc: ['supervising_leader'], facts }, now)];
  return { type: 'PublicNoticeBegun', data: { round: state.round, from, until, phone, notices } };
}

/** An objection ends the notice and sends the measure back, as a return does. */
export function recordObjection(
  state: OnNotice,
  { reason }: Extract<MeasureCommand, { type: 'record_objection' }>,
  as: RoleHolder,
  now: Instant,
): Verdict {
  const data = { round: state.round, reason, correctionDue: correctionDate(state, dateOf(now)) };
  const event: MeasureEvent = { type: 'ObjectionRecorded', data };
  const after = ahead(state, done(as, event).events, now);
  const { from, until } = state;
  const facts = { reason, by: byOf(as), round: state.round, publicNotice: { from, until } };
  const to = ['case_handler', 'office_head'] as const;
  const cc = ['supervising_leader', 'rectification_office'] as const;
  const notices = [notice(after, { kind: 'objection', to, cc, facts }, now)];
  return done(as, { ...event, data: { ...data, notices } });
}
