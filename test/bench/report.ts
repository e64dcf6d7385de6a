import { execFileSync } from 'node:child_process';
import { readFile, writeFile } from 'node:fs/promises';
import { cpus, loadavg, totalmem } from 'node:os';
import path from 'node:path';
import { stateCouncilCalendar } from '../../src/plan/calendar.ts';
import { TEMPORAL_VERSION } from '../../src/engine/temporal-version.ts';

/** A table of docs/benchmarks.md; it stands between two markers with its name. */
export interface Table {
  readonly name: string;
  readonly text: string;
}

/** What every measurement is given. */
export interface PartOptions {
  readonly quick: boolean;
  /** One measurement of the part. */
  readonly only?: string;
  /** Bodies of the province: of the clean morning; of ours that goes wrong. */
  readonly bodies?: number;
  readonly faultBodies?: number;
  /** Milliseconds from one body's launch to the next; absent: found out first. */
  readonly paceMs?: number;
  /** Minutes without SMTP, where not ten. */
  readonly awayMinutes?: number;
  /** Turns of what is measured several times. */
  readonly rounds?: number;
  /** Where the product's worker leaves its CPU profiles. */
  readonly profileFolder?: string;
}

const DOCUMENT = path.join(import.meta.dirname, '../../docs/benchmarks.md');

export function table(name: string, head: readonly string[], rows: readonly (readonly string[])[]): Table {
  const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
  return { name, text: [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n') };
}

/** Where and when. */
export function machine(quick: boolean): Table {
  const [cpu] = cpus();
  const commit = execFileSync('git', ['describe', '--always', '--dirty'], { encoding: 'utf8' }).trim();
  return table(
    `machine${quick ? '-quick' : ''}`,
    ['machine', 'date', 'versions', 'load when it began'],
    [
      [
        `${cpus().length} × ${cpu?.model.trim() ?? '?'}, ${Math.round(totalmem() / 2 ** 30)} GiB`,
        new Date().toISOString().slice(0, 16).replace('T', ' '),
        `Zhenggai ${commit}, Node ${process.versions.node}, Temporal ${TEMPORAL_VERSION}, PostgreSQL 18, calendar to ${stateCouncilCalendar().lastYear}`,
        loadavg()
          .map((one) => one.toFixed(1))
          .join(', '),
      ],
    ],
  );
}

/** Puts each table between its markers in docs/benchmarks.md; one that has no place there is an error. */
export async function writeTables(tables: readonly Table[]): Promise<void> {
  let text = await readFile(DOCUMENT, 'utf8');
  for (const { name, text: body } of tables) {
    const [from, to] = [`<!-- bench:${name} -->`, `<!-- /bench:${name} -->`];
    const [start, end] = [text.indexOf(from), text.indexOf(to)];
    if (start < 0 || end < start) throw new Error(`docs/benchmarks.md has no place “${from} … ${to}”`);
    text = `${text.slice(0, start + from.length)}\n${body}\n${text.slice(end)}`;
  }
  await writeFile(DOCUMENT, text);
}

/** A line of progress, with the time. */
export function say(line: string): void {
  process.stderr.write(`${new Date().toISOString().slice(11, 19)} ${line}\n`);
}
