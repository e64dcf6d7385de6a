import { Migrator } from 'kysely';
import { storeError, StoreError } from './errors.ts';
import { faultMessage } from './faults.ts';
import { MIGRATIONS, migrationProvider } from './migrations/index.ts';
import type { Database } from './schema.ts';

/**
 * Brings the tables to this program's version, all or nothing, and gives the names of what was done (none: it was
 * there). Several may call it at once: they queue for a lock of the database.
 * @throws store-newer when a later program has been here; store-migration-failed
 */
export async function migrate(db: Database): Promise<readonly string[]> {
  const migrator = new Migrator({ db, provider: migrationProvider });
  const { error, results = [] } = await migrator.migrateToLatest();
  if (error === undefined) return results.map((result) => result.migrationName);
  if (error instanceof StoreError) throw error;
  const unknown = await firstUnknown(db);
  if (unknown !== undefined) throw storeError('store-newer', { migration: unknown }, error);
  const failed = results.find((result) => result.status === 'Error');
  const reason = faultMessage(error);
  throw storeError('store-migration-failed', { migration: failed?.migrationName ?? '准备', reason }, error);
}

/** A migration in the database that this program does not know. */
async function firstUnknown(db: Database): Promise<string | undefined> {
  const done = db
    .withTables<{ kysely_migration: { name: string } }>()
    .selectFrom('kysely_migration')
    .select('name');
  const names = await done.execute().catch(() => []);
  return names.map(({ name }) => name).find((name) => !(name in MIGRATIONS));
}
