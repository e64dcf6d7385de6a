import { escapeHtml } from '../html.ts';
import type { GalleryLetter } from './letters.ts';

const STYLE = `body{margin:0;background:#e9ebee;color:#1f2328;font:15px/1.6 -apple-system,'PingFang SC','Microsoft YaHei','Noto Sans CJK SC',sans-serif}
header,nav,article{max-width:1240px;margin:0 auto;padding:16px 24px}
nav a{display:inline-block;margin:0 14px 4px 0;color:#1a56b0;text-decoration:none}
article{background:#fff;margin:0 auto 24px;border:1px solid #d5d9de}
article h2{margin:0 0 2px;font-size:20px}
dl{margin:0 0 12px;display:grid;grid-template-columns:max-content 1fr;gap:0 12px;color:#5f6368}
dt,dd{margin:0}
.parts{display:grid;grid-template-columns:minmax(0,1fr) minmax(0,1fr);gap:16px;align-items:start}
.html{background:#f4f5f7;border:1px solid #dfe2e6}
pre{margin:0;padding:12px;background:#fbfbfc;border:1px solid #dfe2e6;white-space:pre-wrap;overflow-wrap:anywhere;font:13px/1.6 ui-monospace,'Noto Sans Mono CJK SC',monospace}
@media(max-width:900px){.parts{grid-template-columns:1fr}}`;

/** Every letter on one page that needs nothing beside itself: subject, 主送 and 抄送, the HTML part and the text part. */
export function galleryPage(letters: readonly GalleryLetter[]): string {
  return `<!doctype html>
<html lang="zh-CN">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>整改信件样张</title>
<style>${STYLE}</style>
</head>
<body>
<header><h1>整改信件样张</h1>
<p>共${letters.length}件，由实际发信所用的程序写成；专项、人员和事项均为虚构。左为网页格式，右为纯文本格式。</p></header>
<nav>${letters.map((one, i) => `<a href="#l${i + 1}">${i + 1}. ${escapeHtml(one.name)}</a>`).join('')}</nav>
${letters.map(article).join('\n')}
</body>
</html>
`;
}

function article({ name, kind, urgent, to, cc, letter }: GalleryLetter, index: number): string {
  const rows = [
    ['主题', letter.subject],
    ['主送', to === '' ? '（无）' : to],
    ...(cc === '' ? [] : [['抄送', cc]]),
    ['发出', urgent ? '工作时间内随时单独发出' : '每个工作日规定时刻，与同日其他通知合为一封'],
    ...(letter.ics === undefined ? [] : [['附件', letter.ics.filename]]),
  ];
  return `<article id="l${index + 1}"${kind === undefined ? '' : ` data-kind="${kind}"`}>
<h2>${index + 1}. ${escapeHtml(name)}</h2>
<dl>${rows.map(([label = '', text = '']) => `<dt>${label}</dt><dd>${escapeHtml(text)}</dd>`).join('')}</dl>
<div class="parts"><div class="html">${bodyOf(letter.html)}</div><pre>${escapeHtml(letter.text)}</pre></div>
</article>`;
}

/** What stands in the body of a letter's page: it has inline styles only, so that it looks the same here. */
function bodyOf(html: string): string {
  return html.slice(html.indexOf('>', html.indexOf('<body')) + 1, html.lastIndexOf('</body>'));
}
