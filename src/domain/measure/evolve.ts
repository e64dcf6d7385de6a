import type { Json } from '../json.ts';
import { optional } from '../optional.ts';
import type { Draft } from '../record.ts';
import { dateOf, type CivilDate } from '../time.ts';
import { common, withoutExtension } from './common.ts';
import { firedKey } from './duties.ts';
import { onNotice, reopened } from './evolve-after-approval.ts';
import type { MeasureEvent, MeasureEventType } from './events.ts';
import { isOneOf } from './known.ts';
import { lightAt } from './light.ts';
import { evolveAmend } from './amend/evolve.ts';
import { isAmendEvent } from './amend/known.ts';
import { evolveClues } from './clues/evolve.ts';
import { isClueEvent } from './clues/known.ts';
import { answered } from './life/answered.ts';
import { evolveLife } from './life/evolve.ts';
import { isLifeEvent } from './life/known.ts';
import { figuresHeard } from './indicators/heard.ts';
import { kept, latest, shortened } from './memory.ts';
import type { Approval, MeasureInput, MeasureState, Submission } from './state.ts';

/** The state when a measure is opened. */
export function initialMeasure(raw: Json, event: Draft): MeasureState {
  const input = raw as unknown as MeasureInput;
  const state: MeasureState = {
    status: 'not_started',
    seq: event.seq,
    input,
    roster: input.roster,
    due: input.plan.deadline.date,
    round: 1,
    armedAt: event.occurredAt,
    fired: {},
    light: 'green',
    reports: [],
    figures: [],
    evidence: [],
    milestonesDone: {},
    submissions: [],
    extensions: [],
    reminded: 0,
    urged: 0,
    undeliverable: [],
    kept: 0,
  };
  // A measure may be close to its date from the first day.
  return { ...state, light: lightAt(state, event.occurredAt) };
}

/**
 * The state after an event. Never throws: an event it does not know, or whose data are not what its type promises,
 * changes nothing but the duty it fired.
 */
export function evolveMeasure(before: MeasureState, draft: Draft): MeasureState {
  const fired =
    draft.dutyId === undefined ? before.fired : { ...before.fired, [firedKey(draft.dutyId)]: true as const };
  // Drafts without a number are looks ahead: they leave the count as it is.
  const state: MeasureState = { ...before, fired, seq: draft.seq === 0 ? before.seq : draft.seq };
  if (!isOneOf(draft)) return state;
  const event: MeasureEvent & Draft = draft;
  const by = draft.actor?.person ?? '';
  const on = dateOf(draft.occurredAt);
  if (isLifeEvent(event)) return evolveLife(state, event);
  if (isClueEvent(event)) return evolveClues(state, event);
  if (isAmendEvent(event)) return evolveAmend(state, event);
  switch (event.type) {
    case 'MeasureStarted':
      return { ...common(state), status: 'under_way', startedAt: event.occurredAt };
    case 'ProgressReported':
      return reported(state, event, on, by);
    case 'EvidenceAttached': {
      const { title, requirement, documentNumber, sha256, fileName, size, report } = event.data;
      const parts = { requirement, documentNumber, sha256, fileName, size, report };
      const known = Object.fromEntries(Object.entries(parts).filter(([, value]) => value !== undefined));
      const piece = { seq: event.seq, on, by, title, ...known };
      return { ...state, evidence: [...state.evidence, piece], kept: kept(state, [piece]) };
    }
    case 'OpinionGiven': {
      const asked = state.extensionAsked;
      if (asked === undefined) return state;
      return {
        ...state,
        extensionAsked: { ...asked, opinion: { value: event.data.opinion, by, text: event.data.text } },
      };
    }
    case 'Submitted':
      return submitted(state, event, by);
    case 'StepApproved':
      return approved(state, event, [{ person: by, role: event.data.role }], event.data.closes);
    case 'Countersigned': {
      const units = event.data.units.map(({ id }) => ({ person: by, role: 'supporting_head', unit: id }));
      return approved(state, event, units, event.data.closes);
    }
    case 'MeetingClosed':
      return approved(state, event, [{ person: by, role: event.data.role }], true);
    case 'StepPassedOver':
      return approved(state, event, [], true);
    case 'Returned':
      return returned(state, event, by);
    case 'Withdrawn':
      return withdrawn(state, event);
    case 'SignedOff':
      return signedOff(state, event);
    case 'PublicNoticeBegun':
      return onNotice(common(withoutExtension(state)), state, event);
    case 'ObjectionRecorded':
      return state.status === 'on_notice' ? returned(state, event, by) : state;
    case 'LookedBack':
      if (state.status !== 'signed_off') return state;
      return { ...state, lookedBack: { on, result: event.data.result } };
    case 'Reopened':
      return reopened(common(state), state, event);
    case 'ExtensionRequested':
      return { ...state, extensionAsked: { ...event.data.asked, seq: event.seq, round: state.round } };
    case 'ExtensionGranted':
      return extended(state, event, by);
    case 'ExtensionRefused':
      return withoutExtension(state);
    case 'LightChanged':
      return { ...state, light: event.data.to };
    case 'ReminderSent':
    case 'MilestoneReminderSent':
    case 'MilestoneMissed':
    case 'PaceMissed':
      return { ...state, reminded: state.reminded + 1 };
    case 'Escalated':
    case 'Urged':
      return { ...state, urged: state.urged + 1 };
    case 'RosterHeard':
      return { ...state, roster: event.data.roster };
    case 'NoticeUndeliverable':
      return { ...state, undeliverable: latest([...state.undeliverable, ...event.data.undelivered]) };
    case 'Commented':
    case 'ApprovalAskedAgain':
    case 'ApprovalEscalated':
    case 'ExtensionAskedAgain':
    case 'ExtensionEscalated':
    case 'LookBackDue':
      return state;
    default:
      return event satisfies never;
  }
}

