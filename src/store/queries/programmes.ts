import { sql } from 'kysely';
import type { Instant } from '../../domain/time.ts';
import type { Database } from '../schema.ts';

/** A programme at a glance. */
interface ProgrammeView {
  readonly programme: string;
  /** From the programme's own card; empty while its process has not reached the ledger. */
  readonly title: string;
  readonly status: string;
  readonly open: boolean;
  readonly measures: number;
  readonly openMeasures: number;
  /** Civil time of its latest event. */
  readonly at: Instant;
}

/** All programmes the ledger knows, the latest first. */
export async function listProgrammes(db: Database): Promise<readonly ProgrammeView[]> {
  return db
    .selectFrom('process')
    .groupBy('programme')
    .select(({ fn }) => [
      'programme',
      sql<string>`coalesce(max(card ->> 'title') filter (where kind = 'programme'), '')`.as('title'),
      sql<string>`coalesce(max(status) filter (where kind = 'programme'), '')`.as('status'),
      sql<boolean>`bool_or(open)`.as('open'),
      sql<number>`count(*) filter (where kind = 'measure')`.as('measures'),
      sql<number>`count(*) filter (where kind = 'measure' and open)`.as('openMeasures'),
      fn.max('at').as('at'),
    ])
    .orderBy('at', 'desc')
    .orderBy('programme')
    .execute();
}
