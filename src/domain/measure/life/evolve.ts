import type { Draft } from '../../record.ts';
import { dateOf } from '../../time.ts';
import { common, withoutExtension } from '../common.ts';
import { latest } from '../memory.ts';
import type { MeasureState } from '../state.ts';
import type { LifeEvent } from './events.ts';

type Of<T extends LifeEvent['type']> = Extract<LifeEvent, { type: T }> & Draft;

/** The state after an event of a measure's life or staff. */
export function evolveLife(state: MeasureState, event: LifeEvent & Draft): MeasureState {
  switch (event.type) {
    case 'Suspended':
      return suspended(state, event);
    case 'Resumed':
      return resumed(state, event);
    case 'Cancelled':
      return cancelled(state, event);
    default:
      return event satisfies never;
  }
}

function suspended(state: MeasureState, event: Of<'Suspended'>): MeasureState {
  if (state.status === 'suspended' || state.status === 'signed_off' || state.status === 'cancelled')
    return state;
  const own = common(state);
  const was = Object.fromEntries(Object.entries(state).filter(([field]) => !(field in own)));
  return {
    ...own,
    status: 'suspended',
    suspendedAt: event.occurredAt,
    reason: event.data.reason,
    was: was as Extract<MeasureState, { status: 'suspended' }>['was'],
  };
}

/** What it was before, its duties armed anew from now on; a step and an extension that wait are called anew. */
function resumed(state: MeasureState, event: Of<'Resumed'>): MeasureState {
  if (state.status !== 'suspended') return state;
  const { from, to, due, dueBefore } = event.data;
  const { reason, was, extensionAsked } = state;
  const calledAt = event.occurredAt;
  const resumptions = (state.resumptions ?? 0) + 1;
  // A date set with the resumption answers whatever was asked for before it.
  const asked =
    extensionAsked === undefined || dueBefore !== undefined
      ? {}
      : { extensionAsked: { ...extensionAsked, calledAt, resumption: resumptions } };
  const next = {
    ...common(withoutExtension(state)),
    ...asked,
    armedAt: event.occurredAt,
    resumptions,
    pauses: latest([...(state.pauses ?? []), { from, to, reason }]),
  };
  if (was.status === 'under_review') return { ...next, ...was, calledAt };
  if (dueBefore === undefined) return { ...next, ...was };
  if (was.status === 'returned') return { ...next, ...was, correctionDue: due };
  const by = event.actor?.person ?? '';
  const extension = { from: dueBefore, to: due, by, on: dateOf(event.occurredAt) };
  return { ...next, ...was, due, extensions: [...state.extensions, extension] };
}

/** Nothing is owed any more; what was done stays to be looked at. */
function cancelled(state: MeasureState, event: Of<'Cancelled'>): MeasureState {
  const { reason, minutes } = event.data;
  return {
    ...common(withoutExtension(state)),
    status: 'cancelled',
    cancelledAt: event.occurredAt,
    reason,
    minutes: { number: minutes.number, heldOn: minutes.heldOn },
  };
}
