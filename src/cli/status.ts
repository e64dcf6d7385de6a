import { STATUS_NAMES, type MeasureStatus } from '../domain/measure/status.ts';
import type { Row } from '../domain/process.ts';
import type { Instant } from '../domain/time.ts';
import { listLetters, listProcesses } from '../store/queries.ts';
import { civilNow, stateOf } from './engine-state.ts';
import { CliError } from './errors.ts';
import type { Instance } from './instance.ts';
import type { ProgrammeView } from './resolve.ts';
import { LIGHT_NAMES } from './views/lights.ts';

export interface StatusFilter {
  readonly light?: string;
  readonly status?: string;
  readonly holder?: string;
  readonly unit?: string;
}

/** A letter that has not reached its reader. */
export interface WaitingLetter {
  readonly process: string;
  readonly status: string;
  readonly title: string;
  readonly person: string;
  readonly attempts: number;
  readonly response: string;
}

/** A programme at a glance: what `status` shows. */
export interface ProgrammeStatus {
  readonly programme: string;
  readonly title: string;
  readonly clock: 'real' | 'driven';
  /** Civil time that working days are counted from. */
  readonly at: Instant;
  /** Measures that the filter lets through, and how many there are. */
  readonly measures: readonly Row[];
  readonly of: number;
  /** How many of all measures show which light. */
  readonly lights: Readonly<Record<string, number>>;
  /** Letters gathering for their slot, trying again, and refused for good. */
  readonly letters: {
    readonly gathering: number;
    readonly waiting: readonly WaitingLetter[];
    readonly undeliverable: readonly WaitingLetter[];
  };
  /** Events the ledger has not got yet; `unknown` while no worker answers. */
  readonly lag: number | 'unknown';
}

/** Brings together what `status` shows of a programme. */
export async function programmeStatus(
  instance: Instance,
  view: ProgrammeView,
  filter: StatusFilter,
): Promise<ProgrammeStatus> {
  const { programme } = view;
  const { db } = instance;
  const [all, letters, at, lag] = await Promise.all([
    listProcesses(db, { programme, kind: 'measure' }),
    letterStates(instance, programme),
    civilNow(instance, programme),
    lagOf(instance, programme),
  ]);
  return {
    programme,
    title: view.title,
    clock: instance.clock,
    at,
    measures: all.filter((row) => lets(filter, row)),
    of: all.length,
    lights: countBy(all, (row) => row.light),
    letters,
    lag,
  };
}

/**
 * Lights and states may be named in English or in Chinese (red, 红, 红灯; returned, 退回补正).
 * @throws usage
 */
export function readFilter(given: StatusFilter): StatusFilter {
  const { light, status, holder, unit } = given;
  return {
    ...(light === undefined ? {} : { light: named(light, LIGHTS, '--light') }),
    ...(status === undefined ? {} : { status: named(status, STATUS_NAMES, '--status') }),
    ...(holder === undefined ? {} : { holder }),
    ...(unit === undefined ? {} : { unit }),
  };
}

/** Light names as typed: 红 as well as 红灯. */
const LIGHTS: Readonly<Record<string, string>> = LIGHT_NAMES;

function named(typed: string, names: Readonly<Record<string, string>>, option: string): string {
  const word = typed.trim().toLowerCase();
  const found = Object.entries(names).find(([id, name]) =>
    [id, name, name.replace(/灯$/, '')].includes(word),
  );
  if (found !== undefined) return found[0];
  const allowed = Object.entries(names).map(([id, name]) => `${name}（${id}）`);
  throw new CliError('usage', {
    text: `选项 ${option} 的值“${typed}”不对：应为 ${allowed.join('、')} 之一。`,
  });
}

function lets({ light, status, holder, unit }: StatusFilter, row: Row): boolean {
  const has = (text: string | undefined, part: string | undefined): boolean =>
    part === undefined || (text ?? '').toLowerCase().includes(part.toLowerCase());
  return (
    (light === undefined || row.light === light) &&
    (status === undefined || row.status === status) &&
    has(row.card.holder, holder) &&
    has(row.card.leadUnit, unit)
  );
}

async function letterStates(instance: Instance, programme: string): Promise<ProgrammeStatus['letters']> {
  const { db } = instance;
  const [open, lost] = await Promise.all([
    listProcesses(db, { programme, kind: 'letter', open: true }),
    listProcesses(db, { programme, kind: 'letter', status: 'undeliverable' }),
  ]);
  // `sending` counts as under way unless an attempt has failed before.
  const waiting = open.filter((row) => row.status === 'waiting' || (row.card.attempts ?? 0) > 0);
  const [seen, refused] = await Promise.all(
    [waiting, lost].map((rows) => Promise.all(rows.map((row) => letterOf(instance, row)))),
  );
  return { gathering: open.length - waiting.length, waiting: seen ?? [], undeliverable: refused ?? [] };
}

async function letterOf({ db }: Instance, row: Row): Promise<WaitingLetter> {
  const { title, holder, attempts, response } = row.card;
  // The mailer knows of attempts that the letter has not heard of yet.
  const [known] = await listLetters(db, { letter: row.process, limit: 1 });
  return {
    process: row.process,
    status: row.status,
    title,
    person: holder ?? '',
    attempts: Math.max(attempts ?? 0, known?.attempts ?? 0),
    response: response ?? known?.response ?? '',
  };
}

/** Measures asked for what they have not yet handed to the ledger; with more, the first ones stand for all. */
const ASKED = 60;

async function lagOf(instance: Instance, programme: string): Promise<number | 'unknown'> {
  const answer = await stateOf(instance, programme);
  if (answer === undefined) return 'unknown';
  const measures = await listProcesses(instance.db, { programme, kind: 'measure', open: true, limit: ASKED });
  const answers = await Promise.all(measures.map((row) => stateOf(instance, row.process)));
  return answers.reduce((sum, one) => sum + (one?.pending ?? 0), answer.pending);
}

function countBy(rows: readonly Row[], key: (row: Row) => string): Readonly<Record<string, number>> {
  const counts: Record<string, number> = {};
  for (const row of rows) counts[key(row)] = (counts[key(row)] ?? 0) + 1;
  return counts;
}

/** A state as people call it. */
export function statusName(status: string): string {
  return STATUS_NAMES[status as MeasureStatus] ?? status;
}
