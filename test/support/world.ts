import { randomBytes } from 'node:crypto';
import { appendFile, mkdtemp, readFile, rm } from 'node:fs/promises';
import path from 'node:path';
import { act, type ActResult } from '../../src/client/act.ts';
import { processState } from '../../src/client/advance.ts';
import { keysAtHand, type KeyPlace, type KeysAtHand } from '../../src/cli/keys/at-hand.ts';
import { addKey } from '../../src/cli/keys/making.ts';
import { connect, type Engine } from '../../src/client/connect.ts';
import { launch, programmeInput } from '../../src/client/launch.ts';
import { createProcesses } from '../../src/client/processes.ts';
import type { MeasureState } from '../../src/domain/measure/state.ts';
import type { ApprovalStep, MeasurePlan, ProgrammePlan } from '../../src/domain/plan.ts';
import type { Ledger, Mailer, Processes } from '../../src/domain/ports.ts';
import { directoryProcess, measureProcess, type ClockInput } from '../../src/domain/process.ts';
import type { EventRecord } from '../../src/domain/record.ts';
import { ensureNamespace } from '../../src/engine/namespace.ts';
import type { CipherName } from '../../src/keys/ring.ts';
import { startCatcher, type Catcher, type CatcherOptions } from '../../src/mail/catcher.ts';
import { listMails, type CaughtLetter } from '../../src/mail/mailbox.ts';
import { createMailer } from '../../src/mail/mailer.ts';
import { createSmtpMailer } from '../../src/mail/smtp-mailer.ts';
import { readPlan } from '../../src/plan/read-plan.ts';
import { Driver } from '../../src/rehearsal/driver.ts';
import { closeDatabase, openDatabase } from '../../src/store/database.ts';
import { createLedger } from '../../src/store/ledger.ts';
import { migrate } from '../../src/store/migrate.ts';
import { eventsOf, listProcesses } from '../../src/store/queries.ts';
import type { Database } from '../../src/store/schema.ts';
import { quietLogs, startWorker, type RunningWorker } from '../../src/worker.ts';
import { createDatabase, dropDatabase } from './databases.ts';
import { keyFileOf, registryFile, shared } from './shared.ts';

export const ZHEJIANG = path.join(import.meta.dirname, '../../plans/zhejiang-2022');
export const BUNDLE = path.join(import.meta.dirname, '../../dist/workflow-bundle.js');

export interface WorldOptions {
  readonly clock?: ClockInput['kind'];
  /** How the catcher behaves. */
  readonly catcher?: Pick<CatcherOptions, 'onRcpt' | 'onData'>;
  /** Changes ports before the worker gets them. */
  readonly wrap?: (ports: Ports) => Ports;
  /** Starts no worker: the test runs its own. */
  readonly noWorker?: boolean;
  /** Makes a key file in the world's folder with a key for the engine's payloads. */
  readonly payloadKey?: CipherName;
}

export interface Ports {
  readonly processes: Processes;
  readonly mailer: Mailer;
  readonly ledger: Ledger;
}

/** Everything a story needs, all of it real: engine, worker, database, SMTP server, mails on disk. */
export interface World {
  readonly engine: Engine;
  /** Where its keys are, if it has any. */
  readonly keys: KeyPlace;
  readonly db: Database;
  readonly databaseUrl: string;
  readonly namespace: string;
  readonly temporalAddress: string;
  readonly catcher: Catcher;
  readonly folder: string;
  /** Launches a plan; a driven one is brought to rest at its start. */
  launch(plan: ProgrammePlan): Promise<Driver>;
  /** A person acts on a measure, at the programme's time; a driven programme is brought to rest after it. */
  act(
    measure: string,
    person: string,
    command: { readonly type: string; readonly [field: string]: unknown },
    options?: ActOptions,
  ): Promise<ActResult>;
  /** The same on the directory. */
  actOnDirectory(
    person: string,
    command: { readonly type: string; readonly [field: string]: unknown },
  ): Promise<ActResult>;
  /** The same on the programme itself. */
  actOnProgramme(
    person: string,
    command: { readonly type: string; readonly [field: string]: unknown },
  ): Promise<ActResult>;
  /** The same on any process. */
  actOn(
    process: string,
    person: string,
    command: { readonly type: string; readonly [field: string]: unknown },
    options?: ActOptions,
  ): Promise<ActResult>;
  measure(id: string): Promise<MeasureState>;
  records(process: string): Promise<readonly EventRecord[]>;
  mails(filter?: { readonly person?: string; readonly measure?: string }): Promise<readonly CaughtLetter[]>;
  /** Of another program than today's where a bundle is named. */
  startWorker(bundlePath?: string): Promise<void>;
  stopWorker(): Promise<void>;
  /** Reads the key file anew, as an owner does when it has changed, and starts the worker again over it; the driver is another then. */
  renewKeys(): Promise<Driver>;
  /** Takes the SMTP server away, or brings it back at the same port. */
  stopMail(): Promise<void>;
  startMail(): Promise<void>;
  /** Waits until no process has anything pending. */
  quiet(): Promise<void>;
  /** Notes a process for the fold oracle that a worker of the test's own starts. */
  note(process: string): Promise<void>;
  close(): Promise<void>;
}

