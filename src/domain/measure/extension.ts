import { dayOffRefused } from '../day-off.ts';
import { optional } from '../optional.ts';
import { refuse } from '../refusals.ts';
import {
  askedHolders,
  findHolders,
  type Found,
  holdersOf,
  personsOf,
  type Role,
  ROLE_NAMES,
  type RoleHolder,
} from '../roster.ts';
import { dateOf, type CivilDate, type Instant } from '../time.ts';
import type { MeasureCommand } from './commands.ts';
import type { MeasureEvent } from './events.ts';
import { actBy, notice, orOffice } from './notices.ts';
import { effectiveDue, type MeasureState } from './state.ts';
import { isHosted, staffingOf } from './staffing.ts';
import { ahead, byOf, done, textOf, type Verdict } from './verdict.ts';

type Command<T extends MeasureCommand['type']> = Extract<MeasureCommand, { type: T }>;

/**
 * Those an extension is for to decide: the policy's decider; where vacant, or where they asked for it themselves, the
 * next above.
 */
export function extensionDeciders(state: MeasureState): Found {
  const { by, for: behind } = state.extensionAsked ?? {};
  return findHolders(
    staffingOf(state),
    state.input.plan.policy.extension.decider,
    (one) => !personsOf(one).some((person) => person === by || person === behind),
  );
}

/** The role whose opinion is wanted; none where it would be on its own host office. */
export function opinionRole(state: MeasureState): readonly Role[] {
  return isHosted(state) ? [] : [state.input.plan.policy.extension.opinion];
}

/** An extension is asked before the date it moves: the date for correction where one runs, else the deadline. */
export function requestExtension(
  state: MeasureState,
  command: Command<'request_extension'>,
  as: RoleHolder,
  now: Instant,
): Verdict {
  const { calendar, plan } = state.input;
  const due = effectiveDue(state);
  const { to, reason } = command;
  if (state.extensionAsked !== undefined) return refuse('extension_pending', { to: state.extensionAsked.to });
  if (dateOf(now) > due) return refuse('date_passed', { date: due });
  if (to <= due) return refuse('not_later', { to, due });
  // A measure that was reopened is past the limit already.
  if (plan.outerLimit !== undefined && state.reopened === undefined && to > plan.outerLimit.date) {
    return refuse('outer_limit', { to, limit: plan.outerLimit.date });
  }
  const off = dayOffRefused(calendar, to);
  if (off !== undefined) return off;
  const moves = state.status === 'returned' ? ('correction' as const) : ('deadline' as const);
  const asked = { to, reason, by: as.person, ...optional('for', as.deputyFor?.person), at: now, moves };
  const event: MeasureEvent = { type: 'ExtensionRequested', data: { asked } };
  const facts = {
    wishedDue: to,
    reason,
    by: byOf(as),
    ...actBy(state, now, plan.policy.extension.againAfter),
  };
  const deciders = askedHolders(extensionDeciders(ahead(state, done(as, event).events, now)));
  const asks = [...opinionRole(state), ...deciders];
  const notices = [
    notice(state, { kind: 'extension_asked', to: orOffice(asks), cc: ['office_head'], facts }, now),
  ];
  return done(as, { type: 'ExtensionRequested', data: { asked, notices } });
}

/** The rectification office says what it thinks of an extension, before it is decided. */
export function giveOpinion(
  state: MeasureState,
  command: { readonly text: string; readonly opinion: 'support' | 'oppose' },
  as: RoleHolder,
): Verdict {
  const { text, opinion } = command;
  const wanted = state.input.plan.policy.extension.opinion;
  const giver = holdersOf(staffingOf(state), wanted).find((one) => one.person === as.person);
  if (giver === undefined) {
    return refuse('not_permitted', {
      person: as.name,
      command: '延期意见',
      allowed: ROLE_NAMES[wanted],
      held: as.postTitle,
    });
  }
  if (isHosted(state)) return refuse('own_host_office');
  if (state.extensionAsked === undefined) return refuse('no_extension');
  return done(giver, { type: 'OpinionGiven', data: { text, opinion } });
}

export function grantExtension(
  state: MeasureState,
  command: Command<'grant_extension'>,
  held: RoleHolder,
  now: Instant,
): Verdict {
  const permitted = permitDecider(state, held);
  if (!('as' in permitted)) return permitted;
  const { as } = permitted;
  const asked = state.extensionAsked;
  if (asked === undefined) return refuse('no_extension');
  if (asked.to < dateOf(now)) return refuse('wished_date_passed', { to: asked.to });
  const waived = opinionWaived(state);
  if (asked.opinion === undefined && waived === undefined) return refuse('opinion_missing');
  const data = {
    from: asked.moves === 'correction' ? correctionDueOf(state) : state.due,
    to: asked.to,
    ...(asked.opinion === undefined && waived !== undefined ? { opinionWaived: waived } : {}),
    ...textOf(command),
  };
  const event: MeasureEvent = { type: 'ExtensionGranted', data };
  const after = ahead(state, done(as, event).events, now);
  const facts = { by: byOf(as), ...(command.text === undefined ? {} : { reason: command.text }) };
  const to = ['office_head', 'case_handler'] as const;
  const notices = [
    notice(after, { kind: 'extension_granted', to, cc: ['rectification_office'], facts }, now),
  ];
  return done(as, { ...event, data: { ...data, notices } });
}

export function refuseExtension(
  state: MeasureState,
  command: Command<'refuse_extension'>,
  held: RoleHolder,
  now: Instant,
): Verdict {
  const permitted = permitDecider(state, held);
  if (!('as' in permitted)) return permitted;
  const { as } = permitted;
  const asked = state.extensionAsked;
  if (asked === undefined) return refuse('no_extension');
  const { reason } = command;
  const facts = { wishedDue: asked.to, reason, by: byOf(as) };
  const to = ['office_head', 'case_handler'] as const;
  const notices = [
    notice(state, { kind: 'extension_refused', to, cc: ['rectification_office'], facts }, now),
  ];
  return done(as, { type: 'ExtensionRefused', data: { to: asked.to, reason, notices } });
}

/** The date for correction, also while what was corrected is under review. */
function correctionDueOf(state: MeasureState): CivilDate {
  return state.status === 'under_review' ? (state.correction?.due ?? state.due) : effectiveDue(state);
}

/** The capacity in which somebody may decide the extension that is asked for. */
function permitDecider(
  state: MeasureState,
  held: RoleHolder,
): { readonly as: RoleHolder } | Extract<Verdict, { refusal: unknown }> {
  const { holders } = extensionDeciders(state);
  const as = holders.find((one) => one.person === held.person);
  if (as !== undefined) return { as };
  const { by, for: behind } = state.extensionAsked ?? {};
  if (personsOf(held).some((person) => person === by || person === behind)) return refuse('own_request');
  const allowed = ROLE_NAMES[state.input.plan.policy.extension.decider];
  return refuse('not_permitted', { person: held.name, command: '审批延期', allowed, held: held.postTitle });
}

/** The rectification office gives no opinion on its own host office, and none while its post is vacant. */
function opinionWaived(state: MeasureState): 'host_office' | 'vacant' | undefined {
  if (isHosted(state)) return 'host_office';
  return holdersOf(staffingOf(state), state.input.plan.policy.extension.opinion).length > 0
    ? undefined
    : 'vacant';
}
