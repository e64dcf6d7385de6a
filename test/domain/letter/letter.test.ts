import { movedOn } from '../../../src/domain/letter/rules.ts';
import { RETRY_MINUTES } from '../../../src/domain/letter/state.ts';
import { addMillis, MINUTE_MS } from '../../../src/domain/time.ts';
import { at, Rejected } from '../support.ts';
import { answer, gather, letter, notice, SLOT } from './letter.ts';

const DELIVERED = { kind: 'delivered', response: '250 ok', at: '2022-08-22T08:30:01.000+08:00', copies: 1 };
const DEFERRED = { kind: 'deferred', response: '451 try later' };
const REFUSED = { kind: 'refused', response: '550 no such user', code: 550 };

describe('a letter', () => {
  it('gathers a person’s notices until its slot, is sealed then and sent once', () => {
    const life = gather(gather(letter(), notice('b')), notice('a', {}, 'M02'), 'cc').until(
      at('2022-08-22', '09:00'),
    );
    expect(life.types).toEqual(['LetterOpened', 'NoticeGathered', 'NoticeGathered', 'LetterSealed']);
    expect(life.last('LetterSealed').occurredAt).toBe(SLOT);
    const [sent, ...more] = life.effects.filter((one) => one.kind === 'send');
    expect(more).toEqual([]);
    expect(sent).toMatchObject({
      letter: { messageId: 'm1@zj.zhenggai', thread: 't1@zj.zhenggai', at: SLOT },
    });
    // In an order of their own: which came first is chance.
    expect(sent?.letter.notices.map((one) => [one.notice.id, one.as])).toEqual([
      ['a', 'cc'],
      ['b', 'to'],
    ]);
    expect(life.state.status).toBe('sending');
    expect(life.row.card).toMatchObject({ title: '2件：M02、M06', holder: '张三', attempts: 0 });
  });

  it('is never sealed empty', () => {
    const life = letter().until(at('2022-08-30'));
    expect(life.types).toEqual(['LetterOpened']);
    expect(life.pending).toEqual([]);
  });

  it('opened after its slot, leaves as soon as it has a notice', () => {
    const life = gather(letter({ leaveAt: at('2022-08-22', '07:00') }), notice('a')).until(
      at('2022-08-22', '07:40'),
    );
    expect(life.types.at(-1)).toBe('LetterSealed');
  });

  it('holds a notice once, however often it is told', () => {
    const life = gather(gather(letter(), notice('a')), notice('a'));
    expect(life.types.slice(1)).toEqual(['NoticeGathered', 'NoticeRepeated']);
    expect(life.state.notices).toHaveLength(1);
  });

  it('sealed, turns a notice away to the next slot, and says so once', () => {
    const life = gather(letter(), notice('a')).until(SLOT);
    gather(gather(life, notice('late', { urgent: true })), notice('late'));
    expect(life.types.slice(-2)).toEqual(['NoticeTurnedAway', 'NoticeRepeated']);
    const moved = life.effects.filter((one) => one.kind === 'letter');
    expect(moved).toHaveLength(1);
    expect(moved[0]).toMatchObject({
      recipient: { person: 'zhang.san' },
      notice: {
        id: 'late',
        urgent: false,
        leaveAt: at('2022-08-23', '08:30'),
        thenAt: [at('2022-08-24', '08:30')],
      },
    });
  });

  it('delivered, ends and names its notices and those it turned away', () => {
    const life = gather(letter(), notice('a')).until(SLOT);
    answer(gather(life, notice('late')), { ...DELIVERED, copies: 2 });
    expect(life.current.ended(life.state)).toBe(true);
    expect(life.current.result(life.state)).toEqual({
      status: 'delivered',
      messageId: 'm1@zj.zhenggai',
      notices: ['a'],
      turnedAway: ['late'],
    });
    expect(life.last('Delivered').data).toMatchObject({ attempt: 1, response: '250 ok', copies: 2 });
    expect(life.row).toMatchObject({
      status: 'delivered',
      card: { response: '250 ok', copies: 2, attempts: 1 },
    });
    expect(life.pending).toEqual([]);
  });

  it.each<[string, Parameters<typeof letter>[0], readonly number[]]>([
    [
      'never more than three minutes apart for half an hour, then rarer, hourly in the end',
      { retryMinutes: RETRY_MINUTES },
      [1, 1, 2, 2, 3, 3, 3, 3, 3, 3, 3, 3, 10, 10, 10, 30, 30, 60, 60, 60],
    ],
    ['as it was, where its input names no waits', {}, [1, 2, 5, 10, 30, 60, 60, 60]],
  ])('put off by the server, tries again under the same Message-ID: %s', (_, input, expected) => {
    const life = gather(letter(input), notice('a')).until(SLOT);
    const waits: number[] = [];
    for (let attempt = 1; attempt <= expected.length; attempt += 1) {
      const before = life.now;
      answer(life, DEFERRED);
      expect(life.state).toMatchObject({
        status: 'waiting',
        attempts: attempt,
        lastResponse: '451 try later',
      });
      const [retry] = life.pending;
      waits.push((Date.parse(retry?.dueAt ?? '') - Date.parse(before)) / MINUTE_MS);
      life.until(retry?.dueAt ?? '');
      expect(life.types.at(-1)).toBe('SendRetried');
    }
    expect(waits).toEqual(expected);
    const ids = life.effects.filter((one) => one.kind === 'send').map((one) => one.letter.messageId);
    expect(new Set(ids)).toEqual(new Set(['m1@zj.zhenggai']));
    answer(life, DELIVERED);
    expect(life.state).toMatchObject({ status: 'delivered', attempts: expected.length + 1 });
  });

  it('every retry is a duty of its own, ended once', () => {
    const life = gather(letter(), notice('a')).until(SLOT);
    answer(life, DEFERRED).until(addMillis(life.now, 5 * MINUTE_MS));
    answer(life, DEFERRED).until(addMillis(life.now, 5 * MINUTE_MS));
    const ids = life.drafts
      .filter((one) => one.cause === 'duty')
      .map((one) => one.dutyId?.split('/').slice(-2).join('/'));
    expect(ids).toEqual(['abc/seal', 'retry/1', 'retry/2']);
  });

  it('refused for good, ends and tells each process that lost a notice, once', () => {
    const life = gather(letter(), notice('a'));
    gather(gather(life, notice('b')), notice('c', {}, 'M02')).until(SLOT);
    answer(life, REFUSED);
    expect(life.state.status).toBe('undeliverable');
    expect(life.last('Undeliverable').data).toMatchObject({ attempt: 1, code: 550 });
    expect(life.effects.filter((one) => one.kind === 'signal')).toMatchObject([
      {
        to: 'zj/measure/M06',
        type: 'undeliverable',
        data: {
          notices: [
            { id: 'a', kind: 'reminder' },
            { id: 'b', kind: 'reminder' },
          ],
          person: 'zhang.san',
          name: '张三',
          subject: 'M06 工作方案',
          response: '550 no such user',
        },
      },
      { to: 'zj/measure/M02', data: { notices: [{ id: 'c', kind: 'reminder' }] } },
    ]);
  });

  it('a notice that comes when it has ended is turned away too', () => {
    const life = answer(gather(letter(), notice('a')).until(SLOT), DELIVERED);
    gather(life, notice('late'));
    expect(life.types.at(-1)).toBe('NoticeTurnedAway');
    expect(life.state.status).toBe('delivered');
  });

  it('takes nothing from people', () => {
    expect(() => letter().act('zhang.san', { type: 'send' })).toThrow(Rejected);
  });

  it.each([
    ['another word', 'roster', { roster: {} }],
    ['no notice', 'notice', { as: 'to' }],
    ['a notice for nobody in particular', 'notice', { notice: notice('a') as never }],
    ['a notice without facts', 'notice', { notice: { ...notice('a'), facts: {} } as never, as: 'to' }],
    [
      'a notice that leaves at no time',
      'notice',
      { notice: { ...notice('a'), leaveAt: 'soon' } as never, as: 'to' },
    ],
  ])('%s is kept as unknown, and harms nothing', (_, type, data) => {
    const life = letter().hear(type, data);
    expect(life.types.at(-1)).toBe('SignalUnknown');
    expect(life.row.card.title).toBe('0件：');
  });

  it('an outcome it does not know is kept, and harms nothing', () => {
    const life = answer(gather(letter(), notice('a')).until(SLOT), { kind: 'lost' });
    expect(life.types.at(-1)).toBe('EffectRefused');
    expect(life.state.status).toBe('sending');
  });
});

describe('a notice that moves on', () => {
  it('goes through its spare slots, then a day further each time', () => {
    const slots: string[] = [];
    for (let one = movedOn(notice('a')); slots.length < 4; one = movedOn(one)) slots.push(one.leaveAt);
    expect(slots).toEqual(
      ['2022-08-23', '2022-08-24', '2022-08-25', '2022-08-26'].map((date) => at(date, '08:30')),
    );
  });
});
