import { widthOf, wrap } from '../../plan/text.ts';

/** A paragraph behind its label: `原文  …`, further lines below the first one's text. */
export function labelled(label: string, text: string, width: number): readonly string[] {
  const hang = ' '.repeat(2);
  const [first = '', ...rest] = wrap(`${label}：${text}`, width);
  return [first, ...rest.flatMap((line) => wrap(line, width, hang))];
}

/** A heading over a part. */
export function heading(text: string): readonly string[] {
  return ['', `【${text}】`];
}

const BETWEEN = '　';

/** Short parts side by side, as many in a line as fit; none is broken unless it is wider than a line. */
export function packed(parts: readonly string[], width: number, indent = ''): readonly string[] {
  const lines: string[] = [];
  for (const part of parts.filter((one) => one !== '')) {
    const line = lines.at(-1);
    if (line !== undefined && widthOf(`${indent}${line}${BETWEEN}${part}`) <= width) {
      lines[lines.length - 1] = `${line}${BETWEEN}${part}`;
    } else lines.push(part);
  }
  return lines.flatMap((line) => wrap(line, Math.max(width, 20) + 2, indent));
}
