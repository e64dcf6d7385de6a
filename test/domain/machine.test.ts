import * as machine from '../../src/domain/machine.ts';
import { refusalText, REJECTIONS, rejectionText } from '../../src/domain/refusals.ts';
import { at, envelopeOf, PEOPLE, Rejected } from './support.ts';
import { measure, REPORT, submit, type Measure } from './measure/measure.ts';

const NOW = at('2022-06-20');

function rejected(life: Measure, change: object, real = NOW): string | undefined {
  const envelope = envelopeOf(life.input.process, PEOPLE.head, { type: 'urge' }, { at: NOW, requestId: 'q' });
  return machine.rejection(
    life.rules,
    life.frame,
    life.input.process,
    { ...envelope, ...change },
    life.now,
    real,
  );
}

describe('a request', () => {
  it('asked again under the same id is answered the same, and done once', () => {
    const life = submit(measure(), NOW);
    const envelope = envelopeOf(
      life.input.process,
      PEOPLE.head,
      { type: 'approve' },
      { at: NOW, requestId: 'twice' },
    );
    const once = machine.command(life.rules, life.frame, envelope, NOW);
    const again = machine.command(life.rules, once.frame, envelope, NOW);
    expect(once.drafts).toHaveLength(1);
    expect(again).toEqual({ frame: once.frame, drafts: [], effects: [], repeats: once.drafts[0]?.seq });
  });

  it('refused, is refused again under the same id without another record', () => {
    const life = measure().until(NOW);
    const envelope = envelopeOf(
      life.input.process,
      PEOPLE.head,
      { type: 'withdraw' },
      { at: NOW, requestId: 'twice' },
    );
    const once = machine.command(life.rules, life.frame, envelope, NOW);
    const again = machine.command(life.rules, once.frame, envelope, NOW);
    expect(again).toEqual({
      frame: once.frame,
      drafts: [],
      effects: [],
      repeats: once.drafts[0]?.seq,
      refusal: once.refusal,
    });
    expect(once.drafts[0]).toMatchObject({
      type: 'CommandRefused',
      actor: { person: PEOPLE.head, name: '李四', postTitle: '基层处处长' },
      data: { command: 'withdraw', code: 'wrong_status', params: { status: '整改中' } },
    });
  });

  it('of somebody unknown is recorded under the id they came with', () => {
    const life = measure();
    expect(life.ask(PEOPLE.outsider, { type: 'start' })).toEqual({
      code: 'not_holder',
      params: { person: 'nobody', command: '启动' },
    });
    expect(life.last('CommandRefused').actor).toEqual({ person: 'nobody', name: 'nobody' });
  });
});

describe('refusals of a day', () => {
  it.each([PEOPLE.outsider, 'constructor', '__proto__'])(
    'are recorded up to twenty for a person (%s), then turned away',
    (person) => {
      const life = measure().until(NOW);
      for (let i = 0; i < 20; i += 1)
        expect(life.remember().act(person, { type: 'submit' })).toBe('not_holder');
      expect(life.all('CommandRefused')).toHaveLength(20);
      const reason = refusalText({ code: 'not_holder', params: { person, command: '报审' } });
      expect(() => life.act(person, { type: 'submit' })).toThrow(
        new Rejected(rejectionText('too_many_refusals', { limit: '20', reason })),
      );
      expect(life.all('CommandRefused')).toHaveLength(20);
      // Others are not affected, and the next day begins anew.
      expect(life.act(PEOPLE.handler, { type: 'withdraw' })).toBe('wrong_status');
      expect(life.until(at('2022-06-21')).act(person, { type: 'submit' })).toBe('not_holder');
    },
  );

  it('beyond the limit what the rules allow still goes through, and only what they refuse is turned away', () => {
    const life = measure().until(NOW);
    for (let i = 0; i < 20; i += 1) expect(life.act(PEOPLE.head, { type: 'approve' })).toBe('wrong_status');
    expect(() => life.act(PEOPLE.head, { type: 'approve' })).toThrow('本次不再记录。当前状态为');
    expect(life.act(PEOPLE.head, { type: 'comment', text: '已会商' })).toBeUndefined();
    expect(life.all('Commented')).toHaveLength(1);
    expect(() => life.act(PEOPLE.head, { type: 'withdraw' })).toThrow(Rejected);
    expect(life.all('CommandRefused')).toHaveLength(20);
  });

  it('beyond the limit the rules are asked after all that is due by then', () => {
    const life = measure();
    for (let i = 0; i < 20; i += 1) life.act(PEOPLE.head, { type: 'approve' });
    const { start } = life.state.input.plan;
    const asked = envelopeOf(
      life.input.process,
      PEOPLE.head,
      { type: 'submit' },
      { at: at(start.date, '08:40'), requestId: 'late' },
    );
    // Not settled yet: the frame still waits for its start, which is due by the time of asking.
    expect(life.frame.state.status).toBe('not_started');
    const today = { ...life.frame, refusals: { ...life.frame.refusals, day: start.date } };
    const now = at(start.date, '08:40');
    expect(machine.rejection(life.rules, today, life.input.process, asked, now, now)).toMatch(/尚缺/);
  });

  it('an answer already given stays available beyond the limit', () => {
    const life = measure().until(NOW);
    for (let i = 0; i < 20; i += 1) life.act(PEOPLE.outsider, { type: 'submit' });
    const envelope = envelopeOf(
      life.input.process,
      PEOPLE.outsider,
      { type: 'submit' },
      { at: NOW, requestId: 'q20' },
    );
    expect(machine.rejection(life.rules, life.frame, life.input.process, envelope, NOW, NOW)).toBeUndefined();
  });
});

