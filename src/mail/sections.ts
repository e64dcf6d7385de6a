import type { LetterContent, LetterNotice, NoticeFacts } from '../domain/notice.ts';
import { ROLE_NAMES } from '../domain/roster.ts';
import { dateOf, type Instant } from '../domain/time.ts';
import { clueAbout, clueLines } from './clue-lines.ts';
import { rankOf, styleOf } from './kinds.ts';
import { aimOf, countdown, longDate, people, shortDate } from './phrases.ts';
import type { Line, Section } from './section.ts';
import { wordingOf } from './wording/index.ts';
import { nextSentence } from './wording/next.ts';
import { viewOf, type View } from './wording/view.ts';

/** How many missing things are listed; the page shows all. */
const MISSING_MAX = 30;

/** The notices of a clean letter as its reader sees them: gravest first, then by measure, then by date. */
export function sectionsOf(letter: LetterContent): readonly Section[] {
  return letter.notices
    .toSorted(
      (a, b) =>
        rankOf(a.notice.kind) - rankOf(b.notice.kind) ||
        compare(a.notice.facts.measure, b.notice.facts.measure) ||
        compare(a.notice.facts.due, b.notice.facts.due) ||
        compare(a.notice.id, b.notice.id),
    )
    .map((entry) => {
      try {
        const section = sectionOf(entry, letter.person.id, letter.at);
        return isText(section) ? section : unworded(entry);
      } catch {
        return unworded(entry);
      }
    });
}

/** Whether a section holds nothing but text: facts of a wrong type pass into words unnoticed. */
function isText(section: Section): boolean {
  const { heading, about, title, notes, lead, quotes, lists, missing, ask, next, lines } = section;
  const texts: readonly unknown[] = [
    ...[heading, about, title, next ?? ''],
    ...[notes, lead, missing?.items ?? [], ask?.lines ?? []].flat(),
    ...lists.flatMap(({ label, items }) => [label, ...items]),
    ...[...quotes, ...lines].flatMap(({ label, text }) => [label, text]),
  ];
  return texts.every((text) => typeof text === 'string');
}

/**
 * A notice for which there are no words: of a kind that a later version gives, or without what its kind needs. One that could not be
 * written would hold up every other of its letter for ever.
 */
function unworded({ notice, as }: LetterNotice): Section {
  const { measure, title } = notice.facts;
  const copied = as === 'cc';
  const { tag, accent } = styleOf(notice.kind);
  return {
    kind: notice.kind,
    measure,
    title,
    copied,
    accent,
    heading: `【${tag}${copied ? '·抄送' : ''}】${measure} 有一件事项`,
    about: `${measure} ${title}`,
    notes: [],
    lead: ['本件的内容未能完整显示，请登录系统查看，或与整改办联系。'],
    quotes: [],
    lists: [],
    lines: [],
  };
}

function sectionOf(entry: LetterNotice, person: string, at: Instant): Section {
  const { notice } = entry;
  const { facts, kind } = notice;
  const view = viewOf(entry, person);
  const wording = wordingOf(view);
  const style = styleOf(kind);
  const next = nextSentence(facts);
  const missing = wording.showMissing === true ? missingOf(facts) : undefined;
  return {
    kind,
    measure: facts.measure,
    title: facts.title,
    copied: view.copied,
    accent: style.accent,
    heading: `【${style.tag}${view.copied ? '·抄送' : ''}】${wording.subject}`,
    about: aboutOf(kind, facts),
    notes: notesOf(view, notice.to.length > 0, at),
    lead: wording.lead,
    quotes: wording.quotes ?? [],
    lists: (wording.lists ?? []).filter(({ items }) => items.length > 0),
    ...(missing && { missing }),
    ...(wording.ask.length > 0 && { ask: { label: askLabel(view), lines: wording.ask } }),
    ...(next !== undefined && { next }),
    lines: linesOf(entry),
  };
}

