import { isCivilDate } from './time.ts';

/** Zod-free guards: what comes in by update or signal is checked with these, inside the workflow. */

/** Longest text of a command, in UTF-16 units; longer matter belongs into evidence. */
export const MAX_TEXT = 4_000;
export const MAX_NAME = 200;
/** Largest figure that is reported. */
const MAX_FIGURE = 1e15;

/** Most characters that one request or one signal may hold; a value counts as eight. Twice what the largest honest one has. */
export const MAX_MESSAGE = 200_000;
const VALUE_COST = 8;
/** Deepest nesting of what comes in. Beyond it code that walks a value would need a stack that another machine may not have. */
const MAX_DEPTH = 32;

export interface Shape {
  readonly [field: string]: unknown;
}

/** Collects what is wrong with a raw value; the first problem is enough to turn it away. */
export class Reader {
  readonly raw: Shape;
  problem: string | undefined;

  constructor(raw: unknown) {
    this.raw = isObject(raw) ? raw : {};
    if (!isObject(raw)) this.problem = '应为对象';
  }

  private fail(field: string, expected: string): void {
    this.problem ??= `${field} ${expected}，收到 ${show(this.raw[field])}`;
  }

  /** A text of 1 to `max` characters without control characters other than line breaks and tabs. */
  text(field: string, max: number = MAX_TEXT): string {
    const value = this.raw[field];
    if (isText(value, max)) return value;
    this.fail(field, `应为 1 到 ${max} 字的文字，不含控制字符`);
    return '';
  }

  optionalText(field: string, max: number = MAX_TEXT): string | undefined {
    return this.raw[field] === undefined ? undefined : this.text(field, max);
  }

  /** A name, number or title: a text of one line, without tabs. */
  line(field: string, max: number = MAX_NAME): string {
    const value = this.raw[field];
    if (isLine(value, max)) return value;
    this.fail(field, `应为 1 到 ${max} 字的一行文字，不含换行和控制字符`);
    return '';
  }

  optionalLine(field: string, max: number = MAX_NAME): string | undefined {
    return this.raw[field] === undefined ? undefined : this.line(field, max);
  }

  date(field: string): string {
    const value = this.raw[field];
    if (isCivilDate(value)) return value;
    this.fail(field, '应为存在的日期 YYYY-MM-DD');
    return '1970-01-01';
  }

  /** A whole number within bounds. */
  int(field: string, min: number, max: number): number {
    const value = this.raw[field];
    if (typeof value === 'number' && Number.isSafeInteger(value) && value >= min && value <= max)
      return value;
    this.fail(field, `应为 ${min} 到 ${max} 的整数`);
    return min;
  }

  optionalInt(field: string, min: number, max: number): number | undefined {
    return this.raw[field] === undefined ? undefined : this.int(field, min, max);
  }

  /** A number whose sums stay exact enough to be figures. */
  number(field: string): number {
    const value = this.raw[field];
    if (typeof value === 'number' && Math.abs(value) <= MAX_FIGURE) return value;
    this.fail(field, typeof value === 'number' ? '应为绝对值不超过 1000 万亿的数字' : '应为数字');
    return 0;
  }

  optionalNumber(field: string): number | undefined {
    return this.raw[field] === undefined ? undefined : this.number(field);
  }

  oneOf<T extends string>(field: string, allowed: readonly T[]): T {
    const value = this.raw[field];
    const found = allowed.find((one) => one === value);
    if (found !== undefined) return found;
    this.fail(field, `应为 ${allowed.join('、')} 之一`);
    return allowed[0] as T;
  }

  optionalOneOf<T extends string>(field: string, allowed: readonly T[]): T | undefined {
    return this.raw[field] === undefined ? undefined : this.oneOf(field, allowed);
  }

