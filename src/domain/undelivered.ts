import { isObject } from './guards.ts';
import type { NoticeFacts } from './notice.ts';
import type { Signal } from './signal.ts';

/** What a letter tells a process whose notices it could not deliver. */
export interface Undelivered {
  readonly undelivered: readonly {
    readonly notice: string;
    readonly person: string;
    readonly response: string;
  }[];
  /** What is told of it; absent where the notices lost were such tellings themselves: no third is opened. */
  readonly about?: NonNullable<NoticeFacts['undeliverable']>;
}

/** Reads the signal; undefined where it is none of these. */
export function readUndelivered({ data }: Signal): Undelivered | undefined {
  const { notices, person, name, postTitle, subject, response } = data;
  if (!Array.isArray(notices) || typeof person !== 'string' || typeof response !== 'string') return undefined;
  const lost = notices
    .filter(isObject)
    .map((one) => ({ id: textOr(one['id'], ''), kind: textOr(one['kind'], '') }));
  const undelivered = lost.map((one) => ({ notice: one.id, person, response }));
  if (lost.every((one) => one.kind === 'undeliverable')) return { undelivered };
  const about = {
    name: textOr(name, person),
    postTitle: textOr(postTitle, ''),
    subject: textOr(subject, ''),
    response,
  };
  return { undelivered, about };
}

function textOr(value: unknown, otherwise: string): string {
  return typeof value === 'string' ? value : otherwise;
}
