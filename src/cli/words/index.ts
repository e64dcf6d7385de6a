import type { EventRecord } from '../../domain/record.ts';
import { millisOf, HOUR_MS } from '../../domain/time.ts';
import { moment } from '../views/dates.ts';
import { clueWords } from './clue.ts';
import { commonWords } from './common.ts';
import { directoryWords } from './directory.ts';
import { letterWords } from './letter.ts';
import { measureWords } from './measure.ts';
import { programmeWords } from './programme.ts';
import { sweepWords } from './sweep.ts';
import { sentence } from './who.ts';

/** What happened, in one Chinese sentence. An event without words of its own is named by its type: nothing is left out. */
export function wordsOf(record: EventRecord): string {
  const words =
    commonWords(record) ??
    clueWords(record) ??
    measureWords(record) ??
    letterWords(record) ??
    directoryWords(record) ??
    programmeWords(record) ??
    sweepWords(record) ??
    `事件 ${record.type}`;
  return sentence(`${words}${lateMark(record)}`);
}

/** 补办(停机) for what was due while nothing ran. */
function lateMark(record: EventRecord): string {
  const { late } = record.data as { readonly late?: { readonly dueAt: string } };
  const behind =
    record.cause === 'duty' && millisOf(record.recordedAt) - millisOf(record.occurredAt) > HOUR_MS;
  if (late === undefined && !behind) return '';
  return `〔补办（停机）：应于 ${moment(late?.dueAt ?? record.occurredAt)} 办理，${moment(record.recordedAt)} 补办〕`;
}

const CAUSES: Readonly<Record<EventRecord['cause'], string>> = {
  start: '立项',
  update: '人员办理',
  duty: '到期',
  signal: '其他事项告知',
  outcome: '后续事项回报',
};

/** What made it happen. */
export function causeText(record: EventRecord): string {
  return CAUSES[record.cause];
}
