import { wrap } from '../../plan/text.ts';

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
