import type { Migration, MigrationProvider } from 'kysely';
import { projections } from './0001-projections.ts';
import { restorations } from './0002-restorations.ts';

/** In order of their names. One that was ever released is never changed: a new one follows it. */
export const MIGRATIONS: Readonly<Record<string, Migration>> = {
  '0001-projections': projections,
  '0002-restorations': restorations,
};

/** The migrations as code, so that a bundle needs no folder beside it. */
export const migrationProvider: MigrationProvider = {
  getMigrations: () => Promise.resolve({ ...MIGRATIONS }),
};
