import type { LetterContent } from '../domain/notice.ts';
import { footerOf, openingOf } from './footer.ts';
import type { Accent, Section } from './section.ts';

/** Bar and heading colours; dark enough to read on white (WCAG AA). */
const COLOURS: Readonly<Record<Accent, string>> = {
  red: '#c5221f',
  yellow: '#9a6700',
  blue: '#1a56b0',
  green: '#1e7b34',
};

const FONT = "-apple-system,'PingFang SC','Microsoft YaHei','Noto Sans CJK SC',sans-serif";
const GREY = '#5f6368';

/** Text made safe inside elements and quoted attributes. */
export function escapeHtml(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll("'", '&#39;');
}

/** The HTML part of a clean letter: one column, inline styles only, no image, no link, no script. */
export function htmlOf(letter: LetterContent, sections: readonly Section[], subject: string): string {
  const many = sections.length > 1;
  const footer = [letter.programme.title, letter.programme.office, footerOf(letter.programme)]
    .map(escapeHtml)
    .join('<br>');
  return `<!doctype html>
<html lang="zh-CN">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="format-detection" content="date=no, address=no">
<title>${escapeHtml(subject)}</title>
</head>
<body style="margin:0;padding:0;background:#f4f5f7;">
<div style="max-width:640px;margin:0 auto;padding:12px;font-family:${FONT};font-size:16px;line-height:1.7;color:#1f2328;word-break:break-word;overflow-wrap:anywhere;">
<p style="margin:4px 4px 12px;">${escapeHtml(letter.person.name)}：</p>
${many ? overview(sections) : ''}${sections.map((section, i) => card(section, many ? i + 1 : 0)).join('\n')}
<p style="margin:16px 4px;font-size:13px;line-height:1.6;color:${GREY};">${footer}</p>
</div>
</body>
</html>
`;
}

function overview(sections: readonly Section[]): string {
  const rows = sections.map(
    (section, i) =>
      `<tr><td style="padding:3px 8px 3px 0;vertical-align:top;white-space:nowrap;color:${GREY};">${i + 1}.</td>` +
      `<td style="padding:3px 0;color:${COLOURS[section.accent]};">${escapeHtml(section.heading)} <span style="color:${GREY};font-size:14px;">${escapeHtml(section.title)}</span></td></tr>`,
  );
  return `<p style="margin:0 4px 6px;">${escapeHtml(openingOf(sections.length))}</p>
<table role="presentation" cellpadding="0" cellspacing="0" style="margin:0 4px 16px;font-size:15px;line-height:1.5;border-collapse:collapse;">${rows.join('')}</table>
`;
}

function card(section: Section, number: number): string {
  const colour = COLOURS[section.accent];
  return `<div style="margin:0 0 14px;padding:14px 16px;background:#ffffff;border:1px solid #dfe2e6;border-left:5px solid ${colour};border-radius:4px;">
<p style="margin:0;font-size:18px;line-height:1.5;font-weight:bold;color:${colour};">${number > 0 ? `${number}. ` : ''}${escapeHtml(section.heading)}</p>
<p style="margin:2px 0 10px;font-size:14px;color:${GREY};">${escapeHtml(section.about)}</p>
${[...notes(section), ...lead(section), ...quotes(section), ...lists(section), ...missing(section), ...ask(section), ...next(section)].join('\n')}
${lines(section)}
</div>`;
}

function notes(section: Section): readonly string[] {
  return section.notes.map(
    (note) =>
      `<p style="margin:0 0 8px;padding:4px 10px;background:#f1f3f5;font-size:14px;border-radius:3px;">${escapeHtml(note)}</p>`,
  );
}

function lead(section: Section): readonly string[] {
  return section.lead.map((sentence) => `<p style="margin:0 0 8px;">${escapeHtml(sentence)}</p>`);
}

function quotes(section: Section): readonly string[] {
  return section.quotes.map(
    (quote) =>
      `<p style="margin:8px 0 2px;font-weight:bold;">${escapeHtml(quote.label)}</p>` +
      `<blockquote style="margin:0 0 8px;padding:6px 12px;border-left:3px solid #c4c9cf;background:#f8f9fa;">${escapeHtml(quote.text).replaceAll('\n', '<br>')}</blockquote>`,
  );
}

function lists(section: Section): readonly string[] {
  return section.lists.map(({ label, items }) => list(label, items, 'ol'));
}

function missing(section: Section): readonly string[] {
  if (!section.missing) return [];
  return [list(section.missing.label, section.missing.items, 'ol')];
}

function ask(section: Section): readonly string[] {
  if (!section.ask) return [];
  return [list(section.ask.label, section.ask.lines, 'ul')];
}

function list(label: string, items: readonly string[], tag: 'ol' | 'ul'): string {
  const entries = items.map((item) => `<li style="margin:0 0 2px;">${escapeHtml(item)}</li>`).join('');
  return `<p style="margin:8px 0 2px;font-weight:bold;">${escapeHtml(label)}</p><${tag} style="margin:0 0 8px;padding-left:24px;">${entries}</${tag}>`;
}

function next(section: Section): readonly string[] {
  if (section.next === undefined) return [];
  return [`<p style="margin:8px 0;"><b>下一步：</b>${escapeHtml(section.next)}</p>`];
}

function lines(section: Section): string {
  const rows = section.lines.map(
    (line) =>
      `<tr><td width="1%" style="padding:1px 12px 1px 0;vertical-align:top;white-space:nowrap;">${escapeHtml(line.label)}</td>` +
      `<td style="padding:1px 0;">${escapeHtml(line.text)}</td></tr>`,
  );
  return `<table role="presentation" cellpadding="0" cellspacing="0" style="margin-top:10px;padding-top:8px;border-top:1px solid #eceef0;width:100%;font-size:14px;line-height:1.6;color:${GREY};">${rows.join('')}</table>`;
}