  /** A list of at most `max` items, each read by `read`. Absent gives none. */
  list<T>(field: string, max: number, read: (item: Reader) => T): readonly T[] {
    const value = this.raw[field];
    if (value === undefined) return [];
    if (!Array.isArray(value) || value.length > max) {
      this.fail(field, `应为至多 ${max} 项的列表`);
      return [];
    }
    return value.map((item: unknown, index) => {
      const reader = new Reader(item);
      const result = read(reader);
      if (reader.problem !== undefined) this.problem ??= within(`${field}[${index}]`, reader.problem);
      return result;
    });
  }

  /** Anything beyond the named fields is a mistake, most often a misspelling. */
  only(fields: readonly string[]): void {
    const unknown = Object.keys(this.raw).find((key) => !fields.includes(key));
    if (unknown !== undefined)
      this.problem ??= `没有名为 ${show(unknown)} 的项，可用的有 ${fields.join('、')}`;
  }
}

/** A problem of an item: of one of its fields, which it begins with, or of the item as a whole. */
function within(item: string, problem: string): string {
  return `${item}${/^\w/.test(problem) ? '.' : ' '}${problem}`;
}

/** Whether a value is nested deeper than anything honest is. Walks level by level: no nesting exhausts its stack. */
export function isDeep(value: unknown): boolean {
  return !walk(value, () => true);
}

/** Whether a value can be recorded, hashed and shown: not too deep, not too large, every number finite (JSON's `1e999` is not). */
export function isModest(value: unknown): boolean {
  let left = MAX_MESSAGE;
  return walk(value, (one, key) => {
    left -= VALUE_COST + key.length + (typeof one === 'string' ? one.length : 0);
    return left >= 0 && (typeof one !== 'number' || Number.isFinite(one));
  });
}

/** Visits a value and all in it; false once `accept` refuses one, or one lies too deep. */
function walk(value: unknown, accept: (one: unknown, key: string) => boolean): boolean {
  let level: readonly (readonly [string, unknown])[] = [['', value]];
  for (let depth = 0; level.length > 0; depth += 1) {
    if (depth > MAX_DEPTH) return false;
    const below: [string, unknown][] = [];
    for (const [key, one] of level) {
      if (!accept(one, key)) return false;
      if (typeof one === 'object' && one !== null)
        for (const entry of Object.entries(one)) below.push(entry as [string, unknown]);
    }
    level = below;
  }
  return true;
}

/** JSON of any value that JSON gave, for excerpts and messages: also of one too deep for `JSON.stringify`. */
export function jsonOf(value: unknown): string {
  return isDeep(value) ? '（嵌套过深）' : (JSON.stringify(value) ?? typeof value);
}

/** At most `max` characters of a text, and never half a surrogate pair: no database takes that. */
export function shortened(text: string, max: number): string {
  return text.length > max ? `${text.slice(0, max).replace(/[\uD800-\uDBFF]$/, '')}…` : text;
}

export function isObject(value: unknown): value is Shape {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

// Control characters other than tab and line feed, and lone surrogates, which no JSON text can carry faithfully.
const FORBIDDEN =
  // oxlint-disable-next-line no-control-regex -- it is what this looks for
  /[\u0000-\u0008\u000B-\u001F\u007F\u2028\u2029]|[\uD800-\uDBFF](?![\uDC00-\uDFFF])|(?<![\uD800-\uDBFF])[\uDC00-\uDFFF]/;

export function isText(value: unknown, max: number): value is string {
  return (
    typeof value === 'string' && value.length <= max && value.trim().length > 0 && !FORBIDDEN.test(value)
  );
}

/** The same on one line: what may become a name, a header or an id. */
export function isLine(value: unknown, max: number): value is string {
  return isText(value, max) && !/[\n\t]/.test(value);
}

/** An address that a mail server could take; stricter than RFC 5321 and enough for offices. */
export function isMailAddress(value: unknown): value is string {
  return (
    typeof value === 'string' &&
    value.length <= 254 &&
    /^[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?(?:\.[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?)+$/.test(
      value,
    )
  );
}

function show(value: unknown): string {
  return value === undefined ? '空' : shortened(jsonOf(value), 60);
}
