import type { LetterContent, NoticeFacts } from '../domain/notice.ts';
import { dateOf, weekdayOf, type Instant } from '../domain/time.ts';
import { noticeKey, recipientKey } from './keys.ts';

const DAYS = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'];
const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/** Name of our own header: which measures a letter speaks of, for finding it again. */
export const MEASURES_HEADER = 'X-Zhenggai-Measures';
/** And whom it was for and which notices it carries, by keys that say nothing: a letter kept shows what has been told. */
export const RECIPIENT_HEADER = 'X-Zhenggai-Recipient';
export const NOTICES_HEADER = 'X-Zhenggai-Notices';

/** The headers of a clean letter but From, To and Subject. All values are ASCII on one line. */
export function headersOf(letter: LetterContent): Readonly<Record<string, string>> {
  const thread = messageIdOf(letter.thread);
  const messageId = messageIdOf(letter.messageId);
  const named = letter.notices.flatMap(({ notice: { facts } }) => [facts.measure, ...listedIn(facts)]);
  const measures = [...new Set(named.map((measure) => encodeURIComponent(measure)))];
  return {
    'Message-ID': messageId,
    Date: mailDate(letter.at),
    ...(thread !== messageId && { References: thread, 'In-Reply-To': thread }),
    // RFC 3834, and what Exchange asks for: no out-of-office answers.
    'Auto-Submitted': 'auto-generated',
    'X-Auto-Response-Suppress': 'All',
    // RFC 2919: lets people file all letters of a programme by one rule.
    'List-ID': `<${letter.programme.id.toLowerCase().replace(/[^a-z0-9-]/g, '-')}.zhenggai>`,
    [MEASURES_HEADER]: measures.join(', '),
    [RECIPIENT_HEADER]: recipientKey(letter.programme.id, letter.person.id),
    [NOTICES_HEADER]: letter.notices.map(({ notice }) => noticeKey(notice.id)).join(', '),
  };
}

/** Mon, 29 Aug 2022 08:30:00 +0800 (RFC 5322 §3.3) */
function mailDate(at: Instant): string {
  const date = dateOf(at);
  const [year, month, day] = date.split('-');
  return `${DAYS[weekdayOf(date) - 1]}, ${day} ${MONTHS[Number(month) - 1]} ${year} ${at.slice(11, 19)} +0800`;
}

/** A msg-id in its angle brackets, of the characters one may have. */
function messageIdOf(id: string): string {
  return `<${encodeURI(id).replace(/[^A-Za-z0-9!#$%&'*+\-/=?^_`{|}~.@]/g, '')}>`;
}

/** The measures that a consolidated report lists. */
function listedIn({ report }: NoticeFacts): readonly string[] {
  return report === undefined ? [] : [...report.overdue, ...report.settled].map(({ measure }) => measure);
}
