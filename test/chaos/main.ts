import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { appendFileSync, mkdirSync } from 'node:fs';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { FAULTS, faultOf } from './faults/index.ts';
import { isClean, lineOf, markdown, type Line } from './report.ts';
import { inOrder, playRounds, type Task } from './rounds.ts';
import type { Fault } from './scene.ts';

const USAGE = `npm run chaos -- [--rounds 100] [--seed N] [--only fault,fault] [--jobs 1] [--minutes N] [--out FILE]
faults: ${FAULTS.map((fault) => fault.name).join(', ')}`;

const { values } = parseArgs({
  options: {
    rounds: { type: 'string', default: '100' },
    seed: { type: 'string', default: String(Date.now() % 1_000_000) },
    only: { type: 'string' },
    /** Engines side by side, each with its share of the rounds in a process of its own. */
    jobs: { type: 'string', default: '1' },
    /** No round is begun after so many. */
    minutes: { type: 'string' },
    out: { type: 'string' },
    help: { type: 'boolean', default: false },
    /** Of a job: which rounds are its own. */
    share: { type: 'string' },
    /** Of a job: how many of them are played already. */
    skip: { type: 'string', default: '0' },
  },
});

/** @throws RangeError where a fault is not known */
function chosen(): readonly Fault[] {
  return values.only === undefined ? FAULTS : values.only.split(',').map(faultOf);
}

/** Round i is the same whoever plays it: the fault by turns, the seed counted on. */
function tasksOf(faults: readonly Fault[]): readonly Task[] {
  const seed = Number(values.seed);
  return Array.from({ length: Number(values.rounds) }, (_, i) => ({
    fault: faults[i % faults.length] as Fault,
    seed: seed + i,
  }));
}

async function possible(faults: readonly Fault[]): Promise<readonly Fault[]> {
  const found: Fault[] = [];
  for (const fault of faults) {
    const reason = await fault.impossible?.();
    if (reason === undefined) found.push(fault);
    else if (values.share === undefined) process.stderr.write(`${fault.name}: skipped, ${reason}\n`);
  }
  return found;
}

function shareOf(tasks: readonly Task[], index: number, of: number): readonly Task[] {
  return inOrder(tasks.filter((_, i) => i % of === index));
}

/** One job: its lines as JSON on standard output. A round that broke ends it, with all that still runs of the round. */
async function job(tasks: readonly Task[], share: string): Promise<void> {
  const [index, of] = share.split('/').map(Number) as [number, number];
  const own = shareOf(tasks, index, of).slice(Number(values.skip));
  const until = values.minutes === undefined ? Infinity : performance.now() + 60_000 * Number(values.minutes);
  const told = (line: Line): void => {
    process.stdout.write(`${JSON.stringify(line)}\n`);
    if ('broke' in line) process.exit(0);
  };
  await playRounds(own, told, until);
}

/** Runs jobs one after the other until a share is played; a new one takes over where a round broke the last. */
async function run(own: readonly Task[], share: string, told: (line: Line) => void): Promise<void> {
  const end = values.minutes === undefined ? Infinity : performance.now() + 60_000 * Number(values.minutes);
  for (let played = 0; played < own.length && performance.now() < end;) {
    const minutes = end === Infinity ? [] : ['--minutes', String((end - performance.now()) / 60_000)];
    const args = [
      '--import',
      'tsx',
      fileURLToPath(import.meta.url),
      '--share',
      share,
      '--skip',
      String(played),
    ];
    for (const key of ['rounds', 'seed', 'only'] as const)
      if (values[key] !== undefined) args.push(`--${key}`, values[key]);
    const child = spawn(process.execPath, [...args, ...minutes], { stdio: ['pipe', 'pipe', 'inherit'] });
    let broke = false;
    createInterface(child.stdout).on('line', (text) => {
      const line = JSON.parse(text) as Line;
      played += 1;
      broke ||= 'broke' in line;
      told(line);
    });
    const [code] = (await once(child, 'close')) as [number | null];
    if (broke || (code === 0 && (played === own.length || performance.now() >= end))) continue;
    const task = own[played];
    if (task === undefined) return;
    played += 1;
    told({ fault: task.fault.name, seed: task.seed, broke: `the job ended with ${code}` });
  }
}

async function all(tasks: readonly Task[]): Promise<boolean> {
  const jobs = Number(values.jobs);
  const lines: Line[] = [];
  if (values.out !== undefined) mkdirSync(path.dirname(path.resolve(values.out)), { recursive: true });
  process.stdout.write(`chaos: ${tasks.length} rounds, seed ${values.seed}, ${jobs} engines\n`);
  const told = (line: Line): void => {
    lines.push(line);
    if (values.out !== undefined) appendFileSync(values.out, `${JSON.stringify(line)}\n`);
    process.stdout.write(`${lines.length}/${tasks.length} ${lineOf(line)}\n`);
  };
  await Promise.all(
    Array.from({ length: jobs }, (_, index) => run(shareOf(tasks, index, jobs), `${index}/${jobs}`, told)),
  );
  process.stdout.write(`\n${markdown(lines)}\n`);
  return (lines.length === tasks.length || values.minutes !== undefined) && lines.every(isClean);
}

if (values.help) {
  process.stdout.write(`${USAGE}\n`);
  process.exit(0);
}
const faults = await possible(chosen());
const tasks = faults.length === 0 ? [] : tasksOf(faults);
if (values.share !== undefined) {
  // Whoever shares out the rounds holds the other end.
  process.stdin.resume().once('end', () => process.exit(1));
  await job(tasks, values.share);
  // The engine's client keeps the process from ending by itself.
  process.exit(0);
}
process.exit((await all(tasks)) ? 0 : 1);
