import type { Row } from '../../domain/process.ts';
import type { EventRecord } from '../../domain/record.ts';
import { dateOf, timeOf } from '../../domain/time.ts';
import { wrap } from '../../plan/text.ts';
import { causeText, wordsOf } from '../words/index.ts';
import { noticesOf, noticeText } from '../words/who.ts';
import { weekday } from './dates.ts';

export interface TimelineOptions {
  readonly width: number;
  /** Also numbers, causes, duties and hashes. */
  readonly full: boolean;
}

const INDENT = '       ';

/** A process's events under their dates, one sentence each, with the notices they gave. */
export function timelineLines(
  row: Pick<Row, 'process' | 'card'>,
  records: readonly EventRecord[],
  options: TimelineOptions,
): readonly string[] {
  const lines: string[] = [
    `${row.card.measure ?? row.process}　${row.card.title}　共 ${records.length} 条记录`,
  ];
  let day = '';
  for (const record of records) {
    const date = dateOf(record.occurredAt);
    if (date !== day) lines.push('', `${date}（${weekday(date)}）`);
    day = date;
    lines.push(...recordLines(record, options));
  }
  return lines;
}

function recordLines(record: EventRecord, { width, full }: TimelineOptions): readonly string[] {
  const [first = '', ...rest] = wrap(wordsOf(record), width - INDENT.length);
  return [
    `${timeOf(record.occurredAt)}  ${first}`,
    ...rest.map((line) => `${INDENT}${line}`),
    ...noticesOf(record).flatMap((notice) => wrap(`→ ${noticeText(notice)}`, width, INDENT)),
    ...(full ? detailLines(record).flatMap((line) => wrap(line, width, INDENT)) : []),
  ];
}

function detailLines(record: EventRecord): readonly string[] {
  const { seq, type, requestId, dutyId, dueAt, recordedAt, hash, prev, run } = record;
  return [
    `· 第 ${seq} 号 ${type}，起因：${causeText(record)}${dutyId === undefined ? `（${requestId}）` : ''}`,
    ...(dutyId === undefined ? [] : [`· 到期事项 ${dutyId}，应于 ${dueAt ?? ''}`]),
    ...dutyChanges(record),
    `· 记录于 ${recordedAt}，运行 ${run}`,
    `· 哈希 ${hash}，前一条 ${prev}`,
  ];
}

const ENDS: Readonly<Record<string, string>> = {
  met: '已满足',
  moved: '已改期',
  covered: '已并入',
  fired: '已到期办理',
};

function dutyChanges({ data }: EventRecord): readonly string[] {
  const { duties } = data as {
    readonly duties?: {
      readonly armed: readonly { readonly id: string; readonly dueAt: string }[];
      readonly ended: readonly { readonly id: string; readonly how: string }[];
    };
  };
  return [
    ...(duties?.armed ?? []).map((one) => `· 新列到期事项 ${one.id}，应于 ${one.dueAt}`),
    ...(duties?.ended ?? []).map((one) => `· 了结到期事项 ${one.id}：${ENDS[one.how] ?? one.how}`),
  ];
}
