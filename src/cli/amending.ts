import { setTimeout as sleep } from 'node:timers/promises';
import { amendCommands, type Wanted } from '../client/amend.ts';
import { sideBySide } from '../contracts/side-by-side.ts';
import type { ClueState } from '../domain/clue/state.ts';
import type { MeasureState } from '../domain/measure/state.ts';
import { optional } from '../domain/optional.ts';
import { clueProcess, measureProcess } from '../domain/process.ts';
import type { ProgrammeState } from '../domain/programme/state.ts';
import type { EventRecord } from '../domain/record.ts';
import { dateOf, type Instant } from '../domain/time.ts';
import { differenceOf, type Difference, type Running } from '../plan/difference.ts';
import { formatErrors, readPlan, type ReadPlan } from '../plan/read-plan.ts';
import { eventsOf, getRow, listProcesses } from '../store/queries.ts';
import { actAs } from './acting.ts';
import type { Call } from './call.ts';
import { LONG_PATIENCE, stateOf } from './engine-state.ts';
import { CliError } from './errors.ts';
import type { Instance } from './instance.ts';

const SIDE_BY_SIDE = 8;

/** A programme that runs, as the engine has it at one moment. */
export interface RunningProgramme extends Running {
  readonly at: Instant;
  readonly state: ProgrammeState;
}

/**
 * The programme with all its measures.
 * @throws no-worker
 */
export async function runningOf(instance: Instance, programme: string): Promise<RunningProgramme> {
  const answer = await stateOf(instance, programme, LONG_PATIENCE);
  if (answer === undefined) throw new CliError('no-worker');
  const state = answer.frame.state as ProgrammeState;
  const { input } = state;
  const states = await sideBySide(SIDE_BY_SIDE, input.measures, async ({ id }) => {
    const found = await stateOf(instance, measureProcess(programme, id), LONG_PATIENCE);
    if (found === undefined) throw new CliError('no-worker');
    return [id, found.frame.state as MeasureState] as const;
  });
  return { at: answer.at, state, input, states: new Map(states) };
}

/** The clues of a programme that are open, by their code. @throws no-worker */
export async function openCluesOf(
  instance: Instance,
  { input, state }: RunningProgramme,
): Promise<ReadonlyMap<string, ClueState>> {
  const numbers = Object.entries(state.clues?.open ?? {});
  const found = await sideBySide(SIDE_BY_SIDE, numbers, async ([number, { code }]) => {
    const answer = await stateOf(instance, clueProcess(input.programme, Number(number)), LONG_PATIENCE);
    if (answer === undefined) throw new CliError('no-worker');
    return [code, answer.frame.state as ClueState] as const;
  });
  return new Map(found);
}

/** A folder read for the programme that runs, and how it differs from it. */
export interface Compared {
  readonly read: Extract<ReadPlan, { ok: true }>;
  readonly running: RunningProgramme;
  readonly difference: Difference;
}

/**
 * Reads a folder for the launch date and the calendar in force, and compares it.
 * @throws no-worker, plan-errors
 */
export async function compared(
  call: Call,
  instance: Instance,
  folder: string,
  programme: string,
  letter: string | undefined,
): Promise<Compared> {
  const running = await runningOf(instance, programme);
  const { launch, calendar } = running.input;
  const read = readPlan(folder, { start: launch, calendar });
  if (!read.ok) {
    if (call.options.json !== true) call.warn(formatErrors(read.errors));
    throw new CliError('plan-errors', { count: String(read.errors.length) }, { errors: read.errors });
  }
  const circumstances = { today: dateOf(running.at), ...optional('letter', letter) };
  return { read, running, difference: differenceOf(read.plan, running, circumstances) };
}

/** What a process answered to a change; absent where it has not answered in time. */
export interface Answered {
  readonly process: string;
  readonly record?: EventRecord;
}

/** By what the change was decided. */
export interface AmendOptions {
  readonly as: string;
  readonly document: string;
  readonly reason?: string;
  readonly letter?: string;
}

/** Has the programme take over a difference, and waits for the answers of all whom it concerns. */
export async function amend(
  call: Call,
  instance: Instance,
  { read, running, difference }: Compared,
  { as, document, reason, letter }: AmendOptions,
): Promise<readonly Answered[]> {
  const { input } = running;
  const sweep = await sweepOf(instance, input.programme);
  const decided = { document, planHash: read.plan.planHash };
  const because = {
    ...optional('reason', reason),
    ...optional('letter', letter),
    ...optional('sweep', sweep),
  };
  const commands = amendCommands(wanted(difference), running, { ...decided, ...because });
  const answers: Answered[] = [];
  for (const command of commands) {
    const { seq } = await actAs(call, instance, {
      programme: input.programme,
      process: input.programme,
      person: as,
      command: async () => ({ ...command }),
    });
    answers.push(...(await answersTo(call, instance, input.programme, seq)));
  }
  await opened(
    call,
    instance,
    difference.added.map(({ plan }) => measureProcess(input.programme, plan.id)),
  );
  return answers;
}

function wanted({ measures, added, dropped, directory, problems }: Difference): Wanted {
  return {
    changes: measures.map(({ measure, change }) => ({ measure, ...change })),
    added: added.map(({ plan }) => plan),
    dropped: dropped.map(({ measure }) => measure),
    ...optional('directory', directory),
    ...optional('problems', problems),
  };
}

/** The sweep that watches over a programme; a driven one has none. */
export async function sweepOf(instance: Instance, programme: string): Promise<string | undefined> {
  const [row] = await listProcesses(instance.db, { programme, kind: 'sweep', open: true });
  return row?.process;
}

const POLL_MS = 200;
const PATIENCE_MS = 120_000;

/** The answers to a change that the programme's event `seq` decided, as they come in. */
export async function answersTo(
  call: Call,
  instance: Instance,
  programme: string,
  seq: number,
): Promise<readonly Answered[]> {
  const answer = await stateOf(instance, programme, LONG_PATIENCE);
  const change = (answer?.frame.state as ProgrammeState | undefined)?.changes?.find((one) => one.seq === seq);
  for (let waited = 0, told = -1; ; waited += POLL_MS) {
    const records = await eventsOf(instance.db, programme, { fromSeq: seq + 1 });
    const heard = records.filter((one) => one.type === 'ChangeAcknowledged' && one.data['change'] === seq);
    const missing = (change?.waiting ?? []).filter(
      (one) => !heard.some(({ data }) => data['process'] === one),
    );
    if (heard.length !== told && missing.length > 0)
      call.progress(`已答复 ${heard.length} 项，尚待 ${missing.length} 项`);
    told = heard.length;
    if (missing.length === 0 || waited >= PATIENCE_MS)
      return [
        ...heard.map((record) => ({ process: record.data['process'] as string, record })),
        ...missing.map((process) => ({ process })),
      ];
    await sleep(POLL_MS);
  }
}

async function opened(call: Call, instance: Instance, processes: readonly string[]): Promise<void> {
  for (const process of processes) {
    for (let waited = 0; (await getRow(instance.db, process)) === undefined; waited += POLL_MS) {
      if (waited === 0) call.progress(`正在立项 ${process}`);
      if (waited >= PATIENCE_MS) throw new CliError('no-worker');
      await sleep(POLL_MS);
    }
  }
}
