import type { LetterContent } from '../domain/notice.ts';
import { footerOf, openingOf } from './footer.ts';
import type { Section } from './section.ts';

const RULE = '────────────────';

/** The text part of a clean letter. */
export function plainOf(letter: LetterContent, sections: readonly Section[]): string {
  const many = sections.length > 1;
  return [
    `${letter.person.name}：`,
    ...(many
      ? [
          [openingOf(sections.length), ...sections.map((s, i) => `${i + 1}. ${s.heading} — ${s.title}`)].join(
            '\n',
          ),
        ]
      : []),
    ...sections.map((section, i) => sectionText(section, many ? `${i + 1}. ` : '')),
    RULE,
    [letter.programme.title, letter.programme.office, footerOf(letter.programme)].join('\n'),
    '',
  ].join('\n\n');
}

function sectionText(section: Section, number: string): string {
  return [
    ...(number === '' ? [] : [RULE]),
    `${number}${section.heading}\n${section.about}`,
    ...(section.notes.length > 0 ? [section.notes.map((note) => `※ ${note}`).join('\n')] : []),
    section.lead.join('\n'),
    ...section.quotes.map((quote) => `${quote.label}：\n${indent(quote.text)}`),
    ...[...section.lists, ...(section.missing ? [section.missing] : [])].map(
      ({ label, items }) => `${label}：\n${items.map((item, i) => `  ${i + 1}. ${item}`).join('\n')}`,
    ),
    ...(section.ask
      ? [`${section.ask.label}：\n${section.ask.lines.map((line) => `  · ${line}`).join('\n')}`]
      : []),
    ...(section.next === undefined ? [] : [`下一步：${section.next}`]),
    section.lines.map((line) => `${line.label}：${line.text}`).join('\n'),
  ].join('\n\n');
}

/** Every line set in, so that what people wrote cannot pass for ours. */
function indent(text: string): string {
  return text
    .split('\n')
    .map((line) => `  │ ${line}`)
    .join('\n');
}
