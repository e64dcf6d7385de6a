import { randomUUID } from 'node:crypto';
import { act } from '../../src/client/act.ts';
import { processState } from '../../src/client/advance.ts';
import { sideBySide } from '../../src/contracts/side-by-side.ts';
import { directoryProcess, measureProcess } from '../../src/domain/process.ts';
import type { EventRecord } from '../../src/domain/record.ts';
import type { Driver } from '../../src/rehearsal/driver.ts';
import { listProcesses } from '../../src/store/queries.ts';
import { ACT, ADVANCE, HEAR, STATE } from '../../src/workflows/messages.ts';
import { flaws } from '../support/flaws.ts';
import { encoded, json, jsonText, openRaw, type Raw, type RawPayload } from '../support/raw.ts';
import { createWorld, zhejiang, type World } from '../support/world.ts';

const PROGRAMME = 'zhejiang-2022';
const M = (id: string): string => measureProcess(PROGRAMME, id);
/** A Wednesday evening: what is urgent waits in its letter for the next morning. */
const EVENING = '2022-06-08T20:00:00.000+08:00';
const NEXT_EVENING = '2022-06-09T20:00:00.000+08:00';
const HEAD = 'rjc-fuze';
const INVALID_ARGUMENT = 3;
const NOT_FOUND = 5;
const RESOURCE_EXHAUSTED = 8;

/** Nested far deeper than any stack. */
const DEEP = `${'['.repeat(100_000)}${']'.repeat(100_000)}`;

interface Changes {
  readonly command?: unknown;
  readonly admission?: object;
  readonly v?: unknown;
  readonly requestId?: unknown;
}

function envelope(process: string, changes: Changes = {}): object {
  const { admission, ...rest } = changes;
  return {
    v: 1,
    requestId: 'poison',
    command: { type: 'comment', text: '在' },
    admission: {
      person: HEAD,
      process,
      directorySeq: 1,
      proven: 'test',
      at: EVENING,
      validUntil: '2999-01-01T00:00:00.000+08:00',
      ...admission,
    },
    ...rest,
  };
}

function signal(changes: object = {}): object {
  return {
    from: `${PROGRAMME}/stranger/${randomUUID()}`,
    seq: 1,
    head: '',
    k: 0,
    at: EVENING,
    type: 'future',
    data: {},
    ...changes,
  };
}

/** The JSON of a value, in which the text `@@` is replaced by raw JSON. */
function withRaw(value: object, raw: string): RawPayload {
  return jsonText(JSON.stringify(value).replace('"@@"', () => raw));
}

