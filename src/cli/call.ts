import type { Exit } from './exit-codes.ts';
import type { World } from './world.ts';

/** Options that every command has. */
export interface GlobalOptions {
  readonly driven?: boolean;
  readonly json?: boolean;
  readonly progress?: boolean;
  readonly programme?: string;
}

/** What a command answers: for people, and for programs. `v` is put in when it is printed. */
export interface Answer {
  readonly lines: readonly string[];
  /** Absent: everything has been printed already. */
  readonly json?: Readonly<Record<string, unknown>>;
  /** `ok` where not given. */
  readonly exit?: Exit;
}

/** One call of a command: the world, the options all commands have, and a way to tell of progress. */
export interface Call {
  readonly world: World;
  readonly options: GlobalOptions;
  /** Lines for people while the command is still at work; nothing under `--json`. */
  readonly say: (lines: readonly string[]) => void;
  /** How far it has come: a plain line to standard error, where somebody looks. */
  readonly progress: (message: string) => void;
  /** What somebody must know at once, on standard error. */
  readonly warn: (message: string) => void;
  /** Whether anything has been told yet. */
  readonly told: () => boolean;
}

export function callOf(world: World, options: GlobalOptions): Call {
  const { io } = world;
  const watched = options.progress === true || io.watched;
  let told = false;
  const tell = (channel: (text: string) => void, text: string): void => {
    told = true;
    channel(text);
  };
  return {
    world,
    options,
    say: (lines) => {
      if (options.json !== true && lines.length > 0) tell(io.out, lines.join('\n'));
    },
    progress: (message) => {
      if (watched) tell(io.err, message);
    },
    warn: (message) => tell(io.err, message),
    told: () => told,
  };
}
