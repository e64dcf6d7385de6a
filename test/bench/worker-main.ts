import { Session } from 'node:inspector';
import { setTimeout as sleep } from 'node:timers/promises';
import { NativeConnection } from '@temporalio/worker';
import { connect } from '../../src/client/connect.ts';
import { createProcesses } from '../../src/client/processes.ts';
import { FileRing } from '../../src/keys/key-file.ts';
import { Payloads } from '../../src/keys/payloads.ts';
import { createMailer } from '../../src/mail/mailer.ts';
import { createSmtpMailer } from '../../src/mail/smtp-mailer.ts';
import { PatientWorker } from '../../src/patient-worker.ts';
import { closeDatabase, openDatabase } from '../../src/store/database.ts';
import { createLedger } from '../../src/store/ledger.ts';
import { quietLogs, startWorker } from '../../src/worker.ts';
import { bareActivities } from './bare-activities.ts';
import { BARE_QUEUE } from './bare-messages.ts';

/** A worker in a process of its own: ours, or one of the bare workflow. It is asked by IPC and ends with its parent. */

export interface BenchWorkerOptions {
  readonly kind: 'product' | 'bare';
  readonly temporalAddress: string;
  readonly namespace: string;
  readonly databaseUrl: string;
  readonly smtpUrl: string;
  readonly bundlePath: string;
  /** Workflows kept in memory; the product's own default where absent. */
  readonly cached?: number;
  /** Keys to seal payloads with. */
  readonly keyFile?: string;
}

export const OPTIONS_VARIABLE = 'ZHENGGAI_BENCH_WORKER';

export type WorkerQuestion = 'memory' | 'stop';

/** Bytes, once every thread's rubbish is collected. */
export interface Memory {
  readonly rss: number;
}

async function main(options: BenchWorkerOptions): Promise<void> {
  quietLogs('ERROR');
  const stop = options.kind === 'product' ? await product(options) : await bare(options);
  const answer = async (question: WorkerQuestion): Promise<unknown> => {
    if (question === 'memory') return memory();
    await stop();
    return null;
  };
  process.on('message', ({ id, question }: { readonly id: number; readonly question: WorkerQuestion }) => {
    void answer(question).then((value) => {
      process.send?.({ id, value });
      if (question === 'stop') process.disconnect();
    });
  });
  // Nobody needs it any more; what it was doing another one does.
  process.on('disconnect', () => process.exit(0));
  process.send?.({ id: 0, value: null });
}

async function product(options: BenchWorkerOptions): Promise<() => Promise<void>> {
  const { temporalAddress, namespace, bundlePath, cached, keyFile } = options;
  const payloads = keyFile === undefined ? undefined : payloadsOf(keyFile);
  const engine = await connect(temporalAddress, namespace, undefined, payloads);
  const db = await openDatabase(options.databaseUrl);
  const smtp = createSmtpMailer({ url: options.smtpUrl, from: 'zhenggai@zhenggai.example' });
  const ledger = createLedger(db);
  const worker = await startWorker({
    temporalAddress,
    namespace,
    bundlePath,
    payloads,
    ...(cached === undefined ? {} : { cachedWorkflows: cached }),
    processes: createProcesses(engine),
    mailer: createMailer({ smtp, deliveries: ledger }),
    ledger,
  });
  return async () => {
    await worker.stop();
    smtp.close();
    await closeDatabase(db);
    await engine.close();
  };
}

function payloadsOf(file: string): Payloads {
  return new Payloads({ ring: new FileRing(file), file, wasUsed: () => false });
}

async function bare(options: BenchWorkerOptions): Promise<() => Promise<void>> {
  const { temporalAddress, namespace, bundlePath, cached } = options;
  const connection = await NativeConnection.connect({ address: temporalAddress });
  const engine = await connect(temporalAddress, namespace);
  const db = await openDatabase(options.databaseUrl);
  // In the same kind of worker as ours: what is compared is what runs in it.
  const worker = await PatientWorker.create({
    connection,
    namespace,
    taskQueue: BARE_QUEUE,
    workflowBundle: { codePath: bundlePath },
    activities: bareActivities(db, engine),
    maxCachedWorkflows: cached ?? 2_000,
  });
  const done = worker.run();
  return async () => {
    worker.shutdown();
    await done;
    await connection.close();
    await closeDatabase(db);
    await engine.close();
  };
}

/** Collects in this thread and in those of the workflows, and looks until it no longer falls. */
async function memory(): Promise<Memory> {
  const session = new Session();
  session.connect();
  const threads: string[] = [];
  session.on('NodeWorker.attachedToWorker', ({ params }) => threads.push(params.sessionId));
  await new Promise((resolve) =>
    session.post('NodeWorker.enable', { waitForDebuggerOnStart: false }, resolve),
  );
  let rss = Infinity;
  for (let calm = 0; calm < 3;) {
    globalThis.gc?.();
    for (const sessionId of threads) {
      const message = JSON.stringify({ id: 1, method: 'HeapProfiler.collectGarbage' });
      await new Promise((resolve) =>
        session.post('NodeWorker.sendMessageToWorker', { sessionId, message }, resolve),
      );
    }
    await sleep(700);
    const now = process.memoryUsage().rss;
    calm = now < rss * 0.995 ? 0 : calm + 1;
    rss = Math.min(rss, now);
  }
  session.disconnect();
  return { rss };
}

const options = process.env[OPTIONS_VARIABLE];
if (options !== undefined && process.send !== undefined)
  main(JSON.parse(options) as BenchWorkerOptions).catch((error: unknown) => {
    process.stderr.write(`${String(error)}\n`);
    process.exit(1);
  });
