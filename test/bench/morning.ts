import { setTimeout as sleep } from 'node:timers/promises';
import type { Body } from './bodies.ts';
import { openPostbox, type Arrival, type Postbox } from './postbox.ts';

/** What goes wrong on a morning. */
export type Fault = 'none' | 'killed' | 'smtp_away';

/** Who does the job. */
export interface Contestant {
  readonly name: string;
  /** Mails that it sends when nothing goes wrong. */
  readonly mails: (bodies: readonly Body[]) => number;
  /** Makes everything ready; from then on it sends by itself. Gives the slot, in milliseconds since 1970, and the bodies. */
  prepare(postbox: Postbox): Promise<{ readonly slot: number; readonly bodies: readonly Body[] }>;
  /** SIGKILL of the process that sends. */
  kill(): Promise<void>;
  restart(): Promise<void>;
  close(): Promise<void>;
}

export interface MorningOptions {
  readonly fault: Fault;
  /** How long the SMTP server is away from the slot on. */
  readonly awayMs: number;
  /** How long is waited for what is missing, from the slot or from the server's return. */
  readonly watchMs: number;
  readonly mailFolder: string;
}

export interface Morning {
  readonly contestant: string;
  readonly fault: Fault;
  readonly notices: number;
  /** Seconds from the slot to the last mail that told somebody something new. */
  readonly last: number;
  /** The same from the moment from which nothing stood in the way: slot, restart, or the server's return. */
  readonly lastAfterFault: number;
  readonly mails: number;
  readonly perPerson: { readonly min: number; readonly max: number };
  /** Notices that had reached nobody when watching ended. */
  readonly missing: number;
  /** Notices that came later than five seconds after the slot. */
  readonly late: number;
  /** Notices told again. */
  readonly repeated: number;
  /** Notices told before the slot. */
  readonly early: number;
  /** Seconds watched, from the slot on. */
  readonly watched: number;
}

const ON_TIME_MS = 5_000;

export async function morning(contestant: Contestant, options: MorningOptions): Promise<Morning> {
  const { fault, awayMs, watchMs, mailFolder } = options;
  const postbox = await openPostbox(mailFolder);
  try {
    const { slot, bodies } = await contestant.prepare(postbox);
    const expected = bodies.reduce((sum, body) => sum + body.notices.length, 0);
    if (slot < Date.now()) throw new Error(`${contestant.name}: the slot passed while it was being prepared`);
    let free = slot;
    if (fault === 'smtp_away') {
      await sleep(slot - 1_000 - Date.now());
      await postbox.stop();
      await sleep(slot + awayMs - Date.now());
      await postbox.start();
      free = Date.now();
    }
    if (fault === 'killed') {
      await sleep(slot - Date.now());
      const half = contestant.mails(bodies) / 2;
      while (postbox.arrivals.length < half) await sleep(5);
      await contestant.kill();
      await sleep(1_000);
      await contestant.restart();
      free = Date.now();
    }
    while (Date.now() < free + watchMs && told(postbox.arrivals).size < expected) await sleep(50);
    // Whether anything is told twice shows only a little later.
    if (Date.now() < free + watchMs) await sleep(fault === 'none' ? 3_000 : 20_000);
    return summary(contestant.name, fault, bodies, postbox.arrivals, slot, free);
  } finally {
    await contestant.close();
    await postbox.stop();
  }
}

/** Each notice told, with the moment it was told first. */
function told(arrivals: readonly Arrival[]): ReadonlyMap<string, number> {
  const first = new Map<string, number>();
  for (const { at, to, notices } of arrivals)
    for (const notice of notices) if (!first.has(`${to} ${notice}`)) first.set(`${to} ${notice}`, at);
  return first;
}

function summary(
  name: string,
  fault: Fault,
  bodies: readonly Body[],
  arrivals: readonly Arrival[],
  slot: number,
  free: number,
): Morning {
  const first = told(arrivals);
  const wanted = bodies.flatMap((body) => body.notices.map((notice) => `${body.person} ${notice}`));
  const moments = wanted.flatMap((one) => first.get(one) ?? []);
  const counts = bodies.map((body) => arrivals.filter((one) => one.to === body.person).length);
  const last = Math.max(...moments);
  return {
    contestant: name,
    fault,
    notices: wanted.length,
    last: (last - slot) / 1_000,
    lastAfterFault: (last - free) / 1_000,
    mails: arrivals.length,
    perPerson: { min: Math.min(...counts), max: Math.max(...counts) },
    missing: wanted.filter((one) => !first.has(one)).length,
    late: moments.filter((at) => at > slot + ON_TIME_MS).length,
    repeated: arrivals.reduce((sum, one) => sum + one.notices.length, 0) - first.size,
    early: moments.filter((at) => at < slot).length,
    watched: (Date.now() - slot) / 1_000,
  };
}
