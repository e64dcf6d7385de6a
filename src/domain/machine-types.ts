import type { Effect, EffectBody, Outcome } from './effects.ts';
import type { Json } from './json.ts';
import type { RowCard } from './process.ts';
import type { Actor, DomainEvent, Draft, Duty } from './record.ts';
import type { Refusal } from './refusals.ts';
import type { Signal } from './signal.ts';
import type { Instant } from './time.ts';

/** Who asks, how that was proven, for which process, and until when it holds. Part of the accepted update. */
export interface Admission {
  readonly person: string;
  /** The post in which they act; absent: the rules pick one that allows it. */
  readonly post?: string;
  readonly process: string;
  /** Directory event number the client looked the person up at. */
  readonly directorySeq: number;
  /** How the person was proven, e.g. `cli`. */
  readonly proven: string;
  /** Real time of asking and the end of its validity. */
  readonly at: Instant;
  readonly validUntil: Instant;
}

/** What `act` carries. */
export interface Envelope {
  readonly v: 1;
  readonly requestId: string;
  readonly command: { readonly type: string; readonly [field: string]: unknown };
  readonly admission: Admission;
}

/** What a process can be asked to decide. */
export type Input =
  | {
      readonly kind: 'command';
      readonly command: unknown;
      readonly person: string;
      readonly post: string | undefined;
    }
  | { readonly kind: 'duty'; readonly duty: Duty; readonly late: boolean; readonly settledAt: Instant }
  | { readonly kind: 'signal'; readonly signal: Signal }
  | { readonly kind: 'outcome'; readonly outcome: Outcome };

export type Decision =
  { readonly events: readonly DomainEvent[] } | { readonly refusal: Refusal; readonly actor?: Actor };

/** The rules of one kind of process under one number. */
export interface Rules<S> {
  /** The event that opens the process, from its start input. It names the input's hashes, and does not repeat it. */
  open(input: Json, now: Instant): DomainEvent;
  /** The state after the opening event. */
  initial(input: Json, event: Draft): S;
  evolve(state: S, event: Draft): S;
  /** Everything pending, in any order. Depends on nothing but the state. */
  duties(state: S): readonly Duty[];
  decide(state: S, input: Input, now: Instant): Decision;
  /** What follows outside from an event, given the state after it. */
  reactions(state: S, event: Draft): readonly EffectBody[];
  /** What is wrong with a command's form; undefined when it is well formed. */
  malformed(command: unknown): string | undefined;
  /** Whether an event of this type moves the date of such a duty (it ends as `moved`), or meets it. */
  moves(type: string, duty: Duty): boolean;
  ended(state: S): boolean;
  refusalsPerDay(state: S): number;
  /** Who may move the process to other rules, and in which capacity. Absent: nobody, it ends under those it began with. */
  mayAdopt?(
    state: S,
    person: string,
    post: string | undefined,
  ): { readonly as: Actor } | { readonly refusal: Refusal; readonly actor?: Actor };
  /** The state taken over from older rules, for the process to go on under these. */
  adopt(state: S, event: Draft): S;
  /** What the engine's index shows; far cheaper than the row. */
  sign(state: S, now: Instant): { readonly status: string; readonly light: string };
  /** What lists show beside it. */
  card(state: S, now: Instant): RowCard;
  /** What the process gives back at its end, besides seq and head. */
  result(state: S): { readonly [key: string]: Json | undefined };
}

/** The rules of one kind of process under every number there is. */
export interface RuleBook<S> {
  /** The rules under a number; undefined where this program knows none of that number. */
  at(number: number): Rules<S> | undefined;
  /** The highest number it knows. */
  readonly latest: number;
}

/** A process's whole memory: the rules' state and the machine's own. Plain JSON: it crosses continue-as-new. */
export interface Frame<S> {
  readonly state: S;
  readonly seq: number;
  /** Number of the rules it runs under. */
  readonly rules: number;
  readonly refusals: { readonly day: string; readonly counts: Readonly<Record<string, number>> };
  /** Per sender, the last event and effect heard. */
  readonly heard: Readonly<Record<string, readonly [number, number]>>;
  /** The last request ids with the seq they led to, oldest first. */
  readonly requests: readonly { readonly id: string; readonly seq: number; readonly refusal?: Refusal }[];
}

/** What one input led to. */
export interface Step<S> {
  readonly frame: Frame<S>;
  readonly drafts: readonly Draft[];
  readonly effects: readonly Effect[];
  readonly refusal?: Refusal;
  /** Set where the request was answered before: number of the event it had led to. */
  readonly repeats?: number;
}
