import { setTimeout as sleep } from 'node:timers/promises';
import { NativeConnection, Worker } from '@temporalio/worker';
import { act } from '../../src/client/act.ts';
import { processState } from '../../src/client/advance.ts';
import { over, type Engine } from '../../src/client/connect.ts';
import { fetchHistory, type History } from '../../src/client/histories.ts';
import { launch, programmeInput } from '../../src/client/launch.ts';
import { createProcesses } from '../../src/client/processes.ts';
import type { MeasurePlan } from '../../src/domain/plan.ts';
import { measureProcess } from '../../src/domain/process.ts';
import { startCatcher } from '../../src/mail/catcher.ts';
import { createMailer } from '../../src/mail/mailer.ts';
import { createSmtpMailer } from '../../src/mail/smtp-mailer.ts';
import { createLedger } from '../../src/store/ledger.ts';
import { eventsOf } from '../../src/store/queries.ts';
import { startWorker } from '../../src/worker.ts';
import { bareActivities } from './bare-activities.ts';
import { BARE_ACT, BARE_QUEUE, type BareInput } from './bare-messages.ts';
import { PRODUCT_BUNDLE } from './bundle.ts';
import { openGround, openStage, type Ground, type Stage } from './ground.ts';
import { eventTypes } from './histories.ts';

import path from 'node:path';
import { programme } from './plans.ts';

/**
 * A measure's whole life on the real clock, its months skipped by the engine: reminded four times, evidence attached, submitted,
 * approved in two steps, signed off. And the bare workflow's with as many timers, activities and updates.
 */
export interface Lives {
  readonly ours: History;
  readonly bare: History;
  /** Mean size of our records, as JSON. */
  readonly recordBytes: number;
}

const MEASURE = 'M06';
const HANDLER = 'jcc-chengban';
const HEAD = 'jcc-fuze';
const LEADER = 'fenguan3';
/** 15, 7, 3 and 1 working days before the date; with the start and the yellow light six moments come due. */
const REMINDERS = [15, 7, 3, 1];
const MOMENTS = REMINDERS.length + 2;
const ACTS = [
  [
    HANDLER,
    {
      type: 'attach',
      requirement: 'r1',
      title: '浙江省全面推开基层统计网格智治工作方案',
      documentNumber: '浙统〔2022〕31号',
    },
  ],
  [HANDLER, { type: 'submit' }],
  [HEAD, { type: 'approve' }],
  [LEADER, { type: 'approve' }],
] as const;
const YEAR_MS = 366 * 86_400_000;
const DAY_MS = 86_400_000;

export async function lives(bareBundlePath: string): Promise<Lives> {
  const ground = await openGround(true);
  try {
    const { history: ours, recordBytes } = await ourLife(ground);
    const bare = await bareLife(ground, bareBundlePath, recordBytes);
    return { ours, bare, recordBytes };
  } finally {
    await ground.close();
  }
}

function lifePlan(plan: MeasurePlan): MeasurePlan {
  const reminders = { ...plan.policy.reminders, before: REMINDERS, longBefore: [] };
  return { ...plan, number: 1, milestones: [], policy: { ...plan.policy, reminders } };
}

async function ourLife(ground: Ground): Promise<{ readonly history: History; readonly recordBytes: number }> {
  const stage = await openStage(ground, 'life');
  const catcher = await startCatcher({ folder: path.join(ground.folder, 'life-mail') });
  const smtp = createSmtpMailer({ url: catcher.url, from: 'zhenggai@zhenggai.example' });
  const ledger = createLedger(stage.db);
  const skipping = createProcesses(over(withTimeSkipping(stage.engine, 'measure'), stage.name));
  const worker = await startWorker({
    temporalAddress: stage.temporalAddress,
    namespace: stage.name,
    bundlePath: PRODUCT_BUNDLE,
    processes: { ...createProcesses(stage.engine), start: skipping.start },
    mailer: createMailer({ smtp, deliveries: ledger }),
    ledger,
  });
  try {
    const whole = programme('life');
    const measures = whole.measures.filter((one) => one.id === MEASURE).map(lifePlan);
    await launch(stage.engine, programmeInput({ ...whole, measures }, 'real'));
    const process = measureProcess('life', MEASURE);
    await until(async () => {
      const records = await eventsOf(stage.db, process);
      return records.filter((one) => one.type === 'ReminderSent').length === REMINDERS.length;
    });
    for (const [person, command] of ACTS) {
      await quiet(stage, process);
      const result = await act(stage.engine, {
        process,
        person,
        command,
        directorySeq: 1,
        proven: 'bench',
        // Its own clock is months ahead.
        validMs: YEAR_MS,
      });
      if (result.kind !== 'done') throw new Error(`${command.type}: ${JSON.stringify(result)}`);
    }
    await quiet(stage, process);
    const records = await eventsOf(stage.db, process);
    const recordBytes = records.reduce((sum, one) => sum + JSON.stringify(one).length, 0) / records.length;
    return { history: await fetchHistory(stage.engine, process), recordBytes };
  } finally {
    await worker.stop();
    smtp.close();
    await catcher.stop();
    await stage.close();
  }
}

