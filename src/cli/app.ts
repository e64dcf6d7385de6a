import type { Command } from 'commander';
import { callOf, type Answer, type Call, type GlobalOptions } from './call.ts';
import type { Exit } from './exit-codes.ts';
import type { World } from './world.ts';

const SILENCE_MS = 1_000;

/** One run of the command line: what it may use, and what it came to. */
export class App {
  readonly world: World;
  exit: Exit = 'ok';

  constructor(world: World) {
    this.world = world;
  }

  /** A command's action: what `work` answers is printed, for people or as JSON. */
  action<O>(work: (call: Call, options: O & GlobalOptions, args: readonly string[]) => Promise<Answer>) {
    const { world } = this;
    const done = (call: Call, answer: Answer): void => {
      this.exit = answer.exit ?? 'ok';
      if (call.options.json !== true) call.say(answer.lines);
      else if (answer.json !== undefined) world.io.out(jsonText(answer.json));
    };
    return async function act(this: Command): Promise<void> {
      const options = this.optsWithGlobals<O & GlobalOptions>();
      const call = callOf(world, options);
      // Nobody should sit before a silent screen for more than a second.
      const patience = setTimeout(() => {
        if (!call.told()) call.progress('正在办理，请稍候…');
      }, SILENCE_MS);
      try {
        done(call, await work(call, options, this.processedArgs as readonly string[]));
      } finally {
        clearTimeout(patience);
      }
    };
  }
}

/** The outermost shape of everything printed under `--json`. */
export function jsonText(fields: Readonly<Record<string, unknown>>): string {
  return JSON.stringify({ v: 1, ...fields }, null, 2);
}
