import { randomBytes } from 'node:crypto';
import pg from 'pg';
import { engineError } from './errors.ts';
import { connectTo, runSqlTool, type PostgresPlace } from './postgres-place.ts';

/** Which of the engine's two schemas. */
export type EngineSchema = 'temporal' | 'visibility';

/** How the engine's tables are made. */
export interface TablesOptions {
  /** As the role that is to own the tables. */
  readonly place: PostgresPlace;
  readonly sqlTool: string;
  readonly onProgress?: ((message: string) => void) | undefined;
}

/**
 * Makes an engine database whole or not at all: under a passing name, which is then renamed. A schema tool that outlives its killed owner works
 * on a name of its own, and cannot disturb the next one.
 * @param admin may make databases; what an earlier one that was killed has left is dropped
 * @throws engine-schema-failed with the tool's output
 */
export async function createWhole(
  admin: pg.Client,
  options: TablesOptions,
  name: string,
  schema: EngineSchema,
): Promise<void> {
  options.onProgress?.(`正在建立流程引擎的数据表（${name}）…`);
  const passing = `${name}_new_${randomBytes(4).toString('hex')}`;
  await createDatabase(admin, passing, options.place.user);
  await setUpTables(options, passing, schema);
  // The server looks its schema's version up under the database's name.
  const client = await connectTo(options.place, passing);
  try {
    await client.query('update schema_version set db_name = $1', [name]);
  } finally {
    await client.end();
  }
  await admin.query(`alter database ${quoted(passing)} rename to ${quoted(name)}`);
}

/** Drops what a killed `createWhole` has left of that name. */
export async function dropUnfinished(admin: pg.Client, name: string): Promise<void> {
  const left = await admin.query<{ datname: string }>(
    'select datname from pg_database where datname ~ $1 and pg_has_role(datdba, $2)',
    [`^${name}_new_[0-9a-f]+$`, 'member'],
  );
  for (const { datname } of left.rows)
    await admin.query(`drop database if exists ${quoted(datname)} with (force)`);
}

/** Makes a database in UTF-8, whatever the cluster's own encoding is. */
export async function createDatabase(admin: pg.Client, name: string, owner: string): Promise<void> {
  await admin.query(
    `create database ${quoted(name)} owner ${quoted(owner)} encoding 'UTF8' template template0`,
  );
}

/** Makes the tables in a database that has none. */
export async function setUpTables(
  options: TablesOptions,
  database: string,
  schema: EngineSchema,
): Promise<void> {
  await run(options, database, ['setup-schema', '-v', '0.0']);
  await upgradeTables(options, database, schema);
}

/** Brings the tables to the tool's release; does nothing where they are. */
export async function upgradeTables(
  options: TablesOptions,
  database: string,
  schema: EngineSchema,
): Promise<void> {
  await run(options, database, ['update-schema', '--schema-name', `postgresql/v12/${schema}`]);
}

/** A name as SQL takes it. */
export function quoted(name: string): string {
  return pg.escapeIdentifier(name);
}

async function run(options: TablesOptions, database: string, args: readonly string[]): Promise<void> {
  const done = await runSqlTool(options.sqlTool, options.place, database, args);
  if (done.code !== 0) throw engineError('engine-schema-failed', { database, log: done.output.slice(-2000) });
}
