/* oxlint-disable max-lines -- one machine: its parts share how events are numbered and duties kept, and are read together */
import { effectId, type Effect, type EffectBody, type Outcome } from './effects.ts';
import { envelopeProblem } from './envelope.ts';
import { jsonOf, shortened } from './guards.ts';
import type { Json } from './json.ts';
import type { Envelope, Frame, Input, Rules, Step } from './machine-types.ts';
import type { Actor, Cause, DomainEvent, Draft, Duty, DutyChanges, DutyEnd } from './record.ts';
import { refusalText, rejectionText, type Refusal } from './refusals.ts';
import { isSignal, signalId } from './signal.ts';
import { dateOf, HOUR_MS, millisOf, type Instant } from './time.ts';

/**
 * The machine every process runs on: it numbers events, keeps duties straight, settles what is due, bounds refusals
 * and drops what was heard before. It is pure; the workflow shell, the fold oracle and the auditor run this same code.
 */

const REMEMBERED_REQUESTS = 200;
/** A duty settled later than this after its due moment is late: something was not running. */
const LATE_AFTER_MS = HOUR_MS;

interface Origin {
  readonly cause: Cause;
  readonly requestId: string;
  readonly duty?: Duty;
  readonly occurredAt: Instant;
  readonly recordedAt: Instant;
}

/** Opens a process. */
export function open<S>(rules: Rules<S>, input: Json, now: Instant): Step<S> {
  const event = rules.open(input);
  const draft: Draft = {
    seq: 1,
    rules: rules.number,
    type: event.type,
    data: event.data,
    actor: event.actor ?? null,
    requestId: 'start',
    cause: 'start',
    occurredAt: now,
    recordedAt: now,
  };
  const state = rules.initial(input, draft);
  const frame: Frame<S> = {
    state,
    seq: 1,
    refusals: { day: dateOf(now), counts: {} },
    heard: {},
    requests: [],
  };
  const armed = rules.duties(state).map(armedOf);
  return {
    frame,
    drafts: [withDuties(draft, { armed, ended: [] })],
    effects: number(rules.reactions(state, draft), 1),
  };
}

/** The next duty to fall due, or undefined when nothing is pending. */
export function nextDuty<S>(rules: Rules<S>, frame: Frame<S>): Duty | undefined {
  let next: Duty | undefined;
  for (const duty of rules.duties(frame.state)) if (next === undefined || before(duty, next)) next = duty;
  return next;
}

/** Settles the earliest duty that is due by now, at its own due moment; undefined when none is due. */
export function settleNext<S>(rules: Rules<S>, frame: Frame<S>, now: Instant): Step<S> | undefined {
  const due = rules.duties(frame.state).filter((duty) => duty.dueAt <= now);
  let duty: Duty | undefined;
  for (const one of due) if (duty === undefined || before(one, duty)) duty = one;
  if (duty === undefined) return undefined;
  const late = millisOf(now) - millisOf(duty.dueAt) > LATE_AFTER_MS;
  const origin: Origin = { cause: 'duty', requestId: duty.id, duty, occurredAt: duty.dueAt, recordedAt: now };
  const cover = coverOf(duty, due);
  if (cover !== undefined && (late || cover.dueAt === duty.dueAt)) {
    return record(rules, frame, [{ type: 'DutyCovered', data: { by: cover.id } }], origin);
  }
  const decision = rules.decide(frame.state, { kind: 'duty', duty, late, settledAt: now }, duty.dueAt);
  // Whatever the rules say, a duty settled is on record: without an event it would come due for ever.
  const events =
    'events' in decision && decision.events.length > 0 ? decision.events : [{ type: 'DutyPassed', data: {} }];
  return record(rules, frame, events, origin);
}

/** Decides a command. A refusal is recorded too. */
export function command<S>(rules: Rules<S>, frame: Frame<S>, envelope: Envelope, now: Instant): Step<S> {
  const { requestId, admission } = envelope;
  const before = frame.requests.find((one) => one.id === requestId);
  if (before !== undefined) {
    return {
      frame,
      drafts: [],
      effects: [],
      ...(before.refusal === undefined ? {} : { refusal: before.refusal }),
    };
  }
  const origin: Origin = { cause: 'update', requestId, occurredAt: now, recordedAt: now };
  const input: Input = {
    kind: 'command',
    command: envelope.command,
    person: admission.person,
    post: admission.post,
  };
  const decision = rules.decide(frame.state, input, now);
  if ('events' in decision) return record(rules, frame, decision.events, origin);
  const { refusal } = decision;
  const actor: Actor = decision.actor ?? { person: admission.person, name: admission.person };
  const data = { command: envelope.command.type, code: refusal.code, params: refusal.params };
  return { ...record(rules, frame, [{ type: 'CommandRefused', data, actor }], origin, refusal), refusal };
}

