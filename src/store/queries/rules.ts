import { sql } from 'kysely';
import type { ProcessKind } from '../../domain/process.ts';
import type { Database } from '../schema.ts';

interface ProcessRules {
  readonly process: string;
  readonly kind: ProcessKind;
  /** Number of the rules it runs under. */
  readonly rules: number;
  /** Numbers it has run under before, in order. */
  readonly before: readonly number[];
}

/** Under which rules the open processes of a programme run, letters aside: these end with their slot. */
export async function rulesInForce(db: Database, programme: string): Promise<readonly ProcessRules[]> {
  const rows = await db
    .selectFrom('process')
    .innerJoin('event', 'event.process', 'process.process')
    .select(['process.process', 'process.kind'])
    // The event that moves a process is the last under the old rules.
    .select(
      sql<
        number[] | null
      >`array_agg((event.data->>'to')::int order by event.seq) filter (where event.type = 'RulesAdopted')`.as(
        'adopted',
      ),
    )
    .select(sql<number>`min(event.rules)`.as('first'))
    .where('process.programme', '=', programme)
    .where('process.open', '=', true)
    .where('process.kind', '!=', 'letter')
    .groupBy(['process.process', 'process.kind'])
    .orderBy('process.process')
    .execute();
  return rows.map(({ process, kind, first, adopted }) => {
    const all = [first, ...(adopted ?? [])];
    return { process, kind, rules: all.at(-1) ?? first, before: all.slice(0, -1) };
  });
}
