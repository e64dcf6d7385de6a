import { act, type ActResult } from '../../src/client/act.ts';
import { processState } from '../../src/client/advance.ts';
import { custodyOf } from '../../src/audit/custody.ts';
import { sideBySide } from '../../src/contracts/side-by-side.ts';
import type { ClueState } from '../../src/domain/clue/state.ts';
import { clueProcess } from '../../src/domain/process.ts';
import type { ProgrammeState } from '../../src/domain/programme/state.ts';
import type { EventRecord } from '../../src/domain/record.ts';
import { refusalText } from '../../src/domain/refusals.ts';
import type { Driver } from '../../src/rehearsal/driver.ts';
import {
  begin,
  handOver,
  MORNING,
  PROGRAMME,
  sealedRef,
  unitOf,
  type Command,
} from '../support/clue-life.ts';
import { flaws } from '../support/flaws.ts';
import { createWorld, type World } from '../support/world.ts';

/** What somebody asks, by what event it is known that it was done, and in which words it is refused after the other. */
interface Ask {
  readonly person: string;
  readonly command: Command;
  readonly event: string;
  /** Absent: it is done also after the other. */
  readonly refused?: string;
}

interface Pair {
  readonly before: readonly (readonly [person: string, command: Command])[];
  readonly one: Ask;
  readonly other: Ask;
}

const SENDER = 'gyc-chengban';
const SENDERS_HEAD = 'gyc-fuze';
const HOLDER = 'zfj-chengban';
const HOLDERS_HEAD = 'zfj-fuze';

const ask = (person: string, event: string, command: Command, refused?: string): Ask => ({
  person,
  command,
  event,
  ...(refused === undefined ? {} : { refused }),
});

const TAKEN_IN: Pair['before'] = [
  [HOLDER, { type: 'acknowledge' }],
  [HOLDER, { type: 'accept' }],
];
const PLANNED: Pair['before'] = [...TAKEN_IN, [HOLDER, { type: 'plan', team: '核查专班', items: [] }]];
const CONCLUDED: Pair['before'] = [
  ...PLANNED,
  [HOLDER, { type: 'verify', substantiated: false, items: [] }],
  [HOLDER, { type: 'close_without_case', reason: '查无实据' }],
];
const REPORTED: Pair['before'] = [...CONCLUDED, [HOLDER, { type: 'report_findings', items: [] }]];
const FED_BACK: Pair['before'] = [...REPORTED, [SENDER, { type: 'feedback', items: [] }]];
const RETURNED: Pair['before'] = [[HOLDER, { type: 'return_clue', reason: '不属本局职责' }]];

const acknowledge = (person: string, refused: string): Ask =>
  ask(person, 'Acknowledged', { type: 'acknowledge' }, refused);
const report = (person: string): Ask =>
  ask(
    person,
    'FindingsReported',
    { type: 'report_findings', items: [sealedRef('r1')] },
    '“报告办理情况”须由工业统计处',
  );
const withdraw = (refused: string): Ask => ask(SENDER, 'ClueWithdrawn', { type: 'withdraw_clue' }, refused);

