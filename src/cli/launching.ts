import { isOpen, launch, programmeInput, type LaunchResult } from '../client/launch.ts';
import { openSweep } from '../client/sweep.ts';
import { dateOf, instantOf, type CivilDate } from '../domain/time.ts';
import type { ClockInput } from '../domain/process.ts';
import type { ProgrammePlan } from '../domain/plan.ts';
import type { ProgrammeInput, ProgrammeState } from '../domain/programme/state.ts';
import { formatErrors, readPlan, type PlanError } from '../plan/read-plan.ts';
import { Driver } from '../rehearsal/driver.ts';
import { listProcesses } from '../store/queries.ts';
import { LONG_PATIENCE, stateOf } from './engine-state.ts';
import type { Instance } from './instance.ts';

/** A folder that is wrong: nothing was started. */
export interface PlanRefused {
  readonly kind: 'errors';
  readonly errors: readonly PlanError[];
  readonly text: string;
}

/** What launching a folder came to. */
export type Launched =
  | PlanRefused
  /** A live programme cannot begin in the past: its first reminders would be late at once. */
  | { readonly kind: 'past_start'; readonly start: CivilDate; readonly today: CivilDate }
  | (LaunchResult & { readonly plan: ProgrammePlan; readonly warnings: readonly string[] });

export interface LaunchOptions {
  readonly folder: string;
  readonly start?: CivilDate;
  readonly onProgress?: (message: string) => void;
}

/** Today, as the office's calendar has it. */
export function today(): CivilDate {
  return dateOf(instantOf(Date.now()));
}

/** The launch date: as asked; else the plan's own where it is still to come or time is driven; else today. */
export function startOf(own: CivilDate, clock: ClockInput['kind'], asked: CivilDate | undefined): CivilDate {
  if (asked !== undefined) return asked;
  return clock === 'driven' || own >= today() ? own : today();
}

type ReadFolder =
  PlanRefused | { readonly kind: 'plan'; readonly plan: ProgrammePlan; readonly warnings: readonly string[] };

/** Reads and checks a folder as it would be launched. */
export function readFolder(
  folder: string,
  clock: ClockInput['kind'],
  asked: CivilDate | undefined,
): ReadFolder {
  const own = readPlan(folder);
  const start = own.ok ? startOf(own.plan.launch, clock, asked) : asked;
  const read = start === undefined ? own : readPlan(folder, { start });
  return read.ok
    ? { kind: 'plan', plan: read.plan, warnings: read.warnings }
    : { kind: 'errors', errors: read.errors, text: formatErrors(read.errors) };
}

/**
 * Reads, checks and launches a folder, and waits until every measure stands in the ledger. Nothing starts when anything is wrong. One that
 * runs stays as it is.
 */
export async function launchFolder(instance: Instance, options: LaunchOptions): Promise<Launched> {
  const { onProgress } = options;
  const own = readPlan(options.folder);
  if (own.ok && (await isOpen(instance.engine, own.plan.card.id))) {
    // The one who launched it may have been killed half way.
    const running = await stateOf(instance, own.plan.card.id, LONG_PATIENCE);
    const state = running?.frame.state as ProgrammeState | undefined;
    if (state !== undefined) await launchedWhole(instance, state.input, onProgress);
    return { kind: 'already_open', plan: own.plan, warnings: own.warnings };
  }
  const read = readFolder(options.folder, instance.clock, options.start);
  if (read.kind === 'errors') return read;
  const { plan, warnings } = read;
  if (instance.clock === 'real' && plan.launch < today())
    return { kind: 'past_start', start: plan.launch, today: today() };
  const input = programmeInput(plan, instance.clock);
  const result = await launch(instance.engine, input);
  if (result.kind === 'launched') await launchedWhole(instance, input, onProgress);
  return { ...result, plan, warnings };
}

/** Sees a launch through, until all of it stands in the ledger. */
async function launchedWhole(
  instance: Instance,
  input: ProgrammeInput,
  onProgress?: (message: string) => void,
): Promise<void> {
  if (input.clock.kind === 'driven') {
    const driver = new Driver(instance.engine, input.programme);
    await driver.quieten((await driver.now()) ?? input.clock.at, [input.programme]);
  }
  await measuresOpen(instance, input, onProgress);
  await openSweep(instance.engine, input);
}

const POLL_MS = 200;

async function measuresOpen(
  instance: Instance,
  { programme, measures }: ProgrammeInput,
  onProgress?: (message: string) => void,
): Promise<void> {
  for (let told = -1; ;) {
    const rows = await listProcesses(instance.db, { programme, kind: 'measure' });
    if (rows.length !== told) onProgress?.(`已登记 ${rows.length}/${measures.length} 项措施`);
    told = rows.length;
    if (rows.length >= measures.length) return;
    await new Promise((resolve) => setTimeout(resolve, POLL_MS));
  }
}
