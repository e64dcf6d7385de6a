import { isObject } from '../guards.ts';

/**
 * A start input with what was amended since. A process keeps its amendments beside its start input: that one stands unchanged at the
 * head of every run, and both together are what its rules go by. Measures are amended one by one, by their id.
 */
export function amendedInput<I extends object>(input: I, amended: unknown): I {
  if (!isObject(amended)) return input;
  const { measures, ...fields } = amended;
  const own = (input as { readonly measures?: unknown }).measures;
  if (!isObject(measures) || !Array.isArray(own)) return { ...input, ...fields };
  const known = own as readonly { readonly id: string }[];
  const added = Object.values(measures).filter((one) => !known.some(({ id }) => id === idOf(one)));
  const merged = known.map((one) => (Object.hasOwn(measures, one.id) ? measures[one.id] : one));
  return { ...input, ...fields, measures: [...merged, ...added] };
}

function idOf(raw: unknown): unknown {
  return isObject(raw) ? raw['id'] : undefined;
}
