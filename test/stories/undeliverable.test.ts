import type { Driver } from '../../src/rehearsal/driver.ts';
import type { MeasurePlan, ProgrammePlan } from '../../src/domain/plan.ts';
import { measureProcess } from '../../src/domain/process.ts';
import type { EventRecord } from '../../src/domain/record.ts';
import type { CaughtLetter } from '../../src/mail/mailbox.ts';
import { getRow, listProcesses } from '../../src/store/queries.ts';
import { flaws, lettersOf, noticesOf, type LetterFacts } from '../support/flaws.ts';
import { createWorld, zhejiang, type World } from '../support/world.ts';

const M = (id: string): string => measureProcess('zhejiang-2022', id);
const HANDLER = 'jcc-chengban';
const HEAD = 'jcc-fuze';
const OFFICE = ['zgb-lianluo', 'zgb-zhuren'];
const NO_SUCH_USER = '5.1.1 <jcc-chengban@zjtj.example>: Recipient address rejected: User unknown';

/** M06, and M13 in the hands of the same people: on 10 August both remind 15 working days before 31 August, in one letter. */
function plan(): ProgrammePlan {
  const read = zhejiang({ measures: ['M06', 'M13'] });
  const roles = read.measures.find((one) => one.id === 'M06')?.roles ?? {};
  const quiet = (one: MeasurePlan): MeasurePlan =>
    one.id === 'M06' ? one : { ...one, roles, milestones: [] };
  return { ...read, measures: read.measures.map(quiet) };
}

