import type { EffectBody } from '../../effects.ts';
import type { Json } from '../../json.ts';
import { directoryProcess, measureProcess } from '../../process.ts';
import type { DomainEvent, Draft } from '../../record.ts';
import type { Signal } from '../../signal.ts';
import type { ProgrammeState } from '../state.ts';
import { isAmendment, type Amend } from './commands.ts';
import { openClues, openMeasures } from './evolve.ts';
import { addedInput } from './state.ts';

/** What follows from a change: measures are opened, told and dropped; directory and sweep learn what is new. */
export function changeReactions(state: ProgrammeState, event: Draft): readonly EffectBody[] {
  const { data, seq } = event;
  switch (event.type) {
    case 'PlanAmended':
      return isAmendment(data) ? amendReactions(state, data, event) : [];
    case 'CalendarAnnounced': {
      const { calendar, calendarHash, document, sweep } = data;
      const told = { change: seq, document, calendar, calendarHash };
      const all = [
        ...openMeasures(state),
        ...openClues(state),
        ...(typeof sweep === 'string' ? [sweep] : []),
      ];
      return all.map((process) => signal(process, 'recalendar', told));
    }
    default:
      return [];
  }
}

function amendReactions(
  { input }: ProgrammeState,
  { changes, added, dropped, directory, document, reason, letter, sweep }: Omit<Amend, 'type' | 'base'>,
  { seq: change, occurredAt }: Draft,
): readonly EffectBody[] {
  const { programme } = input;
  const given = { change, document, reason, letter };
  const own = (measure: string): string => measureProcess(programme, measure);
  return [
    ...added.map(({ plan, inputHash }): EffectBody => ({
      kind: 'start',
      process: own(plan.id),
      workflow: 'measure',
      input: addedInput(input, plan, occurredAt) as unknown as { readonly [key: string]: Json },
      inputHash,
    })),
    ...(directory === undefined
      ? []
      : [signal(directoryProcess(programme), 'extend', { ...given, ...directory })]),
    ...changes.map(({ measure, ...one }) => signal(own(measure), 'amend', { ...given, ...one })),
    ...dropped.map((measure) => signal(own(measure), 'drop', given)),
    ...(sweep === undefined || added.length === 0
      ? []
      : [signal(sweep, 'register', { ...given, processes: added.map(({ plan }) => own(plan.id)) })]),
  ];
}

function signal(to: string, type: string, data: object): EffectBody {
  return { kind: 'signal', to, type, data: data as { readonly [key: string]: Json } };
}

/** What a process answers to a change. None: it answers none. */
export function acknowledgementHeard({ from, data }: Signal): readonly DomainEvent[] {
  const { change, applied } = data;
  if (typeof change !== 'number' || typeof applied !== 'boolean') return [];
  return [{ type: 'ChangeAcknowledged', data: { ...data, process: from } }];
}
