import { sql } from 'kysely';
import type { Database } from '../schema.ts';

/** What a database says of itself. */
interface DatabaseHealth {
  readonly version: string;
  /** Name of the last migration; undefined while there are no tables. */
  readonly migration?: string;
  /** By how much its clock is before ours, in milliseconds. */
  readonly clockAhead: number;
}

/** Asks the database for its version, its tables and its time. */
export async function databaseHealth(db: Database): Promise<DatabaseHealth> {
  const asked = Date.now();
  const { rows } = await sql<{ version: string; millis: string; tables: boolean }>`
    select current_setting('server_version') as version,
           extract(epoch from clock_timestamp()) * 1000 as millis,
           to_regclass('kysely_migration') is not null as tables`.execute(db);
  const answered = Date.now();
  const [found] = rows;
  if (found === undefined) throw new Error('the database gave no row');
  const migrations = found.tables
    ? await db
        .withTables<{ kysely_migration: { name: string } }>()
        .selectFrom('kysely_migration')
        .select('name')
        .orderBy('name', 'desc')
        .limit(1)
        .execute()
    : [];
  const [last] = migrations;
  return {
    version: found.version,
    clockAhead: Number(found.millis) - (asked + answered) / 2,
    ...(last && { migration: last.name }),
  };
}
