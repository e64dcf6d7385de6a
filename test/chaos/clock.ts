import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { fakeTimeLibrary } from './faults/surroundings.ts';

/** A clock of workers and client that can be stepped while they run; the engine keeps the machine's. */
export interface SteppedClock {
  /** What worker processes need in their environment. */
  readonly env: NodeJS.ProcessEnv;
  shift(milliseconds: number): Promise<void>;
  /** This process has its own clock again. */
  restore(): void;
}

/** Workers by libfaketime (wall clock only, as a step of the machine's clock does it); the client's `Date` in this process. */
export async function steppedClock(folder: string): Promise<SteppedClock> {
  const file = path.join(folder, 'faketime');
  await writeFile(file, '+0');
  const real = globalThis.Date;
  let shifted = 0;
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
    env: {
      LD_PRELOAD: fakeTimeLibrary(),
      FAKETIME_TIMESTAMP_FILE: file,
      FAKETIME_NO_CACHE: '1',
      FAKETIME_DONT_FAKE_MONOTONIC: '1',
      DONT_FAKE_MONOTONIC: '1',
    },
    async shift(milliseconds) {
      shifted = milliseconds;
      await writeFile(file, `${milliseconds < 0 ? '' : '+'}${milliseconds / 1_000}`);
    },
    restore() {
      globalThis.Date = real;
    },
  };
}
