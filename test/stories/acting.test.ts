import { act } from '../../src/client/act.ts';
import { fetchHistory, updateAccepted } from '../../src/client/histories.ts';
import { directoryProcess, measureProcess } from '../../src/domain/process.ts';
import type { MeasurePlan } from '../../src/domain/plan.ts';
import type { EventRecord } from '../../src/domain/record.ts';
import type { Driver } from '../../src/rehearsal/driver.ts';
import { ACT } from '../../src/workflows/messages.ts';
import { flaws, noticesOf } from '../support/flaws.ts';
import { createWorld, zhejiang, type World } from '../support/world.ts';

const M = (id: string): string => measureProcess('zhejiang-2022', id);
/** A Wednesday morning. */
const MORNING = '2022-06-08T10:00:00.000+08:00';
const HANDLER = 'rjc-chengban';
const HEAD = 'rjc-fuze';

interface Command {
  readonly type: string;
  readonly [field: string]: unknown;
}

/** Nothing has to be shown, so that everything can be submitted; the first step is open to two, and in M05 the only one. */
function open(plan: MeasurePlan): MeasurePlan {
  const [first, ...others] = plan.policy.approval.steps.map((step, index) =>
    index === 0 ? { ...step, roles: ['office_head' as const, 'supervising_leader' as const] } : step,
  );
  if (first === undefined) throw new Error('no approval step');
  const steps = plan.id === 'M05' ? [first] : [first, ...others];
  return {
    ...plan,
    requirements: [],
    policy: { ...plan.policy, approval: { ...plan.policy.approval, steps } },
  };
}

