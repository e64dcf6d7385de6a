import type { LetterNotice } from '../../domain/notice.ts';
import type { EventRecord } from '../../domain/record.ts';
import { dateOf, timeOf, type Instant } from '../../domain/time.ts';
import { styleOf } from '../../mail/kinds.ts';

interface Data extends LetterNotice {
  readonly mode: 'digest' | 'urgent';
  readonly leaveAt: Instant;
  readonly address: string;
  readonly attempt: number;
  readonly response: string;
  readonly retryAt: Instant;
  readonly copies: number;
}

const WORDS: Readonly<Record<string, (data: Data) => string>> = {
  LetterOpened: ({ mode, leaveAt, address }) =>
    `建立信件（${mode === 'urgent' ? '急件' : '汇总'}），收件 ${address}，定于 ${at(leaveAt)} 发出`,
  NoticeGathered: ({ notice, as }) => `收入通知：${told({ notice, as })}`,
  NoticeRepeated: () => '同一通知再次送来，不重复收入',
  NoticeTurnedAway: ({ notice, as }) => `信件已封，通知转入下一班次：${told({ notice, as })}`,
  LetterSealed: () => '信件封发',
  SendRetried: () => '再次发送',
  Delivered: ({ attempt, response, copies }) =>
    `已送达（第${attempt}次发送${copies > 1 ? `，可能有 ${copies} 份` : ''}）：${response}`,
  SendDeferred: ({ attempt, response, retryAt }) =>
    `第${attempt}次发送未成（${response}），${at(retryAt)} 再发`,
  Undeliverable: ({ attempt, response }) => `无法送达（第${attempt}次发送）：${response}`,
};

/** A letter's event in words, without its full stop. */
export function letterWords(record: EventRecord): string | undefined {
  return WORDS[record.type]?.(record.data as unknown as Data);
}

function told({ notice, as }: LetterNotice): string {
  return `【${styleOf(notice.kind).tag}】${notice.facts.measure} ${notice.facts.title}（${as === 'to' ? '主送' : '抄送'}）`;
}

function at(instant: Instant): string {
  return `${dateOf(instant)} ${timeOf(instant)}`;
}
