/** One thing wrong with a programme's folder, as a person has to correct it. */
export interface PlanError {
  /** Path of the file as it was given; the folder's, where a whole file is meant. */
  readonly file: string;
  /** Line from 1; 0 where the file as a whole is meant. */
  readonly line: number;
  /** The field, e.g. `measures[2].deadline.date`; empty for the whole file. */
  readonly path: string;
  /** What stands there. */
  readonly value: string;
  /** What is allowed, in Chinese: 应为…. */
  readonly expected: string;
}

/** Where something stands in a parsed file: keys and indexes. */
export type FieldPath = readonly (string | number)[];

/** `measures[2].deadline.date` */
export function pathText(path: FieldPath): string {
  return path
    .map((part, index) => (typeof part === 'number' ? `[${part}]` : `${index === 0 ? '' : '.'}${part}`))
    .join('');
}

const LONGEST_VALUE = 120;

/** A value as it is shown in an error: one line, cut where it is very long. */
export function valueText(value: unknown): string {
  if (value === undefined) return '（未填）';
  const written = typeof value === 'string' ? `“${value}”` : JSON.stringify(value);
  const line = written.replace(/\s+/g, ' ');
  return line.length > LONGEST_VALUE ? `${line.slice(0, LONGEST_VALUE)}…` : line;
}

/** By file, then line, then field; the same error once. */
export function sortErrors(errors: readonly PlanError[]): readonly PlanError[] {
  const unique = new Map(errors.map((error) => [JSON.stringify(error), error]));
  return [...unique.values()].toSorted(
    (a, b) => compare(a.file, b.file) || a.line - b.line || compare(a.path, b.path),
  );
}

function compare(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}

/**
 * All errors as a person reads them, two lines each, and how many there are at the end:
 *
 *     plans/x/plan.yaml:31  measures[2].deadline.date  “2022-02-31”
 *         应为存在的日期…
 */
export function formatErrors(errors: readonly PlanError[]): string {
  const entries = errors.map((error) => {
    const place = error.line === 0 ? error.file : `${error.file}:${error.line}`;
    const head = [place, error.path, error.value].filter((part) => part !== '').join('  ');
    return `${head}\n    ${error.expected}`;
  });
  return [...entries, `共 ${errors.length} 处错误。`].join('\n');
}
