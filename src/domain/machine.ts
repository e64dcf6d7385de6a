/* oxlint-disable max-lines -- one machine: its parts share how events are numbered and duties kept, and are read together */
import { ADOPT_RULES_NAME, adoptionProblem, asksForRules } from './adoption.ts';
import { effectId, type Effect, type EffectBody, type Outcome } from './effects.ts';
import { envelopeProblem } from './envelope.ts';
import { jsonOf, shortened } from './guards.ts';
import type { Json } from './json.ts';
import type { Decision, Envelope, Frame, RuleBook, Rules, Step } from './machine-types.ts';
import type { Actor, Cause, DomainEvent, Draft, Duty, DutyChanges, DutyEnd } from './record.ts';
import { refusalText, refuse, rejectionText, type Refusal } from './refusals.ts';
import { isSignal, signalId } from './signal.ts';
import { dateOf, HOUR_MS, millisOf, type Instant } from './time.ts';

/**
 * The machine every process runs on: it numbers events, keeps duties straight, settles what is due, bounds refusals
 * and drops what was heard before. It is pure; the workflow shell, the fold oracle and the auditor run this same code.
 */

/**
 * What the engine takes into one run: no request that still holds is done twice because a new run has begun. Whoever uses an id again
 * after two thousand others asks anew.
 */
const REMEMBERED_REQUESTS = 2_000;
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
export function open<S>(book: RuleBook<S>, input: Json, now: Instant): Step<S> {
  const { rules: number } = input as { readonly rules: number };
  const rules = under(book, number);
  const event = rules.open(input, now);
  const draft: Draft = {
    seq: 1,
    rules: number,
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
    rules: number,
    refusals: { day: dateOf(now), counts: {} },
    heard: {},
    requests: [],
  };
  const armed = rules.duties(state).map(armedOf);
  return {
    frame,
    drafts: [withDuties(draft, { armed, ended: [] })],
    effects: numbered(rules.reactions(state, draft), 1),
  };
}

/** The next duty to fall due, or undefined when nothing is pending. */
export function nextDuty<S>(book: RuleBook<S>, frame: Frame<S>): Duty | undefined {
  let next: Duty | undefined;
  for (const duty of pendingOf(rulesOf(book, frame), frame.state))
    if (next === undefined || before(duty, next)) next = duty;
  return next;
}

