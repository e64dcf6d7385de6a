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
  const written = typeof value === 'string' ? `“${value.slice(0, LONGEST_VALUE)}` : jsonStart(value);
  const whole = typeof value === 'string' ? value.length + 1 : written.length;
  const line = written.replace(/\s+/g, ' ');
  if (whole > LONGEST_VALUE) return `${line.slice(0, LONGEST_VALUE)}…`;
  return typeof value === 'string' ? `${line}”` : line;
}

/** The beginning of a value's JSON, at least as much as is shown: of a large value, or one that holds itself, not more. */
function jsonStart(value: unknown, room = LONGEST_VALUE): string {
  if (typeof value === 'number' && !Number.isFinite(value)) return String(value);
  if (typeof value !== 'object' || value === null || value instanceof Date)
    return JSON.stringify(value) ?? '';
  const [open, close] = Array.isArray(value) ? '[]' : '{}';
  let text = open ?? '';
  for (const key in value) {
    if (text.length > room) return text;
    const item = (value as Readonly<Record<string, unknown>>)[key];
    const name = Array.isArray(value) ? '' : `${JSON.stringify(key)}:`;
    text += `${text.length > 1 ? ',' : ''}${name}${jsonStart(item, room - text.length)}`;
  }
  return text + (close ?? '');
}

/** What no terminal should be sent, nor an eye miss: controls, marks that hide or turn text round, halves of characters. */
const UNSEEN = /[\p{Cc}\p{Cf}\p{Cs}\u2028\u2029]/gu;

/** A text in which every such character is spelled out, `\\u{1b}`. */
export function visible(text: string): string {
  return text.replace(UNSEEN, (one) => `\\u{${(one.codePointAt(0) ?? 0).toString(16)}}`);
}

/** Most errors that are told; nobody mends more at once, and a file may hold millions. */
export const MAX_ERRORS = 1_000;

/** By file, then line, then field; the same error once. */
export function sortErrors(errors: readonly PlanError[]): readonly PlanError[] {
  const unique = new Map(errors.map((error) => [JSON.stringify(error), shown(error)]));
  const sorted = [...unique.values()].toSorted(
    (a, b) => compare(a.file, b.file) || a.line - b.line || compare(a.path, b.path),
  );
  const last = sorted.at(MAX_ERRORS - 1);
  if (last === undefined || sorted.length <= MAX_ERRORS) return sorted;
  const rest = {
    file: last.file,
    line: 0,
    path: '',
    value: '（其余错误从略）',
    expected: '请先改正以上各处',
  };
  return [...sorted.slice(0, MAX_ERRORS - 1), rest];
}

function shown({ file, line, path, value, expected }: PlanError): PlanError {
  return {
    file: visible(file),
    line,
    path: visible(path),
    value: visible(value),
    expected: visible(expected),
  };
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
