import type { Ground } from './ground.ts';
import type { Crew } from './crew.ts';
import type { Gate } from './gate.ts';
import type { Play } from './play.ts';
import type { Random } from './random.ts';
import type { CatcherOptions } from '../../src/mail/catcher.ts';

/** How the SMTP server answers; a fault changes it. */
export interface MailHooks {
  onRcpt: NonNullable<CatcherOptions['onRcpt']>;
  onData: NonNullable<CatcherOptions['onData']>;
}

/** What a fault can lay hands on while people act and time goes on. */
export interface Scene {
  readonly random: Random;
  readonly ground: Ground;
  readonly crew: Crew;
  readonly gate: Gate;
  readonly mail: MailHooks;
  /** Absent on the real clock. */
  readonly play: Play | undefined;
  /** Shifts the clocks that the fault names, in milliseconds. */
  readonly shiftClock: (milliseconds: number) => Promise<void>;
}

/** One kind of fault. */
export interface Fault {
  readonly name: string;
  /** In English, for the table. */
  readonly what: string;
  readonly workers?: number;
  /** Driven by default: months pass in seconds. */
  readonly clock?: 'real';
  /** Whose clock can be shifted: of workers and client, or of the engine too, which is the machine's clock as the product sees it. */
  readonly shiftedClock?: 'workers' | 'all';
  /** The engine's data folder is on a disk of its own. */
  readonly ownDisk?: true;
  /** Fewer measures, and people who take their time, where much time is played. */
  readonly small?: true;
  /** Why it cannot be played here; undefined where it can. */
  readonly impossible?: () => Promise<string | undefined>;
  /** Strikes, heals what is not the owner's or the crew's to heal, and says in words what it did. */
  readonly strike: (scene: Scene) => Promise<string>;
}
