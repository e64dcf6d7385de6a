import type { EventRecord } from '../../domain/record.ts';
import { summary } from '../../domain/sweep/rules.ts';
import type { Looked } from '../../domain/sweep/state.ts';
import { actorText } from './who.ts';

interface Data {
  readonly registered: number;
  readonly by: 'schedule' | 'command';
  readonly looked: Looked;
  readonly processes: readonly string[];
  readonly document: string;
}

const WORDS: Readonly<Record<string, (data: Data, who: string) => string>> = {
  SweepOpened: ({ registered }) => `每日巡检开始，登记事项 ${registered} 项`,
  SweepRegistered: ({ processes }) => `方案调整，增加登记 ${processes.join('、')}`,
  SweepRecalendared: ({ document }) => `改用节假日安排《${document}》`,
  SweepBegun: ({ by }, who) => (by === 'schedule' ? '按日巡检' : `${who} 办理巡检`),
  SweepDone: ({ looked }) =>
    [summary(looked), ...looked.findings.map(({ process, detail }) => `${process}：${detail}`)].join('；'),
};

/** An event of the daily sweep in words, without its full stop. */
export function sweepWords(record: EventRecord): string | undefined {
  return WORDS[record.type]?.(record.data as unknown as Data, actorText(record));
}