const PAIRS: Readonly<Record<string, Pair>> = {
  'holder acknowledges, sender withdraws': {
    before: [],
    one: acknowledge(HOLDER, '“签收”须由工业统计处'),
    other: withdraw('当前状态为“已签收”，不能办理“撤回”'),
  },
  'holder returns, sender withdraws': {
    before: [],
    one: ask(
      HOLDERS_HEAD,
      'ClueReturned',
      { type: 'return_clue', reason: '不属本局职责' },
      '“退回”须由工业统计处',
    ),
    other: withdraw('当前状态为“已退回”，不能办理“撤回”'),
  },
  'two of one unit acknowledge': {
    before: [],
    one: acknowledge(HOLDER, '当前状态为“已签收”，不能办理“签收”'),
    other: acknowledge(HOLDERS_HEAD, '当前状态为“已签收”，不能办理“签收”'),
  },
  'holder returns, sender urges': {
    before: [],
    one: ask(HOLDERS_HEAD, 'ClueReturned', { type: 'return_clue', reason: '不属本局职责' }),
    other: ask(SENDER, 'ClueUrged', { type: 'urge_clue' }),
  },
  'handler sends it to one unit, head to another': {
    before: RETURNED,
    one: ask(SENDER, 'Rerouted', { type: 'reroute', unit: unitOf('fgc') }, '“重新移交”须由'),
    other: ask(SENDERS_HEAD, 'Rerouted', { type: 'reroute', unit: unitOf('tzc') }, '“重新移交”须由'),
  },
  'handler verifies, head passes it down': {
    before: PLANNED,
    one: ask(HOLDER, 'Verified', { type: 'verify', substantiated: true, items: [] }, '“核查”须由杭州'),
    other: ask(
      HOLDERS_HEAD,
      'PassedDown',
      { type: 'pass_down', unit: unitOf('hz-tjj'), due: '2022-06-20' },
      '当前状态为“已核查”，不能办理“转办”',
    ),
  },
  'two of one unit report': { before: CONCLUDED, one: report(HOLDER), other: report(HOLDERS_HEAD) },
  "sender's handler gives feedback, its head sends it back": {
    before: REPORTED,
    one: ask(SENDER, 'FedBack', { type: 'feedback', items: [] }, '“反馈”须由执法监督局'),
    // Feedback does not stand in the way of sending it back.
    other: ask(SENDERS_HEAD, 'SupplementAsked', { type: 'supplement', reason: '请补充核查' }),
  },
  "sender's handler closes it, its head sends it back": {
    before: FED_BACK,
    one: ask(SENDER, 'ClueClosed', { type: 'close' }, '“办结”须由执法监督局'),
    other: ask(
      SENDERS_HEAD,
      'SupplementAsked',
      { type: 'supplement', reason: '请补充核查' },
      '当前状态为“已办结”，不能办理“退回补充核查”',
    ),
  },
};
/** Clues to each pair; whoever is named first in it is sent first every other time. */
const ROUNDS = 4;
const NAMES = Object.keys(PAIRS);
const LANES = 4;

interface Round {
  readonly name: string;
  readonly asks: readonly [Ask, Ask];
  readonly answers: readonly [ActResult, ActResult];
  readonly prepared: number;
  records: readonly EventRecord[];
  readonly process: string;
}

