import { Option, type Command } from 'commander';
import type { App } from '../app.ts';
import type { Answer, Call } from '../call.ts';
import { CliError, nearText } from '../errors.ts';
import { countOption, dateOption } from '../parse.ts';
import type { CivilDate } from '../../domain/time.ts';
import { ganttLines } from '../../plan/gantt.ts';
import { formatErrors, readPlan, type ReadPlan } from '../../plan/read-plan.ts';
import { explainNamed, showLines } from '../../plan/show.ts';
import { summaryJson, summaryLines } from '../views/plan.ts';

interface Options {
  readonly start?: CivilDate;
  readonly explain?: readonly string[];
  readonly width?: number;
}

/** `plan check|show|gantt`: reads a folder, starts nothing, needs nothing that runs. */
export function planCommand(program: Command, app: App): void {
  const plan = program.command('plan').description('查看、检查整改方案（不启动任何事项）');
  const folder = (name: string, description: string): Command =>
    plan
      .command(name)
      .description(description)
      .argument('<文件夹>', '含 plan.yaml 和 directory.yaml 的方案文件夹')
      .option('--start <日期>', '按这一启动日推算各日期（默认用方案所写的）', dateOption);
  folder('check', '检查方案，一次列出全部错误').action(app.action<Options>(check));
  folder('show', '逐项显示方案；--explain 说明某一日期的由来')
    .addOption(explainOption())
    .option('--width <列数>', '每行列数', countOption(40, 400))
    .action(app.action<Options>(show));
  folder('gantt', '画出倒排工期图')
    .option('--width <列数>', '每行列数', countOption(60, 400))
    .action(app.action<Options>(gantt));
}

/** Takes all words up to the next option; commander sees that by itself only where the name before the dots is in ASCII. */
function explainOption(): Option {
  const option = new Option('--explain <日期名…>', '如 M06、M06.deadline、M06.m1、M06.start、outerLimit');
  option.variadic = true;
  return option.argParser(several);
}

function several(text: string, before: readonly string[] | undefined): readonly string[] {
  return [...(before ?? []), ...text.split(/[\s,，]+/).filter((part) => part !== '')];
}

async function check(_call: Call, options: Options, [folder = '']: readonly string[]): Promise<Answer> {
  const read = readPlan(folder, startOf(options));
  if (!read.ok) {
    const text = `方案有 ${read.errors.length} 处错误。`;
    return {
      exit: 'input',
      lines: formatErrors(read.errors).split('\n'),
      json: { error: { code: 'plan-errors', text, errors: read.errors } },
    };
  }
  return { lines: ['方案检查通过，没有错误。', ...summaryLines(read)], json: { plan: summaryJson(read) } };
}

async function show(call: Call, options: Options, [folder = '']: readonly string[]): Promise<Answer> {
  const { plan } = sound(call, readPlan(folder, startOf(options)));
  if (options.explain === undefined) {
    return { lines: showLines(plan, { width: options.width ?? call.world.io.width }), json: { plan } };
  }
  const explained = options.explain.map((name) => {
    // `M06.deadline` is what errors call it, `M06/deadline` what the plan does.
    const found = explainNamed(plan, name.replaceAll('.', '/').replace(/^m(?=\d)/, 'M'));
    if (found.ok) return { name, text: found.text };
    const known = found.known.map((one) => one.replaceAll('/', '.'));
    throw new CliError('date-unknown', {
      name,
      known: known.slice(0, 6).join('、'),
      near: nearText(name, known),
    });
  });
  return { lines: explained.map(({ name, text }) => `${name}　${text}`), json: { dates: explained } };
}

async function gantt(call: Call, options: Options, [folder = '']: readonly string[]): Promise<Answer> {
  const { plan } = sound(call, readPlan(folder, startOf(options)));
  const { measures, launch, outerLimit } = plan;
  const bars = measures.map(({ id, title, start, milestones, deadline }) => ({
    id,
    title,
    start,
    milestones,
    deadline,
  }));
  const lines = ganttLines(plan, { width: options.width ?? call.world.io.width });
  return { lines, json: { programme: plan.card.id, launch, outerLimit, measures: bars } };
}

function startOf({ start }: Options): { readonly start?: CivilDate } {
  return start === undefined ? {} : { start };
}

/** The plan, or its errors on standard error and the end. */
export function sound(call: Call, read: ReadPlan): Extract<ReadPlan, { readonly ok: true }> {
  if (read.ok) return read;
  if (call.options.json !== true) call.warn(formatErrors(read.errors));
  throw new CliError('plan-errors', { count: String(read.errors.length) }, { errors: read.errors });
}
