import { FAULTS } from './faults/index.ts';
import type { RoundReport } from './round.ts';

/** A round that could not be brought to its end: a finding as grave as a loss. */
export interface BrokenRound {
  readonly fault: string;
  readonly seed: number;
  readonly broke: string;
}

export type Line = RoundReport | BrokenRound;

/** A line for people who watch. */
export function lineOf(line: Line): string {
  if ('broke' in line) return `${line.fault} ${line.seed}: BROKE ${line.broke}`;
  const { fault, seed, did, seconds, answers, lost, wrong, copied, events, letters } = line;
  const told = Object.entries(answers)
    .map(([kind, count]) => `${count} ${kind}`)
    .join(', ');
  const verdict =
    lost.length + wrong.length === 0 ? 'ok' : ['LOST OR WRONG:', ...lost, ...wrong].join('\n  ');
  return `${fault} ${seed}: ${seconds} s; ${did}; ${told}; ${events} events, ${letters} letters, ${copied} copied; ${verdict}`;
}

/** Whether nothing was lost, doubled or left unfinished. */
export function isClean(line: Line): boolean {
  return !('broke' in line) && line.lost.length === 0 && line.wrong.length === 0;
}

const HEADS = [
  'fault',
  'rounds',
  'acts asked',
  'of them 未记录',
  'events',
  'duties',
  'letters',
  'lost',
  'wrong',
  'copied',
  'copies stated',
  'late duties',
  'late letters',
];

/** fault × rounds × lost × copied × late, as docs/faults.md has it. */
export function markdown(lines: readonly Line[]): string {
  const rows = FAULTS.flatMap(({ name, what }) => {
    const own = lines.filter((line) => line.fault === name);
    return own.length === 0 ? [] : [[`\`${name}\`: ${what}`, ...figures(own)]];
  });
  const all = [...rows, ['all', ...figures(lines)]];
  const row = (cells: readonly (string | number)[]): string => `| ${cells.join(' | ')} |`;
  return [row(HEADS), row(HEADS.map((_, i) => (i === 0 ? '---' : '---:'))), ...all.map(row)].join('\n');
}

function figures(lines: readonly Line[]): readonly (string | number)[] {
  const ended = lines.flatMap((line) => ('broke' in line ? [] : [line]));
  const sum = (of: (line: RoundReport) => number): number =>
    ended.reduce((total, line) => total + of(line), 0);
  const broken = lines.length - ended.length;
  return [
    broken === 0 ? lines.length : `${lines.length} (${broken} broke)`,
    sum((line) => line.asked),
    sum((line) => line.answers['not_recorded'] ?? 0),
    sum((line) => line.events),
    sum((line) => line.duties),
    sum((line) => line.letters),
    sum((line) => line.lost.length),
    sum((line) => line.wrong.length),
    sum((line) => line.copied),
    sum((line) => line.stated),
    sum((line) => line.lateDuties),
    sum((line) => line.lateLetters),
  ];
}
