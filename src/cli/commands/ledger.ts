import type { Command } from 'commander';
import type { App } from '../app.ts';
import type { Answer, Call } from '../call.ts';
import type { Instance } from '../instance.ts';
import { rebuildLedger } from '../ledger/rebuild.ts';
import { verifyLedger } from '../ledger/verify.ts';
import { programmeOf } from '../resolve.ts';
import { withInstance } from '../session.ts';
import { rebuiltLines, verifiedLines } from '../views/ledger.ts';

interface RebuildOptions {
  readonly removeUnknown?: boolean;
}

/** `ledger verify|rebuild`: the tables against the engine's histories, from which alone they follow. */
export function ledgerCommand(program: Command, app: App): void {
  const ledger = program.command('ledger').description('台账：与引擎历史核对，或从引擎历史重建');
  ledger
    .command('verify')
    .description('按引擎历史逐一重算每个流程，与台账各表比对，列出每一处不一致；不作任何改动')
    .action(app.action<object>((call) => withInstance(call, (instance) => verify(call, instance))));
  ledger
    .command('rebuild')
    .description('只凭引擎历史重写台账各表，然后核对；办理可以照常进行')
    .option('--remove-unknown', '连同清除引擎中没有的流程和信件（引擎确有此专项时）')
    .action(
      app.action<RebuildOptions>((call, options) =>
        withInstance(call, (instance) => rebuild(call, instance, options)),
      ),
    );
}

async function verify(call: Call, instance: Instance): Promise<Answer> {
  const verified = await verifyLedger(instance, {
    programme: call.options.programme,
    onProgress: call.progress,
  });
  if (call.options.programme !== undefined && verified.processes + verified.differences.length === 0)
    await programmeOf(instance, call.options.programme);
  return {
    lines: verifiedLines(verified, call.world.io.width),
    json: { ...verified },
    exit: verified.differences.length === 0 ? 'ok' : 'unsound',
  };
}

async function rebuild(call: Call, instance: Instance, options: RebuildOptions): Promise<Answer> {
  const rebuilt = await rebuildLedger(instance, {
    programme: call.options.programme,
    removeUnknown: options.removeUnknown === true,
    onProgress: call.progress,
  });
  const answer = await verify(call, instance);
  return {
    ...answer,
    lines: [...rebuiltLines(rebuilt), ...answer.lines],
    json: { rebuilt, ...answer.json },
  };
}
