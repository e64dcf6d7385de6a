import type { BriefFacts } from '../../domain/gathered-facts.ts';
import type { Instant } from '../../domain/time.ts';
import { briefLead, briefLists } from '../../mail/wording/brief.ts';
import { wrap } from '../../plan/text.ts';
import { moment } from './dates.ts';

/** The brief of this moment, as the letter says it. */
export function briefView(
  facts: BriefFacts,
  title: string,
  now: Instant,
  { gathers, width }: { readonly gathers: boolean; readonly width: number },
): readonly string[] {
  return [
    ...wrap(`${title}简报（${moment(now)}）`, width),
    ...briefLead(facts).flatMap((sentence) => wrap(sentence, width)),
    ...briefLists(facts).flatMap(({ label, items }) => [
      '',
      `${label}：`,
      ...items.flatMap((item, i) => wrap(`${i + 1}. ${item}`, width, '  ')),
    ]),
    ...(gathers ? [] : ['', '本专项启动于设简报之前：不发每周简报，提级和办理事项请看各措施的 timeline。']),
  ];
}