describe('acting', () => {
  let world: World;
  let driver: Driver;

  beforeAll(async () => {
    world = await createWorld();
    driver = await world.launch(zhejiang({ measures: ['M05', 'M06', 'M07', 'M13'], change: open }));
    await driver.to(MORNING);
  }, 120_000);

  afterAll(async () => {
    await world.quiet();
    expect(await flaws(world)).toEqual([]);
    await world.close();
  }, 120_000);

  /** Asks at once, without bringing anything to rest first. */
  function ask(measure: string, person: string, command: Command, requestId?: string) {
    const asked = { process: M(measure), person, command, directorySeq: 1, proven: 'test' };
    return act(world.engine, requestId === undefined ? asked : { ...asked, requestId });
  }

  async function recordsOf(measure: string, requestId: string): Promise<readonly EventRecord[]> {
    await world.quiet();
    return (await world.records(M(measure))).filter((record) => record.requestId === requestId);
  }

  describe('one request id', () => {
    it('sent twice at the same moment acts once, and both hear the same', async () => {
      const comment = { type: 'comment', text: '已与各处会商' };
      const [one, other] = await Promise.all([
        ask('M07', HEAD, comment, 'twice-at-once'),
        ask('M07', HEAD, comment, 'twice-at-once'),
      ]);
      expect(one.kind).toBe('done');
      expect(other).toEqual(one);
      expect(await recordsOf('M07', 'twice-at-once')).toMatchObject([
        { type: 'Commented', seq: (one as { seq: number }).seq },
      ]);
    });

    it('sent again later acts no second time, even with other words', async () => {
      const first = await ask('M07', HEAD, { type: 'comment', text: '第一次' }, 'twice-in-turn');
      await ask('M07', HANDLER, { type: 'comment', text: '其间' });
      const again = await ask('M07', HEAD, { type: 'comment', text: '第二次' }, 'twice-in-turn');
      expect(first.kind).toBe('done');
      expect(again).toEqual(first);
      expect(await recordsOf('M07', 'twice-in-turn')).toMatchObject([
        { type: 'Commented', data: { text: '第一次' } },
      ]);
    });

    it('refused is refused again with the same words, and once on record', async () => {
      const first = await ask('M07', HEAD, { type: 'approve' }, 'refused-twice');
      expect(first).toMatchObject({ kind: 'refused', refusal: { code: 'wrong_status' } });
      expect(await ask('M07', HEAD, { type: 'approve' }, 'refused-twice')).toEqual(first);
      expect(await recordsOf('M07', 'refused-twice')).toMatchObject([{ type: 'CommandRefused' }]);
    });
  });

  describe('two approvers at the same instant', () => {
    async function bothApprove(measure: string, head: string, leader: string, handler: string) {
      expect(await world.act(measure, handler, { type: 'start' })).toMatchObject({ kind: 'done' });
      expect(await world.act(measure, handler, { type: 'submit' })).toMatchObject({ kind: 'done' });
      const approve = { type: 'approve', round: 1, step: 1 };
      const answers = await Promise.all([
        ask(measure, head, approve, `${measure}-head`),
        ask(measure, leader, approve, `${measure}-leader`),
      ]);
      const [won, lost] = answers.toSorted((a, b) => (a.kind < b.kind ? -1 : 1));
      expect([won?.kind, lost?.kind]).toEqual(['done', 'refused']);
      const winner = won?.requestId === `${measure}-head` ? head : leader;
      const records = [
        ...(await recordsOf(measure, won?.requestId ?? '')),
        ...(await recordsOf(measure, lost?.requestId ?? '')),
      ];
      return { lost, winner, loser: winner === head ? leader : head, records };
    }

    it('one closes the step; the other is told that it is closed, and does not close the next by mistake', async () => {
      const { lost, winner, loser, records } = await bothApprove(
        'M06',
        'jcc-fuze',
        'fenguan3',
        'jcc-chengban',
      );
      expect(lost).toMatchObject({
        refusal: {
          code: 'step_closed',
          params: { round: '1', step: '1', currentRound: '1', currentStep: '2' },
        },
      });
      expect(records).toMatchObject([
        {
          type: 'StepApproved',
          actor: { person: winner },
          data: { round: 1, step: 1, closes: true, last: false },
        },
        {
          type: 'CommandRefused',
          actor: { person: loser },
          data: { command: 'approve', code: 'step_closed' },
        },
      ]);
      expect(await world.measure('M06')).toMatchObject({
        status: 'under_review',
        step: 1,
        approvals: [{ person: winner, step: 0 }],
      });
    });

    it('where it is the only step, one signs off and the other comes too late', async () => {
      const { lost, winner, loser, records } = await bothApprove(
        'M05',
        'sjc-fuze',
        'fenguan3',
        'sjc-chengban',
      );
      expect(lost).toMatchObject({ refusal: { code: 'wrong_status' } });
      expect(records.map((record) => [record.type, record.actor?.person])).toEqual([
        ['StepApproved', winner],
        ['SignedOff', winner],
        ['LightChanged', undefined],
        ['CommandRefused', loser],
      ]);
      const all = await world.records(M('M05'));
      expect(all.filter((record) => record.type === 'StepApproved')).toHaveLength(1);
      expect(await world.measure('M05')).toMatchObject({ status: 'signed_off', daysLate: 0 });
    });
  });

  describe('who holds nothing', () => {
    it.each([
      ['somebody nobody knows', 'nobody'],
      ['somebody with a post elsewhere', 'gyc-fuze'],
      ['the system administrator', 'xitong'],
      ['an object’s own property name', 'constructor'],
    ])('%s is refused, and that is on record', async (_, person) => {
      const answer = await ask('M07', person, { type: 'comment', text: '我也说一句' }, `nothing-${person}`);
      const refusal = { code: 'not_holder', params: { person, command: '批注' } };
      expect(answer).toMatchObject({ kind: 'refused', refusal });
      expect(await recordsOf('M07', `nothing-${person}`)).toMatchObject([
        {
          type: 'CommandRefused',
          cause: 'update',
          actor: { person },
          data: { command: 'comment', ...refusal },
        },
      ]);
    });

    it('a relieved official is refused at once, on record, and letters pass to the next above', async () => {
      const post = '330000/sgzx/office_head';
      const relieve = { type: 'relieve', person: 'sgzx-fuze', post };
      expect(await world.act('M13', 'sgzx-fuze', { type: 'comment', text: '在任' })).toMatchObject({
        kind: 'done',
      });
      expect(await world.actOnDirectory('sgzx-fuze', relieve)).toMatchObject({
        kind: 'refused',
        refusal: { code: 'not_permitted' },
      });
      expect(await world.actOnDirectory('xitong', relieve)).toMatchObject({ kind: 'done' });
      const answer = await world.act(
        'M13',
        'sgzx-fuze',
        { type: 'comment', text: '已免职' },
        { requestId: 'relieved' },
      );
      expect(answer).toMatchObject({ kind: 'refused', refusal: { code: 'not_holder' } });
      expect(await recordsOf('M13', 'relieved')).toMatchObject([
        {
          type: 'CommandRefused',
          actor: { person: 'sgzx-fuze' },
          data: { command: 'comment', code: 'not_holder' },
        },
      ]);
      await world.act('M13', 'zgb-zhuren', { type: 'urge' }, { requestId: 'urged' });
      const told = (await recordsOf('M13', 'urged')).flatMap(noticesOf).flatMap((notice) => notice.to);
      expect(told.map(({ person, standsInFor }) => [person, standsInFor])).toEqual([
        ['fenguan3', ['office_head']],
        ['sgzx-chengban', undefined],
      ]);
      const directory = await world.records(directoryProcess('zhejiang-2022'));
      expect(
        directory.filter((one) => one.cause === 'update').map((one) => [one.type, one.actor?.person]),
      ).toEqual([
        ['CommandRefused', 'sgzx-fuze'],
        ['PersonRelieved', 'xitong'],
      ]);
    });
  });

  describe('what leaves no trace', () => {
    /** The history must not know the request, and the ledger must stand where it stood. */
    async function tracesOf(measure: string, requestId: string): Promise<string> {
      await world.quiet();
      const history = await fetchHistory(world.engine, M(measure));
      expect(await updateAccepted(world.engine, M(measure), requestId)).toBe(false);
      expect((await world.records(M(measure))).map((record) => record.requestId)).not.toContain(requestId);
      return JSON.stringify(history, (_, value: unknown) =>
        value instanceof Uint8Array ? Buffer.from(value).toString() : value,
      );
    }

    it.each<readonly [string, Command, string]>([
      ['an unknown command', { type: 'fly' }, 'type 应为 start、report、'],
      ['a missing text', { type: 'report' }, 'text 应为 1 到 4000 字的文字，不含控制字符，收到 空'],
      [
        'a field misspelt',
        { type: 'comment', text: '好', opinon: 'support' },
        '没有名为 "opinon" 的项，可用的有 type、text、opinion',
      ],
      [
        '31 February',
        { type: 'request_extension', to: '2022-02-31', reason: '汛期' },
        'to 应为存在的日期 YYYY-MM-DD，收到 "2022-02-31"',
      ],
      ['a text too long', { type: 'comment', text: '长'.repeat(4_001) }, 'text 应为 1 到 4000 字'],
      ['a control character', { type: 'comment', text: '响\u0007铃' }, '不含控制字符'],
      [
        'a figure that is none',
        { type: 'report', text: '报', figures: [{ value: '七' }] },
        'figures[0].value 应为数字，收到 "七"',
      ],
    ])('%s is turned away in clear words', async (name, command, words) => {
      const requestId = `malformed ${name}`;
      const answer = await ask('M07', HANDLER, command, requestId);
      expect(answer).toMatchObject({ kind: 'rejected', requestId });
      expect((answer as { text: string }).text).toMatch(/^请求格式有误：/);
      expect((answer as { text: string }).text).toContain(words);
      expect(await tracesOf('M07', requestId)).not.toContain(requestId);
    });

    it.each<readonly [string, unknown, string]>([
      ['no envelope', '同意', '不是第 1 版的请求'],
      ['nothing at all', null, '不是第 1 版的请求'],
      [
        'an envelope without admission',
        { v: 1, requestId: 'r', command: { type: 'start' } },
        'admission 应为对象',
      ],
      [
        'a request for another measure',
        {
          v: 1,
          requestId: 'r',
          command: { type: 'start' },
          admission: {
            person: HANDLER,
            process: M('M06'),
            directorySeq: 1,
            proven: 'test',
            at: MORNING,
            validUntil: '2999-01-01T00:00:00.000+08:00',
          },
        },
        `请求是给 ${M('M06')} 的，这里是 ${M('M07')}`,
      ],
    ])('%s is turned away', async (name, envelope, words) => {
      const updateId = `raw ${name}`;
      const asked = world.engine.client.workflow
        .getHandle(M('M07'))
        .executeUpdate(ACT, { args: [envelope], updateId });
      await expect(asked).rejects.toMatchObject({
        cause: { type: 'Rejected', message: expect.stringContaining(words) as string },
      });
      expect(await tracesOf('M07', updateId)).not.toContain(updateId);
    });

    it('the twenty-first refusal of a person on a day and a measure; others, and the next day, are heard', async () => {
      const approve = { type: 'approve' };
      for (let i = 1; i <= 20; i += 1)
        expect(await ask('M13', 'sgzx-chengban', approve)).toMatchObject({ kind: 'refused' });
      const answer = await ask('M13', 'sgzx-chengban', approve, 'the 21st');
      expect(answer).toEqual({
        kind: 'rejected',
        requestId: 'the 21st',
        text: expect.stringMatching(
          /^今日被拒次数已达上限（20次），本次不再记录。当前状态为“.*”，不能办理“同意”/,
        ) as string,
      });
      expect(await tracesOf('M13', 'the 21st')).not.toContain('the 21st');
      const refused = async (): Promise<number> =>
        (await world.records(M('M13'))).filter(
          (one) => one.type === 'CommandRefused' && one.actor?.person === 'sgzx-chengban',
        ).length;
      expect(await refused()).toBe(20);
      expect(await ask('M13', 'sgzx-lianluo', approve, 'another')).toMatchObject({ kind: 'refused' });
      expect(await ask('M07', 'sgzx-chengban', approve, 'elsewhere')).toMatchObject({ kind: 'refused' });
      await driver.to('2022-06-09T00:00:00.000+08:00');
      expect(await world.act('M13', 'sgzx-chengban', approve)).toMatchObject({ kind: 'refused' });
      expect(await refused()).toBe(21);
    });
  });
});
