/* oxlint-disable max-lines -- the one shell of all processes: clock, settling, chain and drainer share its few fields */
import {
  allHandlersFinished,
  ApplicationFailure,
  condition,
  continueAsNew,
  currentUpdateInfo,
  defineQuery,
  defineSignal,
  defineUpdate,
  proxyActivities,
  setCurrentDetails,
  setDefaultSignalHandler,
  setHandler,
  upsertSearchAttributes,
  workflowInfo,
} from '@temporalio/workflow';
import { defineSearchAttributeKey, SearchAttributeType } from '@temporalio/common';
import { packed, unpacked, type Carry } from '../domain/carry.ts';
import { isObject, jsonOf, shortened } from '../domain/guards.ts';
import type { Json } from '../domain/json.ts';
import * as machine from '../domain/machine.ts';
import type { ProcessActivities } from '../domain/ports.ts';
import type { ProcessKind, Row, StartBase } from '../domain/process.ts';
import { GENESIS, type Duty } from '../domain/record.ts';
import { rejectionText } from '../domain/refusals.ts';
import { rowOf } from '../domain/row.ts';
import { RULES, rulesFor, type Registry } from '../domain/rules.ts';
import { isSignal } from '../domain/signal.ts';
import { instantOf, isInstant, later, millisOf, type Instant } from '../domain/time.ts';
import { cardText } from './card.ts';
import { chained } from './chain.ts';
import * as messages from './messages.ts';
import { Outbox, type Taken } from './outbox.ts';
import { asSent } from './reserved-signals.ts';

const act = defineUpdate<messages.ActAnswer, [machine.Envelope]>(messages.ACT);
const advance = defineUpdate<messages.AdvanceAnswer, [messages.AdvanceRequest]>(messages.ADVANCE);
const state = defineQuery<messages.StateAnswer>(messages.STATE);
const hear = defineSignal<[unknown]>(messages.HEAR);

const statusKey = defineSearchAttributeKey(messages.SEARCH_ATTRIBUTES.status, SearchAttributeType.KEYWORD);
const lightKey = defineSearchAttributeKey(messages.SEARCH_ATTRIBUTES.light, SearchAttributeType.KEYWORD);

/**
 * Transport is tried for ever; only one attempt to send is ever made inside, and it may take two minutes. A worker that
 * died is known by its missing heartbeat long before.
 */
const { apply } = proxyActivities<ProcessActivities>({
  startToCloseTimeout: '5 minutes',
  heartbeatTimeout: '15 seconds',
  retry: { initialInterval: '1 second', backoffCoefficient: 2, maximumInterval: '30 seconds' },
});

export type Input = StartBase & { readonly carry?: Carry };

/**
 * The one shell of all processes: it keeps the clock, settles what is due before anything is decided, records every
 * event in the chain, and drains what follows through `apply`. It decides nothing: the rules do.
 */
export async function runProcess(kind: ProcessKind, input: Input, registry: Registry = RULES): Promise<Json> {
  if (!isStart(kind, input)) throw ApplicationFailure.nonRetryable(`这不是 ${kind} 的启动输入。`, 'BadStart');
  const shell = new Shell(kind, input, rulesFor(kind, registry));
  shell.listen();
  return shell.run();
}

/**
 * Whether the input is one of ours at all. What is not opens no process and ends at once: it would fail its task for ever. Rules of a
 * number not known here are another matter: they wait for a worker that knows them.
 */
function isStart(kind: ProcessKind, input: unknown): input is Input {
  if (!isObject(input) || input['v'] !== 1 || input['kind'] !== kind || !isObject(input['clock']))
    return false;
  const { clock } = input;
  return (
    typeof input['process'] === 'string' &&
    typeof input['programme'] === 'string' &&
    Number.isSafeInteger(input['rules']) &&
    (clock['kind'] === 'real' || (clock['kind'] === 'driven' && isInstant(clock['at'])))
  );
}