export interface ActOptions {
  readonly requestId?: string;
  readonly post?: string;
}

/** The approval of a small office, which most stories play with: the head reviews, the leader decides. */
function briefly(plan: MeasurePlan): MeasurePlan {
  const { lookBack: _, ...policy } = plan.policy;
  const steps: readonly ApprovalStep[] = [
    { title: '处室负责人审核', roles: ['office_head'], mode: 'any_of' },
    { title: '分管领导审定', roles: ['supervising_leader'], mode: 'any_of' },
  ];
  return { ...plan, policy: { ...policy, approval: { ...policy.approval, steps } } };
}

/** The Zhejiang plan, or some of its measures; approved in two steps unless its own full chain is asked for. */
export function zhejiang(
  options: {
    readonly measures?: readonly string[];
    readonly start?: string;
    /** Another folder than the programme's own. */
    readonly folder?: string;
    readonly fullChain?: true;
    readonly change?: (plan: MeasurePlan) => MeasurePlan;
    /** With the weekly brief, which most stories have nothing to say about. */
    readonly weeklyBrief?: true;
  } = {},
): ProgrammePlan {
  const read = readPlan(
    options.folder ?? ZHEJIANG,
    options.start === undefined ? {} : { start: options.start },
  );
  if (!read.ok) throw new Error(JSON.stringify(read.errors, null, 2));
  const measures = read.plan.measures
    .filter((one) => options.measures === undefined || options.measures.includes(one.id))
    .map((one) => (options.fullChain === true ? one : briefly(one)))
    .map((one, index) => ({ ...(options.change ?? ((same) => same))(one), number: index + 1 }));
  const { brief: _, ...gathers } = read.plan.gathers;
  return { ...read.plan, measures, gathers: options.weeklyBrief === true ? read.plan.gathers : gathers };
}

