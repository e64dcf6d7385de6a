import { withUnit } from '../../src/cli/act-staff.ts';
import { act, type ActResult } from '../../src/client/act.ts';
import { advanceProcess } from '../../src/client/advance.ts';
import { sideBySide } from '../../src/contracts/side-by-side.ts';
import { COMMAND_NAMES } from '../../src/domain/measure/commands.ts';
import { measureProcess } from '../../src/domain/process.ts';
import type { Driver } from '../../src/rehearsal/driver.ts';
import { createWorld, zhejiang, type World } from '../support/world.ts';
import {
  COMMANDS,
  GENTLE,
  isAllowed,
  PEOPLE,
  SITUATIONS,
  type Command,
  type Situation,
  type Who,
} from './who-may-do-what.table.ts';

interface Body {
  readonly type: string;
  readonly [field: string]: unknown;
}
type Step = readonly [Who, Body];
interface Cell {
  readonly situation: Situation;
  readonly who: Who;
  readonly command: Command;
  /** The measure it is played on. */
  readonly id: string;
}

const WHO = Object.keys(PEOPLE) as readonly Who[];
/** In the evening: what is urgent waits for the next morning, and the day's refusals are counted to one day. */
const EVENING = '2022-06-08T20:00:00.000+08:00';
const LATER = '2022-06-08T20:01:00.000+08:00';
const TODAY = '2022-06-08';
/** Refusals of one person on one day that are recorded, at most; half a table's column. */
const COLUMN = 16;
/** Measures at a time, and acts on one: the engine takes ten. */
const LANES = 3;
const IN_FLIGHT = 8;

const [m06] = zhejiang({ measures: ['M06'], fullChain: true }).measures;
const whole = zhejiang();
const base = zhejiang({ measures: ['M06'], fullChain: true });

/** In this order each has noted a clue before: f1 to f4. */
const FINDERS = ['handler', 'head', 'supportingHandler', 'supportingHead'] as const;

const plain = (type: string): Body => ({ type });
const report: Body = { type: 'report', text: '已印发并落实', requirement: 'r1', figures: [] };
const minutes = { number: '党组纪要〔2022〕6号', date: TODAY };
const staff = (type: string, unit: string, fields: object): Body =>
  withUnit(whole, { type, unit, ...fields }, {});

/** What each of the commands says, where it says something sensible. */
function bodyOf(command: Command, who: Who, seqs: Readonly<Partial<Record<string, number>>>): Body {
  const supporting = who === 'supportingHandler' || who === 'supportingHead';
  switch (command) {
    case 'report':
      return supporting ? { type: 'report', text: '本单位部分已办理', figures: [] } : report;
    case 'attach':
      return { type: 'attach', title: '材料' };
    case 'correct':
      return {
        type: 'correct',
        seq: seqs[who] ?? seqs['handler'] ?? 1,
        reason: '题名有误',
        title: '更正的材料',
      };
    case 'find_clue':
      return { type: command, on: TODAY, reference: `核查${TODAY}-${who}` };
    case 'strike_found':
      return {
        type: command,
        found: `f${Math.max(1, FINDERS.indexOf(who as 'handler') + 1)}`,
        reason: '重复登记',
      };
    case 'comment':
      return { type: 'comment', text: '请按时办理' };
    case 'return':
    case 'suspend':
    case 'refuse_extension':
    case 'record_objection':
      return { type: command, reason: '情况不实' };
    case 'close_meeting':
      return { type: command, ...minutes, recorder: '钱十一' };
    case 'request_extension':
      return { type: command, to: '2022-09-01', reason: '等待上级文件' };
    case 'change_unit':
      return staff(command, 'rjc', { reason: '职责调整' });
    case 'add_supporting':
      return staff(command, 'fgc', { text: '审核合法性', to: '2022-06-20' });
    case 'remove_supporting':
      return { type: command, unit: 'sgzx', reason: '不再需要' };
    case 'report_part':
      return { type: command, text: '已办理' };
    case 'cancel':
      return { type: command, reason: '并入M07', ...minutes };
    case 'authorise':
      return {
        type: command,
        person: 'dai-ban',
        name: '代办人',
        address: 'daiban@zjtj.example',
        to: '2022-06-10',
      };
    case 'revoke':
      return { type: command, person: 'dai-ban' };
    case 'instruct':
      return {
        type: command,
        text: '请抓紧',
        ...(who === 'office' ? { leader: '330000/ld/principal_leader' } : {}),
      };
    case 'reply':
      return { type: command, instruction: seqs['instruct'] ?? 1, text: '已落实' };
    case 'look_back':
      return { type: command, result: 'found', text: '有反弹', sample: '抽查3个县' };
    case 'reopen':
      return { type: command, reason: '有反弹', to: '2022-07-15' };
    case 'start':
    case 'submit':
    case 'withdraw':
    case 'approve':
    case 'countersign':
    case 'grant_extension':
    case 'urge':
    case 'resume':
      return plain(command);
  }
}

