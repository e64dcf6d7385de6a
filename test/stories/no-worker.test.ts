import { act, type ActResult } from '../../src/client/act.ts';
import { advanceProcess } from '../../src/client/advance.ts';
import { over, type Engine } from '../../src/client/connect.ts';
import { GRPC } from '../../src/client/grpc-code.ts';
import { updateAccepted } from '../../src/client/histories.ts';
import { isUnreachable } from '../../src/client/processes.ts';
import { measureProcess } from '../../src/domain/process.ts';
import { flaws } from '../support/flaws.ts';
import { createWorld, zhejiang, type World } from '../support/world.ts';

const MEASURE = measureProcess('zhejiang-2022', 'M06');
const HANDLER = 'jcc-chengban';
const PATIENCE_MS = 200;
const asked = { process: MEASURE, person: HANDLER, directorySeq: 1, proven: 'test' };

/** What a person is told who acts while nothing answers: 未确认, then 未记录, or after all what came of it. */
describe('acting while no worker runs', () => {
  let world: World;

  beforeAll(async () => {
    world = await createWorld();
    const driver = await world.launch(zhejiang({ measures: ['M06'] }));
    await driver.to('2022-06-08T10:00:00.000+08:00');
  }, 120_000);

  afterAll(async () => {
    await world.quiet();
    expect(await flaws(world)).toEqual([]);
    await world.close();
  }, 120_000);

  /** Acts, and resolves `unconfirmed` with the request id when that is told; `told` counts how often. */
  function ask(requestId: string, text: string, validMs: number) {
    const told: string[] = [];
    const command = { type: 'comment', text };
    const request = { ...asked, command, requestId, validMs };
    let answer: Promise<ActResult> | undefined;
    const unconfirmed = new Promise<string>((resolve) => {
      const onUnconfirmed = (id: string): void => {
        told.push(id);
        resolve(id);
      };
      answer = act(world.engine, request, { patienceMs: PATIENCE_MS, onUnconfirmed });
    });
    return { told, unconfirmed, answer };
  }

  async function textsOnRecord(): Promise<readonly unknown[]> {
    await world.quiet();
    return (await world.records(MEASURE))
      .filter((one) => one.cause === 'update')
      .map((one) => one.data['text']);
  }

  it('未确认, then 未记录: it is not acted on when a worker comes back, nor later', async () => {
    await world.stopWorker();
    const { told, answer } = ask('too-late', '无人受理', 1_500);
    expect(await answer).toEqual({ kind: 'not_recorded', requestId: 'too-late' });
    expect(told).toEqual(['too-late']);
    await world.startWorker();
    expect(await world.act('M06', HANDLER, { type: 'comment', text: '恢复之后' })).toMatchObject({
      kind: 'done',
    });
    expect(await textsOnRecord()).toEqual(['恢复之后']);
    expect(await updateAccepted(world.engine, MEASURE, 'too-late')).toBe(false);
    // The same request, sent again by somebody who was told 未记录, is a new one and is acted on once.
    expect(await ask('too-late', '再次提交', 60_000).answer).toMatchObject({
      kind: 'done',
      requestId: 'too-late',
    });
    expect(await textsOnRecord()).toEqual(['恢复之后', '再次提交']);
  }, 120_000);

  it('未确认, then done: the worker comes back in time, and acts once', async () => {
    await world.stopWorker();
    const { told, unconfirmed, answer } = ask('in-time', '稍候即至', 240_000);
    expect(await unconfirmed).toBe('in-time');
    await world.startWorker();
    expect(await answer).toMatchObject({ kind: 'done', requestId: 'in-time' });
    expect(told).toEqual(['in-time']);
    expect((await textsOnRecord()).filter((text) => text === '稍候即至')).toHaveLength(1);
  }, 300_000);

  it.each([
    ['cannot be reached', GRPC.unavailable],
    ['turns it away because the last workflow tasks timed out', GRPC.failedPrecondition],
  ])('an engine that %s is asked again, and the act is done once', async (name, code) => {
    const { engine, failed } = failing(world.engine, 3, code);
    const answer = await act(engine, { ...asked, command: { type: 'comment', text: name }, requestId: name });
    expect(answer).toMatchObject({ kind: 'done', requestId: name });
    expect(failed()).toBe(3);
    expect((await textsOnRecord()).filter((text) => text === name)).toHaveLength(1);
  });

  it('an engine that cannot be reached until the time is up: 未记录', async () => {
    const { engine } = failing(world.engine, Infinity, GRPC.unavailable);
    const command = { type: 'comment', text: '未达' };
    expect(await act(engine, { ...asked, command, requestId: 'never-reached', validMs: 500 })).toEqual({
      kind: 'not_recorded',
      requestId: 'never-reached',
    });
    expect(await textsOnRecord()).not.toContain('未达');
  }, 60_000);

  it('an engine that says no for good is not asked twice', async () => {
    const { engine, failed } = failing(world.engine, Infinity, GRPC.permissionDenied);
    await expect(
      act(engine, { ...asked, command: { type: 'start' }, requestId: 'denied' }),
    ).rejects.toThrow();
    expect(failed()).toBe(1);
  });

  it('moving on asks again where the engine turns it away for now, and says so where it cannot be reached', async () => {
    const at = '2022-06-08T10:30:00.000+08:00';
    const turnedAway = failing(world.engine, 1, GRPC.failedPrecondition);
    expect(await advanceProcess(turnedAway.engine, MEASURE, at)).toMatchObject({ at, open: true });
    expect(turnedAway.failed()).toBe(1);
    const away = failing(world.engine, Infinity, GRPC.unavailable);
    const error: unknown = await advanceProcess(away.engine, MEASURE, at).catch((thrown: unknown) => thrown);
    expect(isUnreachable(error)).toBe(true);
    expect(away.failed()).toBe(1);
  });

  it('a process that is not there is not found, at once', async () => {
    const nowhere = { ...asked, process: measureProcess('zhejiang-2022', 'M99'), requestId: 'nowhere' };
    expect(await act(world.engine, { ...nowhere, command: { type: 'start' } })).toEqual({
      kind: 'not_found',
      requestId: 'nowhere',
    });
  });
});

/** The real engine behind a way to it on which the first updates fail with a gRPC status, as the SDK's channel gives it. */
function failing(
  to: Engine,
  times: number,
  code: number,
): { readonly engine: Engine; readonly failed: () => number } {
  let failed = 0;
  const service = to.connection.workflowService;
  const broken = Object.create(service) as typeof service;
  Object.assign(broken, {
    updateWorkflowExecution: async (request: Parameters<typeof service.updateWorkflowExecution>[0]) => {
      if (failed >= times) return service.updateWorkflowExecution(request);
      failed += 1;
      throw Object.assign(new Error(`${code} by the test`), {
        code,
        details: 'by the test',
        metadata: { get: () => [] },
      });
    },
  });
  const connection = Object.create(to.connection, {
    workflowService: { value: broken },
  }) as typeof to.connection;
  return { engine: over(connection, to.namespace), failed: () => failed };
}
