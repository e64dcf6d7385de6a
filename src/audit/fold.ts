import canonicalize from 'canonicalize';
import type { Json } from '../domain/json.ts';
import * as machine from '../domain/machine.ts';
import { GENESIS, type Draft, type EventRecord } from '../domain/record.ts';
import { unpacked, type Carry } from '../domain/carry.ts';
import { rowOf } from '../domain/row.ts';
import { RULES, rulesFor, type Registry } from '../domain/rules.ts';
import { contentHash } from '../client/hash.ts';
import type { Instant } from '../domain/time.ts';
import type { RunHistory } from './read-history.ts';

/** What recomputing a process from its causes found. */
export interface FoldReport {
  readonly process: string;
  readonly events: number;
  readonly seq: number;
  readonly head: string;
  /** Ids of the processes it opened or wrote letters to: their histories have to be there too. */
  readonly opened: readonly string[];
  /** Empty: every event follows from its recorded cause, byte for byte, and nothing that came in was left out. */
  readonly problems: readonly string[];
  /** The whole memory after the last event; undefined where not even the first could be recomputed. */
  readonly frame?: machine.Frame<unknown>;
}

export interface FoldOptions {
  /** The process may be at work: what its last run has not come to yet is no problem; the start of what follows is compared. */
  readonly live?: boolean;
  /** Rules to recompute by; this program's where not given. */
  readonly registry?: Registry;
}

/**
 * Recomputes every event of a process from what came in (start, updates, signals, duties, outcomes), with the domain
 * but without the workflow shell, and compares the bytes. Runs of one process, oldest first.
 */
export function fold(runs: readonly RunHistory[], options: FoldOptions = {}): FoldReport {
  const first = runs[0];
  if (first === undefined)
    return { process: '', events: 0, seq: 0, head: GENESIS, opened: [], problems: ['no history'] };
  const folder = new Folder(first.input.process, rulesFor(first.kind, options.registry ?? RULES));
  for (const run of runs) folder.run(run, options.live === true && run === runs.at(-1) && !run.settled);
  return folder.report();
}

/** Histories under doubt may be broken in any way: what cannot even be read is a finding, not a fault. */
function attempt<T>(body: () => T, onBroken: (text: string) => void): T | undefined {
  try {
    return body();
  } catch (error) {
    onBroken(error instanceof Error ? error.message : String(error));
    return undefined;
  }
}

class Folder {
  private frame: machine.Frame<unknown> | undefined;
  private head = GENESIS;
  private events = 0;
  private readonly opened = new Set<string>();
  private readonly problems: string[] = [];
  /** Requests of people that led to events, with the hash of the last of these. */
  private readonly answered = new Map<string, { readonly seq: number; readonly head: string }>();
  private readonly process: string;
  private readonly book: machine.RuleBook<unknown>;

  constructor(process: string, book: machine.RuleBook<unknown>) {
    this.process = process;
    this.book = book;
  }

  report(): FoldReport {
    const { process, events, head, opened, problems, frame } = this;
    return {
      process,
      events,
      seq: frame?.seq ?? 0,
      head,
      opened: [...opened],
      problems,
      ...(frame === undefined ? {} : { frame }),
    };
  }

