import type { z } from 'zod';
import { nearest } from './nearest.ts';

type Issue = Parameters<z.core.$ZodErrorMap>[0];

const TYPE_NAMES: Readonly<Record<string, string>> = {
  string: '文字',
  number: '数字',
  int: '整数',
  boolean: 'true 或 false',
  object: '一组“字段: 值”',
  record: '一组“字段: 值”',
  array: '列表（每项以“- ”开头）',
};

/** Unknown fields of one place that are told what might have been meant; looking for it takes time. */
const LISTED_KEYS = 1_000;

/**
 * What zod calls an issue, said as what is allowed: 应为…。 To be given to `safeParse`; texts given in a schema come
 * first. For unknown fields the text has one line for each of the issue's first `keys`, in their order.
 */
export const expectedText: z.core.$ZodErrorMap = (issue) => {
  switch (issue.code) {
    case 'invalid_type':
      return `应为${TYPE_NAMES[issue.expected] ?? issue.expected}`;
    case 'invalid_value':
      return oneOf(issue.values.map(String));
    case 'too_small':
      return tooSmall(issue.origin, Number(issue.minimum), issue.inclusive ?? true);
    case 'too_big':
      return `应不大于 ${issue.maximum}`;
    case 'invalid_format':
      return issue.format === 'email' ? '应为邮件地址，如 name@example.com' : `应符合格式 ${issue.format}`;
    case 'unrecognized_keys':
      return issue.keys
        .slice(0, LISTED_KEYS)
        .map((key) => unknownField(key, knownFields(issue.inst)))
        .join('\n');
    case 'invalid_union':
      return oneOf(discriminators(issue));
    case 'not_multiple_of':
      return `应为 ${issue.divisor} 的倍数`;
    case 'invalid_key':
    case 'invalid_element':
    case 'custom':
    default:
      return '应为允许的值';
  }
};

/** 应为 a、b、c 之一 */
function oneOf(values: readonly string[]): string {
  return values.length === 1 ? `应为 ${values[0]}` : `应为 ${values.join('、')} 之一`;
}

/** What is said of a field that does not exist, with the one probably meant. */
function unknownField(key: string, known: readonly string[]): string {
  const meant = nearest(key, known);
  const hint = meant === undefined ? '没有这个字段' : `没有这个字段，应为 ${meant}？`;
  return known.length === 0 ? hint : `${hint}（可用字段：${known.join('、')}）`;
}

function tooSmall(origin: string, minimum: number, inclusive: boolean): string {
  if (origin === 'string') return '应为非空文字';
  if (origin === 'array') return `应至少有 ${minimum} 项`;
  return inclusive ? `应不小于 ${minimum}` : `应大于 ${minimum}`;
}

function discriminators(issue: Issue): readonly string[] {
  const options: unknown = (issue as { options?: unknown }).options;
  return Array.isArray(options) ? options.map(String) : ['另一种写法'];
}

/** The fields of the schema an issue came from: of an object its shape, of a record the values of its key. */
function knownFields(inst: unknown): readonly string[] {
  const def = (inst as { _zod?: { def?: Definition } } | undefined)?._zod?.def;
  if (def?.shape !== undefined) return Object.keys(def.shape);
  return [...(def?.keyType?._zod?.values ?? [])].map(String);
}

interface Definition {
  readonly shape?: Readonly<Record<string, unknown>>;
  readonly keyType?: { readonly _zod?: { readonly values?: ReadonlySet<unknown> } };
}
