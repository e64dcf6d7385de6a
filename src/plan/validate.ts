import type { z } from 'zod';
import { expectedText } from '../contracts/expected.ts';
import { MAX_ERRORS, pathText, valueText, type FieldPath, type PlanError } from './errors.ts';
import { valueAt, type YamlSource } from './yaml-source.ts';

export type Validated<T> =
  { readonly ok: true; readonly value: T } | { readonly ok: false; readonly errors: readonly PlanError[] };

/** Checks a file, or the part of it at `at`, against a schema; every issue becomes an error with its line. */
export function validate<T>(schema: z.ZodType<T>, source: YamlSource, at: FieldPath = []): Validated<T> {
  const parsed = schema.safeParse(valueAt(source.data, at), { error: expectedText });
  if (parsed.success) return { ok: true, value: parsed.data };
  const issues = parsed.error.issues.slice(0, MAX_ERRORS);
  return {
    ok: false,
    errors: issues.flatMap((issue) => issueErrors(source, at, issue)).slice(0, MAX_ERRORS),
  };
}

function issueErrors(source: YamlSource, at: FieldPath, issue: z.core.$ZodIssue): readonly PlanError[] {
  const path = [...at, ...issue.path.map((part) => (typeof part === 'symbol' ? String(part) : part))];
  if (issue.code !== 'unrecognized_keys') return [source.error(path, issue.message)];
  const texts = issue.message.split('\n');
  return issue.keys.slice(0, MAX_ERRORS).map((key, index) => ({
    file: source.file,
    line: source.lineOfKey(path, key),
    path: pathText([...path, key]),
    value: valueText(key),
    expected: texts[index] ?? issue.message,
  }));
}
