import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { freePorts } from '../../src/engine/ports.ts';

test('gives different ports, the preferred ones where they are free', async () => {
  const [a, b, c] = await freePorts(3);
  expect(new Set([a, b, c]).size).toBe(3);

  const taken = createServer().listen(0, '127.0.0.1');
  await new Promise((done) => taken.once('listening', done));
  const port = (taken.address() as AddressInfo).port;
  const again = await freePorts(3, [a ?? 0, port, a ?? 0]);
  expect(again[0]).toBe(a);
  expect(again[1]).not.toBe(port);
  expect(again[2]).not.toBe(a);
  taken.close();
});
