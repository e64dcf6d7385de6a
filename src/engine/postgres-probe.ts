import pg from 'pg';
import { errno, errorText } from './files.ts';
import type { DataLayout } from './layout.ts';

/** How a server answers: `starting` includes recovering; `silent` is a refusal or another server; `hanging` takes connections and says nothing. */
export type Probe = 'ready' | 'starting' | 'silent' | 'hanging';

/** Logs in at 127.0.0.1 as the superuser and makes sure that it is this very cluster. */
export async function probe(
  port: number,
  password: string,
  layout: DataLayout,
  milliseconds: number,
): Promise<Probe> {
  const client = new pg.Client({
    host: '127.0.0.1',
    port,
    user: 'postgres',
    password,
    database: 'postgres',
    connectionTimeoutMillis: milliseconds,
    query_timeout: milliseconds,
  });
  client.on('error', () => undefined);
  try {
    await client.connect();
    const found = await client.query<{ setting: string }>(
      "select setting from pg_settings where name = 'data_directory'",
    );
    return found.rows[0]?.setting === layout.cluster ? 'ready' : 'silent';
  } catch (error) {
    // 57P03: cannot_connect_now, starting up or recovering.
    if (errno(error) !== undefined) return errno(error) === '57P03' ? 'starting' : 'silent';
    return /timeout/i.test(errorText(error)) ? 'hanging' : 'silent';
  } finally {
    await client.end().catch(() => undefined);
  }
}