  /** `open`: the run is at work, its end is still to come. */
  run(history: RunHistory, open: boolean): void {
    const causes = new Causes(history);
    const effects: unknown[] = [];
    this.resume(history);
    for (let i = 0; i < history.records.length;) {
      const record = history.records[i] as EventRecord;
      const step = attempt(
        () => this.recompute(causes, history, record),
        (text) => this.problem(record, text),
      );
      if (step === undefined || step.drafts.length === 0) {
        this.problem(record, 'its cause gives no event');
        return;
      }
      for (const draft of step.drafts) {
        const stands = history.records[i];
        const expected = this.chained(draft, history.run);
        if (stands === undefined || canonicalize(stands) !== canonicalize(expected)) {
          this.problem(
            record,
            `event ${draft.seq} ${draft.type} differs from what its cause gives${difference(stands, expected)}`,
          );
          return;
        }
        this.head = expected.hash;
        i += 1;
      }
      this.events += step.drafts.length;
      effects.push(...step.effects);
      step.effects.forEach((effect) => effect.kind === 'start' && this.opened.add(effect.process));
      this.frame = step.frame;
      if (record.cause === 'update') this.answer(record);
    }
    const due = open ? effects.slice(0, history.effects.length) : effects;
    if (canonicalize(due) !== canonicalize(history.effects))
      this.problems.push('effects differ from what the events give');
    if (open) return;
    this.rowStands(history);
    // Asked again in a later run, where the engine no longer knows it: answered as before, and rightly no event.
    this.problems.push(...causes.left((id) => this.answered.has(id)));
    if (history.unanswered > 0) this.problems.push(`${history.unanswered} batches were not answered`);
  }

  /** The row that the last batch gave the ledger is what the state gives. At rest all events were in it. */
  private rowStands(history: RunHistory): void {
    const row = history.rows.at(-1);
    const { frame } = this;
    if (row === undefined || frame === undefined || !history.settled) return;
    const { process, programme } = history.input;
    const start = { process, programme, kind: history.kind };
    const expected = attempt(
      () => rowOf(this.book, frame, start, { seq: frame.seq, head: this.head }, row.at),
      (text) => this.problems.push(`row: ${text}`),
    );
    if (expected !== undefined && canonicalize(row) !== canonicalize(expected))
      this.problems.push('the row given to the ledger differs from what the state gives');
  }

  /** A later run begins with what the one before carried over; it must be what we have. */
  private resume(history: RunHistory): void {
    const carry = history.input['carry'] as Carry | undefined;
    if (carry === undefined) {
      if (this.frame !== undefined) this.problems.push(`run ${history.run} does not say what it carries on`);
      return;
    }
    const frame = unpacked(carry.frame, history.input);
    const known = [...this.answered.values()].every(({ seq, head }) => (carry.heads[seq] ?? head) === head);
    if (canonicalize(frame) !== canonicalize(this.frame) || carry.head !== this.head || !known)
      this.problems.push(`run ${history.run} begins with another state than its predecessor ended with`);
    this.frame = frame;
    this.head = carry.head;
  }

  private answer({ seq, requestId, type }: EventRecord): void {
    if (this.answered.has(requestId))
      this.problems.push(`#${seq} ${type}: request ${requestId} was done before`);
    this.answered.set(requestId, { seq: this.frame?.seq ?? seq, head: this.head });
  }

  private recompute(
    causes: Causes,
    history: RunHistory,
    record: EventRecord,
  ): machine.Step<unknown> | undefined {
    const { frame } = this;
    const now = record.recordedAt;
    if (!causes.couldBe(now)) this.problem(record, `its clock never stood at ${now}`);
    if (frame === undefined) {
      return record.cause === 'start'
        ? machine.open(this.book, history.input as unknown as Json, now)
        : undefined;
    }
    if (record.cause === 'duty') {
      const next = machine.nextDuty(this.book, frame);
      if (next?.id !== record.dutyId)
        this.problem(record, `duty ${next?.id ?? 'none'} was due first, not ${record.dutyId ?? 'none'}`);
      return machine.settleNext(this.book, frame, now);
    }
    // Nothing is decided while a duty is due: it would have passed silently.
    const missed = machine.nextDuty(this.book, frame);
    if (missed !== undefined && missed.dueAt <= now)
      this.problem(record, `duty ${missed.id} due ${missed.dueAt} was passed over`);
    switch (record.cause) {
      case 'update': {
        const envelope = causes.update(record.requestId);
        return envelope === undefined
          ? undefined
          : machine.command(this.book, frame, envelope as machine.Envelope, now);
      }
      case 'signal': {
        const raw = causes.signal(record.requestId);
        return raw === undefined ? undefined : machine.hear(this.book, frame, raw.value, now);
      }
      case 'outcome': {
        const outcome = causes.outcome(record.requestId);
        return outcome === undefined ? undefined : machine.learn(this.book, frame, outcome, now);
      }
      case 'start':
        return undefined;
    }
  }

