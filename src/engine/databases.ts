import pg from 'pg';
import { createDatabase, createWhole, dropUnfinished, upgradeTables } from './engine-tables.ts';
import type { EngineSchema } from './engine-tables.ts';
import { connectTo } from './postgres-place.ts';
import type { PostgresPlace } from './postgres-place.ts';
import type { Secrets } from './secrets.ts';
import { TEMPORAL_VERSION } from './temporal-version.ts';

/** Names of the engine's two databases and of ours. */
export interface DatabaseNames {
  readonly engine: string;
  readonly visibility: string;
  readonly app: string;
}

/** Names in our own PostgreSQL. */
export const DATABASES: DatabaseNames = {
  engine: 'temporal',
  visibility: 'temporal_visibility',
  app: 'zhenggai',
};

/** Roles that own them there: one for the engine's, one for ours. */
const ROLES = { engine: 'temporal', app: 'zhenggai' } as const;

/** Our own running PostgreSQL on 127.0.0.1. */
export interface DatabaseOptions {
  readonly port: number;
  readonly secrets: Secrets;
}

/** The same, and Temporal's schema tool. */
export interface DatabasesOptions extends DatabaseOptions {
  readonly sqlTool: string;
  readonly onProgress?: ((message: string) => void) | undefined;
}

/** Our own PostgreSQL as the engine logs in to it. */
export function enginePlace({ port, secrets }: DatabaseOptions): PostgresPlace {
  return { host: '127.0.0.1', port, user: ROLES.engine, password: secrets.temporal };
}

/** Makes our database and its role. It is created empty: its tables are the store's affair. Can be called at every start. */
export async function ensureOurDatabase(options: DatabaseOptions): Promise<void> {
  const admin = await connectAdmin(options);
  try {
    await ensureRole(admin, ROLES.app, options.secrets.app);
    if (!(await isThere(admin, DATABASES.app))) await createDatabase(admin, DATABASES.app, ROLES.app);
  } finally {
    await admin.end();
  }
}

/**
 * Makes the engine's role, its two databases and their tables. Can be called at every start and after a kill at any point: one under its own name
 * is never half done, and is never dropped. Its comment says for which release its tables are.
 * @throws engine-schema-failed with the tool's output
 */
export async function ensureEngineDatabases(options: DatabasesOptions): Promise<void> {
  const admin = await connectAdmin(options);
  try {
    await ensureRole(admin, ROLES.engine, options.secrets.temporal);
    await ensureEngineDatabase(admin, DATABASES.engine, 'temporal', options);
    await ensureEngineDatabase(admin, DATABASES.visibility, 'visibility', options);
  } finally {
    await admin.end();
  }
}

async function ensureEngineDatabase(
  admin: pg.Client,
  name: string,
  schema: EngineSchema,
  options: DatabasesOptions,
): Promise<void> {
  const tables = { ...options, place: enginePlace(options) };
  const mark = `tables of Temporal ${TEMPORAL_VERSION}`;
  await dropUnfinished(admin, name);
  if (await isThere(admin, name)) {
    if ((await comment(admin, name)) === mark) return;
    options.onProgress?.(`正在升级流程引擎的数据表（${name}）…`);
    await upgradeTables(tables, name, schema);
  } else await createWhole(admin, tables, name, schema);
  await admin.query(`comment on database ${name} is '${mark}'`);
}

async function isThere(admin: pg.Client, name: string): Promise<boolean> {
  return (await admin.query('select from pg_database where datname = $1', [name])).rowCount !== 0;
}

async function comment(admin: pg.Client, name: string): Promise<string | null | undefined> {
  const found = await admin.query<{ text: string | null }>(
    "select shobj_description(oid, 'pg_database') as text from pg_database where datname = $1",
    [name],
  );
  return found.rows[0]?.text;
}

async function ensureRole(admin: pg.Client, role: string, password: string): Promise<void> {
  const found = await admin.query('select from pg_roles where rolname = $1', [role]);
  if (found.rowCount === 0) await admin.query(`create role ${role} login`);
  await admin.query(`alter role ${role} password ${pg.escapeLiteral(password)}`);
}

function connectAdmin({ port, secrets }: DatabaseOptions): Promise<pg.Client> {
  return connectTo({ host: '127.0.0.1', port, user: 'postgres', password: secrets.admin }, 'postgres');
}
