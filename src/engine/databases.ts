import { randomBytes } from 'node:crypto';
import pg from 'pg';
import { engineError } from './errors.ts';
import { capture, childEnv } from './processes.ts';
import type { Secrets } from './secrets.ts';
import { TEMPORAL_VERSION } from './temporal-version.ts';

/** Names of the three databases, and of the roles that own them. */
export const DATABASES = {
  engine: { name: 'temporal', role: 'temporal', schema: 'postgresql/v12/temporal' },
  visibility: { name: 'temporal_visibility', role: 'temporal', schema: 'postgresql/v12/visibility' },
  app: { name: 'zhenggai', role: 'zhenggai' },
} as const;

type EngineDatabase = (typeof DATABASES)['engine' | 'visibility'];

/** A running PostgreSQL on 127.0.0.1. */
export interface DatabaseOptions {
  readonly port: number;
  readonly secrets: Secrets;
}

/** The same, and Temporal's schema tool. */
export interface DatabasesOptions extends DatabaseOptions {
  readonly sqlTool: string;
  readonly onProgress?: ((message: string) => void) | undefined;
}

/** Makes our database and its role. It is created empty: its tables are the store's affair. Can be called at every start. */
export async function ensureOurDatabase(options: DatabaseOptions): Promise<void> {
  const admin = await connect(options);
  try {
    const { name, role } = DATABASES.app;
    await ensureRole(admin, role, options.secrets.app);
    if (!(await isThere(admin, name))) await create(admin, name, role);
  } finally {
    await admin.end();
  }
}

/**
 * Makes the engine's role, its two databases and their tables. Can be called at every start and after a kill at any point: an engine
 * database is prepared under a passing name and renamed when it is whole, so that one under its own name is never half done, and is never
 * dropped. Its comment says for which release its tables are.
 * @throws engine-schema-failed with the tool's output
 */
export async function ensureEngineDatabases(options: DatabasesOptions): Promise<void> {
  const admin = await connect(options);
  try {
    await ensureRole(admin, DATABASES.engine.role, options.secrets.temporal);
    for (const database of [DATABASES.engine, DATABASES.visibility])
      await ensureEngineDatabase(admin, database, options);
  } finally {
    await admin.end();
  }
}

async function ensureEngineDatabase(
  admin: pg.Client,
  database: EngineDatabase,
  options: DatabasesOptions,
): Promise<void> {
  const { name, role } = database;
  const mark = `tables of Temporal ${TEMPORAL_VERSION}`;
  await dropUnfinished(admin, name);
  if (await isThere(admin, name)) {
    if ((await comment(admin, name)) === mark) return;
    options.onProgress?.(`正在升级流程引擎的数据表（${name}）…`);
    await schema(name, options, ['update-schema', '--schema-name', database.schema]);
  } else {
    options.onProgress?.(`正在建立流程引擎的数据表（${name}）…`);
    // A schema tool that outlives its killed owner works on a name of its own, and cannot disturb this one.
    const passing = `${name}_new_${randomBytes(4).toString('hex')}`;
    await create(admin, passing, role);
    await schema(passing, options, ['setup-schema', '-v', '0.0']);
    await schema(passing, options, ['update-schema', '--schema-name', database.schema]);
    await renameVersion(options, passing, name);
    await admin.query(`alter database ${passing} rename to ${name}`);
  }
  await admin.query(`comment on database ${name} is '${mark}'`);
}

/** The server looks its schema's version up under the database's name. */
async function renameVersion(options: DatabasesOptions, passing: string, name: string): Promise<void> {
  const client = await connect(options, passing);
  try {
    await client.query('update schema_version set db_name = $1', [name]);
  } finally {
    await client.end();
  }
}

async function dropUnfinished(admin: pg.Client, name: string): Promise<void> {
  const left = await admin.query<{ datname: string }>('select datname from pg_database where datname ~ $1', [
    `^${name}_new_[0-9a-f]+$`,
  ]);
  for (const { datname } of left.rows) await admin.query(`drop database if exists ${datname} with (force)`);
}

async function isThere(admin: pg.Client, name: string): Promise<boolean> {
  return (await admin.query('select from pg_database where datname = $1', [name])).rowCount !== 0;
}

async function create(admin: pg.Client, name: string, role: string): Promise<void> {
  await admin.query(`create database ${name} owner ${role}`);
}

async function comment(admin: pg.Client, name: string): Promise<string | null | undefined> {
  const found = await admin.query<{ text: string | null }>(
    "select shobj_description(oid, 'pg_database') as text from pg_database where datname = $1",
    [name],
  );
  return found.rows[0]?.text;
}

async function schema(database: string, options: DatabasesOptions, args: string[]): Promise<void> {
  const run = await capture(
    options.sqlTool,
    [
      '--plugin',
      'postgres12',
      '--ep',
      '127.0.0.1',
      '-p',
      String(options.port),
      '-u',
      DATABASES.engine.role,
      '--db',
      database,
      ...args,
    ],
    // Not as an argument: those can be read by every user of the machine.
    { env: childEnv({ SQL_PASSWORD: options.secrets.temporal }) },
  );
  if (run.code !== 0) throw engineError('engine-schema-failed', { database, log: run.output.slice(-2000) });
}

async function ensureRole(admin: pg.Client, role: string, password: string): Promise<void> {
  const found = await admin.query('select from pg_roles where rolname = $1', [role]);
  if (found.rowCount === 0) await admin.query(`create role ${role} login`);
  await admin.query(`alter role ${role} password ${pg.escapeLiteral(password)}`);
}

async function connect(options: DatabaseOptions, database = 'postgres'): Promise<pg.Client> {
  const { port, secrets } = options;
  const client = new pg.Client({
    host: '127.0.0.1',
    port,
    user: 'postgres',
    password: secrets.admin,
    database,
  });
  await client.connect();
  return client;
}
