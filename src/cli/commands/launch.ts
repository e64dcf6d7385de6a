import type { Command } from 'commander';
import type { App } from '../app.ts';
import type { Answer, Call } from '../call.ts';
import { CliError } from '../errors.ts';
import type { Instance } from '../instance.ts';
import { launchFolder, startOf, type Launched } from '../launching.ts';
import { dateOption } from '../parse.ts';
import { runningConfig, withWorking } from '../session.ts';
import { launchAmended, type AmendedOptions } from './launch-amended.ts';
import { sound } from './plan.ts';
import type { ClockInput } from '../../domain/process.ts';
import { dateOf, type CivilDate } from '../../domain/time.ts';
import { formatErrors, readPlan } from '../../plan/read-plan.ts';
import { summaryJson, summaryLines } from '../views/plan.ts';

interface Options extends AmendedOptions {
  readonly start?: CivilDate;
  readonly dryRun?: boolean;
}

/** `launch <folder>`: starts a programme, once; of one that runs it shows how the folder differs, and has that taken over. */
export function launchCommand(program: Command, app: App): void {
  program
    .command('launch')
    .description('启动整改专项；已在运行的不会再次启动，方案有改动的列出差异，确认后调整')
    .argument('<文件夹>', '含 plan.yaml 和 directory.yaml 的方案文件夹')
    .option(
      '--start <日期>',
      '启动日（默认：推演用方案所写的；实际运行用方案所写的，已过则为今天）',
      dateOption,
    )
    .option('--dry-run', '只检查、推算日期，不启动')
    .option('--as <人员>', '调整已在运行的方案：由谁办理（整改办）')
    .option('--document <文号>', '调整方案依据的文号')
    .option('--reason <文字>', '调整理由')
    .option('--letter <文号>', '超过整改期限的，上级来函的文号')
    .option('--yes', '调整方案不再询问')
    .action(app.action<Options>(launch));
}

async function launch(call: Call, options: Options, [folder = '']: readonly string[]): Promise<Answer> {
  if (options.dryRun === true) return preview(call, options, folder);
  return withWorking(call, async (instance) => {
    const launched = await launchFolder(instance, { folder, onProgress: call.progress, ...startIn(options) });
    return answerOf(call, instance, launched, options, folder);
  });
}

/** What launching came to, in words and for programs. */
async function answerOf(
  call: Call,
  instance: Instance,
  launched: Launched,
  options: Options,
  folder: string,
): Promise<Answer> {
  switch (launched.kind) {
    case 'errors': {
      if (call.options.json !== true) call.warn(formatErrors(launched.errors));
      throw new CliError(
        'plan-errors',
        { count: String(launched.errors.length) },
        { errors: launched.errors },
      );
    }
    case 'past_start':
      throw new CliError('start-in-past', { start: launched.start, today: launched.today });
    case 'already_ended':
      throw new CliError('launch-ended', { programme: launched.plan.card.id });
    case 'already_open':
      return launchAmended(call, instance, folder, launched.plan.card.id, options);
    case 'launched': {
      const { plan } = launched;
      const next =
        instance.clock === 'driven' ? 'zhenggai advance 推进到下一事项' : 'zhenggai status 查看总表';
      return {
        lines: [
          `已启动：${plan.measures.length} 项措施全部立项，启动日 ${plan.launch}。`,
          ...summaryLines(launched),
          `下一步：${next}。`,
        ],
        json: { launched: true, plan: summaryJson(launched) },
      };
    }
  }
}

async function preview(call: Call, options: Options, folder: string): Promise<Answer> {
  const clock = await clockMeant(call);
  const own = sound(call, readPlan(folder));
  const start = startOf(own.plan.launch, clock, options.start);
  const today = dateOf(call.world.now());
  if (clock === 'real' && start < today) throw new CliError('start-in-past', { start, today });
  const read = sound(call, readPlan(folder, { start }));
  return {
    lines: ['方案没有错误。未启动（--dry-run）；启动后将是：', ...summaryLines(read)],
    json: { launched: false, dryRun: true, plan: summaryJson(read) },
  };
}

/** A look ahead needs nothing that runs; without anything that does, the clock is the one asked for. */
async function clockMeant(call: Call): Promise<ClockInput['kind']> {
  if (call.options.driven === true) return 'driven';
  const config = await runningConfig(call).catch(() => call.world.config('real'));
  return config.clock;
}

function startIn({ start }: Options): { readonly start?: CivilDate } {
  return start === undefined ? {} : { start };
}
