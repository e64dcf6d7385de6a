import type { ActResult } from '../../src/client/act.ts';
import type { SealedRef } from '../../src/domain/clue/state.ts';
import { clueProcess } from '../../src/domain/process.ts';
import type { Driver } from '../../src/rehearsal/driver.ts';
import { ZHEJIANG, zhejiang, type World } from './world.ts';
import { readPlan } from '../../src/plan/read-plan.ts';

/** A clue's whole life with everything that makes its history one: turned away, sent on, read, two cases, sent back once, closed. */

export const PROGRAMME = 'zhejiang-2022';
export const CLUE = clueProcess(PROGRAMME, 1);
/** Within working hours of a Wednesday: what somebody waits for leaves at once. */
export const MORNING = '2022-06-08T10:00:00.000+08:00';
const CASE_STAGES = ['review', 'notice', 'decision', 'service', 'execution', 'close'] as const;

export interface Command {
  readonly type: string;
  readonly [field: string]: unknown;
}

/** One act of somebody, on the programme where it is not said that the clue is meant. */
export interface Act {
  readonly name: string;
  readonly person: string;
  readonly command: Command;
  readonly on: string;
  /** The event it leads to. */
  readonly event: string;
  /** The day it is done, where it is not the day of the one before. */
  readonly day?: string;
}

/** Sealed elsewhere: a clue knows of an item only this. */
export function sealedRef(item: string): SealedRef {
  return { item, sha256: 'a'.repeat(64), keyId: 'k1', size: 100 };
}

/** A unit of the Zhejiang programme, as a command names it. */
export function unitOf(id: string): object {
  const read = readPlan(ZHEJIANG);
  const found = read.ok ? read.plan.clues?.units.find((one) => one.id === id) : undefined;
  if (found === undefined) throw new Error(`no unit ${id}`);
  return found;
}

export function handOver(more: object = {}): Command {
  return {
    type: 'hand_over',
    from: 'gyc',
    to: 'fgc',
    category: '虚报瞒报',
    items: [sealedRef('i1')],
    ...more,
  };
}

const SENDER = 'gyc-chengban';
const FIRST = 'fgc-fuze';
const HOLDER = 'zfj-chengban';

function act(person: string, event: string, command: Command, more: Partial<Act> = {}): Act {
  return { name: `${person} ${command.type}`, person, command, on: CLUE, event, ...more };
}

function stages(of: string, more: object): readonly Act[] {
  return CASE_STAGES.map((stage) =>
    act(
      HOLDER,
      'CaseAdvanced',
      { type: 'case_stage', case: of, stage, on: '2022-06-10', ...(stage === 'decision' ? more : {}) },
      { name: `${HOLDER} ${of} ${stage}` },
    ),
  );
}

const report = act(HOLDER, 'FindingsReported', { type: 'report_findings', items: [sealedRef('r1')] });

/** From hand-over to the report: handed to a unit that has nothing to do with it, then to the enforcement bureau; one case, fined. */
export const TO_THE_REPORT: readonly Act[] = [
  act(SENDER, 'ClueRegistered', handOver({ measure: 'M08' }), { on: PROGRAMME }),
  act(FIRST, 'Acknowledged', { type: 'acknowledge' }),
  act(FIRST, 'ClueReturned', { type: 'return_clue', reason: '不属本处职责' }),
  act(SENDER, 'Rerouted', { type: 'reroute', unit: unitOf('zfj') }, { day: '2022-06-09' }),
  act(HOLDER, 'Acknowledged', { type: 'acknowledge' }, { day: '2022-06-10' }),
  act(HOLDER, 'Accepted', { type: 'accept' }),
  act(HOLDER, 'PlanMade', { type: 'plan', team: '核查专班', items: [] }),
  act(HOLDER, 'ContentRead', { type: 'read', item: 'i1' }),
  act(HOLDER, 'Verified', { type: 'verify', substantiated: true, items: [sealedRef('v1')] }),
  act(HOLDER, 'CaseFiled', { type: 'file_case', document: '浙统立〔2022〕1号' }),
  ...stages('c1', { fine: '20000.50' }),
  report,
];

export const TO_THE_END: readonly Act[] = [
  act(SENDER, 'FedBack', { type: 'feedback', items: [sealedRef('f1')] }),
  act('gyc-fuze', 'ClueClosed', { type: 'close' }),
];

/** Between report and end: sent back once, more time given, a second case filed and dropped, an outcome of the first made public. */
export const SENT_BACK: readonly Act[] = [
  act(SENDER, 'SupplementAsked', { type: 'supplement', reason: '请补充核查' }),
  act(HOLDER, 'ClueExtensionAsked', {
    type: 'ask_clue_extension',
    step: 'verify',
    to: '2022-07-08',
    reason: '企业较多',
  }),
  act('gyc-fuze', 'ClueExtensionGranted', { type: 'grant_clue_extension' }),
  act(SENDER, 'ClueUrged', { type: 'urge_clue' }),
  act(HOLDER, 'Verified', { type: 'verify', substantiated: true, items: [sealedRef('v2')] }),
  act(HOLDER, 'CaseFiled', { type: 'file_case' }),
  act(HOLDER, 'CaseOutcomeRecorded', {
    type: 'case_outcome',
    case: 'c1',
    outcome: 'published',
    on: '2022-06-10',
  }),
  act(HOLDER, 'CaseDropped', { type: 'drop_case', case: 'c2', reason: '证据不足' }),
  report,
];

/** The programme with M08 at work, on the morning of the first act. */
export async function begin(world: World): Promise<Driver> {
  const driver = await world.launch(zhejiang({ measures: ['M08'] }));
  await driver.quieten('2022-06-06T07:00:00.000+08:00', [PROGRAMME]);
  await driver.to(MORNING);
  await world.quiet();
  return driver;
}

/** Plays acts one after the other, each under a request id of its place, and the world at rest after each. */
export async function playActs(
  world: World,
  driver: Driver,
  acts: readonly Act[],
  before: (one: Act, index: number) => Promise<void> = async () => undefined,
): Promise<readonly ActResult[]> {
  const answers: ActResult[] = [];
  for (const [index, one] of acts.entries()) {
    if (one.day !== undefined) await driver.to(`${one.day}T10:00:00.000+08:00`);
    await world.quiet();
    await before(one, index);
    answers.push(await asked(world, one, `act-${index}`));
    const at = await driver.now();
    await driver.quieten(at ?? MORNING, [one.on]);
    await world.quiet();
  }
  return answers;
}

/** As a person would: asks again, under the same id, where nobody said what became of it. */
async function asked(world: World, { on, person, command }: Act, requestId: string): Promise<ActResult> {
  for (let tries = 0; ; tries += 1) {
    const answer = await world.actOn(on, person, command, { requestId });
    const open = ['not_recorded', 'unknown', 'recorded_unanswered'].includes(answer.kind);
    if (!open || tries === 5) return answer;
  }
}
