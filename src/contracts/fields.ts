import { z } from 'zod';
import { ROLES } from '../domain/roster.ts';
import { isText } from '../domain/guards.ts';
import { isCivilDate, isTimeOfDay } from '../domain/time.ts';

/** Longest text of a plan, in UTF-16 units: the note and a measure's own words are a few hundred. */
const LONGEST_TEXT = 20_000;

/** Fields that several files share. Each says in Chinese what is allowed. */

/** Text that people read: not empty, no spaces around it, nothing in it that is not text. */
export const text = z
  .string()
  .refine((value) => value.trim() === value && value !== '', {
    error: '应为非空文字，首尾无空格',
    abort: true,
  })
  .refine((value) => isText(value, LONGEST_TEXT), {
    error: `应为至多 ${LONGEST_TEXT} 字的文字，不含控制字符`,
  });

/** A field of text with its own rule and its own words for what is allowed. */
function textWhere(expected: string, accept: (value: string) => boolean): z.ZodType<string> {
  return z.string({ error: expected }).refine(accept, { error: expected });
}

/** A short id: it becomes part of process ids and is typed at the command line. Words that every JavaScript object answers to are none. */
export const shortId = textWhere(
  '应为短编号：1 至 40 个字母、数字或 - _，以字母或数字开头，不能是 constructor、toString 一类的保留字',
  (value) => /^[A-Za-z0-9][A-Za-z0-9_-]{0,39}$/.test(value) && !(value in Object.prototype),
);

/** Id of a programme: also a folder name and a database name. */
export const programmeId = textWhere('应为专项编号：2 至 40 个小写字母、数字或 -，以字母开头', (value) =>
  /^[a-z][a-z0-9-]{1,39}$/.test(value),
);

/** Id of a post, `region/unit/post`. */
export const postId = textWhere('应为岗位编号，形如 330000/jcc/case_handler（地区代码/单位/岗位）', (value) =>
  /^\d{6}\/[a-z0-9-]{1,40}\/[a-z0-9_-]{1,40}$/.test(value),
);

/** Code of GB/T 2260. Quoted, for YAML would read a number. */
export const regionCode = textWhere("应为 6 位行政区划代码，写在引号里，如 '330000'", (value) =>
  /^\d{6}$/.test(value),
);

/** The years in which dates of a programme may lie. */
const FIRST_YEAR = 2000;
const LAST_YEAR = 2100;
const DATE_EXPECTED = `应为存在的日期，形如 2022-08-31，在 ${FIRST_YEAR} 年至 ${LAST_YEAR} 年之间`;

/** A civil date that exists. */
export const civilDate = z.string({ error: DATE_EXPECTED }).refine(isPlanDate, {
  error: (issue) => `${DATE_EXPECTED}${lastDayHint(issue.input)}`,
});

/** Whether a date exists and lies in the years a programme may lie in. */
export function isPlanDate(value: string): boolean {
  return (
    isCivilDate(value) && Number(value.slice(0, 4)) >= FIRST_YEAR && Number(value.slice(0, 4)) <= LAST_YEAR
  );
}

/** For 2022-02-31: that February 2022 has 28 days. */
function lastDayHint(value: unknown): string {
  const first = `${String(value).slice(0, 7)}-01`;
  if (!/^\d{4}-\d{2}-\d{2}$/.test(String(value)) || !isCivilDate(first) || isCivilDate(value)) return '';
  const days = [28, 29, 30, 31].findLast((day) => isCivilDate(`${first.slice(0, 8)}${day}`));
  return `；${Number(first.slice(0, 4))}年${Number(first.slice(5, 7))}月只有${days}天`;
}

export const timeOfDay = textWhere('应为时刻，形如 08:30', isTimeOfDay);

export const mailAddress = z.email({ error: '应为邮件地址，如 name@example.com' });

export const role = z.enum(ROLES);

/** Whole numbers of days. */
export const days = z.int({ error: '应为 0 至 1000 的整数' }).min(0).max(1000);

/** A limit counted from another date. */
export const limit = z.strictObject({
  amount: z.int().min(1).max(1000),
  unit: z.enum(['working_days', 'calendar_days', 'months']),
  assumed: z.boolean().exactOptional(),
});
