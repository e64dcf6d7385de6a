import { Option, type Command } from 'commander';
import type { App } from '../app.ts';
import type { Answer, Call } from '../call.ts';
import { CliError } from '../errors.ts';
import type { Instance } from '../instance.ts';
import { clearRestored, readRestored, type Restored } from '../recovery.ts';
import { runningConfig, withInstance } from '../session.ts';
import { findTold, type Told } from '../told.ts';
import { decide } from '../../store/restorations.ts';
import { toldJson, toldLines } from '../views/told.ts';

interface Options {
  readonly letters?: 'skip' | 'again';
  readonly yes?: boolean;
}

const CHOICES = { skip: '不再重发', again: '重发' } as const;

/** `resume`: a person decides what a restored instance may mail again; then it goes on. */
export function resumeCommand(program: Command, app: App): void {
  program
    .command('resume')
    .description('恢复之后：列出备份后已经发出的信件，决定是否重发，然后恢复办理')
    .addOption(
      new Option('--letters <决定>', '已经发出的：skip 不再重发，again 重发').choices(['skip', 'again']),
    )
    .option('--yes', '不再询问')
    .action(
      app.action<Options>((call, options) =>
        withInstance(call, (instance) => resume(call, instance, options)),
      ),
    );
}

async function resume(call: Call, instance: Instance, { letters: choice, yes }: Options): Promise<Answer> {
  const config = await runningConfig(call);
  const mark = await readRestored(config);
  if (mark === undefined || instance.paused !== true) throw new CliError('not-paused');
  const found = await findTold(config, instance);
  const lines = toldLines(found, mark, call.world.io.width);
  if (choice === undefined)
    return {
      lines: [...lines, '', '尚未决定。请用 --letters skip（不再重发）或 --letters again（重发）。'],
      json: { decided: null, ...toldJson(found) },
    };
  if (yes !== true) await consent(call, lines, choice, found);
  const first = await record(call, instance, mark, choice, found);
  await clearRestored(config);
  return {
    lines: [
      ...(yes === true ? [...lines, ''] : []),
      first
        ? `已记录决定：${found.letters.length} 封信件${CHOICES[choice]}（${call.world.user}）。正在恢复办理。`
        : '此前已有决定，照旧执行。正在恢复办理。',
    ],
    json: { decided: first ? choice : 'earlier', by: call.world.user, ...toldJson(found) },
  };
}

/** @throws resume-unconfirmed */
async function consent(
  call: Call,
  lines: readonly string[],
  choice: keyof typeof CHOICES,
  { letters }: Told,
): Promise<void> {
  call.say(lines);
  const { ask } = call.world.io;
  if (ask === undefined || call.options.json === true) throw new CliError('resume-unconfirmed');
  const answer = await ask(`以上 ${letters.length} 封信件${CHOICES[choice]}，并恢复办理？请输入“是”：`);
  if (!['是', 'yes', 'y'].includes(answer.trim().toLowerCase())) throw new CliError('resume-unconfirmed');
}

async function record(
  call: Call,
  { db }: Instance,
  { id, backupAt, restoredAt, restoredBy }: Restored,
  choice: keyof typeof CHOICES,
  found: Told,
): Promise<boolean> {
  return decide(db, {
    id,
    backupAt,
    restoredAt,
    restoredBy,
    decidedAt: call.world.now(),
    decidedBy: call.world.user,
    choice,
    found: toldJson(found),
    letters: found.letters,
  });
}