const steps = (...acts: readonly Step[]): readonly Step[] => acts;
const submitted = steps(['handler', report], ['handler', plain('submit')]);
const byHead = steps(...submitted, ['head', plain('approve')]);
const bySigner = steps(...byHead, ['supportingHead', plain('countersign')]);
const byLeader = steps(...bySigner, ['leader', plain('approve')]);
const byOffice = steps(...byLeader, ['office', plain('approve')]);
const byMeeting = steps(...byOffice, ['office', { type: 'close_meeting', ...minutes, recorder: '钱十一' }]);

/** How a measure comes into each of the situations. */
const WAYS: Readonly<Record<Situation, readonly Step[]>> = {
  not_started: [],
  under_way: steps(['handler', report]),
  extension_asked: steps(
    ['handler', report],
    ['head', { type: 'request_extension', to: '2022-09-01', reason: '等待上级文件' }],
    ['office', { type: 'comment', text: '情况属实', opinion: 'support' }],
  ),
  review_head: submitted,
  review_countersign: byHead,
  review_leader: bySigner,
  review_office: byLeader,
  review_meeting: byOffice,
  returned: steps(...submitted, ['head', { type: 'return', reason: '缺附件' }]),
  on_notice: byMeeting,
  suspended: steps(['handler', report], ['leader', { type: 'suspend', reason: '等待国家方案' }]),
  signed_off: byMeeting,
  cancelled: steps(['office', { type: 'cancel', reason: '并入M07', ...minutes }]),
};
const STATUS: Readonly<Record<Situation, string>> = {
  not_started: 'not_started',
  under_way: 'under_way',
  extension_asked: 'under_way',
  review_head: 'under_review',
  review_countersign: 'under_review',
  review_leader: 'under_review',
  review_office: 'under_review',
  review_meeting: 'under_review',
  returned: 'returned',
  on_notice: 'on_notice',
  suspended: 'suspended',
  signed_off: 'signed_off',
  cancelled: 'cancelled',
};

/** The measures played on: two of each situation for what is refused and for gentle acts, one for every other act that is allowed. */
function layOut(): { readonly measures: ReadonlyMap<string, Situation>; readonly cells: readonly Cell[] } {
  const measures = new Map<string, Situation>();
  const cells: Cell[] = [];
  const add = (situation: Situation): string => {
    const id = `T${String(measures.size + 1).padStart(3, '0')}`;
    measures.set(id, situation);
    return id;
  };
  for (const situation of SITUATIONS) {
    const shared = [add(situation), add(situation)];
    for (const who of WHO)
      for (const [index, command] of COMMANDS.entries()) {
        const own = isAllowed(command, who, situation) && !GENTLE.has(command);
        const id = own ? add(situation) : (shared[Math.floor(index / COLUMN)] ?? '');
        cells.push({ situation, who, command, id });
      }
  }
  return { measures, cells };
}

/**
 * Every command by everybody in every situation of a measure, on the real engine: what the table of DESIGN.md §10 allows is done, all else is
 * refused with its reason, and recorded.
 */
