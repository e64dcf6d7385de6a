import { shortened } from '../../guards.ts';
import { optional } from '../../optional.ts';
import type { Draft } from '../../record.ts';
import { dateOf } from '../../time.ts';
import { common, withoutExtension } from '../common.ts';
import { figuresHeard } from '../indicators/heard.ts';
import { kept, keptText, latest } from '../memory.ts';
import { roundMark } from '../round.ts';
import type { MeasureState } from '../state.ts';
import { isStaffEvent } from './staff-known.ts';
import { evolveStaff } from './staff-evolve.ts';
import { answered } from './answered.ts';
import type { LifeEvent } from './events.ts';

/** UTF-16 units of an instruction that are remembered. */
const KEPT_TEXT = 500;

const SUSPENDABLE: ReadonlySet<string> = new Set(['not_started', 'under_way', 'under_review', 'returned']);

type Of<T extends LifeEvent['type']> = Extract<LifeEvent, { type: T }> & Draft;

/** The state after an event of a measure's life or staff. */
export function evolveLife(state: MeasureState, event: LifeEvent & Draft): MeasureState {
  if (isStaffEvent(event)) return evolveStaff(state, event);
  switch (event.type) {
    case 'Suspended':
      return suspended(state, event);
    case 'Resumed':
      return resumed(state, event);
    case 'Cancelled':
      return cancelled(state, event);
    case 'Corrected':
      return corrected(state, event);
    case 'Instructed':
      return instructed(state, event);
    case 'InstructionAnswered':
      return answered(state, event.data.instruction, event.seq);
    case 'InstructionReminderSent':
      return { ...state, reminded: state.reminded + 1 };
    case 'InstructionUnanswered':
      return state;
    default:
      return event satisfies never;
  }
}

function suspended(state: MeasureState, event: Of<'Suspended'>): MeasureState {
  if (!SUSPENDABLE.has(state.status)) return state;
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
    deputies: [],
    status: 'cancelled',
    cancelledAt: event.occurredAt,
    reason,
    minutes: { number: minutes.number, date: minutes.date },
  };
}

/** What requirements are judged by is put right; what was first said stands in the record. */
function corrected(state: MeasureState, event: Of<'Corrected'>): MeasureState {
  const { corrects, text, figures, title, documentNumber, period } = event.data;
  const mark = { corrected: event.seq };
  const given = { ...optional('title', title), ...optional('documentNumber', documentNumber) };
  const of = optional('period', period);
  const added = { ...optional('text', text), ...optional('figures', figures), ...of, ...given };
  const own = state.figures.filter((one) => one.seq === corrects);
  return {
    ...state,
    reports: state.reports.map((one, index, all) =>
      one.seq === corrects
        ? { ...one, ...of, ...(text === undefined ? {} : { text: keptText(all, index, text) }), ...mark }
        : one,
    ),
    figures: state.figures.map((one) => {
      if (one.seq !== corrects) return one;
      const right = figures?.find((figure) => figure.locality === one.locality);
      if (right === undefined) return { ...one, ...of };
      const { base: _, ...rest } = one;
      return { ...rest, ...of, value: right.value, ...optional('base', right.base) };
    }),
    evidence: state.evidence.map((one) => (one.seq === corrects ? { ...one, ...given, ...mark } : one)),
    kept: kept(state, [added]),
    ...figuresHeard(state, figures === undefined && period === undefined ? [] : own, event.occurredAt),
  };
}

function instructed(state: MeasureState, event: Of<'Instructed'>): MeasureState {
  const { text, leader, due } = event.data;
  const one = {
    seq: event.seq,
    round: roundMark(state),
    at: event.occurredAt,
    leader: { post: leader.post, role: leader.role },
    text: shortened(text, KEPT_TEXT),
    ...optional('due', due),
  };
  return { ...state, instructions: [...(state.instructions ?? []), one], kept: kept(state, [one]) };
}