class Shell {
  private readonly book: machine.RuleBook<unknown>;
  private readonly outbox = new Outbox();
  private frame: machine.Frame<unknown>;
  private head = GENESIS;
  /** Hashes of the events that remembered requests led to, by number. */
  private heads = new Map<number, string>();
  /** Civil time of a driven process. */
  private civil: Instant;
  private next: Duty | undefined;
  private indexed = '';
  /** The last event that a batch has carried. */
  private applied = { seq: 0, head: GENESIS };
  private opened = new Set<string>();
  private woken = new Set<string>();
  /** `advance` requests are answered one after the other. */
  private advancing = false;
  private readonly kind: ProcessKind;
  private readonly input: Input;

  constructor(kind: ProcessKind, input: Input, book: machine.RuleBook<unknown>) {
    this.kind = kind;
    this.input = input;
    this.book = book;
    this.civil = input.carry?.at ?? (input.clock.kind === 'driven' ? input.clock.at : this.realNow());
    if (input.carry === undefined) {
      const step = machine.open(this.book, input as unknown as Json, this.now());
      this.frame = step.frame;
      this.take(step);
    } else {
      const { frame, head, heads, opened, woken } = input.carry;
      this.frame = unpacked(frame, input);
      this.head = head;
      this.heads = new Map(Object.entries(heads).map(([seq, hash]) => [Number(seq), hash]));
      this.opened = new Set(opened);
      this.woken = new Set(woken);
      this.applied = { seq: this.frame.seq, head };
      this.refresh();
    }
  }

  listen(): void {
    setHandler(act, (envelope) => this.act(envelope), { validator: (envelope) => this.admit(envelope) });
    setHandler(advance, (request) => this.advance(request), {
      validator: (request) => this.admitAdvance(request),
    });
    setHandler(state, () => this.answer());
    setHandler(hear, (raw) => this.hear(raw));
    // A signal of another name is recorded as what it is: nothing this process understands.
    setDefaultSignalHandler((name, ...args) => this.hear({ unknownSignal: asSent(name), args }));
  }

  async run(): Promise<Json> {
    void this.drain();
    while (!this.ended()) {
      this.settle();
      if (this.ended()) break;
      if (this.renewable()) await this.renew();
      const armedFor = this.next?.dueAt;
      const woken = (): boolean => this.ended() || this.next?.dueAt !== armedFor || this.renewable();
      if (armedFor === undefined || this.driven()) await condition(woken);
      else await condition(woken, Math.max(1, millisOf(armedFor) - millisOf(this.now())));
    }
    await condition(() => this.outbox.size === 0 && allHandlersFinished());
    return { seq: this.frame.seq, head: this.head, ...this.rules().result(this.frame.state) };
  }

  private act(envelope: machine.Envelope): messages.ActAnswer {
    return this.guarded(() => {
      this.settle();
      const step = machine.command(this.book, this.frame, envelope, this.now());
      this.take(step);
      const { refusal, repeats: seq = this.frame.seq } = step;
      const head = this.heads.get(seq) ?? this.head;
      return { seq, head, ...(refusal === undefined ? {} : { refusal }) };
    });
  }

  private admit(envelope: unknown): void {
    // Under people who never pause there would never be a moment between two runs, and the engine takes only so many into one.
    if (workflowInfo().continueAsNewSuggested && this.outbox.size > 0)
      throw ApplicationFailure.nonRetryable('the next run is about to begin', messages.RENEWING);
    const problem = this.ended()
      ? rejectionText('ended')
      : (machine.rejection(this.book, this.frame, this.input.process, envelope, this.now(), this.realNow()) ??
        (this.misnamed(envelope)
          ? rejectionText('malformed', { problem: 'requestId 应与更新的编号相同' })
          : undefined));
    if (problem !== undefined) throw ApplicationFailure.nonRetryable(problem, messages.REJECTED);
  }

