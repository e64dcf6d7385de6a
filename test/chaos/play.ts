import { readFile } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { addMillis, type Instant } from '../../src/domain/time.ts';
import type { Driver } from '../../src/rehearsal/driver.ts';
import { registryFile, shared } from '../support/shared.ts';
import type { World } from '../support/world.ts';
import type { Random } from './random.ts';

/**
 * A driven programme whose time goes on whatever breaks: a moment that could not be played to its end is played again,
 * with every process that was ever opened, before the next.
 */
export class Play {
  /** The moment reached. */
  at: Instant;
  /** How often a moment had to be played again. */
  repeats = 0;
  private stopped = false;
  private running: Promise<void> = Promise.resolve();
  private planned: { readonly moment: Instant; readonly run: () => Promise<void> }[] = [];
  private readonly world: World;
  private readonly driver: Driver;
  private readonly touched = new Set<string>();

  constructor(world: World, driver: Driver, at: Instant) {
    this.world = world;
    this.driver = driver;
    this.at = at;
  }

  /** Moves on until it is stopped, a moment at a time. `pace`: milliseconds between moments at most. */
  start(random: Random, pace: number): void {
    this.running = (async () => {
      while (!this.stopped) {
        await this.step();
        await sleep(random.whole(0, pace));
      }
    })();
  }

  async stop(): Promise<void> {
    this.stopped = true;
    await this.running;
  }

  /** Somebody acts on a process, which may open others and tell others. */
  touch(process: string): void {
    this.touched.add(process);
  }

  /** Does something as soon as the next move would go beyond a moment, and before it does. */
  async before(moment: Instant, action: () => Promise<void>): Promise<void> {
    await new Promise<void>((resolve, reject) => {
      this.planned.push({ moment, run: () => action().then(resolve, reject) });
    });
  }

  /** With nobody acting: on to a moment, until nothing due by then is left. An answered process has nothing pending. */
  async rest(target: Instant): Promise<void> {
    await this.insist(this.at, () => this.all());
    for (let next = this.driver.next(); next !== undefined && next <= target; next = this.driver.next())
      await this.move(next);
    this.at = target;
    await this.insist(target, () => this.all());
  }

  /** Every process that was ever opened, as the workers noted it. */
  async opened(): Promise<readonly string[]> {
    const noted = await readFile(registryFile(shared().registry, this.world.namespace), 'utf8');
    return [...new Set(noted.split('\n').filter((line) => line !== ''))];
  }

  private async step(): Promise<void> {
    // What people have brought about meanwhile is heard at the moment at which they did it.
    const touched = [...this.touched];
    this.touched.clear();
    await this.insist(this.at, () => this.driver.quieten(this.at, touched));
    const next = this.driver.next();
    if (next !== undefined) await this.move(next);
  }

  private async move(next: Instant): Promise<void> {
    const to = next > this.at ? next : this.at;
    const now = this.planned.filter((one) => one.moment < to);
    this.planned = this.planned.filter((one) => one.moment >= to);
    for (const one of now) await one.run();
    await this.insist(to, () => this.driver.to(to));
    this.at = to;
  }

  private async insist(at: Instant, work: () => Promise<unknown>): Promise<void> {
    let failed = false;
    for (;;) {
      try {
        if (failed) await this.driver.quieten(at, await this.opened());
        await work();
        return;
      } catch {
        // The engine is away, or whoever had to answer: as long as the fault lasts.
        failed = true;
        this.repeats += 1;
        await sleep(300);
      }
    }
  }

  private async all(): Promise<void> {
    await this.driver.quieten(this.at, await this.opened());
  }
}

/** A moment so many hours on. */
export function hoursAfter(at: Instant, hours: number): Instant {
  return addMillis(at, hours * 3_600_000);
}
