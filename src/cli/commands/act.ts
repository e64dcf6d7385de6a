import { Option, type Command } from 'commander';
import { answersStep, bodyOf, completed, withFile } from '../act-command.ts';
import { checkFields, commandTypeOf, type ActOptions, type TargetKind } from '../act-fields.ts';
import { withStaff } from '../act-staff.ts';
import { actAs, type Done } from '../acting.ts';
import type { App } from '../app.ts';
import type { Answer, Call } from '../call.ts';
import { civilNow, measureStateOf } from '../engine-state.ts';
import type { Instance } from '../instance.ts';
import { countOption, dateOption, figureOption } from '../parse.ts';
import { directoryOf, measureOf, programmeOf } from '../resolve.ts';
import { withWorking } from '../session.ts';
import { COMMAND_NAMES } from '../../domain/measure/commands.ts';
import type { Row } from '../../domain/process.ts';
import { dateOf } from '../../domain/time.ts';
import { stateCouncilCalendar } from '../../plan/calendar.ts';
import { getRow } from '../../store/queries.ts';
import { findingsOf } from '../../domain/measure/indicators/findings.ts';
import { findingLines } from '../views/figures.ts';
import { measureJson, measureLines } from '../views/status.ts';
import { commandName } from '../words/common.ts';

/** `act <measure|directory> <command>`: somebody does something. */
export function actCommand(program: Command, app: App): void {
  program
    .command('act')
    .description('办理：以某人的名义对一项措施（或人员名册）办理一件事')
    .argument('<措施>', '措施编号（如 M06），或 directory（人员名册）、programme（专项本身：问题销号、专报）')
    .argument(
      '<办理>',
      `${Object.values(COMMAND_NAMES).join('、')}；也可写英文 ${Object.keys(COMMAND_NAMES).join('、')}`,
    )
    .requiredOption('--as <人员>', '由谁办理：人员编号，或没有重名的姓名')
    .option('--post <岗位>', '以哪一岗位的身份（兼任数职时）；办理任免时为所任免的岗位')
    .option('--text <文字>', '说明、进展、批注的内容')
    .option('--reason <文字>', '理由（退回、申请延期、公示异议、重新整改、中止、取消等）')
    .option(
      '--to <日期>',
      '申请延至的日期；重新整改、恢复时另定的时限；批示要求回复的日期；配合任务的时限；代办授权的末日',
      dateOption,
    )
    .option('--requirement <编号>', '所落实的整改要求，如 r1')
    .option('--milestone <编号>', '报告完成的时间节点，如 m1')
    .option('--period <统计期>', '如 2022、2022-H1、2022-Q3、2022-07、2022-01/07 或 2017/（2017年以来）')
    .option(
      '--figure <数据>',
      '数据：12、12家、12/400（占基数）、330100=12/400（某地区），可给多次',
      figureOption,
    )
    .option('--title <题名>', '佐证材料题名（默认取文件名）')
    .option('--number <文号>', '佐证材料文号；登记会议审定、取消时为会议纪要编号')
    .option('--date <日期>', '会议日期', dateOption)
    .option('--recorder <姓名>', '会议记录人')
    .addOption(
      new Option('--result <结果>', '回头看的结果：found 发现问题、not_found 未发现问题').argParser(
        resultOption,
      ),
    )
    .option('--problem <编号>', '问题销号：问题编号，如 P04')
    .option('--standard <文字>', '问题销号：该问题的销号标准及达标情况')
    .option('--measure <编号>', '撤出专报：措施编号，如 M06')
    .option('--sample <文字>', '回头看抽查了哪些单位、材料')
    .option('--file <路径>', '佐证材料文件，先存入佐证库；报告进展时为证明所报数据的文件')
    .addOption(
      new Option('--opinion <意见>', '对延期申请的意见：support 支持、oppose 不支持').argParser(
        opinionOption,
      ),
    )
    .option('--round <轮次>', '针对第几轮报审（默认为现在这一轮）', countOption(1, 10_000))
    .option('--step <步次>', '针对第几步审批（默认为现在这一步）', countOption(1, 100))
    .option('--person <人员>', '所任免的人员；代办授权的受托人')
    .option('--name <姓名>', '新人员的姓名')
    .option('--address <邮箱>', '人员的邮箱')
    .option('--seq <记录号>', '所更正的记录号，见 timeline --full', countOption(1, 10_000_000))
    .option('--leader <岗位>', '整改办代为登记批示时，批示领导的岗位编号')
    .option('--instruction <编号>', '所回复的批示编号（登记批示的记录号）', countOption(1, 10_000_000))
    .option('--unit <处室>', '改派、配合的处室，编号或名称')
    .option('--handler <岗位>', '该处室的承办人岗位（默认取方案中的）')
    .option('--head <岗位>', '该处室的负责人岗位（默认取方案中的）')
    .option('--liaison <岗位>', '该处室的联络员岗位（默认取方案中的）')
    .option('--on <日期>', '发现线索的日期', dateOption)
    .option('--reference <简称>', '发现线索的简称，不写内容，如“工业2022-07-01”')
    .option('--found <编号>', '所划销的线索发现记录，如 f1')
    .option('--request-id <编号>', '请求编号：同一编号只办理一次，供重发用')
    .action(
      app.action<ActOptions>(async (call, options, [target = '', typed = '']) => {
        const kind = kindOf(target);
        const type = commandTypeOf(typed, kind);
        checkFields(type, commandName(type), options, kind === 'measure');
        return withWorking(call, (instance) =>
          kind === 'measure'
            ? onMeasure(call, instance, target, bodyOf(type, options), options)
            : onOther(call, instance, kind, bodyOf(type, options), options),
        );
      }),
    );
}

