import type { Deliveries } from '../../src/mail/deliveries.ts';
import { createLedger } from '../../src/store/ledger.ts';
import { listDeliveries } from '../../src/store/queries.ts';

import { freshDatabase, type TestDatabase } from './support.ts';

let database: TestDatabase;
// The mailer's own type: the store keeps to it without importing it.
let deliveries: Deliveries;
beforeAll(async () => {
  database = await freshDatabase();
  deliveries = createLedger(database.db);
});
afterAll(() => database.drop());

const AT = '2022-08-01T08:30:00.000+08:00';
const LATER = '2022-08-01T09:30:00.000+08:00';

describe('the memory of deliveries', () => {
  test('knows nothing of a letter until a server has taken it', async () => {
    expect(await deliveries.delivery('a@demo')).toBeUndefined();
    expect(await deliveries.noteAttempt('a@demo')).toBe(1);
    expect(await deliveries.delivery('a@demo')).toBeUndefined();
    await deliveries.noteDelivery('a@demo', '250 OK queued as 1', AT);
    expect(await deliveries.delivery('a@demo')).toEqual({
      response: '250 OK queued as 1',
      at: AT,
      copies: 1,
    });
  });

  test('counts an attempt that never came back as a possible copy', async () => {
    await deliveries.noteAttempt('b@demo');
    expect(await deliveries.noteAttempt('b@demo')).toBe(2);
    await deliveries.noteDelivery('b@demo', '250 OK', AT);
    expect(await deliveries.delivery('b@demo')).toMatchObject({ copies: 2 });
  });

  test('does not count attempts that are known to have left no copy', async () => {
    await deliveries.noteAttempt('c@demo');
    await deliveries.noteFailure('c@demo', '451 greylisted \0');
    expect(await deliveries.noteAttempt('c@demo')).toBe(1);
    await deliveries.noteDelivery('c@demo', '250 OK', AT);
    expect(await deliveries.delivery('c@demo')).toMatchObject({ copies: 1 });
    expect(await listDeliveries(database.db, { messageIds: ['c@demo', 'unknown'] })).toEqual([
      {
        messageId: 'c@demo',
        attempts: 2,
        failures: 1,
        copies: 1,
        response: '250 OK',
        at: AT,
        lastFailure: '451 greylisted \uFFFD',
      },
    ]);
  });

  test('keeps the first yes', async () => {
    await deliveries.noteAttempt('d@demo');
    await deliveries.noteAttempt('d@demo');
    await deliveries.noteDelivery('d@demo', '250 first', AT);
    await deliveries.noteDelivery('d@demo', '250 second', LATER);
    expect(await deliveries.delivery('d@demo')).toEqual({ response: '250 first', at: AT, copies: 2 });
  });

  test('opens no attempt at a letter that was taken', async () => {
    await deliveries.noteAttempt('i@demo');
    await deliveries.noteDelivery('i@demo', '250 queued', AT);
    expect(await deliveries.noteAttempt('i@demo')).toBeUndefined();
    expect(await deliveries.delivery('i@demo')).toMatchObject({ copies: 1 });
  });

  test('never says fewer than none, nor less than one for a letter that was taken', async () => {
    await deliveries.noteFailure('e@demo', '550 unknown');
    await deliveries.noteAttempt('e@demo');
    await deliveries.noteFailure('e@demo', '451');
    await deliveries.noteFailure('e@demo', '451');
    expect(await deliveries.noteAttempt('e@demo')).toBe(1);
    await deliveries.noteDelivery('f@demo', '250', AT);
    expect(await deliveries.delivery('f@demo')).toMatchObject({ copies: 1 });
  });

  test('counts attempts begun at the same moment each once', async () => {
    const counts = await Promise.all(Array.from({ length: 12 }, () => deliveries.noteAttempt('g@demo')));
    expect(counts.map(Number).toSorted((a, b) => a - b)).toEqual(
      Array.from({ length: 12 }, (_, index) => index + 1),
    );
    expect(await listDeliveries(database.db, { delivered: false })).toMatchObject([
      { messageId: 'e@demo' },
      { messageId: 'g@demo' },
    ]);
  });
});
