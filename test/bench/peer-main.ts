import { setTimeout as sleep } from 'node:timers/promises';
import { createTransport, type Transporter } from 'nodemailer';
import PgBoss from 'pg-boss';
import { Pool } from 'pg';
import { MEASURES_HEADER } from '../../src/mail/headers.ts';

/** The same morning on pg-boss, or on a table polled by cron; in a process of its own, to be killed. */

export interface PeerOptions {
  readonly system: 'pg-boss' | 'cron';
  /** One mail a person, or one a notice. */
  readonly digest: boolean;
  readonly databaseUrl: string;
  readonly smtpUrl: string;
}

/** One mail to be sent: one notice, or a person's. */
export interface PeerMail {
  readonly person: string;
  readonly notices: readonly string[];
}

export const OPTIONS_VARIABLE = 'ZHENGGAI_BENCH_PEER';
export const QUEUE = 'notices';

/** Workers and jobs taken at once by each: enough to keep five SMTP connections busy. */
const WORKERS = 5;
const BATCH = 50;

async function main({ system, digest, databaseUrl, smtpUrl }: PeerOptions): Promise<void> {
  const smtp = createTransport({ url: smtpUrl, pool: true, maxConnections: 5, maxRequeues: 1 });
  if (system === 'pg-boss') await pgBoss(databaseUrl, smtp);
  else void cron(databaseUrl, smtp, digest);
  process.on('disconnect', () => process.exit(0));
  process.send?.('ready');
}

async function send(smtp: Transporter, { person, notices }: PeerMail): Promise<void> {
  const lines = notices.map(
    (one) =>
      `【整改提醒】${one} 今日到期。贵处牵头的${one}应于今日前完成，尚缺印发件、文号。如需延期，请在到期前申请。`,
  );
  await smtp.sendMail({
    from: 'zhenggai@zhenggai.example',
    to: person,
    subject: `【整改提醒】${notices.length}件今日到期`,
    text: `${lines.join('\n\n')}\n\n本邮件为工作提示，不替代正式文书。严禁传递涉密信息。`,
    html: lines.map((line) => `<p style="font-size:14px;line-height:1.6">${line}</p>`).join('\n'),
    headers: { [MEASURES_HEADER]: notices.join(', ') },
  });
}

/** Each job of a batch is completed or failed by itself: otherwise one refusal would send the other 49 again. */
async function pgBoss(databaseUrl: string, smtp: Transporter): Promise<void> {
  const boss = new PgBoss(databaseUrl);
  boss.on('error', () => undefined);
  await boss.start();
  const options = { batchSize: BATCH, pollingIntervalSeconds: 0.5 };
  for (let n = 0; n < WORKERS; n += 1)
    await boss.work<PeerMail>(QUEUE, options, async (jobs) => {
      await Promise.all(
        jobs.map(async ({ id, data }) => {
          try {
            await send(smtp, data);
            await boss.complete(QUEUE, id);
          } catch (error) {
            await boss.fail(QUEUE, id, { message: String(error) });
          }
        }),
      );
    });
}

/** Every full minute: what is due and not sent, five at a time; the next turn waits for this one, as with `flock`. */
async function cron(databaseUrl: string, smtp: Transporter, digest: boolean): Promise<void> {
  const pool = new Pool({ connectionString: databaseUrl, max: 5 });
  pool.on('error', () => undefined);
  for (;;) {
    await sleep(60_000 - (Date.now() % 60_000));
    const found = await pool.query<{ person: string; ids: string[]; notices: string[] }>(
      `select person, array_agg(id) as ids, array_agg(notice order by id) as notices from notice
       where due_at <= now() and sent_at is null group by person${digest ? '' : ', id'} order by min(id)`,
    );
    const left = [...found.rows];
    const one = async (): Promise<void> => {
      for (let row = left.shift(); row !== undefined; row = left.shift()) {
        try {
          await send(smtp, row);
          await pool.query('update notice set sent_at = now() where id = any($1)', [row.ids]);
        } catch {
          // Not sent: the next minute's turn finds it again.
        }
      }
    };
    await Promise.all(Array.from({ length: 5 }, one));
  }
}

const options = process.env[OPTIONS_VARIABLE];
if (options !== undefined && process.send !== undefined)
  main(JSON.parse(options) as PeerOptions).catch((error: unknown) => {
    process.stderr.write(`${String(error)}\n`);
    process.exit(1);
  });
