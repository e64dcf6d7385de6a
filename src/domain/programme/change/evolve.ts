import { amendedPlan } from '../../amendment/change.ts';
import { amendedInput } from '../../amendment/input.ts';
import { isCalendar } from '../../amendment/known.ts';
import { optional } from '../../optional.ts';
import { clueProcess, directoryProcess, measureProcess } from '../../process.ts';
import type { Draft } from '../../record.ts';
import type { ProgrammeState } from '../state.ts';
import { isAmendment } from './commands.ts';
import type { Change } from './change.ts';
import { extended } from './state.ts';

/** Changes remembered: who has not answered the last fifty will not. */
const KEPT = 50;

/** The state after an event of a change; undefined where the event is none. */
export function evolveChange(state: ProgrammeState, event: Draft): ProgrammeState | undefined {
  switch (event.type) {
    case 'PlanAmended':
      return planAmended(state, event);
    case 'CalendarAnnounced':
      return calendarAnnounced(state, event);
    case 'ChangeAcknowledged':
      return acknowledged(state, event);
    default:
      return undefined;
  }
}

function planAmended(state: ProgrammeState, { seq, data }: Draft): ProgrammeState {
  if (!isAmendment(data)) return state;
  const { input } = state;
  const { planHash, changes, added, dropped, directory, problems, document, sweep } = data;
  const own = (measure: string): string => measureProcess(input.programme, measure);
  const waiting = [
    ...changes.map((one) => own(one.measure)),
    ...dropped.map(own),
    ...(directory === undefined ? [] : [directoryProcess(input.programme)]),
    ...(sweep === undefined || added.length === 0 ? [] : [sweep]),
  ];
  const asked = Object.fromEntries(changes.map(({ measure, ...change }) => [measure, change]));
  const change: Change = { seq, type: 'amend', document, waiting, changes: asked };
  return amended(remembering(state, change), {
    planHash,
    measures: { ...state.amended?.measures, ...Object.fromEntries(added.map(({ plan }) => [plan.id, plan])) },
    ...(directory === undefined ? {} : { directory: extended(input.directory, directory) }),
    ...optional('problems', problems),
  });
}

function calendarAnnounced(state: ProgrammeState, { seq, data }: Draft): ProgrammeState {
  const { calendar, calendarHash, document, sweep } = data;
  if (!isCalendar(calendar) || typeof calendarHash !== 'string' || typeof document !== 'string') return state;
  const waiting = [
    ...openMeasures(state),
    ...openClues(state),
    ...(typeof sweep === 'string' ? [sweep] : []),
  ];
  const next = remembering(state, { seq, type: 'recalendar', document, waiting });
  return amended(next, { calendar, calendarHash });
}

/** Processes of the measures that were not cancelled. */
export function openMeasures({ input, standings }: ProgrammeState): readonly string[] {
  return input.measures
    .filter(({ id }) => standings[id]?.status !== 'cancelled')
    .map(({ id }) => measureProcess(input.programme, id));
}

/** Processes of the clues that are open. */
export function openClues({ input, clues }: ProgrammeState): readonly string[] {
  return Object.keys(clues?.open ?? {}).map((number) => clueProcess(input.programme, Number(number)));
}

/** What a measure took over, the programme's copy of its plan takes over too. */
function acknowledged(state: ProgrammeState, { data }: Draft): ProgrammeState {
  const { process, change: seq, applied } = data;
  const change = state.changes?.find((one) => one.seq === seq);
  if (change === undefined || typeof process !== 'string') return state;
  const waiting = change.waiting.filter((one) => one !== process);
  const next: ProgrammeState = {
    ...state,
    changes: (state.changes ?? []).map((one) => (one === change ? { ...change, waiting } : one)),
  };
  const plan = state.input.measures.find((one) => measureProcess(state.input.programme, one.id) === process);
  const asked = plan === undefined ? undefined : change.changes?.[plan.id];
  if (plan === undefined || asked === undefined || applied !== true) return next;
  return amended(next, { measures: { ...next.amended?.measures, [plan.id]: amendedPlan(plan, asked) } });
}

function remembering(state: ProgrammeState, change: Change): ProgrammeState {
  return { ...state, changes: [...(state.changes ?? []), change].slice(-KEPT) };
}

function amended(state: ProgrammeState, more: NonNullable<ProgrammeState['amended']>): ProgrammeState {
  const all = { ...state.amended, ...more };
  return { ...state, amended: all, input: amendedInput(state.input, all) };
}
