import type { FieldPath } from './errors.ts';

/** A value of a file's data with its place. */
export interface Placed {
  readonly path: FieldPath;
  readonly value: unknown;
}

/**
 * Everything that stands where a pattern points: `measures.*.problems.*`. A star is every item of a list or every
 * field of a map, a number one item of a list. Works on data of any shape: what is not there is passed over.
 */
export function valuesAt(data: unknown, pattern: string): readonly Placed[] {
  return pattern
    .split('.')
    .reduce<readonly Placed[]>(
      (found, part) => found.flatMap((at) => (part === '*' ? children(at) : child(at, part))),
      [{ path: [], value: data }],
    );
}

function children({ path, value }: Placed): readonly Placed[] {
  if (Array.isArray(value))
    return value.map((item: unknown, index) => ({ path: [...path, index], value: item }));
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).map(([key, item]: [string, unknown]) => ({
    path: [...path, key],
    value: item,
  }));
}

function child({ path, value }: Placed, key: string): readonly Placed[] {
  if (typeof value !== 'object' || value === null || !Object.hasOwn(value, key)) return [];
  const part = Array.isArray(value) ? Number(key) : key;
  return [{ path: [...path, part], value: (value as Readonly<Record<string, unknown>>)[key] }];
}
