import { once } from 'node:events';
import { appendFileSync, writeSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { connect } from '../../src/client/connect.ts';
import { createProcesses } from '../../src/client/processes.ts';
import type { Ledger, Processes } from '../../src/domain/ports.ts';
import type { ProcessKind } from '../../src/domain/process.ts';
import type { Signal } from '../../src/domain/signal.ts';
import type { Deliveries } from '../../src/mail/deliveries.ts';
import { createMailer } from '../../src/mail/mailer.ts';
import { createSmtpMailer } from '../../src/mail/smtp-mailer.ts';
import { closeDatabase, openDatabase } from '../../src/store/database.ts';
import { createLedger } from '../../src/store/ledger.ts';
import { quietLogs, startWorker } from '../../src/worker.ts';

/** A worker in a process of its own, which kills itself with SIGKILL at a named point. */

export type CrashPoint =
  /**
   * `apply` is about to put the first notice of a kind into a letter, to open a process of a kind, or to tell another process, and has not
   * done it yet; or it has just done that, and others of the same batch may be done or not.
   */
  | ({ readonly at: 'before_apply' | 'amid_apply' } & (
      { readonly notice: string } | { readonly opens: ProcessKind } | { readonly tells: string }
    ))
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
  /** Absent: it goes on until its standard input ends, or names a point in a line of JSON. */
  readonly crash?: CrashPoint;
}

/**
 * What it prints, a line each. `subject`: the message or the process it was at work on; `sending`: messages handed over, or about to be,
 * whose answer was not written down.
 */
export type WorkerLine =
  | { readonly line: 'ready' | 'armed' }
  | {
      readonly line: 'crash';
      readonly at: CrashPoint['at'];
      readonly subject: string;
      readonly sending: readonly string[];
    };

export const OPTIONS_VARIABLE = 'ZHENGGAI_CRASHING_WORKER';

function say(line: WorkerLine): void {
  writeSync(1, `${JSON.stringify(line)}\n`);
}

let crash: CrashPoint | undefined;
const sending = new Set<string>();

/** Nothing comes after it, not even what was under way. */
async function die(at: CrashPoint['at'], subject: string): Promise<never> {
  say({ line: 'crash', at, subject, sending: [...sending] });
  process.kill(process.pid, 'SIGKILL');
  return new Promise(() => undefined);
}

/** What `apply` carries out, met by the point before it and by the one amid it. */
async function met<T>(
  hits: (point: CrashPoint) => boolean,
  subject: string,
  carryOut: () => Promise<T>,
): Promise<T> {
  const hit = crash !== undefined && hits(crash) ? crash.at : undefined;
  if (hit === 'before_apply') await die(hit, subject);
  const done = await carryOut();
  if (hit === 'amid_apply') await die(hit, subject);
  return done;
}

function crashing(plain: Processes, { registryFile }: CrashingWorkerOptions): Processes {
  const note = (id: string): void => appendFileSync(registryFile, `${id}\n`);
  return {
    ...plain,
    start: (start) =>
      met(
        (point) => 'opens' in point && point.opens === start.kind,
        start.id,
        async () => {
          note(start.id);
          return plain.start(start);
        },
      ),
    signal: (to, signal) =>
      met(
        (point) => 'tells' in point && point.tells === signal.type,
        to,
        () => plain.signal(to, signal),
      ),
    signalWithStart: (start, signal) =>
      met(
        (point) => 'notice' in point && point.notice === kindOf(signal),
        start.id,
        async () => {
          note(start.id);
          return plain.signalWithStart(start, signal);
        },
      ),
  };
}

function kindOf(signal: Signal): unknown {
  const { notice } = signal.data as { readonly notice?: { readonly kind?: unknown } };
  return notice?.kind;
}

function crashingLedger(plain: Ledger & Deliveries): Ledger & Deliveries {
  return {
    ...plain,
    noteAttempt: async (messageId) => {
      sending.add(messageId);
      const open = await plain.noteAttempt(messageId);
      if (open === undefined) sending.delete(messageId);
      return open;
    },
    noteDelivery: async (messageId, response, at) => {
      if (crash?.at === 'after_yes') await die(crash.at, messageId);
      await plain.noteDelivery(messageId, response, at);
      sending.delete(messageId);
    },
    append: async (records, row) => {
      await plain.append(records, row);
      if (crash?.at !== 'after_ledger') return;
      const { event } = crash;
      if (records.some((record) => record.type === event)) await die(crash.at, row.process);
    },
  };
}

/** Points that come later, a line of JSON each. */
async function armed(): Promise<void> {
  const lines = createInterface(process.stdin);
  lines.on('line', (text) => {
    crash = JSON.parse(text) as CrashPoint;
    say({ line: 'armed' });
  });
  // Whoever started it holds the other end: when that is gone, nobody needs it any more.
  await once(lines, 'close');
}

async function main(options: CrashingWorkerOptions): Promise<void> {
  quietLogs('ERROR');
  const { temporalAddress, namespace, databaseUrl, smtpUrl, bundlePath } = options;
  crash = options.crash;
  const engine = await connect(temporalAddress, namespace);
  const db = await openDatabase(databaseUrl);
  const smtp = createSmtpMailer({ url: smtpUrl, from: 'zhenggai@zhenggai.example' });
  const ledger = crashingLedger(createLedger(db));
  const processes = crashing(createProcesses(engine), options);
  const mailer = createMailer({ smtp, deliveries: ledger });
  const worker = await startWorker({ temporalAddress, namespace, bundlePath, processes, mailer, ledger });
  say({ line: 'ready' });
  await armed();
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
