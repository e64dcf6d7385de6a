import type { RolePost } from '../roster.ts';
import type { CluePolicy } from './policy.ts';

/** A unit that can send and hold clues, with its own posts, its supervising leader's and its body's principal leader's. */
export interface ClueUnit {
  readonly id: string;
  readonly name: string;
  readonly region: string;
  readonly posts: readonly RolePost[];
}

/** What a programme needs to take in clues. */
export interface ClueBook {
  readonly policy: CluePolicy;
  readonly units: readonly ClueUnit[];
  /** The rectification office's posts. */
  readonly office: readonly RolePost[];
}
