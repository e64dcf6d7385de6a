import type { Command } from 'commander';
import { actAs } from '../acting.ts';
import type { App } from '../app.ts';
import type { Answer, Call } from '../call.ts';
import { CliError } from '../errors.ts';
import { countOption } from '../parse.ts';
import { measureOf, programmeOf } from '../resolve.ts';
import { withInstance } from '../session.ts';
import { ADOPT_RULES } from '../../domain/adoption.ts';
import { CURRENT_RULES } from '../../domain/rules.ts';
import { rulesInForce } from '../../store/queries.ts';
import { rulesLines } from '../views/rules.ts';

interface AdoptOptions {
  readonly to: number;
  readonly as: string;
  readonly measure?: string;
  readonly only?: 'programme' | 'directory';
}

const MAX_NUMBER = 1_000_000;

/** `rules show|adopt` */
export function rulesCommand(program: Command, app: App): void {
  const rules = program.command('rules').description('督办规则：各事项现用的规则编号，改用更新的规则');
  rules
    .command('show')
    .description('各事项现用哪一号规则，本程序的最新规则是哪一号')
    .action(app.action((call) => show(call)));
  rules
    .command('adopt')
    .description('让事项改用更新的规则，逐项记录在案；不给 --measure、--only 的，为全部措施')
    .requiredOption('--to <编号>', '规则编号', countOption(1, MAX_NUMBER))
    .requiredOption('--as <人员>', '由谁办理（措施和专项：整改办；人员名册：系统管理员）')
    .option('--measure <措施>', '只改某一措施')
    .option('--only <事项>', '只改 programme（专项）或 directory（人员名册）')
    .action(app.action<AdoptOptions>(adopt));
}

async function show(call: Call): Promise<Answer> {
  return withInstance(call, async (instance) => {
    const { programme } = await programmeOf(instance, call.options.programme);
    const inForce = await rulesInForce(instance.db, programme);
    return {
      lines: rulesLines(inForce, CURRENT_RULES, call.world.io.width),
      json: { programme, latest: CURRENT_RULES, processes: inForce },
    };
  });
}

async function adopt(call: Call, { to, as, measure, only }: AdoptOptions): Promise<Answer> {
  return withInstance(call, async (instance) => {
    const { programme } = await programmeOf(instance, call.options.programme);
    const inForce = await rulesInForce(instance.db, programme);
    const one = measure === undefined ? undefined : (await measureOf(instance, measure, programme)).process;
    const wanted = inForce.filter(({ process, kind }) =>
      one === undefined ? kind === (only ?? 'measure') : process === one,
    );
    if (wanted.length === 0) throw new CliError('rules-nothing', { only: only ?? 'measure', programme });
    // One that stands there already has nothing to adopt; where all do, the rules say so themselves.
    const behind = wanted.filter(({ rules }) => rules < to);
    const adopted: string[] = [];
    for (const { process } of behind.length > 0 ? behind : wanted.slice(0, 1)) {
      call.progress(`正在办理 ${process}`);
      await actAs(call, instance, {
        programme,
        process,
        person: as,
        command: async () => ({ type: ADOPT_RULES, to }),
      });
      adopted.push(process);
    }
    return {
      lines: [`已有 ${adopted.length} 项事项改用规则 ${to}：`, ...adopted.map((id) => `  ${id}`)],
      json: { programme, to, adopted },
    };
  });
}
