import { refuse } from '../../refusals.ts';
import type { RoleHolder } from '../../roster.ts';
import { dateOf, type Instant } from '../../time.ts';
import { notice } from '../notices.ts';
import type { MeasureState } from '../state.ts';
import { byOf, done, type Verdict } from '../verdict.ts';
import type { LifeCommand } from './commands.ts';
import type { LifeEvent } from './events.ts';
import { concerned } from './suspension.ts';

/** A measure is cancelled by a meeting; the rectification office enters its minutes. Everything owed ends with it. */
export function cancel(
  state: MeasureState,
  { reason, number, date }: Extract<LifeCommand, { type: 'cancel' }>,
  as: RoleHolder,
  now: Instant,
): Verdict {
  if (date > dateOf(now)) return refuse('date_ahead', { date });
  const minutes = { number, date };
  const facts = { reason, minutes, by: byOf(as) };
  const cc = ['supervising_leader', 'principal_leader', 'rectification_office'] as const;
  const notices = [notice(state, { kind: 'cancelled', to: concerned(state), cc, facts }, now)];
  const event: LifeEvent = { type: 'Cancelled', data: { reason, minutes, notices } };
  return done(as, event);
}
