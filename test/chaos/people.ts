import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { act, type ActResult } from '../../src/client/act.ts';
import type { MeasurePlan, ProgrammePlan } from '../../src/domain/plan.ts';
import { directoryProcess, measureProcess } from '../../src/domain/process.ts';
import type { World } from '../support/world.ts';
import type { Random } from './random.ts';

interface Command {
  readonly type: string;
  readonly [field: string]: unknown;
}

/** A request and all that was ever answered to it. */
export interface Asked {
  readonly process: string;
  readonly requestId: string;
  readonly person: string;
  readonly command: Command;
  readonly answers: (
    ActResult | { readonly kind: 'threw'; readonly requestId: string; readonly text: string }
  )[];
}

/** Seconds an admission holds; short ones so that some run out during a fault. */
const VALID_SECONDS = [3, 6, 15, 30];
const SUPERIORS = ['zgb-zhuren', 'zgb-lianluo', 'fenguan1', 'fenguan2', 'juzhang'];

/** People who never pause for long: each asks, hears the answer, and asks the next thing. */
export class People {
  readonly asked: Asked[] = [];
  private stopped = false;
  private lanes: Promise<unknown> = Promise.resolve();
  private readonly world: World;
  private readonly plan: ProgrammePlan;
  private readonly random: Random;

  private readonly touch: (process: string) => void;

  /** `touch` hears of every process that has just been acted on. */
  constructor(world: World, plan: ProgrammePlan, random: Random, touch: (process: string) => void) {
    this.touch = touch;
    this.world = world;
    this.plan = plan;
    this.random = random;
  }

  /** `pause`: milliseconds that each waits between two acts, at least and at most. */
  start(count: number, pause: readonly [number, number]): void {
    this.lanes = Promise.all(Array.from({ length: count }, () => this.lane(pause)));
  }

  /** Everybody hears the answer to what they have asked, and asks nothing more. */
  async stop(): Promise<void> {
    this.stopped = true;
    await this.lanes;
  }

  private async lane([least, most]: readonly [number, number]): Promise<void> {
    while (!this.stopped) {
      await this.ask();
      await sleep(this.random.whole(least, most));
    }
  }

  private async ask(): Promise<void> {
    const { random } = this;
    const asked = random.chance(0.06) ? this.ofDirectory() : this.ofMeasure(random.pick(this.plan.measures));
    this.asked.push(asked);
    const once = (): Promise<void> => this.put(asked);
    const how = random.next();
    // Asked twice at the same moment, or again after the answer: one id acts once.
    if (how < 0.08) await Promise.all([once(), once()]);
    else await once();
    if (how > 0.94) await once();
  }

  private async put(asked: Asked): Promise<void> {
    const { process, person, command, requestId } = asked;
    const request = { process, person, command, requestId, directorySeq: 1, proven: 'chaos' };
    const validMs = 1_000 * this.random.pick(VALID_SECONDS);
    try {
      asked.answers.push(await act(this.world.engine, { ...request, validMs }));
    } catch (error) {
      asked.answers.push({ kind: 'threw', requestId, text: String(error) });
    } finally {
      this.touch(process);
    }
  }

  private ofDirectory(): Asked {
    const process = directoryProcess(this.plan.card.id);
    const holder = this.random.pick([
      { person: 'rjc-fuze', post: '330000/rjc/office_head' },
      { person: 'zfj-chengban', post: '330000/zfj/case_handler' },
      { person: 'fgc-fuze', post: '330000/fgc/office_head' },
    ]);
    const type = this.random.pick(['appoint', 'appoint', 'relieve']);
    return request(process, this.random.pick(['xitong', 'xitong', 'xitong', 'zgb-zhuren']), {
      type,
      ...holder,
    });
  }

  private ofMeasure(measure: MeasurePlan): Asked {
    const process = measureProcess(this.plan.card.id, measure.id);
    const unit = this.random.chance(0.8)
      ? measure.lead
      : this.random.pick([measure.lead, ...measure.supporting]);
    const own = [`${unit.id}-chengban`, `${unit.id}-chengban`, `${unit.id}-fuze`];
    const text = `第${this.asked.length + 1}件`;
    const [people, command] = this.random.pick<readonly [readonly string[], Command]>([
      [own, { type: 'start' }],
      [own, { type: 'report', text, figures: [] }],
      [own, { type: 'report', text, figures: [] }],
      [own, { type: 'attach', title: text }],
      [[...own, ...SUPERIORS], { type: 'comment', text }],
      [[...own, ...SUPERIORS], { type: 'comment', text, opinion: 'support' }],
      [own, { type: 'submit' }],
      [own, { type: 'submit' }],
      [own, { type: 'withdraw' }],
      [[`${measure.lead.id}-fuze`, ...SUPERIORS], { type: 'approve' }],
      [[`${measure.lead.id}-fuze`, ...SUPERIORS], { type: 'return', reason: text }],
      [[`${measure.lead.id}-fuze`], { type: 'return', reason: text }],
      [own, { type: 'request_extension', to: `2022-08-${this.random.whole(10, 26)}`, reason: text }],
      [SUPERIORS, { type: 'grant_extension' }],
      [SUPERIORS, { type: 'refuse_extension', reason: text }],
      [SUPERIORS, { type: 'urge', text }],
    ]);
    return request(process, this.random.pick(people), command);
  }
}

function request(process: string, person: string, command: Command): Asked {
  return { process, person, command, requestId: randomUUID(), answers: [] };
}