  /** The record as it must stand; hashed by the platform's own code, not by the shell's. */
  private chained(draft: Draft, run: string): EventRecord {
    const unsigned = { v: 1 as const, process: this.process, run, ...draft, prev: this.head };
    return { ...unsigned, hash: contentHash(unsigned) };
  }

  private problem(record: EventRecord, text: string): void {
    this.problems.push(`#${record.seq} ${record.type}: ${text}`);
  }
}

/** What came in, each to be used exactly once. */
class Causes {
  private readonly updates: Map<string, unknown>;
  private signals: { readonly id: string | undefined; readonly raw: unknown }[];
  private readonly heard = new Set<string>();
  private outcomes: RunHistory['outcomes'][number][];
  private readonly moments: ReadonlySet<Instant>;

  constructor(history: RunHistory) {
    this.updates = new Map(history.updates);
    this.signals = [...history.signals];
    this.outcomes = [...history.outcomes];
    this.moments = momentsOf(history);
  }

  /** Whether the process's clock can have stood there. */
  couldBe(moment: Instant): boolean {
    return this.moments.has(moment);
  }

  update(requestId: string): unknown {
    const found = this.updates.get(requestId);
    this.updates.delete(requestId);
    return found;
  }

  signal(id: string): { readonly value: unknown } | undefined {
    const wanted = id.startsWith('malformed#') ? undefined : id;
    const index = this.signals.findIndex((one) => one.id === wanted);
    const found = this.signals[index];
    if (found === undefined) return undefined;
    if (found.id !== undefined) this.heard.add(found.id);
    this.signals = this.signals.filter((_, at) => at !== index);
    return { value: found.raw };
  }

  outcome(id: string): RunHistory['outcomes'][number] | undefined {
    const index = this.outcomes.findIndex((one) => one.effectId === id);
    const found = this.outcomes[index];
    this.outcomes = this.outcomes.filter((_, at) => at !== index);
    return found;
  }

  /** What came in and led to nothing. A signal heard a second time rightly leads to nothing. */
  left(answered: (requestId: string) => boolean): readonly string[] {
    const signals = this.signals.filter((one) => one.id === undefined || !this.heard.has(one.id));
    return [
      ...[...this.updates.keys()].filter((id) => !answered(id)).map((id) => `update ${id} led to no event`),
      ...signals.map((one) => `signal ${one.id ?? 'malformed'} led to no event`),
      ...this.outcomes.map((one) => `outcome ${one.effectId} led to no event`),
    ];
  }
}

function momentsOf(history: RunHistory): ReadonlySet<Instant> {
  const { clock } = history.input;
  if (clock.kind === 'real') return history.clock;
  const told = history.signals
    .map((one) => (one.raw as { at?: unknown } | null | undefined)?.at)
    .filter((at) => typeof at === 'string');
  const duties = history.records.flatMap((record) => (record.dueAt === undefined ? [] : [record.dueAt]));
  const carried = (history.input['carry'] as { readonly at: Instant } | undefined)?.at;
  return new Set([
    clock.at,
    ...(carried === undefined ? [] : [carried]),
    ...history.advances,
    ...told,
    ...duties,
  ]);
}

/** Where two records first differ, for people who have to find out why. */
function difference(stands: EventRecord | undefined, expected: EventRecord): string {
  if (stands === undefined) return ': it is missing';
  const a = stands as unknown as Readonly<Record<string, unknown>>;
  const b = expected as unknown as Readonly<Record<string, unknown>>;
  const key = [...new Set([...Object.keys(a), ...Object.keys(b)])].find(
    (one) => canonicalize(a[one]) !== canonicalize(b[one]),
  );
  return key === undefined ? '' : ` in ${key}`;
}
