import { amendedInput } from './amendment/input.ts';
import { isObject } from './guards.ts';
import type { Frame } from './machine-types.ts';
import type { Instant } from './time.ts';

/**
 * What goes from one run of a process to its next. The start input goes along beside it, so the state leaves its own
 * copy of it behind: a message of the engine holds 2 MB.
 */
export interface Carry {
  readonly frame: Frame<unknown>;
  /** Hash of the last event. */
  readonly head: string;
  readonly at: Instant;
  /** Hashes of the events that the remembered requests led to, by number: whoever asks again is answered the same. */
  readonly heads: Readonly<Record<number, string>>;
  /** Of a driven process: those opened and told since `advance` was last answered. */
  readonly opened: readonly string[];
  readonly woken: readonly string[];
}

/** A frame without the start input that every state begins with. */
export function packed(frame: Frame<unknown>): Frame<unknown> {
  if (!isObject(frame.state)) return frame;
  const { input: _, ...state } = frame.state;
  return { ...frame, state };
}

/** The frame as it was before it was packed. */
export function unpacked(frame: Frame<unknown>, input: object): Frame<unknown> {
  const { carry: _, ...start } = input as { readonly carry?: unknown };
  if (!isObject(frame.state)) return frame;
  return { ...frame, state: { ...frame.state, input: amendedInput(start, frame.state['amended']) } };
}
