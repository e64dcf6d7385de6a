import type { Command } from 'commander';
import type { App } from '../app.ts';
import { jsonText } from '../app.ts';
import type { Answer, Call } from '../call.ts';
import type { Exit } from '../exit-codes.ts';
import type { Instance, InstanceFile } from '../instance.ts';
import type { Launched, PlanRefused } from '../launching.ts';
import { dateOption } from '../parse.ts';
import { run } from '../run.ts';
import type { CivilDate } from '../../domain/time.ts';
import { listProgrammes } from '../../store/queries.ts';
import { errorText } from '../errors.ts';
import { padEnd } from '../../plan/text.ts';
import { formatErrors } from '../../plan/read-plan.ts';
import { findTold } from '../told.ts';
import type { Restored } from '../recovery.ts';
import { toldJson, toldLines } from '../views/told.ts';
import { statusAnswer } from './status.ts';

interface Options {
  readonly plan?: string;
  readonly start?: CivilDate;
  /** Commander makes `--no-launch` into `launch: false`. */
  readonly launch: boolean;
}

/** `run`: starts everything and stays until it is asked to stop. */
export function runCommand(program: Command, app: App): void {
  program
    .command('run')
    .description('启动数据库、引擎和办理程序，启动整改专项，一直运行到按 Ctrl-C 为止')
    .option('--plan <文件夹>', '方案文件夹（默认为随附的浙江专项）')
    .option('--start <日期>', '启动日', dateOption)
    .option('--no-launch', '只启动引擎和办理程序，不启动专项')
    .action(app.action<Options>(work));
}

async function work(call: Call, options: Options): Promise<Answer> {
  const { world } = call;
  let exit: Exit = 'ok';
  const config = world.config(call.options.driven === true ? 'driven' : 'real');
  const came = await run(config, {
    noLaunch: !options.launch,
    onProgress: call.warn,
    onReady: async (instance, launched) => {
      exit = await ready(call, instance, launched);
    },
    onPaused: async (instance, mark) => {
      const found = await findTold(config, instance);
      const lines = [...toldLines(found, mark, call.world.io.width), ...pausedLines(instance, mark)];
      print(call, lines, { ready: false, paused: true, restored: mark, ...toldJson(found) });
    },
    onRunning: async (file) => runningAlready(call, file),
    onRefused: async (refused) => {
      exit = wrongPlan(call, refused);
    },
    ...(options.plan === undefined ? {} : { plan: options.plan }),
    ...(options.start === undefined ? {} : { start: options.start }),
  });
  return { lines: came === 'stopped' ? ['已停止；办理中的事项都已留存，再次运行即可继续。'] : [], exit };
}

/** Prints the table, where the mails are and what to type next; or why nothing was launched. */
async function ready(call: Call, instance: Instance, launched: Launched | undefined): Promise<Exit> {
  if (launched?.kind === 'errors') return wrongPlan(call, launched);
  if (launched?.kind === 'past_start') {
    const { start, today } = launched;
    const text = errorText('start-in-past', { start, today });
    print(call, [text], { error: { code: 'start-in-past', text } });
    return 'input';
  }
  const known = await listProgrammes(instance.db);
  const status =
    known.length === 0
      ? { lines: ['尚未启动任何整改专项。'], json: { programmes: [] } }
      : await statusAnswer(call, instance);
  print(call, [...status.lines, '', ...nextLines(instance, launched, known.length === 0)], {
    ready: true,
    clock: instance.clock,
    launched: launched?.kind ?? null,
    mailFolder: instance.mailFolder ?? null,
    ...status.json,
  });
  return 'ok';
}

function wrongPlan(call: Call, { errors }: PlanRefused): Exit {
  const text = errorText('plan-errors', { count: String(errors.length) });
  print(call, [formatErrors(errors), text], { error: { code: 'plan-errors', text, errors } });
  return 'input';
}

function nextLines(instance: Instance, launched: Launched | undefined, none: boolean): readonly string[] {
  const driven = instance.clock === 'driven';
  const option = driven ? ' --driven' : '';
  const hint = (command: string, what: string): string =>
    `  ${padEnd(`scripts/zhenggai ${command}${command === 'help' ? '' : option}`, 50)}${what}`;
  const mail =
    instance.mailFolder === undefined
      ? '邮件经 SMTP_URL 所设的服务器发出。'
      : `邮件不出本机，存于 ${instance.mailFolder}（zhenggai mail list${option} 查看）。`;
  return [
    ...(launched === undefined ? [] : [LAUNCHED[launched.kind as keyof typeof LAUNCHED] ?? '']),
    mail,
    '在另一个终端可用：',
    ...(none ? [hint('launch plans/zhejiang-2022', '启动一个整改专项')] : []),
    ...(driven ? [hint('advance', '推进到下一事项到期')] : []),
    hint('status', '总表'),
    hint('show M06', '一项措施的全部情况'),
    hint('timeline M06', '一项措施的全程记录'),
    hint('help', '全部命令'),
    '按 Ctrl-C 停止。',
  ];
}

function pausedLines({ clock }: Instance, { backupAt }: Restored): readonly string[] {
  const option = clock === 'driven' ? ' --driven' : '';
  return [
    '',
    `本数据目录由备份恢复（${backupAt} 的样子），现已暂停：不办理、不发信。请由有权决定的人在另一个终端运行：`,
    `  zhenggai resume${option} --letters skip   上列已经发出的不再重发`,
    `  zhenggai resume${option} --letters again  上列的一律重发`,
    '按 Ctrl-C 停止。',
  ];
}

const LAUNCHED = {
  launched: '整改专项已启动。',
  already_open: '整改专项此前已启动，继续办理，未作改动。',
  already_ended: '该整改专项已终结，不能再次启动。',
} as const;

function runningAlready(call: Call, file: InstanceFile): void {
  const text = `已有实例在运行（进程 ${file.pid}，自 ${file.startedAt}），没有另行启动。`;
  print(call, [text, 'zhenggai status 查看总表。'], {
    ready: false,
    running: { pid: file.pid, startedAt: file.startedAt },
  });
}

function print(call: Call, lines: readonly string[], json: Readonly<Record<string, unknown>>): void {
  if (call.options.json === true) call.world.io.out(jsonText(json));
  else call.say(lines);
}