describe('what is turned away before it is recorded', () => {
  const life = measure().until(NOW);
  const { admission } = envelopeOf(
    life.input.process,
    PEOPLE.head,
    { type: 'urge' },
    { at: NOW, requestId: 'q' },
  );
  const seen = new Set<string>();
  const text = (code: keyof typeof REJECTIONS, params: Record<string, string>) => {
    seen.add(code);
    return rejectionText(code, params);
  };

  it.each([
    ['a version to come', { v: 2 }, '不是第 1 版的请求，收到的版本为 2'],
    ['no version', { v: undefined }, '不是第 1 版的请求'],
    ['no request id', { requestId: '' }, 'requestId 应为文字'],
    ['no command', { command: { kind: 'urge' } }, 'command 应为带 type 的对象'],
    ['no admission', { admission: null }, 'admission 应为对象'],
    ['nobody', { admission: { ...admission, person: '' } }, 'admission.person 应为文字'],
    ['a post that is no text', { admission: { ...admission, post: 7 } }, 'admission.post 应为文字'],
    ['no process', { admission: { ...admission, process: undefined } }, 'admission.process 应为文字'],
    ['no proof', { admission: { ...admission, proven: ' ' } }, 'admission.proven 应为文字'],
    [
      'no directory number',
      { admission: { ...admission, directorySeq: 1.5 } },
      'admission.directorySeq 应为整数',
    ],
    ['no moment', { admission: { ...admission, at: '2022-06-20' } }, 'admission.at、validUntil 应为时刻'],
    ['an unknown command', { command: { type: 'abolish' } }, /^type 应为 start、report/],
    [
      'a misspelt field',
      { command: { type: 'urge', txet: '快' } },
      '没有名为 "txet" 的项，可用的有 type、text',
    ],
    ['an empty reason', { command: { type: 'return', reason: '' } }, /^reason 应为 1 到 4000 字的文字/],
    [
      'a date that is none',
      { command: { type: 'request_extension', to: '2022-02-30', reason: '会签' } },
      /^to 应为存在的日期/,
    ],
  ])('a request with %s', (_, change, problem) => {
    const said = rejected(life, change);
    const expected = typeof problem === 'string' ? text('malformed', { problem }) : problem;
    if (typeof expected === 'string') expect(said).toBe(expected);
    else expect(said?.replace('请求格式有误：', '')).toMatch(expected);
  });

  it('a request that is not an object', () => {
    expect(machine.rejection(life.rules, life.frame, life.input.process, 'urge', NOW, NOW)).toBe(
      text('malformed', { problem: '不是第 1 版的请求' }),
    );
  });

  it('a request for another process', () => {
    const params = { asked: 'zj/measure/M07', process: 'zj/measure/M06' };
    expect(rejected(life, { admission: { ...admission, process: 'zj/measure/M07' } })).toBe(
      text('wrong_process', params),
    );
  });

  it('a request past its end, by the real clock and not the civil one', () => {
    expect(rejected(life, {}, at('2022-06-20', '09:01'))).toBe(
      text('expired', { validUntil: admission.validUntil }),
    );
    expect(rejected(life, {}, admission.validUntil)).toBeUndefined();
  });

  it('every text of the registry can be said, and leaves no gap where its parameters are given', () => {
    // The shell's own, tested with it: the clock that is not driven, runs backwards, or has no such moment; the end.
    text('not_driven', {});
    text('ended', {});
    // Tested with adoption.
    text('unknown_rules', { to: '2', latest: '1' });
    expect(text('backwards', { at: NOW, to: at('2022-06-01') })).toBe(
      `不能把时间从 ${NOW} 退回到 ${at('2022-06-01')}。`,
    );
    expect(text('bad_instant', { to: 'soon' })).toBe('“soon”不是有效的时刻。');
    expect(text('too_many_refusals', { limit: '20', reason: '本措施已启动。' })).not.toContain('—');
    expect([...seen].toSorted()).toEqual(Object.keys(REJECTIONS).toSorted());
  });
});

