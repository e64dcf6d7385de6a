import type { Command } from 'commander';
import type { App } from '../app.ts';
import type { Answer, Call } from '../call.ts';
import { prepareEngine } from '../engine.ts';

/** `engine prepare`: everything `run` needs is found, fetched or built beforehand. */
export function engineCommand(program: Command, app: App): void {
  program
    .command('engine')
    .description('引擎（Temporal 与 PostgreSQL）的准备')
    .command('prepare')
    .description('找到或备好引擎的程序；已备好时什么也不做')
    .action(app.action<object>(prepare));
}

async function prepare(call: Call): Promise<Answer> {
  const { config } = call.world;
  const settings = config(call.options.driven === true ? 'driven' : 'real');
  // Building takes minutes: whoever waits is told, terminal or not.
  await prepareEngine(settings, call.warn);
  return { lines: ['引擎已备好。'], json: { cache: settings.cache } };
}
