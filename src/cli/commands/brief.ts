import type { Command } from 'commander';
import type { App } from '../app.ts';
import type { Answer, Call } from '../call.ts';
import { civilNow, LONG_PATIENCE, stateOf } from '../engine-state.ts';
import { CliError } from '../errors.ts';
import type { Instance } from '../instance.ts';
import { programmeOf } from '../resolve.ts';
import { withInstance } from '../session.ts';
import { briefFacts } from '../../domain/programme/brief-facts.ts';
import type { ProgrammeState } from '../../domain/programme/state.ts';
import { dateOf } from '../../domain/time.ts';
import { briefView } from '../views/brief.ts';

/** `brief`: the weekly brief as it would be now. Sends nothing. */
export function briefCommand(program: Command, app: App): void {
  program
    .command('brief')
    .description('整改简报：亮灯、提级、办理和决定、近期到期，按此刻的情况显示，不发信')
    .action(app.action<object>((call) => withInstance(call, async (instance) => briefNow(call, instance))));
}

async function briefNow(call: Call, instance: Instance): Promise<Answer> {
  const { programme } = await programmeOf(instance, call.options.programme);
  const answer = await stateOf(instance, programme, LONG_PATIENCE);
  if (answer === undefined) throw new CliError('no-worker');
  const state = answer.frame.state as ProgrammeState;
  const now = await civilNow(instance, programme);
  const facts = briefFacts(state, dateOf(now));
  const weekly = answer.next?.id.includes('/brief/') === true ? answer.next.dueAt : undefined;
  return {
    lines: briefView(facts, state.input.card.title, now, {
      gathers: state.gathered !== undefined,
      width: call.world.io.width,
    }),
    json: { programme, at: now, brief: facts, next: weekly ?? null },
  };
}
