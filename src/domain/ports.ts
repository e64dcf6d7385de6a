import type { Effect, Outcome } from './effects.ts';
import type { Json } from './json.ts';
import type { LetterContent } from './notice.ts';
import type { EventRecord } from './record.ts';
import type { ClockInput, ProcessKind, Row } from './process.ts';
import type { Signal } from './signal.ts';
import type { Instant } from './time.ts';

/** The engine, as activities see it. Transport faults throw and are tried again for ever. */
export interface Processes {
  /**
   * Starts a process, idempotent by id: `running` also when it runs already with the same input hash.
   * `closed` when a process of that id has ended; `conflict` when it runs with another input.
   */
  start(process: ProcessStart): Promise<'started' | 'running' | 'closed' | 'conflict'>;
  /** Signals a running process; `closed` when it has ended or never was. */
  signal(process: string, signal: Signal): Promise<'sent' | 'closed'>;
  /** Starts the process unless it runs, and signals it in one step; `closed` when it has ended. */
  signalWithStart(process: ProcessStart, signal: Signal): Promise<'sent' | 'closed'>;
  /** The result of a process that has ended. */
  result(process: string): Promise<Json>;
}

export interface ProcessStart {
  readonly kind: ProcessKind;
  readonly id: string;
  readonly input: { readonly [key: string]: Json | undefined };
  readonly inputHash: string;
}

/** What became of one attempt to send. */
export type SendResult =
  /** The server took it. `copies`: how often this Message-ID is known to have been handed over, this one included. */
  | { readonly kind: 'delivered'; readonly response: string; readonly at: string; readonly copies: number }
  /** A 5xx to RCPT or DATA: final for this recipient. */
  | { readonly kind: 'refused'; readonly response: string; readonly code: number }
  /** Everything else: to be tried again. `mayHaveLeft`: the answer came too late to know whether a copy went out. */
  | { readonly kind: 'deferred'; readonly response: string; readonly mayHaveLeft?: true };

/**
 * What was told before the databases were put back to an earlier moment, where a person decided that it is not to be mailed
 * again.
 */
export interface ToldBefore {
  /** The Message-ID of the letter in which a person was given a notice; undefined where they were not. */
  notice(programme: string, notice: string, person: string): string | undefined;
  /** The server's yes to a letter that carried all that this one does. */
  letter(letter: LetterContent): { readonly response: string; readonly at: string } | undefined;
}

/** Mail. Never throws for what a server or the network does. One attempt a call. */
export interface Mailer {
  send(letter: LetterContent): Promise<SendResult>;
}

/** The projections: events, current rows, directory, deliveries. Idempotent by (process, seq). */
export interface Ledger {
  /**
   * Writes records and the current row in one transaction. A record that is there already with the same hash is
   * skipped; with another hash it throws {@link LedgerConflict}: two histories claim one number.
   */
  append(records: readonly EventRecord[], row: Row): Promise<void>;
}

/** One batch of the drainer: events in order, what follows from them, and the row as it is now. */
export interface Batch {
  readonly process: string;
  readonly kind: ProcessKind;
  readonly records: readonly EventRecord[];
  readonly effects: readonly Effect[];
  readonly row: Row;
  /** The process's civil time and clock, for processes opened by it. */
  readonly at: Instant;
  readonly clock: ClockInput['kind'];
  readonly programme: string;
}

/** What `apply` gives back. */
export interface Applied {
  readonly outcomes: readonly Outcome[];
  /** Processes opened and processes signalled, by id: the driver of a driven clock follows them. */
  readonly opened: readonly string[];
  readonly woken: readonly string[];
}

/** The activities a process calls. */
export interface ProcessActivities {
  apply(batch: Batch): Promise<Applied>;
}