  /**
   * Whether a request bears another id than the update it comes in. The engine drops a repeated update by the one, the record
   * names the other: only where both are the same does every accepted update lead to its own event.
   */
  private misnamed(envelope: unknown): boolean {
    const requestId = isObject(envelope) ? envelope['requestId'] : undefined;
    return typeof requestId === 'string' && requestId !== currentUpdateInfo()?.id;
  }

  /** Moves the civil time duty by duty, and answers when everything that follows has been carried out. */
  private async advance({ to }: messages.AdvanceRequest): Promise<messages.AdvanceAnswer> {
    await condition(() => !this.advancing);
    this.advancing = true;
    try {
      for (;;) {
        while (this.next !== undefined && this.next.dueAt <= to && !this.ended()) {
          this.civil = later(this.civil, this.next.dueAt);
          this.settle();
        }
        this.civil = later(this.civil, to);
        await condition(() => this.outbox.size === 0);
        if (this.ended() || this.next === undefined || this.next.dueAt > to) break;
      }
      const { civil: at, frame, opened, woken, next } = this;
      this.opened = new Set();
      this.woken = new Set();
      return {
        at,
        seq: frame.seq,
        open: !this.ended(),
        ...(next === undefined ? {} : { next: { dueAt: next.dueAt, label: next.label } }),
        opened: [...opened],
        woken: [...woken],
      };
    } finally {
      this.advancing = false;
    }
  }

  private admitAdvance(request: unknown): void {
    const to = (request as Partial<messages.AdvanceRequest> | undefined)?.to;
    const problem = !this.driven()
      ? rejectionText('not_driven')
      : !isInstant(to)
        ? rejectionText('bad_instant', {
            to: shortened(typeof to === 'string' ? to : jsonOf(to ?? null), 60),
          })
        : to < this.civil
          ? rejectionText('backwards', { at: this.civil, to })
          : undefined;
    if (problem !== undefined) throw ApplicationFailure.nonRetryable(problem, messages.REJECTED);
  }

  private hear(raw: unknown): void {
    this.guarded(() => {
      // Also after the end: what comes before the last batch is done must still be recorded and answered.
      // A driven process hears at the sender's time, which the driver never lets run ahead of its own duties.
      if (this.driven() && isSignal(raw)) this.civil = later(this.civil, raw.at);
      this.settle();
      const step = machine.hear(this.book, this.frame, raw, this.now());
      if (step !== undefined) this.take(step);
    });
  }

  private answer(): messages.StateAnswer {
    const { frame, head, next } = this;
    return {
      frame,
      head,
      at: this.now(),
      pending: this.outbox.size,
      ...(next === undefined ? {} : { next: { id: next.id, dueAt: next.dueAt, label: next.label } }),
    };
  }

  /** Settles everything due by now, each at its own moment, before anything else is decided. */
  private settle(): void {
    const now = this.now();
    while (this.next !== undefined && this.next.dueAt <= now && !this.ended()) {
      const step = machine.settleNext(this.book, this.frame, now);
      if (step === undefined) return;
      this.take(step);
    }
  }

  /** Puts what was decided into the chain and the outbox. */
  private take(step: machine.Step<unknown>): void {
    this.frame = step.frame;
    for (const draft of step.drafts) {
      const link = chained(draft, this.input.process, workflowInfo().runId, this.head);
      this.head = link.record.hash;
      this.outbox.add(
        link,
        step.effects.filter((effect) => effect.seq === draft.seq),
      );
    }
    if (step.drafts[0]?.cause === 'update') this.rememberHead();
    this.refresh();
  }

  /** Whoever asks again is answered as before; what the machine has forgotten is forgotten here. */
  private rememberHead(): void {
    const { requests } = this.frame;
    this.heads.set(this.frame.seq, this.head);
    const first = requests[0]?.seq ?? 0;
    for (const seq of this.heads.keys()) {
      if (seq >= first) break;
      this.heads.delete(seq);
    }
  }

