import { effectId, type Effect, type Outcome } from '../domain/effects.ts';
import { isObject } from '../domain/guards.ts';
import type { Json } from '../domain/json.ts';
import { movedOn } from '../domain/letter/rules.ts';
import type { Applied, Batch, Ledger, Mailer, Processes, ToldBefore } from '../domain/ports.ts';
import type { Signal } from '../domain/signal.ts';
import { inspect } from './inspect.ts';
import { letterStart } from './letter-start.ts';

/** What activities need; made once by the composition root. */
export interface Deps {
  readonly processes: Processes;
  readonly mailer: Mailer;
  readonly ledger: Ledger;
  /** Absent: nothing was ever restored. */
  readonly told?: ToldBefore;
}

/** A notice moves on from slot to slot at most so often before something is plainly wrong. */
const MAX_MOVES = 30;

type Of<K extends Effect['kind']> = Extract<Effect, { kind: K }>;

/**
 * Carries out one batch: processes and letters first, then what other processes are told, then the ledger. Every
 * part may be done again: starts are idempotent by id, receivers drop what they heard, a delivered letter is not sent twice
 * while its delivery is on record.
 */
export async function applyBatch(deps: Deps, batch: Batch): Promise<Applied> {
  const run = new Run(deps, batch);
  for (const last of [false, true])
    await run.inOrder(
      of(batch, 'start').filter((effect) => (effect.last ?? false) === last),
      (effect) => effect.process,
      (effect) => run.start(effect),
    );
  await run.inOrder(
    of(batch, 'letter'),
    (effect) => effect.recipient.person,
    (effect) => run.letter(effect),
  );
  await run.inOrder(
    of(batch, 'send'),
    (effect) => effect.letter.messageId,
    (effect) => run.send(effect),
  );
  await run.inOrder(
    of(batch, 'signal'),
    (effect) => effect.to,
    (effect) => run.signal(effect),
  );
  await run.inOrder(
    of(batch, 'inspect'),
    () => '',
    (effect) => run.inspect(effect),
  );
  await deps.ledger.append(batch.records, batch.row);
  return run.applied();
}

function of<K extends Effect['kind']>(batch: Batch, kind: K): readonly Of<K>[] {
  return batch.effects.filter((effect): effect is Of<K> => effect.kind === kind);
}

class Run {
  private readonly outcomes: Outcome[] = [];
  private readonly opened: string[] = [];
  private readonly woken: string[] = [];
  private readonly deps: Deps;
  private readonly batch: Batch;

  constructor(deps: Deps, batch: Batch) {
    this.deps = deps;
    this.batch = batch;
  }

  applied(): Applied {
    return { outcomes: this.outcomes, opened: this.opened, woken: this.woken };
  }

  /** Effects of one target one after the other, targets side by side. */
  async inOrder<E>(
    effects: readonly E[],
    target: (effect: E) => string,
    carryOut: (effect: E) => Promise<void>,
  ): Promise<void> {
    const groups = new Map<string, E[]>();
    for (const effect of effects) groups.set(target(effect), [...(groups.get(target(effect)) ?? []), effect]);
    await Promise.all(
      [...groups.values()].map(async (group) => {
        for (const effect of group) await carryOut(effect);
      }),
    );
  }

  async start(effect: Of<'start'>): Promise<void> {
    const { process: id, workflow: kind, input, inputHash } = effect;
    const result = await this.deps.processes.start({ kind, id, input, inputHash });
    if (result === 'started' || result === 'running') this.opened.push(id);
    else this.report(effect, { kind: result, process: id });
  }

  /** Puts a notice into its letter; where that has closed without it, into that of the next slot. */
  async letter(effect: Of<'letter'>): Promise<void> {
    let { notice } = effect;
    const { person } = effect.recipient;
    const letter = this.deps.told?.notice(this.batch.programme, notice.id, person);
    if (letter !== undefined) {
      this.report(effect, { kind: 'told_before', notice: notice.id, person, letter });
      return;
    }
    for (let moves = 0; moves < MAX_MOVES; moves += 1) {
      const head = this.headOf(effect);
      const start = letterStart(this.batch, effect.recipient, notice, effect.programme, head);
      const signal = this.signalOf(effect, 'notice', { notice, as: effect.as } as unknown as Signal['data']);
      if ((await this.deps.processes.signalWithStart(start, signal)) === 'sent') {
        this.woken.push(start.id);
        return;
      }
      if (names(await this.deps.processes.result(start.id), notice.id)) return;
      notice = movedOn(notice);
    }
    this.report(effect, { kind: 'no_letter', notice: effect.notice.id, person: effect.recipient.person });
  }

  async send(effect: Of<'send'>): Promise<void> {
    this.report(effect, { ...(await this.deps.mailer.send(effect.letter)) });
  }

  async signal(effect: Of<'signal'>): Promise<void> {
    const sent = await this.deps.processes.signal(effect.to, this.signalOf(effect, effect.type, effect.data));
    if (sent === 'sent') this.woken.push(effect.to);
    else this.report(effect, { kind: 'closed', process: effect.to });
  }

  async inspect(effect: Of<'inspect'>): Promise<void> {
    const looked = await inspect(this.deps, this.batch, effect);
    this.report(effect, { ...looked } as unknown as Outcome['result']);
  }

  private signalOf(effect: Effect, type: string, data: Signal['data']): Signal {
    const { process: from, at } = this.batch;
    return { from, seq: effect.seq, head: this.headOf(effect), k: effect.k, at, type, data };
  }

  /** Hash of the event that something follows from; empty for what was too large for its event's batch. */
  private headOf({ seq }: Effect): string {
    return this.batch.records.find((one) => one.seq === seq)?.hash ?? '';
  }

  private report(effect: Effect, result: Outcome['result']): void {
    this.outcomes.push({ effectId: effectId(effect), kind: effect.kind, result });
  }
}

/** Whether a closed letter's result says that it carried a notice, or passed it on. */
function names(result: Json, notice: string): boolean {
  if (!isObject(result)) return false;
  return ['notices', 'turnedAway'].some((key) => {
    const list = result[key];
    return Array.isArray(list) && list.includes(notice);
  });
}
