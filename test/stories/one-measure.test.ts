import { measureProcess } from '../../src/domain/process.ts';
import type { CaughtLetter } from '../../src/mail/mailbox.ts';
import { createWorld, zhejiang, type World } from '../support/world.ts';

/**
 * M06 from launch to sign-off on the real engine, its mails read back from a real SMTP server. Deadline 2022-08-31, a
 * Wednesday; the mid-autumn holiday of 2022 is 10 to 12 September.
 */
describe('one measure, from launch to sign-off', () => {
  let world: World;
  const process = measureProcess('zhejiang-2022', 'M06');

  beforeAll(async () => {
    world = await createWorld();
  });
  afterAll(() => world.close());

  async function mailsOn(date: string, address: string): Promise<readonly CaughtLetter[]> {
    const all = await world.mails({ person: address });
    return all.filter((mail) => mail.date.startsWith(date));
  }

  it('reminds, climbs, is submitted, returned, submitted again, approved in two steps and signed off late', async () => {
    const plan = zhejiang({ measures: ['M06'] });
    const driver = await world.launch(plan);
    const handler = 'jcc-chengban@zjstats.example';
    void handler;
    for (const one of plan.directory.appointments.filter((a) => a.post.includes('jcc') || a.post.includes('/ld/'))) {
      const person = plan.directory.people.find((p) => p.id === one.person);
      console.log(one.post, person);
    }
    await driver.to('2022-09-08T12:00:00.000+08:00');
    for (const mail of await world.mails()) console.log(mail.date, mail.to.address, mail.subject);
    const records = await world.records(process);
    for (const record of records) console.log(record.seq, record.occurredAt, record.type, record.dutyId ?? '');
    void mailsOn;
  });
});
