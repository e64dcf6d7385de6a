import { padEnd, truncate, widthOf, wrap } from '../../plan/text.ts';

export interface Column {
  readonly head: string;
  /** Narrowest it may become; absent: it is never made narrower than its content. */
  readonly least?: number;
  /** Made narrower only when all others are as narrow as may be: ids and addresses are copied from the screen. */
  readonly rigid?: boolean;
  /** What becomes of content that is too wide: broken into lines (the rule), or cut. */
  readonly cut?: boolean;
  readonly right?: boolean;
}

const GAP = 2;

/**
 * Rows under their heads, aligned in columns of a terminal, where a Chinese character takes two. Where all does not fit, columns that may
 * are made narrower, the widest first.
 */
export function table(
  columns: readonly Column[],
  rows: readonly (readonly string[])[],
  width: number,
): readonly string[] {
  const widths = widthsOf(columns, rows, width);
  const line = (cells: readonly string[]): readonly string[] => {
    const parts = columns.map((column, i) => fitted(cells[i] ?? '', column, widths[i] ?? 0));
    const height = Math.max(1, ...parts.map((part) => part.length));
    return Array.from({ length: height }, (_, at) =>
      parts
        .map((part, i) => aligned(part[at] ?? '', columns[i]?.right === true, widths[i] ?? 0))
        .join(' '.repeat(GAP))
        .trimEnd(),
    );
  };
  const rule = '─'.repeat(widths.reduce((sum, one) => sum + one, 0) + GAP * (columns.length - 1));
  return [...line(columns.map(({ head }) => head)), rule, ...rows.flatMap(line)];
}

function widthsOf(
  columns: readonly Column[],
  rows: readonly (readonly string[])[],
  width: number,
): readonly number[] {
  const widths = columns.map(({ head }, i) =>
    Math.max(widthOf(head), ...rows.map((row) => widthOf(row[i] ?? ''))),
  );
  let over = widths.reduce((sum, one) => sum + one, 0) + GAP * (columns.length - 1) - width;
  while (over > 0) {
    const room = (i: number): number => (widths[i] ?? 0) - (columns[i]?.least ?? Number.POSITIVE_INFINITY);
    const [widest] = columns
      .map((column, i) => ({ i, rigid: column.rigid === true }))
      .filter(({ i }) => room(i) > 0)
      .toSorted((a, b) => Number(a.rigid) - Number(b.rigid) || (widths[b.i] ?? 0) - (widths[a.i] ?? 0));
    if (widest === undefined) return widths;
    widths[widest.i] = (widths[widest.i] ?? 0) - 1;
    over -= 1;
  }
  return widths;
}

function fitted(text: string, { cut }: Column, width: number): readonly string[] {
  if (widthOf(text) <= width) return [text];
  if (cut === true) return [truncate(text, width)];
  // Hanging punctuation may take the two columns of the gap; what has no place to break at is broken anywhere.
  return wrap(text, width + GAP)
    .filter((line) => line !== '')
    .flatMap((line) => (widthOf(line) <= width + GAP ? [line] : broken(line, width)));
}

function broken(word: string, width: number): readonly string[] {
  const lines: string[] = [''];
  for (const character of word) {
    const line = lines.at(-1) ?? '';
    if (line !== '' && widthOf(line + character) > width) lines.push(character);
    else lines[lines.length - 1] = line + character;
  }
  return lines;
}

function aligned(text: string, right: boolean, width: number): string {
  return right ? ' '.repeat(Math.max(0, width - widthOf(text))) + text : padEnd(text, width);
}