describe('poison', () => {
  let world: World;
  let raw: Raw;
  let driver: Driver;
  let processes: Readonly<Record<Kind, string>>;

  beforeAll(async () => {
    world = await createWorld();
    raw = await openRaw(world);
    driver = await world.launch(zhejiang({ measures: ['M06', 'M07', 'M13'] }));
    await driver.to(EVENING);
    expect(await world.act('M07', 'zgb-zhuren', { type: 'urge' })).toMatchObject({ kind: 'done' });
    const [letter] = await listProcesses(world.db, { kind: 'letter', open: true });
    processes = {
      programme: PROGRAMME,
      measure: M('M07'),
      letter: letter?.process ?? 'no letter',
      directory: directoryProcess(PROGRAMME),
    };
  }, 120_000);

  afterAll(async () => {
    await raw.close();
    await world.close();
  }, 120_000);

  const KINDS = ['programme', 'measure', 'letter', 'directory'] as const;
  type Kind = (typeof KINDS)[number];

  async function seqOf(process: string): Promise<number> {
    const state = await processState(world.engine, process);
    if (state === undefined) throw new Error(`${process} is gone`);
    return state.frame.seq;
  }

  /** What a process recorded since an event. */
  async function since(process: string, seq: number): Promise<readonly EventRecord[]> {
    await world.quiet();
    return (await world.records(process)).filter((record) => record.seq > seq);
  }

  /** What is asked of a process the ordinary way still is answered. */
  async function answersAsBefore(kind: Kind): Promise<void> {
    const process = processes[kind];
    if (kind === 'measure')
      expect(await world.act('M07', HEAD, { type: 'comment', text: '照常' })).toMatchObject({ kind: 'done' });
    if (kind === 'directory') {
      const address = `${randomUUID()}@zjtj.example`;
      expect(
        await world.actOnDirectory('xitong', { type: 'change_address', person: 'xitong', address }),
      ).toMatchObject({ kind: 'done' });
    }
    expect(await raw.query(process, STATE, [])).toBeUndefined();
    const { at } = (await processState(world.engine, process)) ?? {};
    expect(await raw.update(process, ADVANCE, [json({ to: at })])).toMatchObject({ kind: 'done' });
  }

  describe.each(KINDS)('for a %s', (kind) => {
    const process = (): string => processes[kind];

    it.each<readonly [string, (process: string) => readonly RawPayload[], string]>([
      ['no argument', () => [], '不是第 1 版的请求'],
      ['null', () => [json(null)], '不是第 1 版的请求'],
      ['a number', () => [json(7)], '不是第 1 版的请求'],
      ['a list', () => [json([])], '不是第 1 版的请求'],
      ['JSON that breaks off', () => [jsonText('{"v":1,')], '不是第 1 版的请求'],
      [
        'bytes that are no text',
        () => [{ metadata: { encoding: Buffer.from('json/plain') }, data: Buffer.from([0xff, 0xfe]) }],
        '不是第 1 版的请求',
      ],
      ['an encoding nobody knows', () => [encoded('zip/rot13')], '不是第 1 版的请求'],
      ['no encoding', () => [{ data: Buffer.from('{}') }], '不是第 1 版的请求'],
      ['binary/null', () => [encoded('binary/null', '')], '不是第 1 版的请求'],
      ['another protobuf', () => [encoded('json/protobuf')], '不是第 1 版的请求'],
      ['a version to come', (p) => [json(envelope(p, { v: 2 }))], '不是第 1 版的请求，收到的版本为 2'],
      [
        'a command to come',
        (p) => [json(envelope(p, { command: { type: 'teleport' } }))],
        kind === 'letter' ? '信件不接受人工办理' : '收到 "teleport"',
      ],
      ['a command that is a list', (p) => [json(envelope(p, { command: [] }))], 'command 应为带 type 的对象'],
      [
        'a hundred thousand levels',
        (p) => [withRaw(envelope(p, { command: { type: 'comment', text: '@@' } }), DEEP)],
        '嵌套过深',
      ],
      [
        'a number beyond all',
        (p) => [
          withRaw(
            envelope(p, { command: { type: 'report', text: '报', figures: [{ value: '@@' }] } }),
            '1e999',
          ),
        ],
        '无法表示的数',
      ],
      [
        '1.9 MB of text',
        (p) => [json(envelope(p, { command: { type: 'comment', text: '长'.repeat(630_000) } }))],
        '请求过大',
      ],
      [
        'half a character as its person',
        (p) => [json(envelope(p, { admission: { person: '\ud800' } }))],
        'admission.person 应为文字',
      ],
      [
        'a control character in its process',
        (p) => [json(envelope(p, { admission: { process: `${p}\u0000` } }))],
        'admission.process 应为文字',
      ],
    ])('an update of %s is turned away in words', async (_, args, words) => {
      const before = await seqOf(process());
      const answer = await raw.update(process(), ACT, args(process()), 'poison');
      expect(answer).toMatchObject({
        kind: 'rejected',
        type: 'Rejected',
        text: expect.stringContaining(words),
      });
      expect(await seqOf(process())).toBe(before);
    });

    it('an update of another name, or beyond the limits of the engine, is answered by it', async () => {
      const before = await seqOf(process());
      for (const name of ['fly', '__temporal_fly', 'act '])
        expect(await raw.update(process(), name, [json(1)])).toMatchObject({
          kind: 'rejected',
          text: expect.stringContaining('No registered handler'),
        });
      const long = json(envelope(process(), { requestId: 'i'.repeat(10_000) }));
      expect(await raw.update(process(), ACT, [long], 'i'.repeat(10_000))).toMatchObject({
        kind: 'engine',
        code: INVALID_ARGUMENT,
      });
      // Beyond what a worker may send back, and beyond what the engine reads: neither reaches the process.
      for (const size of [2_150_000, 10_000_000]) {
        const text = json(envelope(process(), { command: { type: 'comment', text: 'x'.repeat(size) } }));
        expect(await raw.update(process(), ACT, [text])).toMatchObject({
          kind: 'engine',
          code: RESOURCE_EXHAUSTED,
        });
      }
      expect(await seqOf(process())).toBe(before);
      await answersAsBefore(kind);
    });

    it.each<readonly [string, readonly RawPayload[], string]>([
      ['nothing', [], '“null”不是有效的时刻'],
      ['null', [json(null)], '“null”不是有效的时刻'],
      ['broken JSON', [jsonText('{')], '“null”不是有效的时刻'],
      [
        'a moment that is an object without a text',
        [json({ to: { toString: 1 } })],
        '“{"toString":1}”不是有效的时刻',
      ],
      ['a moment nested for ever', [jsonText(`{"to":${DEEP}}`)], '“（嵌套过深）”不是有效的时刻'],
      [
        '31 June',
        [json({ to: '2022-06-31T00:00:00.000+08:00' })],
        '“2022-06-31T00:00:00.000+08:00”不是有效的时刻',
      ],
      ['the year 10000', [json({ to: '10000-01-01T00:00:00.000+08:00' })], '不是有效的时刻'],
      ['yesterday', [json({ to: '2022-06-07T00:00:00.000+08:00' })], '不能把时间从'],
    ])('to be moved to %s is turned away in words', async (_, args, words) => {
      expect(await raw.update(process(), ADVANCE, args)).toMatchObject({
        kind: 'rejected',
        type: 'Rejected',
        text: expect.stringContaining(words),
      });
    });

    it('every signal that makes no sense stands as an event, and none ends the process', async () => {
      const before = await seqOf(process());
      const sent: readonly (readonly [string, readonly RawPayload[]])[] = [
        ['unheard-of', [json(1), json(2)]],
        ['__temporal_reserved', [json(1)]],
        ['zhenggai:__temporal_reserved', [json(1)]],
        ['__stack_trace', []],
        ['n'.repeat(900), [json(1)]],
        [HEAR, []],
        [HEAR, [json(null)]],
        [HEAR, [jsonText('{')]],
        [HEAR, [encoded('zip/rot13')]],
        [HEAR, [jsonText(DEEP)]],
        [HEAR, [withRaw(signal({ data: '@@' }), `{"a":${DEEP}}`)]],
        [HEAR, [withRaw(signal({ type: 'standing', data: { measure: 'M07', x: '@@' } }), '1e999')]],
        [HEAR, [json(signal({ type: 'x'.repeat(1_900_000) }))]],
        [HEAR, [json(signal({ data: { text: '长'.repeat(300_000) } }))]],
        [HEAR, [json(signal({ at: '2022-06-31T00:00:00.000+08:00' }))]],
        [HEAR, [json(signal({ seq: '1' }))]],
        [HEAR, [json(signal())]],
        [HEAR, [json(signal({ from: '__proto__', type: '__proto__' }))]],
        [HEAR, [json(signal({ from: 'constructor', type: 'constructor' }))]],
        [HEAR, [json(signal({ from: 'half\ud800', type: 'nul\u0000\udc00' }))]],
        [HEAR, [json(signal({ type: 'roster', data: { roster: { seq: 1, holders: null } } }))]],
        [HEAR, [json(signal({ type: 'notice', data: { notice: { id: 7 }, as: 'bcc' } }))]],
        [HEAR, [json(signal({ type: 'subscribe', data: { posts: 'all' } }))]],
        [HEAR, [json(signal({ type: 'undeliverable', data: { notices: {}, person: null } }))]],
      ];
      for (const [name, args] of sent) expect(await raw.signal(process(), name, args)).toBeUndefined();
      const records = await since(process(), before);
      expect(records.map((record) => record.cause)).toEqual(sent.map(() => 'signal'));
      expect([...new Set(records.map((record) => record.type))].toSorted()).toEqual([
        'SignalMalformed',
        'SignalUnknown',
      ]);
      const excerpts = records.map((record) => (record.data['excerpt'] ?? '') as string);
      expect(excerpts).toContain('{"unknownSignal":"__temporal_reserved","args":[1]}');
      expect(excerpts).toContain('{"undecodable":"zip/rot13"}');
      expect(excerpts).toContain('（嵌套过深）');
      expect(Math.max(...excerpts.map((excerpt) => excerpt.length))).toBeLessThan(510);
      await answersAsBefore(kind);
    });

    it('queries of another name are answered by the engine, and one whose argument cannot be read as if it had none', async () => {
      for (const name of ['weather', '__temporal_weather', ''])
        expect(await raw.query(process(), name, [])).toBe(INVALID_ARGUMENT);
      expect(await raw.query(process(), STATE, [jsonText('{'), encoded('zip/rot13')])).toBeUndefined();
    });
  });

  describe('one act', () => {
    it('under another id than its update is turned away: the record could not be matched with it', async () => {
      const one = json(envelope(M('M07'), { requestId: 'its-own' }));
      expect(await raw.update(M('M07'), ACT, [one], 'another')).toMatchObject({
        kind: 'rejected',
        text: '请求格式有误：requestId 应与更新的编号相同。',
      });
    });

    it('sent again under the same id with other content gets the first answer and acts once', async () => {
      const before = await seqOf(M('M07'));
      const ask = (text: string) =>
        raw.update(
          M('M07'),
          ACT,
          [json(envelope(M('M07'), { requestId: 'same', command: { type: 'comment', text } }))],
          'same',
        );
      const first = await ask('第一次');
      expect(first).toMatchObject({ kind: 'done' });
      expect(await ask('第二次')).toEqual(first);
      expect(await raw.update(M('M07'), ACT, [jsonText('{')], 'same')).toEqual(first);
      expect((await since(M('M07'), before)).map((record) => record.data['text'])).toEqual(['第一次']);
    });

    it('with an argument too many is taken by its first', async () => {
      const one = json(envelope(M('M07'), { requestId: 'two' }));
      expect(await raw.update(M('M07'), ACT, [one, jsonText('{')], 'two')).toMatchObject({ kind: 'done' });
    });

    it.each<readonly [string, object, string]>([
      ['a field nobody knows', { type: 'comment', text: '好', extra: 1 }, '没有名为 "extra" 的项'],
      ['NUL', { type: 'comment', text: '好\u0000' }, 'text 应为 1 到 4000 字的文字，不含控制字符'],
      ['an escape', { type: 'comment', text: '\u001b[2J' }, 'text 应为 1 到 4000 字的文字，不含控制字符'],
      ['half a character', { type: 'comment', text: '\ud83d' }, 'text 应为 1 到 4000 字的文字，不含控制字符'],
      ['4,001 characters', { type: 'comment', text: '长'.repeat(4_001) }, 'text 应为 1 到 4000 字的文字'],
      [
        'a reason that is an object',
        { type: 'return', reason: { toString: 'x' } },
        'reason 应为 1 到 4000 字的文字',
      ],
      [
        'line breaks in a title',
        { type: 'attach', title: '通知\r\nBcc: a@b.example' },
        'title 应为 1 到 200 字的一行文字，不含换行和控制字符',
      ],
      [
        'a document number with a line break',
        { type: 'attach', title: '通知', documentNumber: '浙统〔2022〕1号\nX: y' },
        'documentNumber 应为',
      ],
      [
        '201 figures',
        { type: 'report', text: '报', figures: Array.from({ length: 201 }, () => ({ value: 1 })) },
        'figures 应为至多 200 项的列表',
      ],
    ])('with %s is turned away with its place', async (_, command, words) => {
      const answer = await world.act('M07', HEAD, command as { type: string });
      expect(answer).toMatchObject({ kind: 'rejected', text: expect.stringContaining(words) });
    });

    it('with a key of the prototype is turned away like every unknown field', async () => {
      const text = JSON.stringify(envelope(M('M07'))).replace('"text"', '"__proto__":{"admin":true},"text"');
      expect(await raw.update(M('M07'), ACT, [jsonText(text)], 'poison')).toMatchObject({
        kind: 'rejected',
        text: expect.stringContaining('没有名为 "__proto__" 的项'),
      });
    });

    it('of 10 MB, or under an id that no engine takes, is answered by the client in words, at once', async () => {
      const asked = { process: M('M07'), person: HEAD, directorySeq: 1, proven: 'test' };
      const large = { ...asked, command: { type: 'comment', text: '长'.repeat(3_500_000) } };
      expect(await act(world.engine, large)).toMatchObject({
        kind: 'rejected',
        text: expect.stringContaining('请求过大'),
      });
      const named = { ...asked, command: { type: 'comment', text: '好' } };
      for (const requestId of ['i'.repeat(10_000), 'i\u0000d', '\ud800', ''])
        expect(await act(world.engine, { ...named, requestId })).toMatchObject({
          kind: 'rejected',
          text: expect.stringContaining('requestId 应为'),
        });
    });
  });

  it('a start that holds no input ends as failed, and keeps no task busy', async () => {
    for (const [workflow, args] of [
      ['measure', []],
      ['letter', [json({ v: 1, rules: 1 })]],
      ['programme', [encoded('zip/rot13')]],
      [
        'directory',
        [json({ v: 1, kind: 'letter', process: 'x', programme: 'x', rules: 1, clock: { kind: 'real' } })],
      ],
    ] as const) {
      const process = `${workflow}-of-nothing`;
      await raw.start(workflow, process, args);
      await expect(world.engine.client.workflow.getHandle(process).result()).rejects.toMatchObject({
        cause: { type: 'BadStart' },
      });
    }
  });

  it('two thousand signals at once are recorded each, and the process acts on', async () => {
    const process = M('M13');
    const before = await seqOf(process);
    await world.stopWorker();
    const burst = Array.from({ length: 2_000 }, (_, n) =>
      json(n % 2 === 0 ? { n } : signal({ from: `s${n}` })),
    );
    await sideBySide(50, burst, async (one) =>
      expect(await raw.signal(process, HEAR, [one])).toBeUndefined(),
    );
    await world.startWorker();
    const records = await since(process, before);
    expect(records.filter((record) => record.type === 'SignalMalformed')).toHaveLength(1_000);
    expect(records.filter((record) => record.type === 'SignalUnknown')).toHaveLength(1_000);
    expect(await world.act('M13', 'sgzx-chengban', { type: 'comment', text: '照常' })).toMatchObject({
      kind: 'done',
    });
  });

  it("a flood of one person's refused requests leaves twenty records, and others are served", async () => {
    const process = M('M06');
    const before = await seqOf(process);
    const flood = Array.from({ length: 1_500 }, (_, n) => `flood-${n}`);
    const answers = new Map<string, number>();
    let served: string | undefined;
    await sideBySide(50, flood, async (requestId, index) => {
      const admission = { person: 'jcc-chengban' };
      const asked = json(envelope(process, { requestId, command: { type: 'approve' }, admission }));
      const word = wordOf(await raw.update(process, ACT, [asked], requestId));
      answers.set(word, (answers.get(word) ?? 0) + 1);
      if (index !== 700) return;
      const command = { type: 'comment', text: '其间' };
      const comment = { process, person: 'jcc-fuze', command, directorySeq: 1, proven: 'test' };
      served = (await act(world.engine, comment)).kind;
    });
    expect(served).toBe('done');
    expect(Object.fromEntries(answers)).toEqual({ recorded: 20, 'turned away': 1_480 });
    const records = await since(process, before);
    expect(records.map((record) => record.type).toSorted()).toEqual([
      ...Array.from({ length: 20 }, () => 'CommandRefused'),
      'Commented',
    ]);
    // What the rules allow is heard from the flooder too.
    const allowed = { type: 'comment', text: '仍可批注' };
    expect(await world.act('M06', 'jcc-chengban', allowed)).toMatchObject({ kind: 'done' });
  });

  it('what is due goes on falling due, letters leave, histories and ledger agree', async () => {
    await driver.to(NEXT_EVENING);
    const letter = await listProcesses(world.db, { kind: 'letter' });
    expect(letter.map((row) => row.status)).toEqual(letter.map(() => 'delivered'));
    expect(letter.length).toBeGreaterThan(0);
    const next = driver.next();
    if (next === undefined) throw new Error('nothing is due any more');
    await driver.to(next);
    const fired = (await Promise.all(['M06', 'M07', 'M13'].map((id) => world.records(M(id))))).flat();
    expect(fired.filter((record) => record.dueAt === next).length).toBeGreaterThan(0);
    await world.quiet();
    expect(await flaws(world)).toEqual([]);
  });

  it('a process that has ended takes no more, and says so', async () => {
    const { letter } = processes;
    expect(await raw.signal(letter, HEAR, [json(signal())])).toBe(NOT_FOUND);
    expect(await raw.update(letter, ACT, [json(envelope(letter))], 'poison')).toMatchObject({
      kind: 'engine',
      code: NOT_FOUND,
    });
    const asked = {
      process: letter,
      person: HEAD,
      command: { type: 'comment', text: '晚' },
      directorySeq: 1,
      proven: 'test',
    };
    expect(await act(world.engine, asked)).toMatchObject({ kind: 'not_found' });
  });
});

