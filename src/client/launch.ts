import { WorkflowNotFoundError } from '@temporalio/client';
import type { Json } from '../domain/json.ts';
import type { ProgrammePlan } from '../domain/plan.ts';
import type { ClockInput } from '../domain/process.ts';
import { directoryInput, measureInput, type ProgrammeInput } from '../domain/programme/state.ts';
import { HASH_ALGORITHM } from '../domain/record.ts';
import { CURRENT_RULES } from '../domain/rules.ts';
import { instantAt } from '../domain/time.ts';
import type { Engine } from './connect.ts';
import { contentHash } from './hash.ts';
import { createProcesses } from './processes.ts';

/** A driven programme begins before the first duties of its launch date. */
const DRIVEN_START = '07:00';

/** Start input of a programme, with the hashes of everything it will open. */
export function programmeInput(plan: ProgrammePlan, clock: ClockInput['kind']): ProgrammeInput {
  const source = {
    v: 1 as const,
    kind: 'programme' as const,
    process: plan.card.id,
    programme: plan.card.id,
    rules: CURRENT_RULES,
    clock:
      clock === 'driven'
        ? { kind: 'driven' as const, at: instantAt(plan.launch, DRIVEN_START) }
        : { kind: 'real' as const },
    hashAlgorithm: HASH_ALGORITHM,
    calendar: plan.calendar,
    calendarHash: plan.calendarHash,
    card: plan.card,
    launch: plan.launch,
    planHash: plan.planHash,
    aspects: plan.aspects,
    problems: plan.problems,
    measures: plan.measures,
    directory: plan.directory,
    enters: true as const,
    keepsProblems: true as const,
    gathers: plan.gathers,
    clues: plan.clues,
  };
  const inputs = [directoryInput(source), ...plan.measures.map((measure) => measureInput(source, measure))];
  return {
    ...source,
    inputHashes: Object.fromEntries(inputs.map((input) => [input.process, contentHash(input)])),
  };
}

export type LaunchResult =
  | { readonly kind: 'launched' }
  /** It is open already: nothing was changed. */
  | { readonly kind: 'already_open' }
  | { readonly kind: 'already_ended' };

/** Launches a programme; an open one is never launched again. */
export async function launch(engine: Engine, input: ProgrammeInput): Promise<LaunchResult> {
  const inputHash = contentHash(input);
  const result = await createProcesses(engine).start({
    kind: 'programme',
    id: input.process,
    input: input as unknown as { readonly [key: string]: Json },
    inputHash,
  });
  switch (result) {
    case 'started':
      return { kind: 'launched' };
    case 'running':
    case 'conflict':
      return { kind: 'already_open' };
    case 'closed':
      return { kind: 'already_ended' };
  }
}

/** Whether a programme is open in the engine. */
export async function isOpen(engine: Engine, programme: string): Promise<boolean> {
  return (await statusOf(engine, programme)) === 'RUNNING';
}

/** Whether the engine knows a programme, open or ended. */
export async function isKnown(engine: Engine, programme: string): Promise<boolean> {
  return (await statusOf(engine, programme)) !== undefined;
}

async function statusOf(engine: Engine, programme: string): Promise<string | undefined> {
  try {
    return (await engine.client.workflow.getHandle(programme).describe()).status.name;
  } catch (error) {
    if (error instanceof WorkflowNotFoundError) return undefined;
    throw error;
  }
}
