import { isModest } from './guards.ts';
import { isInstant, type Instant } from './time.ts';
import type { Json } from './json.ts';

/** What one process tells another. `from` + `seq` + `k` is its identity: the sender's event and the effect of it. */
export interface Signal {
  readonly from: string;
  /** The sender's event that gave the signal. */
  readonly seq: number;
  /** Hash of that event's record: who doubts the signal can look it up. Empty where the sender is still recording. */
  readonly head: string;
  /** Which of the event's effects. */
  readonly k: number;
  /** The sender's civil time. */
  readonly at: Instant;
  readonly type: string;
  readonly data: { readonly [key: string]: Json | undefined };
}

/** Identity of a signal, as it stands in `requestId` of the events it causes. */
export function signalId(signal: Pick<Signal, 'from' | 'seq' | 'k'>): string {
  return `${signal.from}#${signal.seq}.${signal.k}`;
}

/**
 * What the shell sees in place of a payload that cannot be decoded: no guard accepts it. It names the encoding and not the
 * decoder's complaint, whose words differ from one platform to the next: an auditor has to find the same bytes.
 */
export function undecodable(encoding: Uint8Array | null | undefined): Json {
  return { undecodable: String.fromCharCode(...(encoding ?? []).slice(0, 100)) };
}

/** Longest id of a process that may speak, and longest type of what it says. */
const MAX_ID = 1_000;

/** Whether what came in is a signal at all, and one that can be recorded whole. */
export function isSignal(raw: unknown): raw is Signal {
  if (typeof raw !== 'object' || raw === null) return false;
  const s = raw as Partial<Record<keyof Signal, unknown>>;
  return (
    typeof s.from === 'string' &&
    s.from.length <= MAX_ID &&
    Number.isSafeInteger(s.seq) &&
    typeof s.head === 'string' &&
    s.head.length <= MAX_ID &&
    Number.isSafeInteger(s.k) &&
    isInstant(s.at) &&
    typeof s.type === 'string' &&
    s.type.length <= MAX_ID &&
    typeof s.data === 'object' &&
    s.data !== null &&
    !Array.isArray(s.data) &&
    isModest(s.data)
  );
}