/** Settles the earliest duty that is due by now, at its own due moment; undefined when none is due. */
export function settleNext<S>(book: RuleBook<S>, frame: Frame<S>, now: Instant): Step<S> | undefined {
  const rules = rulesOf(book, frame);
  const due = pendingOf(rules, frame.state).filter((duty) => duty.dueAt <= now);
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
export function command<S>(book: RuleBook<S>, frame: Frame<S>, envelope: Envelope, now: Instant): Step<S> {
  const { requestId, admission } = envelope;
  const before = frame.requests.find((one) => one.id === requestId);
  if (before !== undefined) {
    return {
      frame,
      drafts: [],
      effects: [],
      repeats: before.seq,
      ...(before.refusal === undefined ? {} : { refusal: before.refusal }),
    };
  }
  const rules = rulesOf(book, frame);
  const origin: Origin = { cause: 'update', requestId, occurredAt: now, recordedAt: now };
  const decision = decideRequest(book, frame, envelope, now);
  if ('adopts' in decision) return adopt(rules, under(book, decision.adopts), frame, decision, origin);
  if ('events' in decision) return record(rules, frame, decision.events, origin);
  const { refusal } = decision;
  const actor: Actor = decision.actor ?? { person: admission.person, name: admission.person };
  const data = { command: envelope.command.type, code: refusal.code, params: refusal.params };
  return { ...record(rules, frame, [{ type: 'CommandRefused', data, actor }], origin, refusal), refusal };
}

/** Hears a signal; undefined when it was heard before. What is malformed or unknown becomes an event, never a fault. */
export function hear<S>(book: RuleBook<S>, frame: Frame<S>, raw: unknown, now: Instant): Step<S> | undefined {
  const rules = rulesOf(book, frame);
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
export function learn<S>(book: RuleBook<S>, frame: Frame<S>, outcome: Outcome, now: Instant): Step<S> {
  const rules = rulesOf(book, frame);
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
  book: RuleBook<S>,
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
  const rules = rulesOf(book, frame);
  const malformed = asksForRules(asked) ? adoptionProblem(asked) : rules.malformed(asked);
  if (malformed !== undefined) return rejectionText('malformed', { problem: malformed });
  // Here and not in the decision: an older program that comes upon rules it does not know must not go on by its own.
  if (asksForRules(asked) && book.at(asked['to'] as number) === undefined)
    return rejectionText('unknown_rules', { to: String(asked['to']), latest: String(book.latest) });
  const limit = rules.refusalsPerDay(frame.state);
  const today =
    frame.refusals.day === dateOf(civilNow) ? refusalsOf(frame.refusals.counts, admission.person) : 0;
  if (today < limit) return undefined;
  const refusal = foreseen(book, frame, raw as Envelope, civilNow);
  return refusal === undefined
    ? undefined
    : rejectionText('too_many_refusals', { limit: String(limit), reason: refusalText(refusal) });
}

/** The refusal a request would meet, after all that is due by now; undefined when it would be allowed. Nothing is taken. */
function foreseen<S>(
  book: RuleBook<S>,
  frame: Frame<S>,
  envelope: Envelope,
  now: Instant,
): Refusal | undefined {
  const rules = rulesOf(book, frame);
  let settled = frame;
  while (!rules.ended(settled.state)) {
    const step = settleNext(book, settled, now);
    if (step === undefined) break;
    settled = step.frame;
  }
  const decision = decideRequest(book, settled, envelope, now);
  return 'refusal' in decision ? decision.refusal : undefined;
}

function decideRequest<S>(
  book: RuleBook<S>,
  frame: Frame<S>,
  envelope: Envelope,
  now: Instant,
): Decision | Adoption {
  if (asksForRules(envelope.command)) return decideAdoption(book, frame, envelope);
  const { person, post } = envelope.admission;
  return rulesOf(book, frame).decide(
    frame.state,
    { kind: 'command', command: envelope.command, person, post },
    now,
  );
}

type Adoption =
  { readonly adopts: number; readonly actor: Actor } | { readonly refusal: Refusal; readonly actor?: Actor };

/** Whether the process may go on under other rules: they must be newer, and known to this program. */
function decideAdoption<S>(
  book: RuleBook<S>,
  frame: Frame<S>,
  { command: asked, admission }: Envelope,
): Adoption {
  const { person, post } = admission;
  const rules = rulesOf(book, frame);
  const permitted = rules.mayAdopt?.(frame.state, person, post);
  if (permitted === undefined) return refuse('unsupported', { command: ADOPT_RULES_NAME });
  if ('refusal' in permitted) return permitted;
  const to = asked['to'] as number;
  const params = { to: String(to), rules: String(frame.rules) };
  if (to <= frame.rules) return { ...refuse('older_rules', params), actor: permitted.as };
  return { adopts: to, actor: permitted.as };
}

/** The last event under the old rules says so; from it on the new ones hold, and every date they set otherwise has moved. */
function adopt<S>(
  rules: Rules<S>,
  next: Rules<S>,
  frame: Frame<S>,
  { adopts: to, actor }: { readonly adopts: number; readonly actor: Actor },
  origin: Origin,
): Step<S> {
  const event: DomainEvent = { type: RULES_ADOPTED, data: { from: frame.rules, to }, actor };
  const pending = rules.duties(frame.state);
  const draft = drafted(event, frame.seq + 1, frame.rules, origin);
  const state = next.adopt(frame.state, draft);
  return {
    frame: {
      ...frame,
      state,
      seq: draft.seq,
      rules: to,
      requests: remembered(frame, origin.requestId, draft.seq, undefined),
    },
    drafts: [withDuties(draft, changes(next, pending, next.duties(state), draft))],
    effects: numbered(next.reactions(state, draft), draft.seq),
  };
}

/** Type of the event by which a process goes on under other rules. */
const RULES_ADOPTED = 'RulesAdopted';

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
  let pending = pendingOf(rules, state);
  for (const event of events) {
    seq += 1;
    const draft = drafted(event, seq, frame.rules, origin);
    state = rules.evolve(state, draft);
    const after = pendingOf(rules, state);
    drafts.push(withDuties(draft, changes(rules, pending, after, draft)));
    effects.push(...numbered(rules.reactions(state, draft), seq));
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

function drafted(event: DomainEvent, seq: number, rules: number, origin: Origin): Draft {
  return {
    seq,
    rules,
    type: event.type,
    data: event.data,
    actor: event.actor ?? null,
    requestId: origin.requestId,
    cause: origin.cause,
    ...(origin.duty === undefined ? {} : { dutyId: origin.duty.id, dueAt: origin.duty.dueAt }),
    occurredAt: origin.occurredAt,
    recordedAt: origin.recordedAt,
  };
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
      : draft.type === RULES_ADOPTED || rules.moves(draft.type, duty)
        ? 'moved'
        : 'met';
    ended.push({ id: duty.id, how });
  }
  return { armed: after.filter((duty) => !were.has(duty.id)).map(armedOf), ended };
}

/** Asked several times of one state, by whoever records, settles and waits. */
const pendings = new WeakMap<object, { readonly rules: unknown; readonly duties: readonly Duty[] }>();

function pendingOf<S>(rules: Rules<S>, state: S): readonly Duty[] {
  const key = state as object;
  const known = pendings.get(key);
  if (known?.rules === rules) return known.duties;
  const duties = rules.duties(state);
  pendings.set(key, { rules, duties });
  return duties;
}

/** The rules a process runs under. @throws UnknownRules */
export function rulesOf<S>(book: RuleBook<S>, frame: Frame<S>): Rules<S> {
  return under(book, frame.rules);
}

/** Rules that this program does not know: a newer one has to carry the process on. */
export class UnknownRules extends RangeError {}

/** @throws UnknownRules */
function under<S>(book: RuleBook<S>, number: number): Rules<S> {
  const rules = book.at(number);
  if (rules === undefined)
    throw new UnknownRules(`rules number ${number} are not known here, only up to ${book.latest}`);
  return rules;
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

function numbered(bodies: readonly EffectBody[], seq: number): readonly Effect[] {
  return bodies.map((body, k) => ({ ...body, seq, k }));
}

export { effectId };
export type { Decision, Envelope, Frame, Input, RuleBook, Rules, Step } from './machine-types.ts';
