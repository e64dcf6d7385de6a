import { Kysely, PostgresDialect, sql, type PostgresPool, type PostgresPoolClient } from 'kysely';
import { Pool, types, type PoolClient } from 'pg';
import { explain, type Where } from './explain.ts';
import { storeError } from './errors.ts';
import type { Database, Tables } from './schema.ts';

/** How the database is spoken to. Times are in milliseconds. */
export interface DatabaseOptions {
  /** Connections at most; 10 by default. */
  readonly connections?: number;
  /** How long to wait for a connection; 5 s by default. */
  readonly connectTimeout?: number;
  /** How long one statement may take; 30 s by default. */
  readonly statementTimeout?: number;
  /** Hears of a connection lost while nobody used it (the database was restarted, say). */
  readonly onConnectionLost?: (error: Error) => void;
}

/** Counts and sizes as numbers: they are far below 2^53. */
function typeParser(...wanted: Parameters<typeof types.getTypeParser>): unknown {
  return wanted[0] === types.builtins.INT8 ? Number : types.getTypeParser(...wanted);
}

/**
 * Opens the database `postgres://user:password@host:port/name` and makes sure that it answers. A restart of the server later on
 * fails the statements under way and no more: the next ones connect anew.
 * @throws store-url-malformed, store-unreachable, store-login-refused, store-no-database, store-not-ready, store-encoding
 */
export async function openDatabase(url: string, options: DatabaseOptions = {}): Promise<Database> {
  const where = whereOf(url);
  const pool = new Pool({
    connectionString: url,
    application_name: 'zhenggai',
    max: options.connections ?? 10,
    connectionTimeoutMillis: options.connectTimeout ?? 5_000,
    statement_timeout: options.statementTimeout ?? 30_000,
    // A worker stopped in the middle of a transaction must not hold its locks for ever.
    idle_in_transaction_session_timeout: 60_000,
    // For a server that has gone without a word; later than the server's own limit.
    query_timeout: (options.statementTimeout ?? 30_000) + 10_000,
    idleTimeoutMillis: 30_000,
    keepAlive: true,
    types: { getTypeParser: typeParser as typeof types.getTypeParser },
  });
  const lost = options.onConnectionLost ?? (() => undefined);
  // Without listeners Node ends the process: one for clients at rest, one for clients lent out between two statements.
  pool.on('error', lost);
  pool.on('connect', (client) => client.on('error', () => undefined));
  const db = new Kysely<Tables>({ dialect: new PostgresDialect({ pool: explaining(pool, where) }) });
  try {
    const found = await sql<{ server_encoding: string }>`show server_encoding`.execute(db);
    const encoding = found.rows[0]?.server_encoding ?? '';
    if (encoding !== 'UTF8') throw storeError('store-encoding', { where: where.where, found: encoding });
    return db;
  } catch (error) {
    await closeDatabase(db);
    throw error;
  }
}

/** Waits for the statements under way and closes the connections. May be called twice. */
export async function closeDatabase(db: Database): Promise<void> {
  await db.destroy();
}

function whereOf(url: string): Where {
  let parsed: URL;
  try {
    parsed = new URL(url);
  } catch {
    // Its message would quote the address, password and all.
    throw storeError('store-url-malformed', { reason: '不是一个网址' });
  }
  if (parsed.protocol !== 'postgres:' && parsed.protocol !== 'postgresql:') {
    throw storeError('store-url-malformed', { reason: `协议是 ${parsed.protocol.slice(0, -1)}` });
  }
  const host = parsed.hostname || parsed.searchParams.get('host') || '127.0.0.1';
  const name = decoded(parsed.pathname.slice(1)) || decoded(parsed.username);
  return { where: `${host}:${parsed.port || '5432'}/${name}`, user: decoded(parsed.username) };
}

function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    throw storeError('store-url-malformed', { reason: '百分号转义不完整' });
  }
}

/** PostgreSQL takes no NUL, also not in what is only looked for: as in what is stored, U+FFFD stands for it. */
function storable(parameter: unknown): unknown {
  return typeof parameter === 'string' && parameter.includes('\0')
    ? parameter.replaceAll('\0', '\uFFFD')
    : parameter;
}

/** The pool, with errors told as coded ones. */
function explaining(pool: Pool, where: Where): PostgresPool {
  // The same client must come as the same object: Kysely remembers connections by it.
  const known = new WeakMap<PoolClient, PostgresPoolClient>();
  const wrap = (client: PoolClient): PostgresPoolClient => {
    const query = async (text: string, parameters: unknown[]): Promise<unknown> => {
      try {
        return await client.query(text, parameters.map(storable));
      } catch (error) {
        throw explain(error, where, 'query');
      }
    };
    return { query: query as unknown as PostgresPoolClient['query'], release: () => client.release() };
  };
  return {
    async connect() {
      let client: PoolClient;
      try {
        client = await pool.connect();
      } catch (error) {
        throw explain(error, where, 'connect');
      }
      const wrapped = known.get(client) ?? wrap(client);
      known.set(client, wrapped);
      return wrapped;
    },
    end: () => pool.end(),
  };
}
