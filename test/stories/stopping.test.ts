import { createServer, type Server, type Socket } from 'node:net';
import { flaws } from '../support/flaws.ts';
import { createWorld, zhejiang, type World } from '../support/world.ts';

const MORNING = '2022-06-08T10:00:00.000+08:00';

/** A mail server that takes connections and says nothing. */
async function silentServer(port: number): Promise<{ readonly first: Promise<void>; end(): Promise<void> }> {
  const sockets = new Set<Socket>();
  let server: Server | undefined;
  const first = new Promise<void>((resolve) => {
    server = createServer((socket) => {
      sockets.add(socket);
      socket.on('error', () => undefined);
      resolve();
    });
  });
  await new Promise<void>((resolve) => server?.listen(port, '127.0.0.1', resolve));
  return {
    first,
    end: async () => {
      for (const socket of sockets) socket.destroy();
      await new Promise<unknown>((resolve) => server?.close(resolve));
    },
  };
}

describe('a worker told to stop while a letter hangs at a mail server that says nothing', () => {
  let world: World;

  beforeAll(async () => {
    world = await createWorld();
  }, 120_000);

  afterAll(() => world.close());

  it('ends without an error, and the next worker delivers the letter', async () => {
    const driver = await world.launch(zhejiang({ measures: ['M06'] }));
    await driver.to(MORNING);
    const port = Number(new URL(world.catcher.url).port);
    await world.stopMail();
    const silent = await silentServer(port);
    let urging: Promise<unknown>;
    try {
      urging = world.act('M06', 'zgb-zhuren', { type: 'urge' });
      await silent.first;
      await expect(world.stopWorker()).resolves.toBeUndefined();
    } finally {
      await silent.end();
    }
    await world.startMail();
    await world.startWorker();
    expect(await urging).toMatchObject({ kind: 'done' });
    await driver.to('2022-06-08T12:00:00.000+08:00');
    const urged = await world.mails();
    expect(urged.filter((mail) => mail.subject.includes('催办')).length).toBeGreaterThan(0);
    expect(await flaws(world)).toEqual([]);
  }, 180_000);
});