let quietened = false;
export async function createWorld(options: WorldOptions = {}): Promise<World> {
  if (!quietened) quietLogs('ERROR');
  quietened = true;
  const { temporalAddress, adminDatabaseUrl, registry } = shared();
  const name = `w${randomBytes(6).toString('hex')}`;
  // In the suite's folder: it goes with it, also where a suite is cut off.
  const folder = await mkdtemp(path.join(path.dirname(registry), 'world-'));
  const databaseUrl = await createDatabase(adminDatabaseUrl, name);
  const db = await openDatabase(databaseUrl);
  await migrate(db);
  const keys: KeyPlace = { data: folder, keyFile: keyFileOf(registry, name), keyFileNamed: false };
  const { payloadKey: cipher } = options;
  if (cipher !== undefined) await addKey(keys, { purpose: 'payload', cipher, now: KEY_MADE });
  let { payloads } = await withKeys(keys);
  let engine = await connect(temporalAddress, name, undefined, payloads);
  await ensureNamespace(engine.connection, name);
  const clock = options.clock ?? 'driven';
  const mailFolder = path.join(folder, 'mail');
  let catcher = await startCatcher({ folder: mailFolder, ...options.catcher });
  const smtp = createSmtpMailer({
    url: catcher.url,
    from: 'zhenggai@zhenggai.example',
    timeouts: { connection: 2_000, greeting: 2_000, socket: 5_000 },
  });
  const ledger = createLedger(db);
  const note = (process: string): Promise<void> => appendFile(registryFile(registry, name), `${process}\n`);
  const portsOver = (over: Engine): Ports => {
    const plain = createProcesses(over);
    const processes: Processes = {
      ...plain,
      start: async (process) => (await note(process.id), plain.start(process)),
      signalWithStart: async (process, signal) => (
        await note(process.id),
        plain.signalWithStart(process, signal)
      ),
    };
    const ports = { processes, mailer: createMailer({ smtp, deliveries: ledger }), ledger };
    return options.wrap?.(ports) ?? ports;
  };
  let wrapped = portsOver(engine);
  let worker: RunningWorker | undefined;
  let driver: Driver | undefined;
  let programme = '';

  const world: World = {
    get engine() {
      return engine;
    },
    keys,
    db,
    databaseUrl,
    namespace: name,
    temporalAddress,
    get catcher() {
      return catcher;
    },
    folder,
    async launch(plan) {
      const input = programmeInput(plan, clock);
      programme = plan.card.id;
      await note(programme);
      await launch(engine, input);
      driver = new Driver(engine, programme);
      if (input.clock.kind === 'driven' && worker !== undefined)
        await driver.quieten(input.clock.at, [programme]);
      return driver;
    },
    async act(measure, person, command, extra = {}) {
      return ask(measureProcess(programme, measure), person, command, extra);
    },
    async actOnDirectory(person, command) {
      return ask(directoryProcess(programme), person, command, {});
    },
    async actOnProgramme(person, command) {
      return ask(programme, person, command, {});
    },
    async actOn(process, person, command, extra = {}) {
      return ask(process, person, command, extra);
    },
    async measure(id) {
      const state = await processState(engine, measureProcess(programme, id));
      if (state === undefined) throw new Error(`no measure ${id}`);
      return state.frame.state as MeasureState;
    },
    records: (process) => eventsOf(db, process),
    async mails(filter = {}) {
      return (await listMails(mailFolder, filter)).letters;
    },
    async startWorker(bundlePath = BUNDLE) {
      worker = await startWorker({ temporalAddress, namespace: name, bundlePath, payloads, ...wrapped });
    },
    async stopWorker() {
      await worker?.stop();
      worker = undefined;
    },
    async renewKeys() {
      await world.stopWorker();
      await engine.close();
      ({ payloads } = await withKeys(keys));
      engine = await connect(temporalAddress, name, undefined, payloads);
      wrapped = portsOver(engine);
      driver = new Driver(engine, programme);
      await world.startWorker();
      return driver;
    },
    async stopMail() {
      await catcher.stop();
    },
    async startMail() {
      catcher = await startCatcher({
        folder: mailFolder,
        port: Number(new URL(catcher.url).port),
        ...options.catcher,
      });
    },
    async quiet() {
      for (;;) {
        const rows = await listProcesses(db);
        const noted = await readFile(registryFile(registry, name), 'utf8').catch(() => '');
        const known = new Set(rows.map((row) => row.process));
        // What has just been opened may not have come into the ledger yet.
        const fresh = noted.split('\n').filter((id) => id !== '' && !known.has(id));
        const open = [...rows.filter((row) => row.open).map((row) => row.process), ...fresh];
        const states = await Promise.all(open.map((process) => processState(engine, process)));
        if (fresh.length === 0 && states.every((state) => state === undefined || state.pending === 0)) return;
        await new Promise((resolve) => setTimeout(resolve, 100));
      }
    },
    note,
    async close() {
      if (worker !== undefined) await world.quiet();
      await world.stopWorker();
      smtp.close();
      await catcher.stop();
      await engine.close();
      await closeDatabase(db);
      await dropDatabase(adminDatabaseUrl, name);
      await rm(folder, { recursive: true, force: true });
    },
  };

  async function ask(
    process: string,
    person: string,
    command: { readonly type: string; readonly [field: string]: unknown },
    extra: ActOptions,
  ): Promise<ActResult> {
    const at = clock === 'driven' ? (await processState(engine, programme))?.at : undefined;
    if (at !== undefined) await driver?.quieten(at, [process]);
    const result = await act(engine, { process, person, command, directorySeq: 1, proven: 'test', ...extra });
    if (at !== undefined) await driver?.quieten(at, [process]);
    return result;
  }

  if (options.noWorker !== true) await world.startWorker();
  return world;
}

const KEY_MADE = '2022-06-06T07:00:00.000+08:00';

async function withKeys(place: KeyPlace): Promise<KeysAtHand> {
  const keys = await keysAtHand(place);
  await keys.note();
  return keys;
}
