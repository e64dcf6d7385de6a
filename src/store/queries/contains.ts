import { sql, type RawBuilder } from 'kysely';

/** Whether a text holds a part, letter case aside; `%` and `_` mean themselves. */
export function contains(text: RawBuilder<unknown>, part: string): RawBuilder<boolean> {
  return sql<boolean>`strpos(lower(${text}), lower(${part})) > 0`;
}
