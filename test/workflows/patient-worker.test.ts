import { randomUUID } from 'node:crypto';
import path from 'node:path';
import { bundleWorkflowCode, DefaultLogger, NativeConnection } from '@temporalio/worker';
import { connect, type Engine } from '../../src/client/connect.ts';
import { ensureNamespace } from '../../src/engine/namespace.ts';
import { PatientWorker } from '../../src/patient-worker.ts';
import { quietLogs } from '../../src/worker.ts';
import { shared } from '../support/shared.ts';

class HastyWorker extends PatientWorker {
  protected override readonly stuckMs = 8_000;
}

const NAMESPACE = `patient${randomUUID().slice(0, 8)}`;
const QUEUE = 'patient';

describe('a worker without a time limit for each call', () => {
  let engine: Engine;
  let connection: NativeConnection;
  let worker: HastyWorker;

  beforeAll(async () => {
    quietLogs('ERROR');
    const { temporalAddress: address } = shared();
    engine = await connect(address, NAMESPACE);
    await ensureNamespace(engine.connection, NAMESPACE);
    connection = await NativeConnection.connect({ address });
    const { code } = await bundleWorkflowCode({
      workflowsPath: path.join(import.meta.dirname, 'endless.ts'),
      logger: new DefaultLogger('ERROR'),
    });
    worker = (await HastyWorker.create({
      connection,
      namespace: NAMESPACE,
      taskQueue: QUEUE,
      workflowBundle: { code },
      shutdownForceTime: '5 seconds',
    })) as HastyWorker;
  }, 60_000);
  afterAll(async () => {
    await worker.endThreads();
    await connection.close();
    await engine.close();
  });

  it('lets a slow workflow finish, and ends when one never gives its thread back: its owner starts another', async () => {
    const ended = worker.run().then(
      () => 'ended well',
      (error: unknown) => String(error),
    );
    const { workflow } = engine.client;
    const options = { taskQueue: QUEUE, workflowId: randomUUID() };
    expect(await workflow.execute('slow', { ...options, args: [20_000_000] })).toBeGreaterThan(0);
    const handle = await workflow.start('endless', { taskQueue: QUEUE, workflowId: randomUUID() });
    expect(await ended).toMatch(/Thread exited/);
    await handle.terminate();
  }, 60_000);
});