describe('signals', () => {
  const roster = { roster: { seq: 2, holders: {} } };

  it('heard before are dropped, by the sender’s event and effect', () => {
    const life = measure().hear('roster', roster, { seq: 5, k: 1 });
    const heard = life.drafts.length;
    life
      .hear('roster', roster, { seq: 5, k: 1 })
      .hear('roster', roster, { seq: 5, k: 0 })
      .hear('roster', roster, { seq: 4, k: 3 });
    expect(life.drafts).toHaveLength(heard);
    life
      .hear('roster', roster, { seq: 5, k: 2 })
      .hear('roster', roster, { seq: 5, k: 1, from: 'constructor' });
    expect(life.drafts).toHaveLength(heard + 2);
  });

  it('unknown ones are kept as such', () => {
    expect(measure().hear('greeting', {}).last('SignalUnknown').data).toEqual({
      from: 'zj/directory',
      type: 'greeting',
    });
  });

  it.each([undefined, null, 'word', 7, [], { from: 'x' }, { unknownSignal: 'poke', args: [1] }])(
    'malformed ones are kept, shortened: %j',
    (raw) => {
      const life = measure().hearRaw(raw);
      expect(life.types.at(-1)).toBe('SignalMalformed');
      expect(life.state.status).toBe('not_started');
    },
  );

  it('malformed ones are never cut within a character', () => {
    const { data } = measure()
      .hearRaw(`${'字'.repeat(498)}𠮷𠮷`)
      .last('SignalMalformed');
    // The quotation mark, the characters that fit, and not the half of the one that does not.
    expect(data['excerpt']).toBe(`"${'字'.repeat(498)}…`);
  });
});

describe('outcomes', () => {
  it('of effects refused for good are kept with what they were', () => {
    const life = measure()
      .until(NOW)
      .learn({ effectId: '3.0', kind: 'signal', result: { kind: 'closed', process: 'zj' } });
    expect(life.last('EffectRefused').data).toEqual({
      effect: '3.0',
      kind: 'signal',
      result: { kind: 'closed', process: 'zj' },
    });
    expect(life.last('EffectRefused')).toMatchObject({ cause: 'outcome', requestId: '3.0' });
  });
});

describe('the record', () => {
  it('numbers every event without a gap, each with its cause', () => {
    const life = submit(measure(), NOW);
    life.act(PEOPLE.outsider, REPORT);
    expect(life.drafts.map((one) => one.seq)).toEqual(life.drafts.map((_, index) => index + 1));
    expect(life.drafts.map((one) => [one.type, one.cause])).toEqual([
      ['MeasureOpened', 'start'],
      ['MeasureStarted', 'duty'],
      ['ProgressReported', 'update'],
      ['Submitted', 'update'],
      ['CommandRefused', 'update'],
    ]);
    expect(life.frame.seq).toBe(life.drafts.length);
  });

  it('numbers effects by their event', () => {
    const life = submit(measure(), NOW);
    const ids = life.effects.map((one) => machine.effectId(one));
    expect(new Set(ids).size).toBe(ids.length);
    expect(life.effects.every((one) => one.seq >= 1 && one.seq <= life.frame.seq)).toBe(true);
  });
});