type Of<T extends MeasureEventType> = Extract<MeasureEvent, { type: T }> & Draft;

function reported(
  state: MeasureState,
  event: Of<'ProgressReported'>,
  on: CivilDate,
  by: string,
): MeasureState {
  const { text, requirement, milestone, period, figures, instruction } = event.data;
  const report = {
    seq: event.seq,
    on,
    by,
    text,
    ...(requirement === undefined ? {} : { requirement }),
    ...(milestone === undefined ? {} : { milestone }),
    ...(period === undefined ? {} : { period }),
  };
  const added = figures.map((one) => ({
    ...one,
    requirement: requirement ?? '',
    seq: event.seq,
    ...(period === undefined ? {} : { period }),
  }));
  return {
    ...(instruction === undefined ? state : answered(state, instruction, event.seq)),
    reports: [...shortened(state.reports), report],
    kept: kept(state, [report, ...(requirement === undefined ? [] : added)]),
    ...(milestone === undefined ? {} : { milestonesDone: { ...state.milestonesDone, [milestone]: on } }),
    ...(requirement === undefined ? {} : { figures: [...state.figures, ...added] }),
    ...figuresHeard(state, added, event.occurredAt),
  };
}

function submitted(state: MeasureState, event: Of<'Submitted'>, by: string): MeasureState {
  const submission: Submission = {
    round: state.round,
    at: event.occurredAt,
    by,
    byName: event.actor?.name ?? by,
    ...optional('for', event.actor?.deputyFor?.person),
  };
  return {
    ...common(state),
    status: 'under_review',
    submission,
    submissions: [...state.submissions, submission],
    step: 0,
    calledAt: event.occurredAt,
    approvals: [],
    ...(state.status === 'returned'
      ? { correction: { due: state.correctionDue, reason: state.reason } }
      : {}),
  };
}

function approved(
  state: MeasureState,
  event: Draft,
  by: readonly Omit<Approval, 'step'>[],
  closes: boolean,
): MeasureState {
  if (state.status !== 'under_review') return state;
  const behind = optional('for', event.actor?.deputyFor?.person);
  const approvals = [...state.approvals, ...by.map((one) => ({ step: state.step, ...one, ...behind }))];
  // Closing the last step is told by SignedOff, which follows in the same breath.
  const next = closes && state.step + 1 < state.input.plan.policy.approval.steps.length;
  return { ...state, approvals, ...(next ? { step: state.step + 1, calledAt: event.occurredAt } : {}) };
}

function returned(
  state: MeasureState,
  event: Of<'Returned' | 'ObjectionRecorded'>,
  by: string,
): MeasureState {
  const { correctionDue, reason } = event.data;
  // A new date for correction is set: a wish to move the one before it is past.
  const kept = state.extensionAsked?.moves === 'correction' ? withoutExtension(state) : state;
  const next = { ...common(kept), round: state.round + 1, armedAt: event.occurredAt };
  return { ...next, status: 'returned', correctionDue, reason, returnedBy: by };
}

function withdrawn(state: MeasureState, event: Of<'Withdrawn'>): MeasureState {
  const next = { ...common(state), round: state.round + 1, armedAt: event.occurredAt };
  if (state.status === 'under_review' && state.correction !== undefined) {
    const { due, reason } = state.correction;
    return { ...next, status: 'returned', correctionDue: due, reason, returnedBy: '' };
  }
  return { ...next, status: 'under_way', startedAt: event.occurredAt };
}

function signedOff(state: MeasureState, event: Of<'SignedOff'>): MeasureState {
  if (state.status !== 'under_review' && state.status !== 'on_notice') return state;
  const { daysLate, lookBack } = event.data;
  return {
    ...common(withoutExtension(state)),
    status: 'signed_off',
    signedOffAt: event.occurredAt,
    submission: state.submission,
    daysLate,
    ...(lookBack?.due === undefined ? {} : { lookBack: lookBack.due }),
  };
}

function extended(state: MeasureState, event: Of<'ExtensionGranted'>, by: string): MeasureState {
  const on = dateOf(event.occurredAt);
  const { to } = event.data;
  const asked = state.extensionAsked;
  const rest = { ...withoutExtension(state), armedAt: event.occurredAt };
  if (asked?.moves === 'correction') {
    if (rest.status === 'returned') return { ...rest, correctionDue: to };
    // Granted while under review: it counts when the submission is withdrawn.
    if (rest.status !== 'under_review' || rest.correction === undefined) return rest;
    return { ...rest, correction: { ...rest.correction, due: to } };
  }
  return { ...rest, due: to, extensions: [...state.extensions, { from: state.due, to, by, on }] };
}
