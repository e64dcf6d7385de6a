/** Longest text kept on one line, and longest text of several lines. The ledger keeps the whole. */
const LINE_MAX = 300;
const TEXT_MAX = 2_000;

/** C0 and C1 controls but the line feed, and DEL. */
const CONTROLS = /[\u0000-\u0009\u000B-\u001F\u007F-\u009F]/g; // oxlint-disable-line no-control-regex
/** Marks that hide or turn text around: zero width, bidirectional, line and paragraph separators, interlinear, tags, BOM. */
const INVISIBLE = /[\u200B-\u200F\u202A-\u202E\u2060-\u206F\uFEFF\uFFF9-\uFFFB]|[\u{E0000}-\u{E007F}]/gu;
const LONE_SURROGATES = /\p{Surrogate}/gu;

/** Fields of notices that may run over several lines: what people and servers wrote. */
const MULTI_LINE = new Set(['reason', 'text', 'response']);

/** Text of several lines without anything that is not text; line ends become `\n`, runs of empty lines one. */
function cleanText(text: string): string {
  const lines = text
    .replace(/\r\n?|[\u0085\u2028\u2029\v\f]/g, '\n')
    .replaceAll('\t', ' ')
    .replace(CONTROLS, '')
    .replace(INVISIBLE, '')
    .replace(LONE_SURROGATES, '\uFFFD')
    .replace(/ +$/gm, '')
    .replace(/\n{3,}/g, '\n\n')
    .trim();
  return shorten(lines, TEXT_MAX, '……（后略，请登录系统查看全文）');
}

/** The same on one line: fit for subjects, names and headers. */
export function cleanLine(text: string): string {
  return shorten(cleanText(text).replace(/\s+/g, ' '), LINE_MAX, '……');
}

/** A copy of plain data in which every text is clean; only what people wrote keeps its line ends. */
export function cleanDeep<T>(value: T, key = ''): T {
  if (typeof value === 'string') return (MULTI_LINE.has(key) ? cleanText(value) : cleanLine(value)) as T;
  if (Array.isArray(value)) return value.map((item: unknown) => cleanDeep(item, key)) as T;
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, item]) => [name, cleanDeep(item, name)])) as T;
}

function shorten(text: string, max: number, ending: string): string {
  const points = Array.from(text);
  return points.length <= max ? text : `${points.slice(0, max).join('')}${ending}`;
}
