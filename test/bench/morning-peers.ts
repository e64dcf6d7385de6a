import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { Pool } from 'pg';
import PgBoss from 'pg-boss';
import type { Body } from './bodies.ts';
import { createDatabase, type Ground } from './ground.ts';
import type { Contestant } from './morning.ts';
import { OPTIONS_VARIABLE, QUEUE, type PeerMail, type PeerOptions } from './peer-main.ts';

const MEASURES = 21;

/** Settings of the queue; what is absent is pg-boss's own default (two retries at once, 15 minutes until a job is given up for dead). */
const PG_BOSS = {
  single: { retryLimit: 5, retryBackoff: true },
  digest: { retryLimit: 12, retryBackoff: true, expireInSeconds: 60 },
} as const;

/** The same notices for the same slot on pg-boss or on a table polled by cron, each notice a mail, or each person's one mail. */
export function peer(
  ground: Ground,
  system: PeerOptions['system'],
  digest: boolean,
  count: number,
  leadMs: number,
): Contestant {
  const name = `${system}, ${digest ? 'digest' : 'single'}`;
  let child: ChildProcess | undefined;
  let start = async (): Promise<void> => undefined;
  return {
    name,
    mails: (bodies) => (digest ? bodies.length : bodies.length * MEASURES),
    async prepare(postbox) {
      const label = `${name}_${Date.now().toString(36)}`.replaceAll(/\W+/g, '_');
      const databaseUrl = await createDatabase(ground.engine.adminDatabaseUrl, label);
      const bodies = Array.from({ length: count }, (_, n) => body(`b${String(n + 1).padStart(3, '0')}`));
      await (system === 'pg-boss' ? makeQueue(databaseUrl, digest) : makeTable(databaseUrl));
      start = async () => {
        const options: PeerOptions = { system, digest, databaseUrl, smtpUrl: postbox.url };
        child = fork(path.join(import.meta.dirname, 'peer-main.ts'), {
          execArgv: ['--import', 'tsx'],
          env: { ...process.env, [OPTIONS_VARIABLE]: JSON.stringify(options) },
          stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
        });
        await once(child, 'message');
      };
      // It runs before the slot is chosen: on a busy machine it takes its time to start.
      await start();
      const slot = Math.ceil((Date.now() + leadMs) / 60_000) * 60_000;
      await (system === 'pg-boss' ? fillQueue : fillTable)(databaseUrl, bodies, digest, slot);
      return { slot, bodies };
    },
    kill: () => end(child),
    restart: () => start(),
    close: () => end(child),
  };
}

async function end(child: ChildProcess | undefined): Promise<void> {
  if (child === undefined || child.exitCode !== null || child.signalCode !== null) return;
  const ended = once(child, 'exit');
  child.kill('SIGKILL');
  await ended;
}

function body(id: string): Body {
  const notices = Array.from({ length: MEASURES }, (_, n) => `M${String(n + 1).padStart(2, '0')}`);
  return { id, person: `${id}@bodies.example`, notices };
}

async function makeQueue(databaseUrl: string, digest: boolean): Promise<void> {
  const boss = new PgBoss(databaseUrl);
  await boss.start();
  await boss.createQueue(QUEUE, { name: QUEUE, ...(digest ? PG_BOSS.digest : PG_BOSS.single) });
  await boss.stop({ graceful: false });
}

async function fillQueue(
  databaseUrl: string,
  bodies: readonly Body[],
  digest: boolean,
  slot: number,
): Promise<void> {
  const boss = new PgBoss(databaseUrl);
  await boss.start();
  const settings = digest ? PG_BOSS.digest : PG_BOSS.single;
  await boss.insert(
    mailsOf(bodies, digest).map((data) => ({
      name: QUEUE,
      data,
      startAfter: new Date(slot),
      ...settings,
    })),
  );
  await boss.stop({ graceful: false });
}

function mailsOf(bodies: readonly Body[], digest: boolean): readonly PeerMail[] {
  return bodies.flatMap(({ person, notices }) =>
    digest ? [{ person, notices }] : notices.map((notice) => ({ person, notices: [notice] })),
  );
}

async function makeTable(databaseUrl: string): Promise<void> {
  const pool = new Pool({ connectionString: databaseUrl });
  await pool.query(`create table notice (id bigint generated always as identity primary key, person text not null,
    notice text not null, due_at timestamptz not null, sent_at timestamptz)`);
  await pool.end();
}

async function fillTable(
  databaseUrl: string,
  bodies: readonly Body[],
  _digest: boolean,
  slot: number,
): Promise<void> {
  const pool = new Pool({ connectionString: databaseUrl });
  for (const { person, notices } of bodies)
    await pool.query(
      'insert into notice (person, notice, due_at) select $1, n, $3 from unnest($2::text[]) as n',
      [person, notices, new Date(slot)],
    );
  await pool.end();
}
