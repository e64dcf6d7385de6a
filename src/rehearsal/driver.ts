import { sideBySide } from '../contracts/side-by-side.ts';
import { advanceProcess, processState } from '../client/advance.ts';
import type { Engine } from '../client/connect.ts';
import type { Instant } from '../domain/time.ts';

/** A process as the driver follows it. */
export interface DrivenProcess {
  readonly process: string;
  readonly dueAt?: Instant;
}

/** What moving on brought about. */
export interface Moved {
  /** The programme's civil time now. */
  readonly at: Instant;
  /** Moments at which something was due, in order. */
  readonly moments: readonly Instant[];
  readonly opened: readonly string[];
  /** When something is due next. */
  readonly next?: Instant;
}

const SIDE_BY_SIDE = 8;

/**
 * Plays a driven programme in lock-step: always those processes that are due at the earliest moment, then whoever they
 * opened or told, until all is quiet; then the next moment. No process's time runs ahead of another's duty.
 */
export class Driver {
  private readonly dues = new Map<string, Instant | undefined>();
  private readonly engine: Engine;
  private readonly programme: string;

  constructor(engine: Engine, programme: string, known: readonly DrivenProcess[] = []) {
    this.engine = engine;
    this.programme = programme;
    known.forEach((one) => this.dues.set(one.process, one.dueAt));
  }

  /** The programme's civil time. Needs a worker. */
  async now(): Promise<Instant | undefined> {
    return (await processState(this.engine, this.programme))?.at;
  }

  /** The earliest moment at which anything is due. */
  next(): Instant | undefined {
    return [...this.dues.values()].filter((due) => due !== undefined).toSorted()[0];
  }

  /** Moves to the next moment at which something is due, or nowhere when nothing is. */
  async step(onMoment?: (at: Instant) => void): Promise<Moved> {
    const next = this.next();
    return this.to(next ?? (await this.now()) ?? '', onMoment);
  }

  /** Moves to a moment, stopping at every one at which something is due on the way. */
  async to(target: Instant, onMoment?: (at: Instant) => void): Promise<Moved> {
    const moments: Instant[] = [];
    const opened = new Set<string>();
    for (let next = this.next(); next !== undefined && next <= target; next = this.next()) {
      const moment = next;
      moments.push(moment);
      onMoment?.(moment);
      const due = [...this.dues]
        .filter(([, at]) => at !== undefined && at <= moment)
        .map(([process]) => process);
      (await this.quieten(moment, due)).forEach((one) => opened.add(one));
    }
    (await this.quieten(target, [this.programme])).forEach((one) => opened.add(one));
    const after = this.next();
    return { at: target, moments, opened: [...opened], ...(after === undefined ? {} : { next: after }) };
  }

  /** Brings processes, and all whom they touch, to a moment and to rest. Gives the processes opened. */
  async quieten(at: Instant, first: readonly string[]): Promise<readonly string[]> {
    const opened: string[] = [];
    let wave = new Set(first);
    while (wave.size > 0) {
      const touched = new Set<string>();
      await sideBySide(SIDE_BY_SIDE, [...wave].toSorted(), async (process) => {
        const answer = await advanceProcess(this.engine, process, at);
        if (answer === undefined || !answer.open) this.dues.delete(process);
        else this.dues.set(process, answer.next?.dueAt);
        opened.push(...(answer?.opened ?? []));
        [...(answer?.opened ?? []), ...(answer?.woken ?? [])].forEach((one) => touched.add(one));
      });
      wave = touched;
    }
    return opened;
  }
}
