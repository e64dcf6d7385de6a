import type { EventRecord } from '../../src/domain/record.ts';
import type { CaughtLetter } from '../../src/mail/mailbox.ts';
import { flaws } from '../support/flaws.ts';
import { createWorld, zhejiang, type World } from '../support/world.ts';

/** Two measures due on 30 June 2022 and one due on 31 August, five weeks of them with the weekly brief: mails read back. */
describe('the weekly brief', () => {
  let world: World;
  let briefs: readonly CaughtLetter[];
  let records: readonly EventRecord[];

  const person = (mail: CaughtLetter): string => mail.to.address.split('@')[0] ?? '';
  /** The brief in the letter that the principal leader got on a day. */
  const of = (date: string): string =>
    briefs.find((mail) => mail.date.startsWith(date) && person(mail) === 'juzhang')?.text ?? '';

  beforeAll(async () => {
    world = await createWorld();
    const driver = await world.launch(zhejiang({ measures: ['M06', 'M12', 'M18'], weeklyBrief: true }));
    await driver.to('2022-07-05T10:00:00.000+08:00');
    const instruct = { type: 'instruct', text: '请抓紧公示' };
    expect(await world.act('M12', 'fenguan2', instruct)).toMatchObject({ kind: 'done' });
    await driver.to('2022-07-11T18:00:00.000+08:00');
    briefs = (await world.mails()).filter((mail) => mail.text.includes('【整改简报'));
    records = await world.records('zhejiang-2022');
  }, 300_000);
  afterAll(() => world.close());

  it('reaches leaders and rectification office at the slot of every Monday after the launch', () => {
    const days = ['2022-06-13', '2022-06-20', '2022-06-27', '2022-07-04', '2022-07-11'];
    const people = ['fenguan2', 'fenguan3', 'juzhang', 'zgb-lianluo', 'zgb-zhuren'];
    expect(briefs.map((mail) => `${mail.date.slice(0, 16)} ${person(mail)}`).toSorted()).toEqual(
      days.flatMap((day) => people.map((one) => `${day}T08:30 ${one}`)),
    );
    const sent = records.filter(({ type }) => type === 'BriefSent');
    expect(sent.map(({ occurredAt, data }) => [data['number'], occurredAt.slice(0, 16)])).toEqual(
      days.map((day, index) => [index + 1, `${day}T08:25`]),
    );
  });

  it('says what is due before it is, and what climbed and was decided after', () => {
    expect(of('2022-06-27')).toMatch(/近期到期（至7月3日）：\n {2}1\. 6月30日（周四） 完成时限：M12 /);
    expect(of('2022-07-04')).toContain('截至7月4日（周一），共3项措施：红灯2项、绿灯1项。');
    expect(of('2022-07-04')).toMatch(/红灯（逾期）：\n {2}1\. M12 .+（牵头：政策法规处）\n {2}2\. M18 /);
    const last = of('2022-07-11');
    for (const said of [
      '7月5日 M12 逾期，呈分管领导督办',
      '7月7日 M18 逾期，列入报主要领导专报',
      '7月5日 M12 领导批示（',
      '7月8日 专报〔2022〕1号 报送主要领导',
    ])
      expect(last).toContain(said);
    expect(last).not.toContain('7月1日 M12 逾期，催办');
  });

  it('leaves nothing lost, doubled or changed on the way', async () => {
    expect(await flaws(world)).toEqual([]);
  });
});
