import { summary } from '../../domain/sweep/rules.ts';
import type { Looked } from '../../domain/sweep/state.ts';
import type { Instant } from '../../domain/time.ts';
import { wrap } from '../../plan/text.ts';
import { moment } from './dates.ts';

/** The last look at a programme, and when the next is due. */
export function sweepLines(
  looked: Looked | undefined,
  next: Instant | undefined,
  width: number,
): readonly string[] {
  const last =
    looked === undefined
      ? ['尚未巡检。']
      : [
          `${moment(looked.at)} 巡检：${summary(looked)}。`,
          ...looked.findings.flatMap(({ process, detail }) => wrap(`  ${process}：${detail}`, width)),
          ...(looked.more > 0 ? [`  另有 ${looked.more} 项`] : []),
        ];
  return [...last, ...(next === undefined ? [] : [`下一次：${moment(next)}。`])];
}
