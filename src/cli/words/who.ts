import type { Notice, Recipient } from '../../domain/notice.ts';
import type { EventRecord } from '../../domain/record.ts';
import { personWithPost } from '../../mail/phrases.ts';
import { styleOf } from '../../mail/kinds.ts';
import { dateOf, timeOf } from '../../domain/time.ts';

/** Who did it, with the post they did it in; somebody without one by name. */
export function actorText(record: Pick<EventRecord, 'actor'>): string {
  const { actor } = record;
  if (actor === null) return '系统';
  return personWithPost({ name: actor.name, postTitle: actor.postTitle ?? '' });
}

/** 催办：主送 …；抄送 …（08-31 08:30 发出） */
export function noticeText(notice: Notice): string {
  const names = (list: readonly Recipient[]): string => list.map(personWithPost).join('、');
  const cc = notice.cc.length === 0 ? '' : `；抄送 ${names(notice.cc)}`;
  const to = notice.to.length === 0 ? '（无人可送）' : names(notice.to);
  const when = `${dateOf(notice.leaveAt).slice(5)} ${timeOf(notice.leaveAt)}`;
  return `通知【${styleOf(notice.kind).tag}】主送 ${to}${cc}（${when} 发出）`;
}

/** The notices an event gave. */
export function noticesOf(record: Pick<EventRecord, 'data'>): readonly Notice[] {
  const { notices } = record.data as { readonly notices?: readonly Notice[] };
  return notices ?? [];
}

/** A sentence ends with one full stop, whatever it quotes. */
export function sentence(text: string): string {
  return /[。！？…]$/.test(text) ? text : `${text}。`;
}

/** `：text` where there is one. */
export function quoted(text: string | undefined): string {
  return text === undefined ? '' : `：${text}`;
}
