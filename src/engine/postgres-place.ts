import { readFile } from 'node:fs/promises';
import pg from 'pg';
import { capture, childEnv, type Captured } from './processes.ts';

/** A PostgreSQL server and who logs in there. Holds a password. */
export interface PostgresPlace {
  readonly host: string;
  readonly port: number;
  readonly user: string;
  readonly password: string;
  /** Absent: plain. */
  readonly tls?: PostgresTls | undefined;
}

/** How TLS is spoken to PostgreSQL; certificates and key by their files. */
export interface PostgresTls {
  /** The server's certificate and name are checked. */
  readonly verify: boolean;
  readonly ca?: string;
  readonly client?: { readonly cert: string; readonly key: string };
}

/** Milliseconds a server may take to let us in. */
const CONNECT_MS = 10_000;

/** Logs in to one of its databases. */
export async function connectTo(place: PostgresPlace, database: string): Promise<pg.Client> {
  const { host, port, user, password, tls } = place;
  const client = new pg.Client({
    host,
    port,
    user,
    password,
    database,
    connectionTimeoutMillis: CONNECT_MS,
    ...(tls && { ssl: await sslOf(tls) }),
  });
  // Lost while nobody asks: the next question says so. Without a listener Node would end the process.
  client.on('error', () => undefined);
  await client.connect();
  return client;
}

/** Runs Temporal's schema tool on one of its databases. */
export function runSqlTool(
  tool: string,
  place: PostgresPlace,
  database: string,
  args: readonly string[],
): Promise<Captured> {
  const { host, port, user, password, tls } = place;
  const tlsArgs =
    tls === undefined
      ? []
      : [
          '--tls',
          ...(tls.verify ? [] : ['--tls-disable-host-verification']),
          ...(tls.ca === undefined ? [] : ['--tls-ca-file', tls.ca]),
          ...(tls.client ? ['--tls-cert-file', tls.client.cert, '--tls-key-file', tls.client.key] : []),
        ];
  return capture(
    tool,
    [
      ...['--plugin', 'postgres12', '--ep', host, '-p', String(port), '-u', user, '--db', database],
      ...tlsArgs,
      ...args,
    ],
    // Not as an argument: those can be read by every user of the machine.
    { env: childEnv({ SQL_PASSWORD: password }) },
  );
}

async function sslOf({ verify, ca, client }: PostgresTls): Promise<pg.ClientConfig['ssl']> {
  return {
    rejectUnauthorized: verify,
    ...(ca === undefined ? {} : { ca: await readFile(ca, 'utf8') }),
    ...(client && { cert: await readFile(client.cert, 'utf8'), key: await readFile(client.key, 'utf8') }),
  };
}
