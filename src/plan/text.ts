import stringWidth from 'string-width';

/** Text for terminals: a Chinese character takes two columns. */

/** Columns that a text takes. */
export function widthOf(text: string): number {
  return stringWidth(text);
}

/** Filled with spaces on the right up to that many columns. */
export function padEnd(text: string, width: number): string {
  return text + ' '.repeat(Math.max(0, width - widthOf(text)));
}

/** Cut to that many columns, with … where something is left out. */
export function truncate(text: string, width: number): string {
  if (widthOf(text) <= width) return text;
  let kept = '';
  for (const character of text) {
    if (widthOf(kept + character) > width - 1) break;
    kept += character;
  }
  return width < 1 ? '' : `${kept}…`;
}

/** Characters that do not begin a line, and those that do not end one. */
const NOT_FIRST = '，。；：、！？）》」』】”’〉,.;:!?)]>%';
const NOT_LAST = /[（《「『【“‘〈([<]+$/u;

/**
 * Broken into lines of at most that many columns, each after an indent; the last two are kept for punctuation that
 * hangs. Chinese breaks anywhere but at the wrong side of punctuation; words of Latin letters and figures stay whole.
 */
export function wrap(text: string, width: number, indent = ''): readonly string[] {
  const room = Math.max(8, width - widthOf(indent) - 2);
  const lines: string[] = [];
  let line = '';
  for (const piece of text.match(/[\w.\-/@]+|\s+|[^]/gu) ?? []) {
    const hangs = NOT_FIRST.includes(piece) && widthOf(line) <= room;
    if (hangs || widthOf(line + piece) <= room) line += piece;
    else {
      const opening = NOT_LAST.exec(line)?.[0] ?? '';
      lines.push(line.slice(0, line.length - opening.length).trimEnd());
      line = `${opening}${piece}`.trimStart();
    }
  }
  return [...lines, line]
    .filter((part, index) => part !== '' || index === 0)
    .map((part) => `${indent}${part}`);
}