describe('who may do what, and when', () => {
  const { measures, cells } = layOut();
  const results = new Map<Cell, ActResult>();
  const stands = new Map<string, string>();
  let world: World;
  let driver: Driver;

  const ask = (id: string, who: Who, command: Body): Promise<ActResult> =>
    act(world.engine, {
      process: measureProcess('zhejiang-2022', id),
      person: PEOPLE[who],
      command,
      directorySeq: 1,
      proven: 'test',
    });
  const must = async (id: string, who: Who, command: Body): Promise<number> => {
    const answer = await ask(id, who, command);
    if (answer.kind !== 'done') throw new Error(`${id} ${who} ${command.type}: ${JSON.stringify(answer)}`);
    return answer.seq;
  };
  /** Everybody of the two units has attached something and noted a clue, and the supporting unit has a part of its own; then on its way. */
  async function bring(id: string, situation: Situation): Promise<Readonly<Record<string, number>>> {
    const seqs: Record<string, number> = {};
    await advanceProcess(world.engine, measureProcess('zhejiang-2022', id), EVENING);
    await must(id, 'leader', staff('add_supporting', 'sgzx', { text: '提供数据', to: '2022-06-20' }));
    for (const who of FINDERS) {
      seqs[who] = await must(id, who, { type: 'attach', title: '材料' });
      await must(id, who, { type: 'find_clue', on: TODAY, reference: `核查-${who}` });
    }
    for (const [who, body] of WAYS[situation]) await must(id, who, body);
    return seqs;
  }
  const statusOf = async (id: string): Promise<string> => (await world.measure(id)).status;

  beforeAll(async () => {
    if (m06 === undefined) throw new Error('M06 is not in the plan');
    // Letters are other stories' matter; here some thousand of them would only be in the way.
    world = await createWorld({
      wrap: ({ processes, ...ports }) => ({
        ...ports,
        processes: {
          ...processes,
          signalWithStart: async (start, signal) =>
            start.kind === 'letter' ? 'sent' : processes.signalWithStart(start, signal),
        },
      }),
    });
    const requirements = [{ id: 'r1', type: 'statement', text: '制定并落实' }] as const;
    driver = await world.launch({
      ...base,
      measures: [...measures].map(([id, situation], index) => ({
        ...m06,
        id,
        number: index + 1,
        requirements,
        policy: {
          ...m06.policy,
          ...(situation === 'on_notice' ? { publicNotice: { days: 7, phone: '0571-87654321' } } : {}),
        },
      })),
    });
    await driver.to(EVENING);
    const byMeasure = new Map([...measures.keys()].map((id) => [id, cells.filter((one) => one.id === id)]));
    const brought = new Map<string, Readonly<Record<string, number>>>();
    await sideBySide(LANES, [...measures], async ([id, situation]) => {
      brought.set(id, await bring(id, situation));
    });
    await sideBySide(LANES, [...measures], async ([id, situation]) => {
      const seqs: Record<string, number> = { ...brought.get(id) };
      // What is asked after a cancellation is not of its moment.
      await advanceProcess(world.engine, measureProcess('zhejiang-2022', id), LATER);
      const own = byMeasure.get(id) ?? [];
      const allowed = (cell: Cell): boolean => isAllowed(cell.command, cell.who, situation);
      // What is refused first and side by side: it changes nothing.
      const refused = own.filter((one) => !allowed(one));
      await sideBySide(IN_FLIGHT, refused, async (cell) => {
        results.set(cell, await ask(id, cell.who, bodyOf(cell.command, cell.who, seqs)));
      });
      for (const cell of own.filter(allowed)) {
        const { command, who } = cell;
        if (command === 'reply')
          seqs['instruct'] = await must(id, 'principal', { type: 'instruct', text: '请抓紧' });
        results.set(cell, await ask(id, who, bodyOf(command, who, seqs)));
      }
      stands.set(id, await statusOf(id));
    });
    await world.quiet();
  }, 600_000);

  afterAll(() => world.close(), 120_000);

  it('the table names every command', () => {
    expect([...COMMANDS].toSorted()).toEqual(Object.keys(COMMAND_NAMES).toSorted());
  });

  it.each(SITUATIONS)('%s: what the table allows is done, all else is refused', (situation) => {
    const found = cells.filter((one) => one.situation === situation);
    expect(found).toHaveLength(COMMANDS.length * WHO.length);
    const wrong = found
      .map((cell) => ({
        ...cell,
        expected: isAllowed(cell.command, cell.who, situation) ? 'done' : 'refused',
      }))
      .filter((cell) => results.get(found.find((one) => same(one, cell)) as Cell)?.kind !== cell.expected)
      .map(({ who, command, expected, id }) => {
        const got = results.get(found.find((one) => one.who === who && one.command === command) as Cell);
        return { who, command, id, expected, got };
      });
    expect(wrong).toEqual([]);
  });

  it('every refusal is on record, with who asked for what and why not', async () => {
    const missing: unknown[] = [];
    for (const id of measures.keys()) {
      const records = await world.records(measureProcess('zhejiang-2022', id));
      const known = new Map(records.map((one) => [one.requestId, one]));
      for (const cell of cells.filter((one) => one.id === id)) {
        const result = results.get(cell);
        if (result?.kind !== 'refused') continue;
        const record = known.get(result.requestId);
        const said = record?.data as { command?: string; code?: string } | undefined;
        if (
          record?.type !== 'CommandRefused' ||
          said?.command !== cell.command ||
          said.code !== result.refusal.code ||
          record.actor?.person !== PEOPLE[cell.who]
        )
          missing.push({ cell, result, record });
      }
    }
    expect(missing).toEqual([]);
  });

  it('what was refused has changed nothing', () => {
    const shared = [...measures].filter(([id]) =>
      cells.some((one) => one.id === id && !isAllowed(one.command, one.who, one.situation)),
    );
    expect(shared).toHaveLength(2 * SITUATIONS.length);
    expect(Object.fromEntries(shared.map(([id]) => [id, stands.get(id)]))).toEqual(
      Object.fromEntries(shared.map(([id, situation]) => [id, STATUS[situation]])),
    );
  });
});

function same(one: Cell, other: Cell): boolean {
  return one.who === other.who && one.command === other.command && one.situation === other.situation;
}
