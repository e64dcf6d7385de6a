import type { Row } from '../../domain/process.ts';
import { dateOf, timeOf } from '../../domain/time.ts';
import { wrap } from '../../plan/text.ts';
import type { Moment } from '../advancing.ts';
import { wordsOf } from '../words/index.ts';
import { moment, weekday } from './dates.ts';

const INDENT = '         ';

/** What a moment brought; under its date, where that is not the one before's. */
export function momentLines(
  { at, events, letters }: Moment,
  before: string | undefined,
  width: number,
): readonly string[] {
  const date = dateOf(at);
  const told = [
    ...events.map(({ row, record }) => `${row.card.measure ?? row.card.title}　${wordsOf(record)}`),
    ...letters.map(
      ({ id, to, subject }) => `信件 ${id} → ${to.name === '' ? to.address : to.name}：${subject}`,
    ),
  ];
  const lines = (told.length === 0 ? ['内部事项，没有需要知会的'] : told).flatMap((text, i) => {
    const [first = '', ...rest] = wrap(text, width - INDENT.length);
    return [`  ${i === 0 ? timeOf(at) : '     '}  ${first}`, ...rest.map((line) => `${INDENT}  ${line}`)];
  });
  return before !== undefined && dateOf(before) === date
    ? lines
    : ['', `${date}（${weekday(date)}）`, ...lines];
}

/** What is due at the next moment. */
export function nextLines(rows: readonly Row[], width: number): readonly string[] {
  const due = rows[0]?.nextDuty?.dueAt;
  if (due === undefined) return ['没有待到期的事项。'];
  const labels = rows
    .filter((row) => row.nextDuty?.dueAt === due)
    .map((row) => `${row.card.measure ?? row.card.holder ?? row.card.title} ${row.nextDuty?.label ?? ''}`);
  return wrap(`下一时刻 ${moment(due)}：${[...new Set(labels)].join('；')}`, width);
}

/** A moment for programs. */
export function momentJson({ at, events, letters }: Moment): Readonly<Record<string, unknown>> {
  return {
    at,
    events: events.map(({ row, record }) => ({
      process: row.process,
      measure: row.card.measure ?? null,
      seq: record.seq,
      type: record.type,
      occurredAt: record.occurredAt,
      text: wordsOf(record),
    })),
    letters: letters.map(({ id, to, subject, messageId, measures }) => ({
      id,
      to,
      subject,
      messageId,
      measures,
    })),
  };
}