describe('at the same instant', () => {
  let world: World;
  let driver: Driver;
  let handedOver: readonly ActResult[];
  const rounds: Round[] = [];

  /** Asks at once, without bringing anything to rest first. */
  const asked = (process: string, person: string, command: Command): Promise<ActResult> =>
    act(world.engine, { process, person, command, directorySeq: 1, proven: 'test' });

  async function rest(processes: readonly string[]): Promise<void> {
    await driver.quieten(MORNING, processes);
    await world.quiet();
  }

  async function round(name: string, turn: number, number: number): Promise<Round> {
    const { before, one, other } = PAIRS[name] as Pair;
    const process = clueProcess(PROGRAMME, number);
    for (const [person, command] of before)
      expect(await asked(process, person, command)).toMatchObject({ kind: 'done' });
    const asks: [Ask, Ask] = turn % 2 === 0 ? [one, other] : [other, one];
    const prepared = (await processState(world.engine, process))?.frame.seq ?? 0;
    const [first, second] = await Promise.all(
      asks.map(({ person, command }) => asked(process, person, command)),
    );
    return { name, asks, answers: [first, second] as Round['answers'], prepared, records: [], process };
  }

  beforeAll(async () => {
    world = await createWorld();
    driver = await begin(world);
    // All at once, from different units; two of them about the same subject.
    const all = NAMES.length * ROUNDS;
    handedOver = await Promise.all(
      Array.from({ length: 8 }, (_, at) =>
        asked(
          PROGRAMME,
          at % 2 === 0 ? SENDER : 'fgc-chengban',
          handOver({
            from: at % 2 === 0 ? 'gyc' : 'fgc',
            to: 'zfj',
            ...(at < 2 ? { mark: 'b'.repeat(64) } : {}),
          }),
        ),
      ),
    );
    for (let number = 9; number <= all + 8; number += 1)
      expect(await asked(PROGRAMME, SENDER, handOver({ to: 'zfj' }))).toMatchObject({ kind: 'done' });
    await rest([PROGRAMME]);
    const plays = NAMES.flatMap((name) => Array.from({ length: ROUNDS }, (_, turn) => ({ name, turn })));
    await sideBySide(LANES, plays, async ({ name, turn }, index) => {
      rounds.push(await round(name, turn, 9 + index));
    });
    await rest(rounds.map(({ process }) => process));
    for (const one of rounds) one.records = await world.records(one.process);
  }, 400_000);

  afterAll(async () => {
    await world.quiet();
    expect(await flaws(world)).toEqual([]);
    await world.close();
  }, 120_000);

  describe.each(NAMES)('%s', (name) => {
    it('whoever comes first is heard, the other is told what has changed', () => {
      const own = rounds.filter((one) => one.name === name);
      expect(own).toHaveLength(ROUNDS);
      for (const { asks, answers, records, prepared } of own) {
        const seqs = answers.map((one) => ('seq' in one ? one.seq : 0));
        const [won, lost] = seqs[0]! < seqs[1]! ? [0, 1] : [1, 0];
        expect(answers[won]).toMatchObject({ kind: 'done' });
        const { refused, event } = asks[lost] as Ask;
        const answer = answers[lost] as ActResult;
        const since = records.filter(({ seq, cause }) => seq > prepared && cause === 'update');
        if (refused === undefined) {
          expect(answer).toMatchObject({ kind: 'done' });
          expect(since.map(({ type }) => type)).toEqual([asks[won]?.event, event]);
        } else {
          expect(answer).toMatchObject({ kind: 'refused' });
          if (answer.kind === 'refused') expect(refusalText(answer.refusal)).toMatch(new RegExp(refused));
          expect(since.map(({ type }) => type)).toEqual([asks[won]?.event, 'CommandRefused']);
        }
      }
    });

    it('one unit holds it at any moment, and owes all that is owed', async () => {
      for (const { process, records } of rounds.filter((one) => one.name === name)) {
        const state = (await processState(world.engine, process))?.frame.state as ClueState;
        const custody = custodyOf(state.input, records, MORNING);
        custody.forEach(({ from }, at) => expect(from).toBe(at === 0 ? MORNING : custody[at - 1]?.to));
        expect(custody.map(({ unit }) => unit)).toEqual(
          [...state.past, state.custody].map(({ unit }) => unit.id),
        );
        const running = records.flatMap(
          ({ data }) => (data['duties'] as { armed?: { id: string }[] })?.armed ?? [],
        );
        const over = new Set(
          records
            .flatMap(({ data }) => (data['duties'] as { ended?: { id: string }[] })?.ended ?? [])
            .map(({ id }) => id),
        );
        const pending = running.filter(({ id }) => !over.has(id));
        // The holder's, and the own dates of whoever passed it down: `p`.
        const owed = new RegExp(`/(?:h${state.past.length + 1}|p)e\\d`);
        for (const { id } of pending) expect(id).toMatch(owed);
        expect(pending.length === 0).toBe(['closed', 'withdrawn'].includes(state.status));
      }
    });
  });

  it('hand-overs are numbered without a gap, and those of one subject become one clue', async () => {
    expect(handedOver.map(({ kind }) => kind)).toEqual(handedOver.map(() => 'done'));
    const all = 8 + rounds.length;
    const state = (await processState(world.engine, PROGRAMME))?.frame.state as ProgrammeState;
    expect(state.clues?.count).toBe(all);
    const registered = (await world.records(PROGRAMME)).filter(({ type }) => type === 'ClueRegistered');
    expect(registered.map(({ data }) => [data['number'], data['code']])).toEqual(
      Array.from({ length: all }, (_, at) => [at + 1, `线索〔2022〕${at + 1}号`]),
    );
    const marked = registered.filter(({ data }) => data['mark'] !== undefined);
    expect(marked).toHaveLength(2);
    const [first, second] = marked.map(({ data }) => Number(data['number']));
    expect(marked[1]?.data['joined']).toBe(first);
    expect(await processState(world.engine, clueProcess(PROGRAMME, Number(second)))).toBeUndefined();
    expect((await world.records(clueProcess(PROGRAMME, Number(first)))).map(({ type }) => type)).toContain(
      'ClueJoined',
    );
    expect(Object.keys(state.clues?.joined ?? {})).toEqual([String(second)]);
  });
});
