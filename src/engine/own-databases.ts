import type pg from 'pg';
import { createDatabase, createWhole, dropUnfinished, setUpTables, upgradeTables } from './engine-tables.ts';
import type { EngineSchema, TablesOptions } from './engine-tables.ts';
import { engineError, type EngineError } from './errors.ts';
import { errno, errorText } from './files.ts';
import type { OwnPostgres } from './own-postgres.ts';
import { connectTo } from './postgres-place.ts';

export interface OwnDatabasesOptions extends Omit<TablesOptions, 'place'> {
  readonly own: OwnPostgres;
  /** Our own database is to be there as well: the store has no other. */
  readonly withOurs: boolean;
}

/** Which schema goes where. */
const SCHEMAS = { engine: 'temporal', visibility: 'visibility' } as const;

/**
 * Makes sure that the office's own PostgreSQL holds the engine's two databases with their tables, and ours where it is wanted. A role that may make
 * databases makes them; otherwise they must have been made, empty, for it. Can be called at every start and after a kill at any point.
 * @throws engine-database-silent, engine-database-login, engine-database-missing, engine-database-rights, engine-database-foreign, engine-database-encoding,
 * engine-schema-failed
 */
export async function ensureOwnDatabases(options: OwnDatabasesOptions): Promise<void> {
  const { own, withOurs } = options;
  const { place, names } = own;
  const tables: TablesOptions = { ...options, place };
  const admin = await connectAnywhere(own);
  try {
    const wanted = [names.engine, names.visibility, ...(withOurs ? [names.app] : [])];
    const found = await admin.query<{ datname: string }>(
      'select datname from pg_database where datname = any ($1)',
      [wanted],
    );
    const present = new Set(found.rows.map(({ datname }) => datname));
    const missing = wanted.filter((name) => !present.has(name));
    if (missing.length > 0 && !(await mayCreate(admin))) throw missingError(own, missing);
    for (const kind of ['engine', 'visibility'] as const) {
      const name = names[kind];
      if (present.has(name)) await ensureTables(tables, name, SCHEMAS[kind]);
      else {
        await dropUnfinished(admin, name);
        await createWhole(admin, tables, name, SCHEMAS[kind]);
      }
    }
    if (missing.includes(names.app)) await createDatabase(admin, names.app, place.user);
  } finally {
    await admin.end();
  }
}

/** `host:port` and user as messages name them; never the password. */
function where({ place }: OwnPostgres): { readonly where: string; readonly user: string } {
  return { where: `${place.host}:${place.port}`, user: place.user };
}

/** Milliseconds in which a running server has surely noted that it lives. */
const HEARTBEAT = '20 seconds';

/**
 * Two Temporal servers that know nothing of each other would take one another for a cluster.
 * @param ours ports that this data folder's own server used last
 * @throws engine-database-busy when another one lives on these databases
 */
export async function checkAlone(own: OwnPostgres, ours: readonly number[]): Promise<void> {
  const client = await connectTo(own.place, own.names.engine);
  try {
    const alive = await client.query<{ rpc_port: number }>(
      `select distinct rpc_port from cluster_membership
       where last_heartbeat > (clock_timestamp() at time zone 'UTC') - interval '${HEARTBEAT}' and rpc_port::int <> all ($1::int[])`,
      [ours],
    );
    if (alive.rowCount !== 0)
      throw engineError('engine-database-busy', { ...where(own), database: own.names.engine });
  } finally {
    await client.end();
  }
}

/** Any database that lets us in shows which others there are. */
async function connectAnywhere(own: OwnPostgres): Promise<pg.Client> {
  let last: unknown;
  for (const database of ['postgres', own.names.engine, 'template1']) {
    try {
      return await connectTo(own.place, database);
    } catch (error) {
      last = error;
      // No such database, or not for us: perhaps another.
      if (!['3D000', '42501', '28000'].includes(errno(error) ?? '')) break;
    }
  }
  throw loginError(own, last);
}

function loginError(own: OwnPostgres, error: unknown): EngineError {
  const code = errno(error) ?? '';
  const reason = errorText(error);
  const refused = ['28P01', '28000', '42501', '3D000'].includes(code);
  return engineError(
    refused ? 'engine-database-login' : 'engine-database-silent',
    { ...where(own), reason },
    error,
  );
}

async function mayCreate(admin: pg.Client): Promise<boolean> {
  const found = await admin.query<{ may: boolean }>(
    'select rolcreatedb or rolsuper as may from pg_roles where rolname = current_user',
  );
  return found.rows[0]?.may === true;
}

function missingError(own: OwnPostgres, missing: readonly string[]): EngineError {
  const statements = missing.map(
    (name) => `create database ${name} owner "${own.place.user}" encoding 'UTF8' template template0;`,
  );
  return engineError('engine-database-missing', {
    ...where(own),
    missing: missing.join('、'),
    sql: statements.join('\n'),
  });
}

/** Stands in a database while its tables are being made, so that a killed start's half-made ones are known for what they are. */
const MARK = 'zhenggai_setup';

/** Makes the tables in a database that somebody has made for us, or upgrades those that are there. */
async function ensureTables(options: TablesOptions, name: string, schema: EngineSchema): Promise<void> {
  const client = await connectTo(options.place, name);
  try {
    const state = await stateOf(client);
    if (state.encoding !== 'UTF8')
      throw engineError('engine-database-encoding', { database: name, found: state.encoding });
    if (!state.may) throw engineError('engine-database-rights', { database: name, user: options.place.user });
    if (state.versioned && !state.marked) return await upgradeTables(options, name, schema);
    if (!state.marked && state.tables > 0) throw engineError('engine-database-foreign', { database: name });
    options.onProgress?.(`正在建立流程引擎的数据表（${name}）…`);
    await client.query(`create table if not exists ${MARK} (since timestamptz not null default now())`);
    await clear(client);
    await setUpTables(options, name, schema);
    await client.query(`drop table ${MARK}`);
  } finally {
    await client.end();
  }
}

interface DatabaseState {
  readonly encoding: string;
  readonly may: boolean;
  readonly versioned: boolean;
  readonly marked: boolean;
  readonly tables: number;
}

async function stateOf(client: pg.Client): Promise<DatabaseState> {
  const found = await client.query<DatabaseState>(
    `select current_setting('server_encoding') as encoding,
            has_schema_privilege('public', 'CREATE') and has_database_privilege(current_database(), 'CREATE') as may,
            to_regclass('public.schema_version') is not null as versioned,
            to_regclass('public.${MARK}') is not null as marked,
            (select count(*)::int from pg_tables where schemaname = 'public') as tables`,
  );
  return found.rows[0] as DatabaseState;
}

/** Takes away what a killed start has made, and nothing else: it began in an empty database. */
async function clear(client: pg.Client): Promise<void> {
  await client.query(`do $$ declare one record; begin
    for one in select tablename from pg_tables where schemaname = 'public' and tableowner = current_user and tablename <> '${MARK}' loop
      execute format('drop table public.%I cascade', one.tablename);
    end loop;
  end $$`);
  await client.query('drop function if exists public.convert_ts(varchar)');
}
