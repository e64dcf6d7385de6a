import { amendedPlan, isSame } from '../../amendment/change.ts';
import { amendedInput } from '../../amendment/input.ts';
import { byId } from '../../directory/state.ts';
import { optional } from '../../optional.ts';
import type { Draft } from '../../record.ts';
import { ROLES, type PostsByRole } from '../../roster.ts';
import { withoutExtension } from '../common.ts';
import type { Staff } from '../life/state.ts';
import type { MeasureInput, MeasureState } from '../state.ts';
import type { AmendEvent } from './events.ts';

type Of<T extends AmendEvent['type']> = Extract<AmendEvent, { type: T }> & Draft;

/** The state after an amendment: the plan or the calendar is another one, and every duty is armed anew. */
export function evolveAmend(state: MeasureState, event: AmendEvent & Draft): MeasureState {
  switch (event.type) {
    case 'Amended':
      return replanned(state, event, staffOf(state, event));
    case 'Recalendared': {
      const { calendar, calendarHash } = event.data;
      return replanned(state, event, {}, { calendar, calendarHash });
    }
    case 'AmendmentRefused':
      return state;
    default:
      return event satisfies never;
  }
}

function replanned(
  state: MeasureState,
  event: Of<'Amended' | 'Recalendared'>,
  staff: Pick<MeasureState, 'staff'>,
  other: Partial<MeasureInput> = {},
): MeasureState {
  const { set, unset, due } = event.data;
  const plan = amendedPlan(state.input.plan, { set, ...optional('unset', unset) });
  const amended = { ...state.amended, ...other, plan };
  // A wish for a date that the plan grants by itself, or leaves behind, is past.
  const asked = state.extensionAsked;
  const kept = asked?.moves === 'deadline' && asked.to <= due ? withoutExtension(state) : state;
  return {
    ...kept,
    ...staff,
    fired: withoutLights(kept.fired),
    input: amendedInput(state.input, amended),
    amended,
    due,
    firstDue: state.firstDue ?? state.input.plan.deadline.date,
    armedAt: event.occurredAt,
    replanned: { times: (state.replanned?.times ?? 0) + 1, at: event.occurredAt },
  };
}

/** A light that has turned may have turned back, and turns again on another day. */
function withoutLights(fired: MeasureState['fired']): MeasureState['fired'] {
  return Object.fromEntries(Object.entries(fired).filter(([key]) => !key.startsWith('light/')));
}

/** Roles whose posts the plan changes have these from now on; what a command has changed meanwhile stays else. */
function staffOf(state: MeasureState, { data }: Of<'Amended'>): Pick<MeasureState, 'staff'> {
  const { set, posts = [] } = data;
  const { plan } = state.input;
  if (set.roles === undefined && set.lead === undefined && set.hostOffice === undefined) return {};
  const next = set.roles ?? plan.roles;
  const differing = ROLES.filter((role) => !isSame(plan.roles[role], next[role]));
  const roles: PostsByRole = Object.fromEntries(differing.map((role) => [role, next[role] ?? []]));
  const known = state.staff;
  const staff: Staff = {
    posts: { ...known?.posts, ...byId(posts) },
    roles: { ...known?.roles, ...roles },
    ...optional('lead', set.lead ?? known?.lead),
    ...optional('released', known?.released),
    ...optional('hostOffice', set.hostOffice ?? known?.hostOffice),
  };
  return { staff };
}
