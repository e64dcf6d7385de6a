import type { DirectoryAdditions } from '../../amendment/known.ts';
import { newIn } from '../../directory/state.ts';
import type { DirectoryPlan, MeasurePlan } from '../../plan.ts';
import type { MeasureInput } from '../../measure/state.ts';
import { measureInput, type ProgrammeInput } from '../state.ts';
import type { Instant } from '../../time.ts';

/** The directory with what an amended plan adds. Who is known stays as known. */
export function extended(directory: DirectoryPlan, added: DirectoryAdditions): DirectoryPlan {
  return {
    ...directory,
    units: [...directory.units, ...newIn(added.units, directory.units)],
    posts: [...directory.posts, ...newIn(added.posts, directory.posts)],
    people: [...directory.people, ...newIn(added.people, directory.people)],
    appointments: [...directory.appointments, ...added.appointments],
  };
}

/**
 * Start input of a measure that was added later, at a moment of the programme's: programme and directory do not know it from their start, so
 * that it tells both.
 */
export function addedInput(programme: ProgrammeInput, plan: MeasurePlan, at: Instant): MeasureInput {
  const { enters: _, clock, ...rest } = programme;
  return measureInput({ ...rest, clock: clock.kind === 'driven' ? { kind: 'driven', at } : clock }, plan);
}
