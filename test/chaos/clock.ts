import { writeFile } from 'node:fs/promises';
import { fakeTimeEnv } from './fake-time.ts';

/** A clock of workers and client that can be stepped while they run; of the engine too, where its servers look at the same file. */
export interface SteppedClock {
  /** What worker processes need in their environment. */
  readonly env: NodeJS.ProcessEnv;
  /** By so many milliseconds against the machine's clock, in whole seconds. */
  shift(milliseconds: number): Promise<void>;
  /** The greatest shift so far. */
  readonly highest: number;
  /** This process has its own clock again. */
  restore(): void;
}

/** Workers by libfaketime (wall clock only, as a step of the machine's clock does it); the client's `Date` in this process. */
export async function steppedClock(file: string): Promise<SteppedClock> {
  await writeFile(file, '+0');
  const real = globalThis.Date;
  let shifted = 0;
  let highest = 0;
  globalThis.Date = class extends real {
    constructor(...given: unknown[]) {
      if (given.length === 0) super(real.now() + shifted);
      else super(...(given as [number]));
    }
    static override now(): number {
      return real.now() + shifted;
    }
  } as DateConstructor;
  return {
    env: fakeTimeEnv('threads', file),
    async shift(milliseconds) {
      shifted = milliseconds;
      highest = Math.max(highest, milliseconds);
      await writeFile(file, `${milliseconds < 0 ? '' : '+'}${milliseconds / 1_000}`);
    },
    get highest() {
      return highest;
    },
    restore() {
      globalThis.Date = real;
    },
  };
}