async function bareLife(ground: Ground, bundlePath: string, recordBytes: number): Promise<History> {
  const stage = await openStage(ground, 'bare_life');
  const connection = await NativeConnection.connect({ address: stage.temporalAddress });
  const worker = await Worker.create({
    connection,
    namespace: stage.name,
    taskQueue: BARE_QUEUE,
    workflowBundle: { codePath: bundlePath },
    activities: bareActivities(stage.db, stage.engine),
  });
  const running = worker.run();
  try {
    const skipping = over(withTimeSkipping(stage.engine, 'bareMeasure', MOMENTS), stage.name);
    const input: BareInput = {
      ballast: programme('life').measures.find((one) => one.id === MEASURE),
      // The last one is armed and cancelled, as ours is that would have turned the light red.
      timers: [...Array.from({ length: MOMENTS }, () => 5 * DAY_MS), 30 * DAY_MS],
      updates: ACTS.length,
      body: JSON.stringify('x'.repeat(Math.round(recordBytes))),
    };
    const options = { workflowId: 'life', taskQueue: BARE_QUEUE, args: [input] };
    const handle = await skipping.client.workflow.start('bareMeasure', options);
    await until(async () => (await bareRows(stage)) === MOMENTS + 1);
    for (const [at, [, command]] of ACTS.entries()) {
      await handle.executeUpdate(BARE_ACT, { args: [{ type: command.type, text: 'text' }] });
      await until(async () => (await bareRows(stage)) === MOMENTS + 2 + at);
    }
    await handle.result();
    return await handle.fetchHistory();
  } finally {
    worker.shutdown();
    await running;
    await connection.close();
    await stage.close();
  }
}

async function bareRows(stage: Stage): Promise<number> {
  const found = await stage.db
    .selectFrom('bare_row' as never)
    .select(({ fn }) => fn.countAll().as('n'))
    .executeTakeFirst();
  return (found as { readonly n?: number } | undefined)?.n ?? 0;
}

async function quiet(stage: Stage, process: string): Promise<void> {
  await until(async () => (await processState(stage.engine, process))?.pending === 0);
}

/** The SDK has no option for time skipping; the generated API has. At its cap a process falls back to real time: there it is acted on. */
function withTimeSkipping(engine: Engine, type: string, count = MOMENTS): Engine['connection'] {
  const service = engine.connection.workflowService;
  const skipping = Object.create(service) as typeof service;
  Object.assign(skipping, {
    startWorkflowExecution: (request: Parameters<typeof service.startWorkflowExecution>[0]) =>
      service.startWorkflowExecution({
        ...request,
        ...(request.workflowType?.name === type
          ? { timeSkippingConfig: { enabled: true, maxSessionSkipCount: count } }
          : {}),
      }),
  });
  return Object.create(engine.connection, { workflowService: { value: skipping } }) as Engine['connection'];
}

async function until(done: () => Promise<boolean>, seconds = 60): Promise<void> {
  for (const end = Date.now() + seconds * 1_000; !(await done()); await sleep(100))
    if (Date.now() > end) throw new Error(`not within ${seconds} s`);
}

/** Rows of a table: how many events of each type the two lives have. */
export function lifeRows({ ours, bare }: Lives): readonly (readonly [string, number, number])[] {
  const [a, b] = [eventTypes(ours), eventTypes(bare)];
  return [...new Set([...a.keys(), ...b.keys()])].map((type) => [type, a.get(type) ?? 0, b.get(type) ?? 0]);
}
