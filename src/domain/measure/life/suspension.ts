import { workingDaysBetween } from '../../calendar.ts';
import { refuse, type Refusal } from '../../refusals.ts';
import type { AskedHolder, Role, RoleHolder } from '../../roster.ts';
import { dateOf, type CivilDate, type Instant } from '../../time.ts';
import { approversNow } from '../approval.ts';
import { call } from '../calling.ts';
import { notice } from '../notices.ts';
import { effectiveDue, type MeasureState } from '../state.ts';
import { ahead, byOf, done, textOf, type Verdict } from '../verdict.ts';
import type { LifeCommand } from './commands.ts';
import { checkDate } from './dates.ts';
import type { LifeEvent } from './events.ts';

type Command<T extends LifeCommand['type']> = Extract<LifeCommand, { type: T }>;

/** Nothing is pressed for while a measure is suspended. Its dates stay as they are. */
export function suspend(
  state: MeasureState,
  { reason }: Command<'suspend'>,
  as: RoleHolder,
  now: Instant,
): Verdict {
  const facts = { reason, by: byOf(as) };
  const to = concerned(state);
  const notices = [notice(state, { kind: 'suspended', to, cc: ['rectification_office'], facts }, now)];
  const event: LifeEvent = { type: 'Suspended', data: { reason, notices } };
  return done(as, event);
}

/** The unit, and whoever was asked to decide: nobody need act for now. */
export function concerned(state: MeasureState): readonly (Role | AskedHolder)[] {
  const unit = ['case_handler', 'office_head'] as const;
  return state.status === 'under_review' ? [...unit, ...approversNow(state)] : unit;
}

/**
 * The measure goes on as it was. Its date moves only where the leader sets another; what fell due meanwhile is not made
 * up for, and the ladder goes on from the rung it had come to.
 */
export function resume(
  state: MeasureState,
  command: Command<'resume'>,
  as: RoleHolder,
  now: Instant,
): Verdict {
  if (state.status !== 'suspended') return { events: [] };
  const refused = command.to === undefined ? undefined : checkNewDate(state, command.to, now);
  if (refused !== undefined) return refused;
  const [from, to] = [dateOf(state.suspendedAt), dateOf(now)];
  const before = effectiveDue(state);
  const data = {
    from,
    to,
    workingDays: workingDaysBetween(state.input.calendar, from, to),
    due: command.to ?? before,
    ...(command.to === undefined ? {} : { dueBefore: before }),
    ...textOf(command),
  };
  const event: LifeEvent = { type: 'Resumed', data };
  const after = ahead(state, done(as, event).events, now);
  const suspended = { from, ...(command.to === undefined ? {} : { dueBefore: before }) };
  const facts = {
    suspended,
    by: byOf(as),
    ...(command.text === undefined ? {} : { reason: command.text }),
  };
  const unit = ['case_handler', 'office_head'] as const;
  const notices = [
    notice(after, { kind: 'resumed', to: unit, cc: ['rectification_office'], facts }, now),
    ...call(after, now),
  ];
  return done(as, { ...event, data: { ...data, notices } });
}

/** A measure that was late when it was suspended stays late: no new date makes it look otherwise. */
function checkNewDate(
  state: Extract<MeasureState, { status: 'suspended' }>,
  to: CivilDate,
  now: Instant,
): { readonly refusal: Refusal } | undefined {
  const due = effectiveDue(state);
  if (state.was.status === 'under_review') return refuse('resume_under_review');
  if (dateOf(state.suspendedAt) > due) return refuse('date_passed', { date: due });
  if (to <= due) return refuse('not_later', { to, due });
  return checkDate(state, to, now);
}
