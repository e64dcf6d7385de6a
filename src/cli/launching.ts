import { isOpen, launch, programmeInput, type LaunchResult } from '../client/launch.ts';
import { openSweep } from '../client/sweep.ts';
import { dateOf, instantOf, type CivilDate } from '../domain/time.ts';
import type { ClockInput } from '../domain/process.ts';
import type { ProgrammePlan } from '../domain/plan.ts';
import { formatErrors, readPlan, type PlanError } from '../plan/read-plan.ts';
import { Driver } from '../rehearsal/driver.ts';
import { listProcesses } from '../store/queries.ts';
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

/** Reads, checks and launches a folder, and waits until every measure stands in the ledger. Nothing starts when anything is wrong. */
export async function launchFolder(instance: Instance, options: LaunchOptions): Promise<Launched> {
  const { onProgress } = options;
  const read = readFolder(options.folder, instance.clock, options.start);
  if (read.kind === 'errors') return read;
  const { plan, warnings } = read;
  // One that runs is resumed, also with the words that started it.
  if (instance.clock === 'real' && plan.launch < today() && !(await isOpen(instance.engine, plan.card.id)))
    return { kind: 'past_start', start: plan.launch, today: today() };
  const input = programmeInput(plan, instance.clock);
  const result = await launch(instance.engine, input);
  // The one who launched it may have been killed half way.
  if (result.kind === 'launched' || (result.kind === 'already_open' && result.samePlan)) {
    if (input.clock.kind === 'driven') {
      const driver = new Driver(instance.engine, plan.card.id);
      await driver.quieten((await driver.now()) ?? input.clock.at, [plan.card.id]);
    }
    await measuresOpen(instance, plan, onProgress);
    await openSweep(instance.engine, input);
  }
  return { ...result, plan, warnings };
}

const POLL_MS = 200;

async function measuresOpen(
  instance: Instance,
  plan: ProgrammePlan,
  onProgress?: (message: string) => void,
): Promise<void> {
  for (let told = -1; ;) {
    const rows = await listProcesses(instance.db, { programme: plan.card.id, kind: 'measure' });
    if (rows.length !== told) onProgress?.(`已登记 ${rows.length}/${plan.measures.length} 项措施`);
    told = rows.length;
    if (rows.length >= plan.measures.length) return;
    await new Promise((resolve) => setTimeout(resolve, POLL_MS));
  }
}
