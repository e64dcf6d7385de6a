import type { LetterContent } from '../domain/notice.ts';
import { calendarOf, type CalendarFile } from './calendar-entry.ts';
import { cleanDeep } from './clean.ts';
import { headersOf } from './headers.ts';
import { htmlOf } from './html.ts';
import { plainOf } from './plain.ts';
import { sectionsOf } from './sections.ts';
import { subjectOf } from './subject.ts';

/** A letter in words, ready to be put into a mail. */
export interface ComposedLetter {
  readonly subject: string;
  readonly text: string;
  readonly html: string;
  readonly ics?: CalendarFile;
  /** Every header but From, To and Subject. */
  readonly headers: Readonly<Record<string, string>>;
  /** Names for From and To, clean. */
  readonly fromName: string;
  readonly toName: string;
}

/** Writes a letter. The same content always gives the same letter, to the byte. */
export function compose(content: LetterContent): ComposedLetter {
  const letter = cleanDeep(content);
  const sections = sectionsOf(letter);
  const subject = subjectOf(sections, letter.at);
  const ics = calendarOf(letter);
  return {
    subject,
    text: plainOf(letter, sections),
    html: htmlOf(letter, sections, subject),
    ...(ics && { ics }),
    headers: headersOf(letter),
    fromName: letter.programme.office,
    toName: letter.person.name,
  };
}
