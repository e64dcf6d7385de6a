import type { ProcessActivities } from '../domain/ports.ts';
import { applyBatch, type Deps } from './apply.ts';

/** The activities over their ports. No connection is made here. */
export function createActivities(deps: Deps): ProcessActivities {
  return { apply: (batch) => applyBatch(deps, batch) };
}