/** Hears a signal; undefined when it was heard before. What is malformed or unknown becomes an event, never a fault. */
export function hear<S>(rules: Rules<S>, frame: Frame<S>, raw: unknown, now: Instant): Step<S> | undefined {
  if (!isSignal(raw)) {
    const origin: Origin = {
      cause: 'signal',
      requestId: `malformed#${frame.seq + 1}`,
      occurredAt: now,
      recordedAt: now,
    };
    return record(
      rules,
      frame,
      [{ type: 'SignalMalformed', data: { excerpt: shortened(jsonOf(raw), 500) } }],
      origin,
    );
  }
  const last = Object.hasOwn(frame.heard, raw.from) ? frame.heard[raw.from] : undefined;
  if (last !== undefined && (raw.seq < last[0] || (raw.seq === last[0] && raw.k <= last[1])))
    return undefined;
  const origin: Origin = { cause: 'signal', requestId: signalId(raw), occurredAt: now, recordedAt: now };
  const unknown = [{ type: 'SignalUnknown', data: { from: raw.from, type: raw.type } }];
  let step: Step<S>;
  try {
    const decision = rules.decide(frame.state, { kind: 'signal', signal: raw }, now);
    const events = 'events' in decision && decision.events.length > 0 ? decision.events : unknown;
    step = record(rules, frame, events, origin);
  } catch {
    // Rules do not throw; were one to, a signal nobody can answer must not end the process.
    step = record(rules, frame, unknown, origin);
  }
  return { ...step, frame: { ...step.frame, heard: { ...step.frame.heard, [raw.from]: [raw.seq, raw.k] } } };
}

/** Takes in what became of an effect. */
export function learn<S>(rules: Rules<S>, frame: Frame<S>, outcome: Outcome, now: Instant): Step<S> {
  const origin: Origin = { cause: 'outcome', requestId: outcome.effectId, occurredAt: now, recordedAt: now };
  const decision = rules.decide(frame.state, { kind: 'outcome', outcome }, now);
  const events =
    'events' in decision && decision.events.length > 0
      ? decision.events
      : [
          {
            type: 'EffectRefused',
            data: { effect: outcome.effectId, kind: outcome.kind, result: outcome.result },
          },
        ];
  return record(rules, frame, events, origin);
}

/** Why a request cannot even be considered, in words; undefined when it can. `realNow` is the real clock, also for driven processes. */
export function rejection<S>(
  rules: Rules<S>,
  frame: Frame<S>,
  process: string,
  raw: unknown,
  civilNow: Instant,
  realNow: Instant,
): string | undefined {
  const problem = envelopeProblem(raw);
  if (problem !== undefined) return rejectionText('malformed', { problem });
  const { admission, command: asked, requestId } = raw as Envelope;
  if (admission.process !== process)
    return rejectionText('wrong_process', { asked: admission.process, process });
  if (frame.requests.some((one) => one.id === requestId)) return undefined;
  if (realNow > admission.validUntil) return rejectionText('expired', { validUntil: admission.validUntil });
  const malformed = rules.malformed(asked);
  if (malformed !== undefined) return rejectionText('malformed', { problem: malformed });
  const limit = rules.refusalsPerDay(frame.state);
  const today =
    frame.refusals.day === dateOf(civilNow) ? refusalsOf(frame.refusals.counts, admission.person) : 0;
  if (today < limit) return undefined;
  const refusal = foreseen(rules, frame, raw as Envelope, civilNow);
  return refusal === undefined
    ? undefined
    : rejectionText('too_many_refusals', { limit: String(limit), reason: refusalText(refusal) });
}

/** The refusal a request would meet, after all that is due by now; undefined when it would be allowed. Nothing is taken. */
function foreseen<S>(
  rules: Rules<S>,
  frame: Frame<S>,
  { command: asked, admission }: Envelope,
  now: Instant,
): Refusal | undefined {
  let { state } = frame;
  for (let at: Frame<S> | undefined = frame; at !== undefined && !rules.ended(state);) {
    at = settleNext(rules, at, now)?.frame;
    state = at?.state ?? state;
  }
  const decision = rules.decide(
    state,
    { kind: 'command', command: asked, person: admission.person, post: admission.post },
    now,
  );
  return 'refusal' in decision ? decision.refusal : undefined;
}

