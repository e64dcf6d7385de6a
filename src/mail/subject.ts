import { dateOf, type Instant } from '../domain/time.ts';
import { styleOf } from './kinds.ts';
import { shortDate } from './phrases.ts';
import type { Section } from './section.ts';

/** The subject of a letter: a notice's own where there is one, else what the day holds, by gravity. */
export function subjectOf(sections: readonly Section[], at: Instant): string {
  const [first] = sections;
  if (first !== undefined && sections.length === 1) return first.heading;
  const date = dateOf(at);
  const day = shortDate(date, date);
  const mine = sections.filter((section) => !section.copied);
  if (mine.length === sections.length && mine.every((section) => section.kind === 'special_report')) {
    return `【呈阅·专报】${day}：${mine.length}项措施逾期未完成`;
  }
  const copied = sections.filter((section) => section.copied);
  if (mine.length === 0) return `【整改日报·抄送】${day}：${counts(copied)}`;
  return `【整改日报】${day}：${counts(mine)}${copied.length === 0 ? '' : `，另抄送${copied.length}件`}`;
}

/** 督办1件、催办2件、提醒3件: sections come sorted by gravity, so the counts do too. */
function counts(sections: readonly Section[]): string {
  const byName = new Map<string, number>();
  for (const { kind } of sections) {
    const name = styleOf(kind).count;
    byName.set(name, (byName.get(name) ?? 0) + 1);
  }
  return [...byName].map(([name, count]) => `${name}${count}件`).join('、');
}
