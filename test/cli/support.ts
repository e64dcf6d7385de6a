import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync, chmodSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { parse, stringify } from 'yaml';
import { runCli } from '../../src/cli/program.ts';
import type { World } from '../../src/cli/world.ts';
import { readConfig, type Config } from '../../src/config.ts';
import type { ClockInput, Row } from '../../src/domain/process.ts';
import { GENESIS, type EventRecord } from '../../src/domain/record.ts';
import { instantOf } from '../../src/domain/time.ts';

export const ROOT = path.join(import.meta.dirname, '../..');
export const ZHEJIANG = path.join(ROOT, 'plans/zhejiang-2022');

const made: string[] = [];

/** A folder of the test's own; PostgreSQL's user can come through. */
export function folder(): string {
  const made_ = mkdtempSync(path.join(tmpdir(), 'zhenggai-cli-'));
  chmodSync(made_, 0o755);
  made.push(made_);
  return made_;
}

export function removeFolders(): void {
  for (const one of made.splice(0)) rmSync(one, { recursive: true, force: true });
}

/** What tests change in a `plan.yaml`. */
interface PlanYaml {
  id: string;
  launch: { date: string; assumed: boolean };
  feedback: string;
  declared: Record<string, number>;
  problems: { id: string }[];
  policy: Record<'hours' | 'brief' | 'reminders', object>;
  measures: { id: string; problems: string[]; milestones: object[]; deadline: object }[];
}

/** The Zhejiang plan with some of its measures only, and with what else a test has otherwise. */
export function smallPlan(measures: readonly string[], change?: (plan: PlanYaml) => void): string {
  const at = folder();
  cpSync(ZHEJIANG, at, { recursive: true });
  const file = path.join(at, 'plan.yaml');
  const plan = parse(readFileSync(file, 'utf8')) as PlanYaml;
  plan.measures = plan.measures.filter(({ id }) => measures.includes(id));
  plan.problems = plan.problems.filter(({ id }) => plan.measures.some((one) => one.problems.includes(id)));
  plan.declared = { ...plan.declared, problems: plan.problems.length, measures: plan.measures.length };
  change?.(plan);
  writeFileSync(file, stringify(plan));
  return at;
}

export interface Said {
  readonly code: number;
  readonly out: string;
  readonly err: string;
  /** Standard output as JSON. */
  readonly json: () => Json;
}

// Tests look into answers of many shapes.
// oxlint-disable-next-line typescript/no-explicit-any -- read by tests only
export type Json = any;

export interface CliOptions {
  /** Data folder; an empty one where not given. */
  readonly data?: string;
  readonly width?: number;
}

/** Settings with a data folder of the test's own. */
export function configIn(data: string): (clock: ClockInput['kind']) => Config {
  return (clock) => readConfig({ ...process.env, ZHENGGAI_DATA: data }, clock);
}

/** Runs the command line in this process and catches what it prints. */
export async function cli(argv: readonly string[], options: CliOptions = {}): Promise<Said> {
  const out: string[] = [];
  const err: string[] = [];
  const world: World = {
    io: {
      out: (text) => void out.push(text),
      err: (text) => void err.push(text),
      width: options.width ?? 120,
      colour: false,
      watched: false,
    },
    config: configIn(options.data ?? folder()),
    now: () => instantOf(Date.now()),
    user: 'clerk',
  };
  const code = await runCli(argv, world);
  const said = out.join('\n');
  return { code, out: said, err: err.join('\n'), json: () => JSON.parse(said) };
}

/** A measure's row as the ledger would have it. */
export function row(changes: Partial<Row> = {}, card: Partial<Row['card']> = {}): Row {
  return {
    process: 'x/measure/M06',
    kind: 'measure',
    programme: 'x',
    seq: 7,
    head: GENESIS,
    at: '2022-08-22T09:00:00.000+08:00',
    open: true,
    status: 'under_way',
    light: 'yellow',
    nextDuty: { id: 'd', dueAt: '2022-08-26T08:02:00.000+08:00', label: '到期前3个工作日提醒' },
    ...changes,
    card: {
      title: '完善制度：网格智治',
      measure: 'M06',
      number: 6,
      category: '限期整改',
      leadUnit: '基层基础处',
      holder: '张三',
      standing: '推进中',
      lightText: '临近时限',
      due: '2022-08-31',
      originalDue: '2022-08-31',
      provisional: false,
      met: 2,
      of: 3,
      ...card,
    },
  };
}

/** A record as the ledger would have it. */
export function record(type: string, data: object, changes: Partial<EventRecord> = {}): EventRecord {
  const at = '2022-08-22T09:30:00.000+08:00';
  return {
    v: 1,
    process: 'x/measure/M06',
    run: 'run',
    seq: 3,
    rules: 1,
    type,
    data: data as EventRecord['data'],
    actor: { person: 'zhangsan', name: '张三', role: 'case_handler', post: 'p', postTitle: '基层处承办人' },
    requestId: 'request',
    cause: 'update',
    occurredAt: at,
    recordedAt: at,
    prev: GENESIS,
    hash: 'ab'.repeat(32),
    ...changes,
  };
}
