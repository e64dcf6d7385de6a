import { act } from '../../src/client/act.ts';
import { connect } from '../../src/client/connect.ts';
import { directoryProcess } from '../../src/domain/process.ts';
import { Gate } from '../chaos/gate.ts';
import { createWorld, zhejiang, type World } from '../support/world.ts';

const DIRECTORY = directoryProcess('zhejiang-2022');

describe('an engine that goes away with a request and does not come back in time', () => {
  let world: World;

  beforeAll(async () => {
    world = await createWorld();
    await world.launch(zhejiang({ measures: ['M06'] }));
  }, 120_000);

  afterAll(() => world.close());

  it('leaves open whether it was recorded, and the same request asked again tells', async () => {
    const gate = new Gate(Number(world.temporalAddress.split(':')[1]));
    await gate.open();
    const engine = await connect(gate.url.replace('smtp://', ''), world.namespace);
    const request = {
      process: DIRECTORY,
      person: 'xitong',
      command: { type: 'relieve', person: 'rjc-fuze', post: '330000/rjc/office_head' },
      directorySeq: 1,
      proven: 'test',
      requestId: 'asked-in-vain',
    };
    try {
      await gate.close();
      const answer = await act(engine, { ...request, validMs: 1_000 });
      expect(answer).toEqual({ kind: 'unknown', requestId: 'asked-in-vain' });
      await gate.open();
      expect(await act(engine, request)).toMatchObject({ kind: 'done' });
      await world.quiet();
    } finally {
      await engine.close();
      await gate.close();
    }
  }, 180_000);
});