  private refresh(): void {
    this.next = machine.nextDuty(this.book, this.frame);
    const { status, light } = this.rules().sign(this.frame.state, this.now());
    // Letters come by the thousand and are listed from the ledger; only what has a light is worth an index entry.
    if (light === '' || this.indexed === `${status} ${light}`) return;
    const first = this.indexed === '' && this.input.carry === undefined;
    this.indexed = `${status} ${light}`;
    if (first) return;
    upsertSearchAttributes([
      { key: statusKey, value: status },
      { key: lightKey, value: light },
    ]);
  }

  /** The one drainer: one batch in flight, in order. It ends with the workflow, which waits for an empty outbox. */
  private async drain(): Promise<never> {
    for (;;) {
      // False when first asked: by the next time all that came in with this task is recorded, and goes in one batch.
      let asked = false;
      await condition(() => {
        const ready = asked && this.outbox.size > 0;
        asked = true;
        return ready;
      });
      const taken = this.outbox.peek();
      const applied = await apply({
        process: this.input.process,
        programme: this.input.programme,
        kind: this.kind,
        records: taken.records,
        effects: taken.effects,
        row: this.row(taken),
        at: this.now(),
        clock: this.input.clock.kind,
      });
      applied.opened.forEach((id) => this.opened.add(id));
      applied.woken.forEach((id) => this.woken.add(id));
      for (const outcome of applied.outcomes) {
        this.settle();
        this.take(machine.learn(this.book, this.frame, outcome, this.now()));
      }
      this.outbox.drop(taken);
    }
  }

  /** The row as it is now, numbered by what the ledger will hold after this batch. */
  private row(taken: Taken): Row {
    const last = taken.records.at(-1);
    if (last !== undefined) this.applied = { seq: last.seq, head: last.hash };
    const { process, programme } = this.input;
    const start = { process, programme, kind: this.kind };
    const row = rowOf(this.book, this.frame, start, this.applied, this.now());
    setCurrentDetails(cardText(row.card, row.nextDuty));
    return row;
  }

  /** One run normally holds a whole life; when the engine asks for another, nothing may be under way. */
  private renewable(): boolean {
    return workflowInfo().continueAsNewSuggested && this.outbox.size === 0 && !this.ended();
  }

  private async renew(): Promise<void> {
    await condition(allHandlersFinished);
    if (this.outbox.size > 0 || this.ended()) return;
    const carry: Carry = {
      frame: packed(this.frame),
      head: this.head,
      at: this.now(),
      heads: Object.fromEntries(this.heads),
      opened: [...this.opened],
      woken: [...this.woken],
    };
    await continueAsNew<typeof runNext>({ ...this.input, carry });
  }

  private rules(): machine.Rules<unknown> {
    return machine.rulesOf(this.book, this.frame);
  }

  private ended(): boolean {
    return this.rules().ended(this.frame.state);
  }

  private driven(): boolean {
    return this.input.clock.kind === 'driven';
  }

  /** The one clock: the process's civil time. */
  private now(): Instant {
    return this.driven() ? this.civil : this.realNow();
  }

  /** Workflow time: deterministic, the engine's clock. */
  private realNow(): Instant {
    return instantOf(Date.now());
  }

  /**
   * Whatever goes wrong becomes a failure of the request, never of the workflow task; except rules that this worker is too old for:
   * the task fails until a newer one takes it. State changes only at the very end of a step.
   */
  private guarded<T>(body: () => T): T {
    try {
      return body();
    } catch (error) {
      if (error instanceof ApplicationFailure || error instanceof machine.UnknownRules) throw error;
      throw ApplicationFailure.nonRetryable(error instanceof Error ? error.message : String(error), 'Defect');
    }
  }
}

/** Shape of every process workflow, for continue-as-new. */
type ProcessWorkflow = (input: Input) => Promise<Json>;
declare const runNext: ProcessWorkflow;
