import { act } from '../../src/client/act.ts';
import { connect } from '../../src/client/connect.ts';
import { updateAccepted } from '../../src/client/histories.ts';
import { directoryProcess } from '../../src/domain/process.ts';
import { Gate } from '../chaos/gate.ts';
import { createWorld, zhejiang, type World } from '../support/world.ts';

const DIRECTORY = directoryProcess('zhejiang-2022');

describe("a client's clock that is stepped forward while it waits for an answer", () => {
  let world: World;
  const now = Date.now;

  beforeAll(async () => {
    world = await createWorld();
    await world.launch(zhejiang({ measures: ['M06'] }));
    await world.stopWorker();
  }, 120_000);

  afterEach(() => {
    Date.now = now;
  });

  afterAll(() => world.close());

  it('does not make it say 未记录 of what the engine may still record', async () => {
    const gate = new Gate(Number(world.temporalAddress.split(':')[1]));
    await gate.open();
    const engine = await connect(gate.url.replace('smtp://', ''), world.namespace);
    try {
      const asked = act(engine, {
        process: DIRECTORY,
        person: 'xitong',
        command: { type: 'relieve', person: 'rjc-fuze', post: '330000/rjc/office_head' },
        directorySeq: 1,
        proven: 'test',
        validMs: 20_000,
      });
      setTimeout(() => {
        Date.now = () => now() + 3_600_000;
        void gate.close().then(() => gate.open());
      }, 1_000);
      const answer = await asked;
      await world.startWorker();
      await world.quiet();
      expect(answer.kind).toBe('not_recorded');
      expect(await updateAccepted(world.engine, DIRECTORY, answer.requestId)).toBe(false);
    } finally {
      await engine.close();
      await gate.close();
    }
  }, 90_000);
});
