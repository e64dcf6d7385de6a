import type { NoticeFacts, Recipient } from '../domain/notice.ts';
import { ROLE_NAMES } from '../domain/roster.ts';
import { weekdayOf, type CivilDate } from '../domain/time.ts';

const WEEKDAYS = '一二三四五六日';

/** How many names a list of recipients shows; nobody reads further, the ledger has them all. */
const NAMES_MAX = 20;

/** 8月31日, with the year where it is not this one. */
export function shortDate(date: CivilDate, today: CivilDate): string {
  const [year, month, day] = date.split('-').map(Number);
  return `${date.slice(0, 4) === today.slice(0, 4) ? '' : `${year}年`}${month}月${day}日`;
}

/** 8月31日（周三） */
export function longDate(date: CivilDate, today: CivilDate): string {
  return `${shortDate(date, today)}（周${WEEKDAYS[weekdayOf(date) - 1]}）`;
}

/** 8月31日（周三）前（含当日）: a deadline is the end of its date. */
export function byDate(date: CivilDate, today: CivilDate): string {
  return `${longDate(date, today)}前（含当日）`;
}

/**
 * The date that `daysLeft` counts to: that for correction where one runs, else the measure's. Notices of milestones count
 * to it too; of a milestone's own date only calendar days are known.
 */
export function aimOf(facts: NoticeFacts): CivilDate {
  return facts.correctionDue ?? facts.due;
}

/**
 * Working days to or since a date, as people say it; empty where the count does not belong to that date.
 * Zero has three cases: the day itself, only days off in between, and past by days off only.
 */
export function countdown(facts: NoticeFacts, date: CivilDate): string {
  const { daysLeft, today } = facts;
  if (daysLeft > 0) return date > today ? `还有${daysLeft}个工作日` : '';
  if (daysLeft < 0) return date < today ? `已逾期${-daysLeft}个工作日` : '';
  if (date === today) return '今日到期';
  return date > today ? '其间已无工作日' : '已过时限';
}

/** The number of working days late, for headings: 逾期3个工作日. */
export function lateness(facts: NoticeFacts): string {
  return facts.daysLeft < 0 ? `逾期${-facts.daysLeft}个工作日` : '已过时限';
}

/** 已提醒5次、催办1次; empty where neither happened. */
export function pursuit(facts: Pick<NoticeFacts, 'reminded' | 'urged'>): string {
  const parts = [
    facts.reminded > 0 ? `提醒${facts.reminded}次` : '',
    facts.urged > 0 ? `催办${facts.urged}次` : '',
  ].filter((part) => part !== '');
  return parts.length === 0 ? '' : `已${parts.join('、')}`;
}

/** 基层处处长 张三（代分管领导）; a person named after the post is named once. */
export function personWithPost(who: Pick<Recipient, 'name' | 'postTitle' | 'standsInFor'>): string {
  const named =
    who.postTitle === '' || who.name.includes(who.postTitle) ? who.name : paired(who.postTitle, who.name);
  const vacant = who.standsInFor ?? [];
  return vacant.length === 0 ? named : `${named}（代${vacant.map((role) => ROLE_NAMES[role]).join('、')}）`;
}

/** Several holders may come as one, joined by 、 in both: each name goes with its post. */
function paired(titles: string, names: string): string {
  const title = titles.split('、');
  const name = names.split('、');
  if (title.length !== name.length) return `${titles} ${names}`;
  return title.map((one, i) => `${one} ${name[i]}`).join('、');
}

/** Names with posts, 、 between them. */
export function people(recipients: readonly Recipient[]): string {
  const shown = recipients.slice(0, NAMES_MAX).map(personWithPost).join('、');
  return recipients.length > NAMES_MAX ? `${shown}等${recipients.length}人` : shown;
}