function aboutOf(kind: Section['kind'], facts: NoticeFacts): string {
  if (facts.clue !== undefined) return clueAbout(facts, facts.clue);
  return styleOf(kind).plain === true
    ? facts.title
    : `${facts.measure} ${facts.title}（牵头：${facts.leadUnit}）`;
}

function askLabel(view: View): string {
  const proposal = styleOf(view.kind).proposal === true;
  if (view.copied) return proposal ? '已呈请主送阅示' : '主送办理事项';
  return proposal ? '呈请阅示' : '办理事项';
}

function missingOf({ missing, met, of }: NoticeFacts): Section['missing'] {
  if (missing.length === 0) return undefined;
  const rest = missing.length - MISSING_MAX;
  const more = rest > 0 ? [`另有${rest}项，请登录系统查看`] : [];
  return { label: `尚缺（已具备${met}/${of}）`, items: [...missing.slice(0, MISSING_MAX), ...more] };
}

function notesOf(view: View, hasMain: boolean, at: Instant): readonly string[] {
  const { copied, mine } = view;
  const vacant = [...new Set(mine.flatMap((recipient) => recipient.standsInFor ?? []))];
  return [
    ...ageNote(view.facts, at),
    ...(vacant.length === 0
      ? []
      : [
          `因${vacant.map((role) => ROLE_NAMES[role] ?? role).join('、')}岗位空缺，本件${copied ? '抄送您知悉' : '由您代为办理'}。`,
        ]),
    ...(copied && vacant.length === 0 ? [`本件抄送您知悉${hasMain ? '，由主送办理' : ''}。`] : []),
  ];
}

/** A notice is frozen on the day it arose: read on a later one, it says so. */
function ageNote({ lateSince, today }: NoticeFacts, at: Instant): readonly string[] {
  const sameDay = dateOf(at) === today;
  if (lateSince !== undefined) {
    const since = longDate(dateOf(lateSince), dateOf(at));
    return [`因系统停机补发，原应于${since}发出${sameDay ? '' : '；文中天数按该日计算'}。`];
  }
  return sameDay ? [] : [`本件${longDate(today, dateOf(at))}生成，文中天数按该日计算。`];
}

function linesOf({ notice }: LetterNotice): readonly Line[] {
  const { facts, kind } = notice;
  return [
    ...datesOf(kind, facts),
    { label: '主送', text: notice.to.length === 0 ? '（无）' : people(notice.to) },
    ...(notice.cc.length === 0 ? [] : [{ label: '抄送', text: people(notice.cc) }]),
  ];
}

function datesOf(kind: Section['kind'], facts: NoticeFacts): readonly Line[] {
  if (facts.clue !== undefined) return clueLines(facts, facts.clue);
  return styleOf(kind).plain === true ? [] : limitLines(kind, facts);
}

/** Kinds of what is done: days no longer run. */
const DONE: ReadonlySet<Section['kind']> = new Set([
  'signed_off',
  'public_notice',
  'look_back_due',
  'looked_back',
]);

function limitLines(kind: Section['kind'], facts: NoticeFacts): readonly Line[] {
  const aim = aimOf(facts);
  const dated = (date: string): string => {
    const left = date === aim && !DONE.has(kind) ? countdown(facts, date) : '';
    return `${longDate(date, facts.today)}${left === '' ? '' : `，${left}`}`;
  };
  const original =
    facts.originalDue && facts.originalDue !== facts.due
      ? `（原时限${shortDate(facts.originalDue, facts.today)}）`
      : '';
  const provisional = facts.provisional === true ? '（暂定，待国务院公布节假日安排）' : '';
  return [
    ...(facts.milestone
      ? [{ label: '节点时限', text: `${longDate(facts.milestone.due, facts.today)}${provisional}` }]
      : []),
    ...(facts.correctionDue
      ? [{ label: '补正时限', text: `${dated(facts.correctionDue)}${provisional}` }]
      : []),
    { label: '完成时限', text: `${dated(facts.due)}${original}${provisional}` },
  ];
}

function compare(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
