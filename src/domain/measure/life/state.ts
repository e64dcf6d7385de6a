import type { UnitRef } from '../../plan.ts';
import type { Post, PostId, PostsByRole, Role } from '../../roster.ts';
import type { CivilDate, Instant } from '../../time.ts';

/** A time for which the measure was suspended. */
export interface Pause {
  readonly from: CivilDate;
  readonly to: CivilDate;
  readonly reason: string;
}

/** A leader's instruction (批示). */
export interface Instruction {
  /** Number of the event that recorded it: what a reply names. */
  readonly seq: number;
  /** Round and resumption of that time, as duty ids bear them. */
  readonly round: string;
  readonly at: Instant;
  readonly leader: { readonly post: PostId; readonly role: Role };
  /** Its beginning; the whole text stands in the record. */
  readonly text: string;
  /** By when a reply is wanted. */
  readonly due?: CivilDate;
  /** The event that answered it. */
  readonly answered?: number;
}

/** Who answers for the measure where that has changed since the plan. */
export interface Staff {
  /** Posts that the plan does not name. */
  readonly posts: Readonly<Record<PostId, Post>>;
  /** The roles whose posts have changed. */
  readonly roles: PostsByRole;
  readonly lead?: UnitRef;
  /** Supporting units of the plan that support it no more. */
  readonly released?: readonly string[];
  /** Whether the lead unit now hosts the rectification office. */
  readonly hostOffice?: boolean;
}

/** What a supporting unit has to do, by a date of its own. */
export interface Part {
  /** Number of the event that gave it. */
  readonly seq: number;
  /** Round and resumption of that time, as duty ids bear them. */
  readonly round: string;
  readonly at: Instant;
  readonly unit: UnitRef;
  readonly task: string;
  readonly due?: CivilDate;
  /** The event that reported it done. */
  readonly done?: number;
}

/** Somebody who acts in a post for its holder, until the end of a date (代办授权). */
export interface Deputy {
  /** Number of the event that authorised them. */
  readonly seq: number;
  readonly round: string;
  readonly post: PostId;
  readonly of: { readonly person: string; readonly name: string };
  readonly person: string;
  readonly name: string;
  readonly address: string;
  readonly until: CivilDate;
}

/** The minutes of a meeting. */
export interface Minutes {
  readonly number: string;
  readonly date: CivilDate;
}
