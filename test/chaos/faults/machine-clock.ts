import { execFileSync } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Fault, Scene } from '../scene.ts';

/** Bit of CAP_SYS_TIME in the kernel's set of capabilities. */
const CAP_SYS_TIME = 25n;

/**
 * The clock of the whole machine, engine and database included: played only with `--machine-clock`, on a machine that
 * nobody else uses.
 */
export const MACHINE_CLOCK: Fault = {
  name: 'machine-clock',
  what: "the machine's own clock stepped by 5 min to 3 h, forward or back, for 4 to 8 s, then right again",
  clock: 'real',
  impossible: async () => ((await maySetClock()) ? undefined : 'needs CAP_SYS_TIME'),
  strike: stepMachine,
};

async function stepMachine({ random, ground }: Scene): Promise<string> {
  const minutes = random.whole(5, 180) * (random.chance(0.5) ? 1 : -1);
  const seconds = random.whole(4, 8);
  const real = { wall: Date.now(), steady: performance.now() };
  // Whatever ends this process, the machine gets its time back.
  const restore = (): void => setClock(real.wall + performance.now() - real.steady);
  process.once('exit', restore);
  try {
    setClock(real.wall + minutes * 60_000);
    await sleep(1_000 * seconds);
  } finally {
    restore();
    process.removeListener('exit', restore);
  }
  await ground.healed();
  return `machine's clock ${minutes > 0 ? '+' : ''}${minutes} min for ${seconds} s`;
}

function setClock(milliseconds: number): void {
  execFileSync('date', ['-s', `@${(milliseconds / 1_000).toFixed(3)}`], { stdio: 'ignore' });
}

async function maySetClock(): Promise<boolean> {
  const status = await readFile('/proc/self/status', 'utf8').catch(() => '');
  const set = /^CapEff:\s*([0-9a-f]+)$/m.exec(status)?.[1];
  return set !== undefined && ((BigInt(`0x${set}`) >> CAP_SYS_TIME) & 1n) === 1n;
}
