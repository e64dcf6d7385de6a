import { over } from '../../src/client/connect.ts';
import { createProcesses } from '../../src/client/processes.ts';
import { measureProcess } from '../../src/domain/process.ts';
import type { Notice } from '../../src/domain/notice.ts';
import type { EventRecord } from '../../src/domain/record.ts';
import { dateOf, instantOf } from '../../src/domain/time.ts';
import { createWorld, zhejiang, type World } from '../support/world.ts';

/**
 * The same measure on the real clock, its months skipped by the server, and on the driven clock: events of the same
 * type, duty id, due moment and recipients, in the same order.
 */
describe('the real clock', () => {
  const worlds: World[] = [];
  const process = measureProcess('zhejiang-2022', 'M06');
  const start = dateOf(instantOf(Date.now()));

  afterAll(async () => {
    for (const world of worlds) await world.close();
  });

  it('gives the same events as the driven clock', async () => {
    const driven = await createWorld();
    worlds.push(driven);
    const plan = zhejiang({ measures: ['M06'], start });
    const driver = await driven.launch(plan);
    for (let next = driver.next(); next !== undefined; next = driver.next()) await driver.to(next);

    const real = await createWorld({
      clock: 'real',
      wrap: (ports) => ({ ...ports, processes: { ...ports.processes, start: skipping } }),
    });
    worlds.push(real);
    const skippingEngine = over(withTimeSkipping(real), real.namespace);
    const start0 = createProcesses(skippingEngine).start;
    async function skipping(...args: Parameters<typeof start0>): ReturnType<typeof start0> {
      await real.note(args[0].id);
      return start0(...args);
    }
    await real.launch(plan);
    const wanted = comparable(await driven.records(process));
    await until(async () => (await real.records(process)).length >= wanted.length);
    expect(comparable(await real.records(process))).toEqual(wanted);
    expect(wanted.filter((one) => one.type === 'Escalated')).toHaveLength(4);
    expect(wanted.length).toBeGreaterThan(20);
  }, 300_000);
});

/** What must be the same on both clocks. */
function comparable(records: readonly EventRecord[]) {
  return records.map(({ type, dutyId, dueAt, data }) => {
    const notices = (data['notices'] ?? []) as unknown as readonly Notice[];
    const recipients = notices.map((notice) => ({
      to: notice.to.map((one) => one.person),
      cc: notice.cc.map((one) => one.person),
    }));
    return { type, dutyId, dueAt, recipients };
  });
}

/** The SDK has no option for time skipping; the generated API has. Only measures skip: a letter waits for its real slot. */
function withTimeSkipping(world: World) {
  const { connection } = world.engine;
  const service = connection.workflowService;
  const skipping = Object.create(service) as typeof service;
  Object.assign(skipping, {
    startWorkflowExecution: (request: Parameters<typeof service.startWorkflowExecution>[0]) =>
      service.startWorkflowExecution({
        ...request,
        ...(request.workflowType?.name === 'measure'
          ? { timeSkippingConfig: { enabled: true, maxSessionSkipCount: 100_000 } }
          : {}),
      }),
  });
  return Object.create(connection, { workflowService: { value: skipping } }) as typeof connection;
}

async function until(done: () => Promise<boolean>): Promise<void> {
  while (!(await done())) await new Promise((resolve) => setTimeout(resolve, 200));
}
