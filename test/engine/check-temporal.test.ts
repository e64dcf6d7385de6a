import { createServer } from 'node:net';
import { checkTemporal, parseAddress } from '../../src/engine/check-temporal.ts';
import { freePorts } from '../../src/engine/ports.ts';
import { codeOf } from './fixtures.ts';

test('a set address where nothing listens is an error that names it', async () => {
  const [port] = await freePorts(1);
  const asked = checkTemporal(`127.0.0.1:${port}`);
  expect(await codeOf(asked)).toBe('engine-temporal-silent');
  await expect(asked).rejects.toThrow(new RegExp(`127\\.0\\.0\\.1:${port}.*ECONNREFUSED`));
});

test('one that takes connections and never answers is an error too', async () => {
  const [port] = await freePorts(1);
  const mute = createServer().listen(port, '127.0.0.1');
  await new Promise((done) => mute.once('listening', done));
  expect(await codeOf(checkTemporal(`127.0.0.1:${port}`, { milliseconds: 300 }))).toBe(
    'engine-temporal-silent',
  );
  mute.close();
});

test('an address is host:port and nothing else', async () => {
  expect(parseAddress('engine.example:7233')).toEqual({ host: 'engine.example', port: 7233 });
  expect(parseAddress('[::1]:7233')).toEqual({ host: '::1', port: 7233 });
  for (const wrong of [
    '',
    'localhost',
    'localhost:0',
    'localhost:70000',
    'http://a:1',
    '::1:7233',
    'a:1/b',
  ]) {
    expect(() => parseAddress(wrong)).toThrow(/TEMPORAL_ADDRESS/);
  }
});
