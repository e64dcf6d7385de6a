import { dayOffRefused } from '../day-off.ts';
import type { Duty } from '../record.ts';
import { refuse, type Refusal } from '../refusals.ts';
import { askedHolders, findHolders, type Found, ROLE_NAMES, type RoleHolder } from '../roster.ts';
import { addMonths, dateOf, type Instant } from '../time.ts';
import { COMMAND_NAMES, type MeasureCommand } from './commands.ts';
import type { MeasureEvent } from './events.ts';
import { notice, orOffice } from './notices.ts';
import type { PassedOver } from './passing.ts';
import type { MeasureState } from './state.ts';
import { isHosted, staffingOf } from './staffing.ts';
import { ahead, byOf, done, type Verdict } from './verdict.ts';

/** 回头看 and 重新整改: what the rectification office does with a measure that is signed off. */

type SignedOff = Extract<MeasureState, { status: 'signed_off' }>;
type Command<T extends MeasureCommand['type']> = Extract<MeasureCommand, { type: T }>;

/** A reopened measure is given a year at most. */
const MONTHS_MAX = 12;

/** The rectification office; for its own host office, or where it is vacant, the next above. */
function lookers(state: MeasureState): Found {
  const own = isHosted(state);
  return findHolders(
    staffingOf(state),
    'rectification_office',
    (one) => !(own && one.role === 'rectification_office'),
  );
}

function permitLooker(
  state: MeasureState,
  held: RoleHolder,
  post: string | undefined,
  type: 'look_back' | 'reopen',
):
  | { readonly as: RoleHolder; readonly why: { readonly why?: readonly PassedOver[] } }
  | { readonly refusal: Refusal } {
  const { holders, passed } = lookers(state);
  const as = holders.find((one) => one.person === held.person && (post === undefined || one.post === post));
  const own = isHosted(state);
  if (as !== undefined) {
    const why = passed.map((role) => ({
      role,
      reason: own && role === 'rectification_office' ? ('host_office' as const) : ('vacant' as const),
    }));
    return { as, why: why.length === 0 ? {} : { why } };
  }
  const command = COMMAND_NAMES[type];
  if (own && held.role === 'rectification_office') {
    const next = holders.map((one) => `${one.postTitle}${one.name}`).join('、') || '上级';
    return refuse('host_office_act', { command, next });
  }
  const allowed = ROLE_NAMES.rectification_office;
  return refuse('not_permitted', { person: held.name, command, allowed, held: held.postTitle });
}

export function lookBack(
  state: MeasureState,
  command: Command<'look_back'>,
  held: RoleHolder,
  post: string | undefined,
  now: Instant,
): Verdict {
  const permitted = permitLooker(state, held, post, 'look_back');
  if ('refusal' in permitted) return permitted;
  const { as, why } = permitted;
  const { result, text, sample } = command;
  const facts = { lookedBack: { result, sample }, reason: text, by: byOf(as) };
  const to = ['office_head', 'case_handler'] as const;
  const cc = ['supervising_leader', 'rectification_office'] as const;
  const notices = [notice(state, { kind: 'looked_back', to, cc, facts }, now)];
  return done(as, { type: 'LookedBack', data: { result, text, sample, ...why, notices } });
}

/** A new round with a new date: ladder and reminders are armed anew, the earlier sign-off stays on record. */
export function reopen(
  state: SignedOff,
  { reason, to }: Command<'reopen'>,
  held: RoleHolder,
  post: string | undefined,
  now: Instant,
): Verdict {
  const permitted = permitLooker(state, held, post, 'reopen');
  if ('refusal' in permitted) return permitted;
  const { as, why } = permitted;
  const { calendar } = state.input;
  const today = dateOf(now);
  const limit = addMonths(today, MONTHS_MAX);
  if (to <= today || to > limit) return refuse('reopen_date', { to, today, limit });
  const off = dayOffRefused(calendar, to);
  if (off !== undefined) return off;
  const signedOffOn = dateOf(state.signedOffAt);
  const data = { round: state.round + 1, reason, to, signedOffOn, ...why };
  const event: MeasureEvent = { type: 'Reopened', data };
  const after = ahead(state, done(as, event).events, now);
  const facts = { reason, by: byOf(as), round: data.round, signedOffOn };
  const main = ['case_handler', 'office_head'] as const;
  const cc = ['supervising_leader', 'principal_leader', 'rectification_office'] as const;
  const notices = [notice(after, { kind: 'reopened', to: main, cc, facts }, now)];
  return done(as, { ...event, data: { ...data, notices } });
}

/** The date of the look-back has come. */
export function lookBackDue(state: MeasureState, duty: Duty, settledAt: Instant | undefined): MeasureEvent {
  if (state.status !== 'signed_off' || state.lookBack === undefined) return { type: 'LookBackDue', data: {} };
  const { on, reason } = state.lookBack;
  const told = notice(
    state,
    {
      kind: 'look_back_due',
      to: orOffice(askedHolders(lookers(state))),
      cc: [],
      facts: { lookBack: { on, reason, signedOffOn: dateOf(state.signedOffAt) } },
      duty,
      ...(settledAt === undefined ? {} : { settledAt }),
    },
    duty.dueAt,
  );
  return { type: 'LookBackDue', data: { notices: [told] } };
}