function opinionOption(text: string): string {
  return { 支持: 'support', 不支持: 'oppose' }[text] ?? text;
}

function resultOption(text: string): string {
  return { 发现问题: 'found', 未发现问题: 'not_found' }[text] ?? text;
}

type Body = ReturnType<typeof bodyOf>;

async function onMeasure(
  call: Call,
  instance: Instance,
  target: string,
  body: Body,
  options: ActOptions,
): Promise<Answer> {
  const row = await measureOf(instance, target, call.options.programme);
  const { process, programme } = row;
  const done = await actAs(call, instance, {
    programme,
    process,
    person: options.as,
    command: async () => {
      const filed =
        options.file === undefined ? body : await withFile(instance, body, options.file, call.world.now());
      return completed(
        await withStaff(instance, programme, filed, options),
        needsState(filed) ? (await measureStateOf(instance, process))?.state : undefined,
      );
    },
    ...requestOf(options),
    ...(options.post === undefined ? {} : { post: options.post }),
  });
  const after = (await getRow(instance.db, process)) ?? row;
  const today = dateOf(await civilNow(instance, programme));
  const calendar = stateCouncilCalendar();
  const { io } = call.world;
  return {
    lines: [
      `已办理：${row.card.measure ?? ''} ${commandName(body.type)}（第 ${done.seq} 号记录）。`,
      ...measureLines(after, today, { calendar, colour: io.colour, width: io.width }),
      ...(await findingsAfter(instance, after, body, io.width)),
      ...behindLines(done),
    ],
    json: { result: doneJson(done, process), measure: measureJson(after, today, calendar) },
  };
}

/** What does not agree now that figures were reported or put right: told to whoever did it. */
async function findingsAfter(
  instance: Instance,
  row: Row,
  { type }: Body,
  width: number,
): Promise<readonly string[]> {
  if (row.card.contradictions === undefined || (type !== 'report' && type !== 'correct')) return [];
  const found = await measureStateOf(instance, row.process);
  return found === undefined ? [] : findingLines(findingsOf(found.state), width);
}

function needsState(body: Body): boolean {
  return answersStep(body) || body.type === 'report' || body.type === 'correct';
}

async function onOther(
  call: Call,
  instance: Instance,
  kind: Exclude<TargetKind, 'measure'>,
  body: Body,
  options: ActOptions,
): Promise<Answer> {
  const view = await programmeOf(instance, call.options.programme);
  const process = kind === 'directory' ? directoryOf(view) : view.programme;
  return directoryAnswer(call, instance, view.programme, process, body, options);
}

function kindOf(target: string): TargetKind {
  const word = target.toLowerCase();
  if (['directory', '人员', '人员名册'].includes(word)) return 'directory';
  return ['programme', '专项'].includes(word) ? 'programme' : 'measure';
}

/** Acts on the directory or the programme, and says what it holds now. `people appoint|relieve|address` come here too. */
export async function directoryAnswer(
  call: Call,
  instance: Instance,
  programme: string,
  process: string,
  body: Body,
  options: Pick<ActOptions, 'as' | 'requestId'>,
): Promise<Answer> {
  const done = await actAs(call, instance, {
    programme,
    process,
    person: options.as,
    command: async () => body,
    ...requestOf(options),
  });
  const after: Row | undefined = await getRow(instance.db, process);
  return {
    lines: [
      `已办理：${commandName(body.type)}（第 ${done.seq} 号记录）。`,
      ...(after === undefined ? [] : [after.card.title]),
      ...behindLines(done),
    ],
    json: { result: doneJson(done, process) },
  };
}

function requestOf({ requestId }: Pick<ActOptions, 'requestId'>): { readonly requestId?: string } {
  return requestId === undefined ? {} : { requestId };
}

function behindLines({ behind }: Done): readonly string[] {
  return behind === 0 ? [] : [`台账尚差 ${behind} 条记录，以上可能不是最新情况。`];
}

function doneJson(
  { requestId, seq, head, behind }: Done,
  process: string,
): Readonly<Record<string, unknown>> {
  return { kind: 'done', process, requestId, seq, head, ledgerBehind: behind };
}
