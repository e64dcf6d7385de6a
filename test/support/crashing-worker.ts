import { once } from 'node:events';
import { appendFileSync, writeSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { connect } from '../../src/client/connect.ts';
import { createProcesses } from '../../src/client/processes.ts';
import type { Ledger, Processes } from '../../src/domain/ports.ts';
import type { Signal } from '../../src/domain/signal.ts';
import type { Deliveries } from '../../src/mail/deliveries.ts';
import { createMailer } from '../../src/mail/mailer.ts';
import { createSmtpMailer } from '../../src/mail/smtp-mailer.ts';
import { closeDatabase, openDatabase } from '../../src/store/database.ts';
import { createLedger } from '../../src/store/ledger.ts';
import { quietLogs, startWorker } from '../../src/worker.ts';

/** A worker in a process of its own, which kills itself with SIGKILL at a named point. */

export type CrashPoint =
  /** `apply` is about to put the first notice of a kind into a letter, and has done nothing yet. */
  | { readonly at: 'before_apply'; readonly notice: string }
  /** The first notice of a kind is in its letter, others of the same batch may be, or not. */
  | { readonly at: 'amid_apply'; readonly notice: string }
  /** The SMTP server has said yes, and nobody has written it down. */
  | { readonly at: 'after_yes' }
  /** The batch that holds an event of a type stands in the ledger, the engine does not know that `apply` is done. */
  | { readonly at: 'after_ledger'; readonly event: string };

export interface CrashingWorkerOptions {
  readonly temporalAddress: string;
  readonly namespace: string;
  readonly databaseUrl: string;
  readonly smtpUrl: string;
  readonly bundlePath: string;
  /** File in which every process it opens is noted, for the fold oracle. */
  readonly registryFile: string;
  /** Absent: it goes on until its standard input ends. */
  readonly crash?: CrashPoint;
}

/** What it prints, a line each. `subject`: the message or the process it was at work on. */
export type WorkerLine =
  | { readonly line: 'ready' }
  | { readonly line: 'crash'; readonly at: CrashPoint['at']; readonly subject: string };

export const OPTIONS_VARIABLE = 'ZHENGGAI_CRASHING_WORKER';

function say(line: WorkerLine): void {
  writeSync(1, `${JSON.stringify(line)}\n`);
}

/** Nothing comes after it, not even what was under way. */
async function die(at: CrashPoint['at'], subject: string): Promise<never> {
  say({ line: 'crash', at, subject });
  process.kill(process.pid, 'SIGKILL');
  return new Promise(() => undefined);
}

function crashing(plain: Processes, { crash, registryFile }: CrashingWorkerOptions): Processes {
  const note = (id: string): void => appendFileSync(registryFile, `${id}\n`);
  return {
    ...plain,
    start: async (start) => {
      note(start.id);
      return plain.start(start);
    },
    signalWithStart: async (start, signal) => {
      const hit = crash !== undefined && 'notice' in crash && crash.notice === kindOf(signal);
      if (hit && crash.at === 'before_apply') await die(crash.at, start.id);
      note(start.id);
      const sent = await plain.signalWithStart(start, signal);
      if (hit) await die(crash.at, start.id);
      return sent;
    },
  };
}

function kindOf(signal: Signal): unknown {
  const { notice } = signal.data as { readonly notice?: { readonly kind?: unknown } };
  return notice?.kind;
}

function crashingLedger(plain: Ledger & Deliveries, { crash }: CrashingWorkerOptions): Ledger & Deliveries {
  return {
    ...plain,
    noteDelivery: async (messageId, response, at) => {
      if (crash?.at === 'after_yes') await die(crash.at, messageId);
      return plain.noteDelivery(messageId, response, at);
    },
    append: async (records, row) => {
      await plain.append(records, row);
      if (crash?.at !== 'after_ledger') return;
      if (records.some((record) => record.type === crash.event)) await die(crash.at, row.process);
    },
  };
}

async function main(options: CrashingWorkerOptions): Promise<void> {
  quietLogs('ERROR');
  const { temporalAddress, namespace, databaseUrl, smtpUrl, bundlePath } = options;
  const engine = await connect(temporalAddress, namespace);
  const db = await openDatabase(databaseUrl);
  const smtp = createSmtpMailer({ url: smtpUrl, from: 'zhenggai@zhenggai.example' });
  const ledger = crashingLedger(createLedger(db), options);
  const processes = crashing(createProcesses(engine), options);
  const mailer = createMailer({ smtp, deliveries: ledger });
  const worker = await startWorker({ temporalAddress, namespace, bundlePath, processes, mailer, ledger });
  say({ line: 'ready' });
  // Whoever started it holds the other end: when that is gone, nobody needs it any more.
  process.stdin.resume();
  await once(process.stdin, 'end');
  await worker.stop();
  smtp.close();
  await closeDatabase(db);
  await engine.close();
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const options = JSON.parse(process.env[OPTIONS_VARIABLE] ?? '{}') as CrashingWorkerOptions;
  main(options).catch((error: unknown) => {
    process.stderr.write(`${String(error)}\n`);
    process.exit(1);
  });
}
