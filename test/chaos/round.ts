import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { MeasurePlan, ProgrammePlan } from '../../src/domain/plan.ts';
import { dateOf, instantOf } from '../../src/domain/time.ts';
import { listProcesses } from '../../src/store/queries.ts';
import { createWorld, zhejiang, type World } from '../support/world.ts';
import { check, type Findings } from './checks.ts';
import { steppedClock, type SteppedClock } from './clock.ts';
import { Crew } from './crew.ts';
import { Gate } from './gate.ts';
import type { Ground } from './ground.ts';
import { People } from './people.ts';
import { hoursAfter, Play } from './play.ts';
import { randomOf } from './random.ts';
import type { Fault, MailHooks } from './scene.ts';

/** What one round did and found; a line of the report. */
export interface RoundReport extends Findings {
  readonly fault: string;
  readonly seed: number;
  readonly did: string;
  readonly seconds: number;
  readonly asked: number;
  /** Answers by kind; `expired` are those rejected because the process's clock was past their end. */
  readonly answers: Readonly<Record<string, number>>;
  /** The civil time the programme came to. */
  readonly at: string;
  /** What broke besides, and was mended: for people who look into a round. */
  readonly troubles: readonly string[];
}

/** All of them have dates within six weeks of the launch, so that hardly a day is without a duty. */
const MEASURES = ['M07', 'M12', 'M18', 'M20', 'M21'];
const LAUNCHED = '2022-06-06T07:00:00.000+08:00';
/** Hours for which the programme goes on, with nobody acting, before it is looked at. */
const REST_HOURS = 26;

/** How a process says that its own clock is past an admission's end. */
const EXPIRED = '请求已过有效期';
/** So long a programme is waited for before the clock goes on to what it waits for. */
const SOON_MS = 45_000;
/** Beyond the highest moment seen. */
const LATER_MS = 120_000;

/** One fault in one programme of its own, under a load that never pauses. */
export async function playRound(ground: Ground, fault: Fault, seed: number): Promise<RoundReport> {
  const began = performance.now();
  const random = randomOf(seed);
  const mail: MailHooks = { onRcpt: () => undefined, onData: () => undefined };
  const world = await createWorld({
    noWorker: true,
    clock: fault.clock ?? 'driven',
    catcher: { onRcpt: (address) => mail.onRcpt(address), onData: (caught) => mail.onData(caught) },
  });
  const gate = new Gate(Number(new URL(world.catcher.url).port));
  await gate.open();
  const clock =
    fault.shiftedClock === undefined
      ? undefined
      : await steppedClock(ground.clockFile ?? path.join(world.folder, 'faketime'));
  const crew = new Crew(world, gate.url, clock?.env);
  const troublesBefore = ground.troubles.length;
  const closing = async (): Promise<void> => {
    clock?.restore();
    await crew.close();
    await gate.close();
    await ground.healed();
    await world.close();
  };
  try {
    await crew.start(fault.workers ?? 1);
    const plan = planFor(fault);
    const driver = await world.launch(plan);
    const play = fault.clock === 'real' ? undefined : new Play(world, driver, LAUNCHED);
    await play?.rest(LAUNCHED);
    if (play === undefined) await opened(world, plan);
    const people = new People(world, plan, random, (process) => play?.touch(process));
    if (fault.small === true) people.start(2, [1_000, 4_000]);
    else people.start(5, [20, 350]);
    play?.start(random, fault.small === true ? 0 : 400);
    await sleep(random.whole(2_000, 5_000));
    const shiftClock = async (milliseconds: number): Promise<void> => clock?.shift(milliseconds);
    const did = await fault.strike({ random, ground, crew, gate, mail, play, shiftClock });
    await sleep(random.whole(1_500, 3_000));
    await people.stop();
    await play?.stop();
    const rested =
      play !== undefined
        ? await play.rest(hoursAfter(play.at, REST_HOURS))
        : fault.shiftedClock === 'all' && clock !== undefined
          ? await settledLater(world, clock, ground)
          : await settled(world);
    const at = play?.at ?? instantOf(Date.now());
    const findings = await check(world, people.asked, at);
    const troubles = [...crew.troubles, ...ground.troubles.slice(troublesBefore)];
    await closing();
    return {
      fault: fault.name,
      seed,
      did: typeof rested === 'string' ? `${did}; ${rested}` : did,
      seconds: Math.round((performance.now() - began) / 1_000),
      asked: people.asked.length,
      answers: counted(people),
      at,
      ...findings,
      troubles,
    };
  } catch (error) {
    // What broke the round is told, not what cannot be closed after it.
    await closing().catch(() => undefined);
    throw error;
  }
}

function planFor(fault: Fault): ProgrammePlan {
  const measures = fault.small === true ? MEASURES.slice(0, 2) : MEASURES;
  if (fault.clock !== 'real') return zhejiang({ measures, change: open });
  return zhejiang({ measures, change: open, start: dateOf(instantOf(Date.now())) });
}

/** Nothing has to be shown, so that everything can be submitted; urgent letters leave at any hour. */
function open(plan: MeasurePlan): MeasurePlan {
  const hours = { ...plan.policy.hours, workStart: '00:00', workEnd: '23:59' };
  return { ...plan, requirements: [], policy: { ...plan.policy, hours } };
}

/** Waits until all measures of a programme on the real clock are there. */
async function opened(world: World, plan: ProgrammePlan): Promise<void> {
  while ((await listProcesses(world.db, { kind: 'measure' })).length < plan.measures.length) await sleep(200);
  await world.quiet();
}

/**
 * Waits until a programme on the real clock has nothing under way: all letters sent that may leave by now. False where that has not
 * come in so many milliseconds.
 */
async function settled(world: World, patience = Infinity): Promise<boolean> {
  const end = performance.now() + patience;
  for (; performance.now() < end; await sleep(500)) {
    const quiet = world.quiet().then(
      () => true,
      () => false,
    );
    const inTime = patience === Infinity ? [] : [sleep(end - performance.now(), false)];
    if (!(await Promise.race([quiet, ...inTime]))) continue;
    const letters = await listProcesses(world.db, { kind: 'letter', open: true });
    const now = instantOf(Date.now());
    if (letters.every((row) => row.status === 'gathering' && (row.nextDuty?.dueAt ?? now) > now)) return true;
  }
  return false;
}

/**
 * What is not at rest soon may wait for the highest moment that the engine's clock has shown: then everybody's goes on beyond it. The
 * engine is started anew there, for it waits by the steady clock.
 */
async function settledLater(world: World, clock: SteppedClock, ground: Ground): Promise<string> {
  const began = performance.now();
  const seconds = (): string => `${Math.round((performance.now() - began) / 1_000)} s`;
  if (await settled(world, SOON_MS)) return `at rest after ${seconds()}`;
  await clock.shift(clock.highest + LATER_MS);
  process.kill(ground.engine.pids.temporal, 'SIGKILL');
  await ground.healed();
  await settled(world);
  return `at rest only when the highest moment had passed, ${seconds()} after all`;
}

function counted(people: People): Readonly<Record<string, number>> {
  const counts: Record<string, number> = {};
  for (const answer of people.asked.flatMap((one) => one.answers)) {
    const name = answer.kind === 'rejected' && answer.text.startsWith(EXPIRED) ? 'expired' : answer.kind;
    counts[name] = (counts[name] ?? 0) + 1;
  }
  return counts;
}
