import { padEnd, widthOf, wrap } from '../../plan/text.ts';
import { ROWS, type Finding, type Verdict } from '../doctor/finding.ts';

const MARKS: Readonly<Record<Verdict, string>> = {
  ok: '正常',
  warning: '注意',
  broken: '异常',
  skipped: '略过',
};

/** ANSI colours. */
const COLOURS: Readonly<Record<Verdict, number>> = { ok: 32, warning: 33, broken: 31, skipped: 90 };

/** The rows, each with what to do below it, and how many are not as they should be. */
export function doctorLines(
  findings: readonly Finding[],
  { width, colour }: { readonly width: number; readonly colour: boolean },
): readonly string[] {
  const names = Math.max(...findings.map(({ row }) => widthOf(ROWS[row])));
  const indent = ' '.repeat(6 + names + 2);
  const lines = findings.flatMap(({ row, verdict, found, advice }) => {
    const mark = colour ? `\u001b[${COLOURS[verdict]}m${MARKS[verdict]}\u001b[0m` : MARKS[verdict];
    const [first = '', ...rest] = found.split('\n').flatMap((line) => wrap(line, width - indent.length));
    return [
      `${mark}  ${padEnd(ROWS[row], names)}  ${first}`,
      ...rest.map((line) => `${indent}${line}`),
      ...(advice === undefined
        ? []
        : wrap(`→ ${advice}`, width - indent.length).map((line) => `${indent}${line}`)),
    ];
  });
  const count = (verdict: Verdict): number => findings.filter((one) => one.verdict === verdict).length;
  const [wrong, odd] = [count('broken'), count('warning')];
  const sum =
    wrong + odd === 0
      ? '检查完毕，未见异常。'
      : `检查完毕：${wrong} 项异常、${odd} 项须注意，处理办法见各项“→”。`;
  return [...lines, '', sum];
}
