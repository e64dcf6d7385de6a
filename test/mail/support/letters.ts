import type {
  LetterContent,
  LetterNotice,
  Notice,
  NoticeFacts,
  NoticeKind,
} from '../../../src/domain/notice.ts';
import { sampleFacts } from '../../../src/mail/gallery/facts.ts';
import { CARD, LI, ZHANG } from '../../../src/mail/gallery/people.ts';

export { LI, recipient, WANG, ZHANG, ZHAO } from '../../../src/mail/gallery/people.ts';

export function noticeOf(
  kind: NoticeKind,
  facts: Partial<NoticeFacts> = {},
  more: Partial<Notice> = {},
): Notice {
  const all = { ...sampleFacts(kind), ...facts };
  return {
    id: `${all.process}/1/${kind}/due/0/${all.due}`,
    kind,
    urgent: false,
    leaveAt: `${all.today}T08:30:00.000+08:00`,
    thenAt: [],
    to: [ZHANG],
    cc: [LI],
    facts: all,
    ...more,
  };
}

let count = 0;

export function letterOf(notices: readonly LetterNotice[], more: Partial<LetterContent> = {}): LetterContent {
  count += 1;
  return {
    programme: CARD,
    person: { id: ZHANG.person, name: ZHANG.name, address: ZHANG.address },
    messageId: `${String(count).padStart(4, '0')}a1b2c3@zhenggai`,
    thread: 'thread-m06@zhenggai',
    at: `${notices[0]?.notice.facts.today ?? '2022-08-22'}T08:30:00.000+08:00`,
    notices,
    ...more,
  };
}

/** One notice to its first main recipient. */
export function letterWith(
  kind: NoticeKind,
  facts: Partial<NoticeFacts> = {},
  more: Partial<LetterContent> = {},
): LetterContent {
  return letterOf([{ notice: noticeOf(kind, facts), as: 'to' }], more);
}
