import type { Decision, Input } from '../machine.ts';
import type { DomainEvent } from '../record.ts';
import type { Instant } from '../time.ts';
import { readMeasureCommand } from './commands.ts';
import { decideCommand } from './decide-command.ts';
import { decideDuty } from './decide-duty.ts';
import { decideSignal } from './decide-signal.ts';
import type { MeasureEvent } from './events.ts';
import { lightAt, lightMeaning } from './light.ts';
import type { MeasureState } from './state.ts';
import { ahead, type Verdict } from './verdict.ts';

/** Decides whatever reaches a measure. Pure: `now` is the civil moment; for a duty, its due moment. */
export function decideMeasure(state: MeasureState, input: Input, now: Instant): Decision {
  const verdict = verdictOf(state, input, now);
  if (!('events' in verdict)) return verdict;
  const late = input.kind === 'duty' && input.late;
  return { events: withLight(state, verdict.events, now, late) as unknown as readonly DomainEvent[] };
}

function verdictOf(state: MeasureState, input: Input, now: Instant): Verdict {
  switch (input.kind) {
    case 'command': {
      const read = readMeasureCommand(input.command);
      // The validator has read it already; a malformed command cannot come this far.
      if ('problem' in read) return { refusal: { code: 'unsupported', params: { command: read.problem } } };
      return decideCommand(state, read.command, input.person, input.post, now);
    }
    case 'duty':
      return { events: decideDuty(state, input.duty, input.late ? input.settledAt : undefined) };
    case 'signal':
      return { events: decideSignal(state, input.signal, now) };
    case 'outcome':
      return { events: [] };
  }
}

/** Adds the change of light, when these events (or the mere day) changed it. */
function withLight(
  state: MeasureState,
  events: readonly MeasureEvent[],
  now: Instant,
  late: boolean,
): readonly MeasureEvent[] {
  const after = ahead(state, events, now);
  const to = lightAt(after, now);
  if (to === after.light) return events;
  const data = {
    from: after.light,
    to,
    reason: lightMeaning(after, now),
    ...(late ? { late: { dueAt: now, cause: 'not_running' as const } } : {}),
  };
  return [...events, { type: 'LightChanged', data }];
}