describe('a process on the real clock', () => {
  let world: World;
  let raw: Raw;

  beforeAll(async () => {
    world = await createWorld({ clock: 'real' });
    raw = await openRaw(world);
    await world.launch(zhejiang({ measures: ['M06'], start: '2090-03-01' }));
  }, 120_000);

  afterAll(async () => {
    await raw.close();
    await world.close();
  }, 120_000);

  it('is moved by nobody, whatever is asked', async () => {
    for (const args of [[], [json(null)], [jsonText('{')], [json({ to: '2099-01-01T00:00:00.000+08:00' })]])
      expect(await raw.update(PROGRAMME, ADVANCE, args)).toMatchObject({
        kind: 'rejected',
        type: 'Rejected',
        text: '本事项按实际时间运行，不能推进时间。',
      });
  });

  it('takes no time from a signal', async () => {
    const far = json(signal({ at: '9999-12-31T23:59:59.999+08:00' }));
    expect(await raw.signal(PROGRAMME, HEAR, [far])).toBeUndefined();
    const { at } = (await processState(world.engine, PROGRAMME)) ?? {};
    expect(at?.slice(0, 4)).not.toBe('9999');
  });
});

function wordOf(answer: Awaited<ReturnType<Raw['update']>>): string {
  switch (answer.kind) {
    case 'done':
      return (answer.value as { refusal?: unknown }).refusal === undefined ? 'done' : 'recorded';
    case 'rejected':
      return answer.text.startsWith('今日被拒次数已达上限（20次），本次不再记录。')
        ? 'turned away'
        : answer.text;
    case 'engine':
      return answer.text;
  }
}