/** Numbers and folds events of one cause, writing into each what duties it armed and ended. */
function record<S>(
  rules: Rules<S>,
  frame: Frame<S>,
  events: readonly DomainEvent[],
  origin: Origin,
  refusal?: Refusal,
): Step<S> {
  let { state, seq } = frame;
  const drafts: Draft[] = [];
  const effects: Effect[] = [];
  let pending = rules.duties(state);
  for (const event of events) {
    seq += 1;
    const draft: Draft = {
      seq,
      rules: rules.number,
      type: event.type,
      data: event.data,
      actor: event.actor ?? null,
      requestId: origin.requestId,
      cause: origin.cause,
      ...(origin.duty === undefined ? {} : { dutyId: origin.duty.id, dueAt: origin.duty.dueAt }),
      occurredAt: origin.occurredAt,
      recordedAt: origin.recordedAt,
    };
    state = rules.evolve(state, draft);
    const after = rules.duties(state);
    drafts.push(withDuties(draft, changes(rules, pending, after, draft)));
    effects.push(...number(rules.reactions(state, draft), seq));
    pending = after;
  }
  const next: Frame<S> = {
    ...frame,
    state,
    seq,
    ...(refusal === undefined ? {} : { refusals: counted(frame, drafts) }),
    ...(origin.cause === 'update' ? { requests: remembered(frame, origin.requestId, seq, refusal) } : {}),
  };
  return { frame: next, drafts, effects };
}

function changes<S>(
  rules: Rules<S>,
  pending: readonly Duty[],
  after: readonly Duty[],
  draft: Draft,
): DutyChanges {
  const were = new Map(pending.map((duty) => [duty.id, duty]));
  const are = new Set(after.map((duty) => duty.id));
  const ended: { id: string; how: DutyEnd }[] = [];
  for (const duty of pending) {
    if (are.has(duty.id)) continue;
    const own = duty.id === draft.dutyId;
    const how: DutyEnd = own
      ? draft.type === 'DutyCovered'
        ? 'covered'
        : 'fired'
      : rules.moves(draft.type, duty)
        ? 'moved'
        : 'met';
    ended.push({ id: duty.id, how });
  }
  return { armed: after.filter((duty) => !were.has(duty.id)).map(armedOf), ended };
}

function armedOf(duty: Duty): DutyChanges['armed'][number] {
  return { id: duty.id, dueAt: duty.dueAt, notice: duty.notice };
}

function withDuties(draft: Draft, duties: DutyChanges): Draft {
  if (duties.armed.length === 0 && duties.ended.length === 0) return draft;
  return { ...draft, data: { ...draft.data, duties: { armed: duties.armed, ended: duties.ended } } };
}

function counted<S>(frame: Frame<S>, drafts: readonly Draft[]): Frame<S>['refusals'] {
  const last = drafts.at(-1);
  if (last === undefined) return frame.refusals;
  const day = dateOf(last.recordedAt);
  const person = last.actor?.person ?? '';
  const counts = frame.refusals.day === day ? frame.refusals.counts : {};
  return { day, counts: { ...counts, [person]: refusalsOf(counts, person) + 1 } };
}

/** Own entries only: a person may be called `constructor`. */
function refusalsOf(counts: Readonly<Record<string, number>>, person: string): number {
  return Object.hasOwn(counts, person) ? (counts[person] ?? 0) : 0;
}

function remembered<S>(
  frame: Frame<S>,
  id: string,
  seq: number,
  refusal: Refusal | undefined,
): Frame<S>['requests'] {
  const entry = { id, seq, ...(refusal === undefined ? {} : { refusal }) };
  return [...frame.requests, entry].slice(-REMEMBERED_REQUESTS);
}

/** Of duties found due together, the latest of the same key covers the earlier ones. */
function coverOf(duty: Duty, due: readonly Duty[]): Duty | undefined {
  if (duty.coverKey === undefined) return undefined;
  let cover: Duty | undefined;
  for (const one of due) {
    if (one.coverKey === duty.coverKey && before(duty, one) && (cover === undefined || before(cover, one)))
      cover = one;
  }
  return cover;
}

/** Duties fire in order of their due moments; of the same moment, in order of their ids. */
function before(a: Duty, b: Duty): boolean {
  return a.dueAt < b.dueAt || (a.dueAt === b.dueAt && a.id < b.id);
}

function number(bodies: readonly EffectBody[], seq: number): readonly Effect[] {
  return bodies.map((body, k) => ({ ...body, seq, k }));
}

export { effectId };
export type { Decision, Envelope, Frame, Input, Rules, Step } from './machine-types.ts';
