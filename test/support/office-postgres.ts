import { spawn } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { appendFile, chmod, chown, mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { connectTo, type PostgresPlace } from '../../src/engine/postgres-place.ts';
import { freePorts } from '../../src/engine/ports.ts';
import { capture, startToken, waitGone } from '../../src/engine/processes.ts';
import { serviceUser } from '../../src/engine/service-user.ts';
import { removeFolder, temporaryFolder } from '../engine/fixtures.ts';
import { authority, issue, type Certificate } from './certificates.ts';

const ROOT = '/usr/lib/postgresql';

/** Debian's PostgreSQL on this machine: the folder of its programs; undefined where there is none. */
export const DEBIAN_POSTGRES: string | undefined = (existsSync(ROOT) ? readdirSync(ROOT) : [])
  .map((version) => path.join(ROOT, version, 'bin'))
  .find((bin) => existsSync(path.join(bin, 'initdb')));

/** Says why, where tests that need it are passed over. */
export const WHY_SKIPPED =
  DEBIAN_POSTGRES === undefined ? ` (SKIPPED: no PostgreSQL of Debian's below ${ROOT})` : '';

/** A PostgreSQL as an office's database administrator would run it: passwords and TLS, on a port of its own. */
export interface OfficePostgres {
  readonly port: number;
  readonly ca: Certificate;
  /** As its superuser, `dba`. */
  readonly admin: PostgresPlace;
  /** Runs statements as superuser in a database. */
  sql(database: string, ...statements: readonly string[]): Promise<readonly Record<string, unknown>[]>;
  /** Stops it at once, as a restart of the machine would, and starts it again. */
  restart(): Promise<void>;
  remove(): Promise<void>;
}

const PASSWORD = 'p@ss/w:rd';

/** Makes one, with its authority's certificate, and starts it. `tlsOnly`: it takes no plain connections. */
export async function startOfficePostgres(tlsOnly = false): Promise<OfficePostgres> {
  const bin = DEBIAN_POSTGRES ?? '';
  const folder = await temporaryFolder();
  const user = await serviceUser('/nowhere');
  const as = user && { uid: user.uid, gid: user.gid };
  const own = async (file: string): Promise<string> => {
    if (as) await chown(file, as.uid, as.gid);
    return file;
  };
  const cluster = path.join(folder, 'cluster');
  await mkdir(cluster, { mode: 0o700 });
  await own(cluster);
  const passwordFile = path.join(folder, 'password');
  await writeFile(passwordFile, PASSWORD);
  await own(passwordFile);
  const made = await capture(
    path.join(bin, 'initdb'),
    [
      '-D',
      cluster,
      '-U',
      'dba',
      `--pwfile=${passwordFile}`,
      '--auth=scram-sha-256',
      '--locale=C',
      '-E',
      'UTF8',
    ],
    { as, cwd: folder },
  );
  if (made.code !== 0) throw new Error(made.output);
  const ca = await authority(folder, 'database-ca');
  const server = await issue(folder, 'database', ca, 'DNS:localhost,IP:127.0.0.1');
  await chmod(await own(server.key), 0o600);
  const [port] = (await freePorts(1)) as [number];
  const settings = {
    port: String(port),
    listen_addresses: '127.0.0.1',
    unix_socket_directories: '',
    ssl: 'on',
    ssl_cert_file: server.cert,
    ssl_key_file: server.key,
    fsync: 'off',
  };
  await appendFile(
    path.join(cluster, 'postgresql.conf'),
    Object.entries(settings)
      .map(([name, value]) => `${name} = '${value}'\n`)
      .join(''),
  );
  await writeFile(
    path.join(cluster, 'pg_hba.conf'),
    `${tlsOnly ? 'hostssl' : 'host'} all all 127.0.0.1/32 scram-sha-256\n`,
  );
  const tls = tlsOnly ? { tls: { verify: true, ca: ca.cert } } : {};
  const admin = { host: '127.0.0.1', port, user: 'dba', password: PASSWORD, ...tls };
  const begin = async (): Promise<number> => {
    const child = spawn(path.join(bin, 'postgres'), ['-D', cluster], { cwd: folder, stdio: 'ignore', ...as });
    for (;;) {
      if (child.exitCode !== null) throw new Error('the PostgreSQL of the test has ended');
      const client = await connectTo(admin, 'postgres').catch(() => undefined);
      if (client !== undefined) {
        await client.end();
        return child.pid ?? 0;
      }
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
  };
  let pid = await begin();
  const end = async (signal: NodeJS.Signals): Promise<void> => {
    const token = (await startToken(pid)) ?? '';
    process.kill(pid, signal);
    if (!(await waitGone(pid, token, 30_000))) throw new Error(`${pid} does not end`);
  };
  return {
    port,
    ca,
    admin,
    async sql(database, ...statements) {
      const client = await connectTo(admin, database);
      try {
        let rows: readonly Record<string, unknown>[] = [];
        for (const one of statements) rows = (await client.query(one)).rows as Record<string, unknown>[];
        return rows;
      } finally {
        await client.end();
      }
    },
    async restart() {
      await end('SIGINT');
      pid = await begin();
    },
    async remove() {
      await end('SIGINT');
      await removeFolder(folder);
    },
  };
}
