import type { PlanChange } from '../../amendment/change.ts';

/** A change that was decided, until all whom it concerns have answered. */
export interface Change {
  /** Number of the event that decided it. */
  readonly seq: number;
  readonly type: 'amend' | 'recalendar';
  readonly document: string;
  /** Processes whose answer is still to come. */
  readonly waiting: readonly string[];
  /** What each measure was asked to change, until it has answered. */
  readonly changes?: Readonly<Record<string, PlanChange>>;
}
