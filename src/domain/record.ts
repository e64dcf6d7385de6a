import type { Json } from './json.ts';
import { optional } from './optional.ts';
import type { PostId, Role, RoleHolder } from './roster.ts';
import type { Instant } from './time.ts';

/** What made an event happen. */
export type Cause = 'start' | 'update' | 'duty' | 'signal' | 'outcome';

/** Who did it, as the process's own roster had them at that moment. Absent: the process itself. */
export interface Actor {
  readonly person: string;
  readonly name: string;
  /** Absent where the person holds no post in the process (a refusal). */
  readonly role?: Role;
  readonly post?: PostId;
  readonly postTitle?: string;
  readonly appointment?: string;
  /** Set where they stood for the post's holder, who had authorised them (代). */
  readonly deputyFor?: { readonly person: string; readonly name: string };
}

/** An actor as events carry it: without the address. */
export function actorOf({ person, name, role, post, postTitle, appointment, deputyFor }: RoleHolder): Actor {
  return { person, name, role, post, postTitle, appointment, ...optional('deputyFor', deputyFor) };
}

/** A fact in the past tense, as the rules give it. Duty changes are put into `data.duties` by the machine. */
export interface DomainEvent {
  readonly type: string;
  readonly data: { readonly [key: string]: Json | undefined };
  readonly actor?: Actor;
}

/** How a duty ended. Only `fired` may give a notice. */
export type DutyEnd = 'met' | 'moved' | 'covered' | 'fired';

/** A pending obligation of a process to act at a moment. */
export interface Duty {
  /** Process / round / kind / subject / rung / original due: stable for ever. */
  readonly id: string;
  readonly kind: string;
  /** When it fires. */
  readonly dueAt: Instant;
  /** In Chinese, what will happen: for status tables and the answer of `advance`. */
  readonly label: string;
  /** Gives a notice when it fires; the others only change a light or a status. */
  readonly notice: boolean;
  /** Duties with the same key are covered by the latest of them when several are found due at once after downtime. */
  readonly coverKey?: string;
}

/** Duties that one event armed and ended. */
export interface DutyChanges {
  readonly armed: readonly { readonly id: string; readonly dueAt: Instant; readonly notice: boolean }[];
  readonly ended: readonly { readonly id: string; readonly how: DutyEnd }[];
}

/** An event numbered and dated, not yet chained. `evolve` folds these. */
export interface Draft {
  readonly seq: number;
  readonly rules: number;
  readonly type: string;
  readonly data: { readonly [key: string]: Json | undefined };
  readonly actor: Actor | null;
  /** Id of the cause's instance: request id, duty id, signal id, effect id; `start` for the start. */
  readonly requestId: string;
  readonly cause: Cause;
  readonly dutyId?: string;
  readonly dueAt?: Instant;
  /** When it counts as having happened: for a duty its due moment, however late it was settled. */
  readonly occurredAt: Instant;
  /** When the process wrote it down, on its own clock. */
  readonly recordedAt: Instant;
}

/**
 * The record of an event, as it stands in the engine's history, the ledger and the archive.
 * `hash` is SHA-256, in hex, of the RFC 8785 canonical JSON of the record without `hash`; `prev` is the hash before it.
 */
export interface EventRecord extends Draft {
  readonly v: 1;
  readonly process: string;
  /** The engine's run id of the run that recorded it. */
  readonly run: string;
  readonly prev: string;
  readonly hash: string;
}

/** Name of the algorithm in start inputs, so that an archive says how it is verified. */
export const HASH_ALGORITHM = 'sha256-jcs';

/** `prev` of a process's first record. */
export const GENESIS = '0'.repeat(64);