describe('a letter refused for good', () => {
  let world: World;
  let driver: Driver;
  const refusedAtRcpt = new Map<string, string>();
  const refusedAtData = new Map<string, string>();

  beforeAll(async () => {
    const verdict = (refused: ReadonlyMap<string, string>, code: number, address: string) => {
      const message = refused.get(address.split('@')[0] ?? '');
      return message === undefined ? undefined : { code, message };
    };
    world = await createWorld({
      catcher: {
        onRcpt: (address) => verdict(refusedAtRcpt, 550, address),
        onData: ({ recipients }) => verdict(refusedAtData, 554, recipients[0] ?? ''),
      },
    });
    driver = await world.launch(plan());
  }, 120_000);

  afterAll(async () => {
    expect(await flaws(world)).toEqual([]);
    await world.close();
  }, 120_000);

  /** What a morning brought: letters opened, the measures' events, mails kept. */
  async function slot(date: string): Promise<{
    readonly letters: readonly LetterFacts[];
    readonly told: readonly EventRecord[];
    readonly mails: readonly CaughtLetter[];
  }> {
    await driver.to(`${date}T07:00:00.000+08:00`);
    const before = new Set((await listProcesses(world.db, { kind: 'letter' })).map((row) => row.process));
    await driver.to(`${date}T09:00:00.000+08:00`);
    const letters = (await lettersOf(world)).filter((letter) => !before.has(letter.process));
    const records = [...(await world.records(M('M06'))), ...(await world.records(M('M13')))];
    const told = records.filter(
      (one) => one.type === 'NoticeUndeliverable' && one.recordedAt.startsWith(date),
    );
    return { letters, told, mails: (await world.mails()).filter((mail) => mail.date.startsWith(date)) };
  }

  function of(letters: readonly LetterFacts[], person: string): readonly LetterFacts[] {
    return letters.filter((letter) => letter.person === person);
  }

  it('at RCPT (550): office head and rectification office learn at once whom it did not reach, about what, and why', async () => {
    refusedAtRcpt.set(HANDLER, NO_SUCH_USER);
    const { letters, told, mails } = await slot('2022-07-27');
    const [lost] = of(letters, HANDLER);
    expect(lost).toMatchObject({ status: 'undeliverable', copies: 0, mails: [] });
    expect(lost?.records.map((one) => one.type)).toEqual([
      'LetterOpened',
      'NoticeGathered',
      'LetterSealed',
      'Undeliverable',
    ]);
    expect(lost?.records.at(-1)?.data).toMatchObject({
      attempt: 1,
      code: 550,
      response: `550 ${NO_SUCH_USER}`,
    });
    expect(await getRow(world.db, lost?.process ?? '')).toMatchObject({
      open: false,
      status: 'undeliverable',
      card: { attempts: 1, response: `550 ${NO_SUCH_USER}` },
    });

    // The measure's history says so.
    expect(told).toHaveLength(1);
    const notice = lost?.notices[0]?.notice.id;
    expect(told[0]).toMatchObject({
      process: M('M06'),
      cause: 'signal',
      data: { undelivered: [{ notice, person: HANDLER, response: `550 ${NO_SUCH_USER}` }] },
    });
    expect((await world.measure('M06')).undeliverable).toEqual([
      { notice, person: HANDLER, response: `550 ${NO_SUCH_USER}` },
    ]);
    const [given, ...others] = told.flatMap(noticesOf);
    expect(others).toEqual([]);
    expect(given).toMatchObject({
      kind: 'undeliverable',
      urgent: true,
      leaveAt: '2022-07-27T08:30:00.000+08:00',
    });

    // And the letters do, one each.
    const urgent = letters.filter((letter) => letter.process.includes('/n-'));
    expect(urgent.map((letter) => letter.person).toSorted()).toEqual([HEAD, ...OFFICE]);
    for (const letter of urgent) {
      expect(letter).toMatchObject({ status: 'delivered', copies: 1, mails: [{}] });
      const [mail] = letter.mails;
      expect(mail?.subject).toContain('M06 致基层基础处承办人（示例）的信件未能送达');
      for (const words of [
        '夯实基层基础：完善制度',
        '基层基础处承办人',
        `550 ${NO_SUCH_USER}`,
        '请先以电话等方式',
      ]) {
        expect(mail?.text.replaceAll(/\s+/g, ' ')).toContain(words);
      }
    }
    // The head's own copy of the reminder came as ever; nothing went to the handler.
    expect(of(letters, HEAD)).toHaveLength(2);
    expect(mails.map((mail) => mail.to.address).filter((address) => address.startsWith(HANDLER))).toEqual([]);
    expect(mails).toHaveLength(4);
  });

  it('and what tells of it is refused too: that is on record, and nobody is told about the telling', async () => {
    refusedAtRcpt.set('zgb-lianluo', '5.2.1 mailbox disabled');
    const { letters, told } = await slot('2022-08-01');
    expect(of(letters, HANDLER)).toMatchObject([{ status: 'undeliverable' }]);
    const [second, ...more] = of(letters, 'zgb-lianluo');
    expect(more).toEqual([]);
    expect(second).toMatchObject({ status: 'undeliverable', copies: 0 });
    expect(second?.notices.map((one) => one.notice.kind)).toEqual(['undeliverable']);
    expect(told.map((one) => [one.data['undelivered'], noticesOf(one).length])).toMatchObject([
      [[{ person: HANDLER }], 1],
      [
        [
          {
            notice: second?.notices[0]?.notice.id,
            person: 'zgb-lianluo',
            response: '550 5.2.1 mailbox disabled',
          },
        ],
        0,
      ],
    ]);
    expect(
      letters
        .filter((letter) => letter.status === 'delivered')
        .map((letter) => letter.person)
        .toSorted(),
    ).toEqual([HEAD, HEAD, 'zgb-zhuren']);
    expect(letters).toHaveLength(5);
  });

  it('at DATA (554) it is as final as at RCPT', async () => {
    refusedAtRcpt.clear();
    refusedAtData.set(HANDLER, '5.7.1 Message refused by content policy');
    const { letters, told } = await slot('2022-08-02');
    expect(of(letters, HANDLER)).toMatchObject([{ status: 'undeliverable', copies: 0, mails: [] }]);
    const response = '554 5.7.1 Message refused by content policy';
    expect(of(letters, HANDLER)[0]?.records.at(-1)).toMatchObject({
      type: 'Undeliverable',
      data: { attempt: 1, code: 554, response },
    });
    expect(told).toMatchObject([{ data: { undelivered: [{ person: HANDLER, response }] } }]);
    const urgent = letters.filter((letter) => letter.process.includes('/n-'));
    expect(urgent.map((letter) => letter.person).toSorted()).toEqual([HEAD, ...OFFICE]);
    for (const letter of urgent) expect(letter.mails[0]?.text).toContain(response);
  });

  it('a letter that spoke of two measures: each of them is told once, of its own notice', async () => {
    const { letters, told } = await slot('2022-08-10');
    const [lost, ...more] = of(letters, HANDLER);
    expect(more).toEqual([]);
    expect(lost).toMatchObject({ status: 'undeliverable' });
    const noticeOf = (id: string): unknown =>
      lost?.notices.find((one) => one.notice.facts.measure === id)?.notice.id;
    expect(lost?.notices).toHaveLength(2);
    expect(told.map((one) => [one.process, one.data['undelivered']])).toMatchObject([
      [M('M06'), [{ notice: noticeOf('M06'), person: HANDLER }]],
      [M('M13'), [{ notice: noticeOf('M13'), person: HANDLER }]],
    ]);
    const urgent = letters.filter((letter) => letter.process.includes('/n-'));
    expect(
      urgent.map((letter) => `${letter.notices[0]?.notice.facts.measure} ${letter.person}`).toSorted(),
    ).toEqual(['M06', 'M13'].flatMap((measure) => [HEAD, ...OFFICE].map((person) => `${measure} ${person}`)));
    for (const letter of urgent) expect(letter).toMatchObject({ status: 'delivered', copies: 1 });
  });

  it('once the address is put right in the directory, letters reach the person again', async () => {
    const address = 'jcc.chengban@zjtj.example';
    expect(
      await world.actOnDirectory('xitong', { type: 'change_address', person: HANDLER, address }),
    ).toMatchObject({ kind: 'done' });
    const { letters, told } = await slot('2022-08-12');
    expect(of(letters, HANDLER)).toMatchObject([
      { status: 'delivered', copies: 1, mails: [{ to: { address } }] },
    ]);
    expect(told).toEqual([]);
  });
});
