import path from 'node:path';
import pg from 'pg';
import { entriesOf, fileEntry, textEntry, type Entry } from './entries.ts';

/** A running PostgreSQL to be copied. */
export interface BaseBackupOptions {
  /** As superuser. */
  readonly url: string;
  /** Its data directory. */
  readonly cluster: string;
  /** Name of the cluster's folder in the archive. */
  readonly as: string;
  /** Told where the copy ends in PostgreSQL's log. */
  readonly onEnd: (lsn: string) => void;
}

/** Made anew by every start, or of no use to another server (the manual, "Backing Up the Data Directory"). */
const CONTENTS_LEFT = [
  'pg_dynshmem',
  'pg_notify',
  'pg_replslot',
  'pg_serial',
  'pg_snapshots',
  'pg_stat_tmp',
  'pg_subtrans',
  'pg_wal',
];
const FILES_LEFT = /(^|\/)(postmaster\.(pid|opts)|pg_internal\.init[^/]*|pgsql_tmp[^/]*)$/;
const CONTROL = 'global/pg_control';

/**
 * Copies a running cluster so that all its databases are of one instant when it starts again: PostgreSQL's low level API, with the
 * log from the beginning of the copy to its end. A temporary replication slot keeps that log from being used again. Whatever
 * becomes of it, PostgreSQL forgets the copy when the connection ends.
 * @throws errors of PostgreSQL, when it stops meanwhile
 */
export async function* baseBackup({ url, cluster, as, onEnd }: BaseBackupOptions): AsyncGenerator<Entry> {
  const client = new pg.Client({ connectionString: url, application_name: 'zhenggai backup' });
  client.on('error', () => undefined);
  await client.connect();
  try {
    const name = `zhenggai_backup_${process.pid}`;
    await client.query('select pg_create_physical_replication_slot($1, true, true)', [name]);
    const start = await client.query<{ file: string }>(
      'select pg_walfile_name(pg_backup_start($1, true)) as file',
      [name],
    );
    yield { path: as, mode: 0o700, size: 0 };
    yield* entriesOf(
      cluster,
      as,
      (inside) =>
        inside === CONTROL ||
        FILES_LEFT.test(inside) ||
        CONTENTS_LEFT.some((folder) => inside.startsWith(`${folder}/`)),
    );
    // Last, as PostgreSQL's own tool has it.
    const control = await fileEntry(path.join(cluster, CONTROL), `${as}/${CONTROL}`);
    if (control !== undefined) yield control;
    const stop = await client.query<{ lsn: string; file: string; labelfile: string }>(
      'select lsn::text, pg_walfile_name(lsn) as file, labelfile from pg_backup_stop(false)',
    );
    const { lsn = '', file: last = '', labelfile = '' } = stop.rows[0] ?? {};
    yield textEntry(`${as}/backup_label`, labelfile);
    yield* log(cluster, as, start.rows[0]?.file ?? '', last);
    onEnd(lsn);
  } finally {
    await client.end().catch(() => undefined);
  }
}

/** Segments from the first to the last that the copy needs; their names have that order. */
async function* log(cluster: string, as: string, first: string, last: string): AsyncGenerator<Entry> {
  const needed = (inside: string): boolean =>
    inside.endsWith('.history') ||
    inside === 'archive_status' ||
    inside === 'summaries' ||
    (/^[0-9A-F]{24}$/.test(inside) && inside >= first && inside <= last);
  yield* entriesOf(path.join(cluster, 'pg_wal'), `${as}/pg_wal`, (inside) => !needed(inside));
}
