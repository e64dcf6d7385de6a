import { amendedInput } from '../amendment/input.ts';
import { isCalendar } from '../amendment/known.ts';
import type { EffectBody } from '../effects.ts';
import type { DomainEvent, Draft } from '../record.ts';
import type { Signal } from '../signal.ts';
import { nextSweep, type SweepState } from './state.ts';

/** What its programme tells a sweep of an amended plan or a new calendar. None: something else. */
export function changeHeard(
  { input }: SweepState,
  from: string,
  type: string,
  data: Signal['data'],
): readonly DomainEvent[] {
  if (from !== input.programme || typeof data['change'] !== 'number') return [];
  if (type === 'register' && areNames(data['processes'])) return [{ type: 'SweepRegistered', data }];
  const known = isCalendar(data['calendar']) && typeof data['calendarHash'] === 'string';
  return type === 'recalendar' && known ? [{ type: 'SweepRecalendared', data }] : [];
}

export function evolveChange(state: SweepState, { type, data, occurredAt }: Draft): SweepState {
  const { processes, calendar, calendarHash } = data;
  if (type === 'SweepRegistered' && areNames(processes)) {
    const registered = [...new Set([...state.input.registered, ...processes])];
    return amended(state, { registered });
  }
  if (type !== 'SweepRecalendared' || !isCalendar(calendar) || typeof calendarHash !== 'string') return state;
  const next = amended(state, { calendar, calendarHash });
  return { ...next, nextAt: nextSweep(next.input, occurredAt) };
}

function amended(state: SweepState, more: NonNullable<SweepState['amended']>): SweepState {
  const all = { ...state.amended, ...more };
  return { ...state, amended: all, input: amendedInput(state.input, all) };
}

/** The programme is told that it goes by it. */
export function changeReactions({ input }: SweepState, { type, data }: Draft): readonly EffectBody[] {
  const { change } = data;
  if ((type !== 'SweepRegistered' && type !== 'SweepRecalendared') || typeof change !== 'number') return [];
  return [{ kind: 'signal', to: input.programme, type: 'acknowledge', data: { change, applied: true } }];
}

function areNames(raw: unknown): raw is readonly string[] {
  return Array.isArray(raw) && raw.every((one) => typeof one === 'string');
}
