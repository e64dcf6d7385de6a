import type { Decision } from '../machine-types.ts';
import { actorOf, type Draft } from '../record.ts';
import type { RoleHolder } from '../roster.ts';
import type { Instant } from '../time.ts';
import type { MeasureEvent } from './events.ts';
import { evolveMeasure } from './evolve.ts';
import type { MeasureState } from './state.ts';

/** What a decision of the measure's rules gives before the light is looked at. */
export type Verdict = { readonly events: readonly MeasureEvent[] } | Extract<Decision, { refusal: unknown }>;

/** Events done by somebody. */
export function done(
  as: RoleHolder,
  ...events: readonly MeasureEvent[]
): { readonly events: readonly MeasureEvent[] } {
  const actor = actorOf(as);
  return { events: events.map((event) => ({ ...event, actor })) };
}

/** The state as it will be, for notices that tell of it. */
export function ahead(state: MeasureState, events: readonly MeasureEvent[], now: Instant): MeasureState {
  let after = state;
  for (const event of events) after = evolveMeasure(after, draftOf(event, now));
  return after;
}

/** An event as `evolve` wants it, to look ahead with. */
function draftOf(event: MeasureEvent, now: Instant): Draft {
  return {
    seq: 0,
    rules: 0,
    type: event.type,
    data: event.data as unknown as Draft['data'],
    actor: event.actor ?? null,
    requestId: '',
    cause: 'update',
    occurredAt: now,
    recordedAt: now,
  };
}

export function byOf(as: RoleHolder): { readonly name: string; readonly postTitle: string } {
  return { name: as.name, postTitle: as.postTitle };
}

export function textOf(command: { readonly text?: string }): { readonly text?: string } {
  return command.text === undefined ? {} : { text: command.text };
}
